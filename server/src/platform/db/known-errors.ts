import { AppError, conflict, invalid, unavailable } from '../errors.ts';
import { isDatabaseAway } from './transient.ts';

/** SQLSTATE: a NUL in a text, or an escape in JSON that stands for no character. */
const UNSTORABLE_TEXT = new Set(['22021', '22P05']);
const UNIQUE_VIOLATION = '23505';

/**
 * What an error of Postgres means for who asked, or null when it is a defect: the database is away, a text holds what no text
 * can, or somebody else was faster with the same name.
 */
export function knownError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (isDatabaseAway(error))
    return unavailable('The database is not reachable right now. Try again in a moment.', error);
  const { code, message = '' } = (error ?? {}) as { code?: unknown; message?: string };
  if (typeof code !== 'string') return null;
  if (UNSTORABLE_TEXT.has(code) || (code === '22P02' && message.endsWith('type json')))
    return invalid([{ path: '', message: 'A text holds a NUL or half a character. Leave it out.' }]);
  if (code === UNIQUE_VIOLATION)
    return conflict('Somebody else made something of the same name at the same moment. Look again.');
  return null;
}
