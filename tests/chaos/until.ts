import { setTimeout as pause } from 'node:timers/promises';

/**
 * The first value of `look` that is neither null, undefined nor false. Throws once `seconds` have gone by: `what` then says
 * for what was waited, and the last error of `look`, if it threw, why in vain.
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  seconds = 40,
): Promise<Exclude<T, null | undefined | false>> {
  const deadline = performance.now() + seconds * 1_000;
  for (;;) {
    let cause: unknown;
    try {
      const found = await look();
      if (found !== null && found !== undefined && found !== false)
        return found as Exclude<T, null | undefined | false>;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > deadline) throw new Error(`Waited ${seconds} s in vain: ${what}.`, { cause });
    await pause(10);
  }
}
