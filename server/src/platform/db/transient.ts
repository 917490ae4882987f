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

const AGAIN_MS = 250;

/** Does it again as long as the database is away, until `signal` says that nobody waits any more. It may have been done although no answer came. */
export async function throughOutages<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !isDatabaseAway(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}
