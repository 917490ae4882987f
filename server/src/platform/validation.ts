import { z } from 'zod';
import { invalid, type Problem } from './errors.ts';

/** The input as the schema's type, or INVALID_INPUT with every problem and the field it belongs to. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  /** Problems found by other means, to be told in the same answer. */
  others: Problem[] = [],
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success && others.length === 0) return result.data;
  const issues = result.success ? [] : result.error.issues;
  const problems = issues.map((issue): Problem => ({ path: issue.path.join('.'), message: sentence(issue) }));
  throw invalid([...problems, ...others].slice(0, 50));
}

function sentence(issue: z.core.$ZodIssue): string {
  const text = issue.message.endsWith('.') ? issue.message : `${issue.message}.`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Names in URLs and folders: 1–40 of a–z, 0–9 and single hyphens. */
export const slug = z
  .string()
  .max(40, 'Use at most 40 characters.')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use a–z, 0–9 and single hyphens, such as “web-shop”.');

/** What people call a thing. */
export const displayName = z.string().trim().min(1, 'Give it a name.').max(100, 'Use at most 100 characters.');

export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'Use an IANA time zone, such as “Europe/Berlin” or “UTC”.');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const webUrl = z
  .string()
  .max(2_000)
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'Use a full http:// or https:// address.',
  );

export const idempotencyKey = z.string().min(1).max(200).optional();

/**
 * Whether a moment is of a year that can be counted with and kept: Postgres knows no year 0, JavaScript takes years below 100 for
 * those after 1900, RFC 3339 has four digits, and windows are compared with years before.
 */
export const isOfOurTime = (at: Date): boolean => at.getUTCFullYear() >= 1000 && at.getUTCFullYear() <= 9999;
