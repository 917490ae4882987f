/** Classes 08 (connection), 53 (resources), 57 (server stops), 40 (rollback, try again), and the network's own codes. */
const TRANSIENT_CODE = /^(08|53|57|40)...$|^E(CONN\w+|PIPE|TIMEDOUT|AI_AGAIN|HOSTUNREACH|NETUNREACH)$/;
const TRANSIENT_MESSAGE =
  /connection terminated|connection is closed|not queryable|connection ended|query runner already released|timeout/i;

/** Whether waiting helps: Postgres is away or restarting. Nothing may be skipped or ended for that. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && TRANSIENT_CODE.test(code)) return true;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  return typeof code !== 'string' && TRANSIENT_MESSAGE.test(error.message);
}
