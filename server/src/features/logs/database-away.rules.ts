const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
]);
/** Connection lost, server shutting down or starting, too many connections. */
const serverCodes = /^(08|57P0|53300)/;
/** The driver has no codes of its own for these. */
const driverMessages =
  /Connection terminated|connection error|timeout exceeded when trying to connect|Cannot use a pool/i;

/** Whether a failure says that the database can't be reached now, so that the same work may succeed later. */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, cause, driverError, errors } = error as Record<string, unknown>;
  if (typeof code === 'string' && (socketCodes.has(code) || serverCodes.test(code))) return true;
  if (typeof message === 'string' && driverMessages.test(message)) return true;
  return [cause, driverError, ...(Array.isArray(errors) ? errors : [])].some(isDatabaseAway);
}
