import { z } from 'zod';
import { displayName } from '../../platform/validation.ts';

export const email = z.string().trim().max(254).pipe(z.email('Enter an e-mail address, such as “ada@example.com”.'));

/** Its password is looked at by `checkPassword`, which says more. */
export const newAccount = z.object({ email, name: displayName, password: z.string() });
