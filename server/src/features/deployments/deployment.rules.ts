import { z } from 'zod';
import { idempotencyKey, webUrl } from '../../platform/validation.ts';

const note = z.string().trim().max(2_000, 'Use at most 2,000 characters.').nullish();

const change = z.object({
  kind: z.enum(['COMMIT', 'TICKET']),
  reference: z.string().trim().min(1).max(200),
  title: z.string().trim().max(500).nullish(),
  author: z.string().trim().max(200).nullish(),
  authoredAt: z.date().nullish(),
  url: webUrl.nullish(),
});

/** The version reaches the program as a variable and people as text: one line, visible characters. */
const version = z
  .string()
  .trim()
  .min(1, 'Say which version to deploy.')
  .max(200, 'Use at most 200 characters.')
  .regex(/^[^\p{C}]*$/u, 'A version is one line of visible characters.');

export const deployRules = z.object({
  version,
  note,
  dryRun: z.boolean(),
  isHotfix: z.boolean().optional(),
  changes: z.array(change).max(500, 'A deployment carries at most 500 changes.').nullish(),
  idempotencyKey: idempotencyKey.nullish(),
});

export const noteRules = z.object({ note, idempotencyKey: idempotencyKey.nullish() });

export const commentRules = z.object({ comment: note });

/** Names and messages of reported steps are cut by the recorder; here only nonsense is refused. */
export const stepReportRules = z.object({
  name: z.string().trim().min(1, 'Name the step.').max(200, 'Use at most 200 characters.'),
  message: z.string().max(4_000, 'Use at most 4,000 characters.').nullish(),
  host: z.string().trim().max(200).nullish(),
});
