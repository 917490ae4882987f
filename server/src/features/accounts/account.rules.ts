import { z } from 'zod';
import { displayName } from '../../platform/validation.ts';

export const email = z.string().trim().max(254).pipe(z.email('Enter an e-mail address, such as “ada@example.com”.'));

/** Argon2 reads it all: the upper bound keeps a huge one from costing seconds. */
export const password = z
  .string()
  .min(10, 'Use at least 10 characters.')
  .max(200, 'Use at most 200 characters.')
  .refine((text) => new Set(text).size >= 5, 'Use more different characters.');

export const newAccount = z.object({ email, name: displayName, password });
