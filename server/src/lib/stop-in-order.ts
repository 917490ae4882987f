/** Something that was started and has to be stopped. */
export interface Part {
  name: string;
  stop(): Promise<void>;
  /** Instead of what all have at the least. */
  leastMs?: number;
}

/**
 * Stops one after the other. All of them share `budgetMs`, and each has `leastMs` however long those before took: one that hangs,
 * on a client or a lost connection, keeps nobody waiting. `onProblem` hears what failed or was left behind. Never rejects.
 */
export async function stopInOrder(
  parts: Part[],
  given: { budgetMs: number; leastMs: number; onProblem: (name: string, error: Error) => void },
): Promise<void> {
  const until = performance.now() + given.budgetMs;
  for (const part of parts) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const waitMs = Math.max(part.leastMs ?? given.leastMs, until - performance.now());
      timer = setTimeout(() => reject(new Error('It did not stop in time.')), waitMs);
    });
    try {
      await Promise.race([part.stop(), late]);
    } catch (error) {
      given.onProblem(part.name, error instanceof Error ? error : new Error(String(error)));
    } finally {
      clearTimeout(timer);
    }
  }
}
