import { type Client, type Exchange, makeOperation, type Operation } from 'urql';
import { pipe, share, tap } from 'wonka';

/** Between two questions for the same answer while changes keep coming. */
const PACE_MS = 1_000;

/**
 * An answer and the live changes come over different connections. One that was read before a change and arrives after it
 * would put the old state back on screen for good: it is shown, and asked for again. `askAll` asks for everything on screen:
 * the answer of a mutation may have put back anything.
 */
export function createOvertakenExchange(askAll: () => void): Exchange {
  return ({ forward, client }) => {
    const inFlight = new Map<number, { isOvertaken: boolean }>();
    const timers = new Map<number, ReturnType<typeof setTimeout>>();
    const lastAsked = new Map<number, number>();

    const leave = (operation: Operation) => {
      const { key } = operation;
      if (operation.kind !== 'teardown') {
        if (operation.kind !== 'subscription') inFlight.set(key, { isOvertaken: false });
        return;
      }
      inFlight.delete(key);
      lastAsked.delete(key);
      clearTimeout(timers.get(key));
      timers.delete(key);
    };

    const arrive = (operation: Operation) => {
      if (operation.kind === 'subscription') {
        for (const flight of inFlight.values()) flight.isOvertaken = true;
        return;
      }
      const { key } = operation;
      const isOvertaken = inFlight.get(key)?.isOvertaken === true;
      inFlight.delete(key);
      if (!isOvertaken) lastAsked.delete(key);
      else if (operation.kind === 'mutation') setTimeout(askAll);
      else if (!timers.has(key)) {
        const waitMs = Math.max(0, (lastAsked.get(key) ?? 0) + PACE_MS - Date.now());
        timers.set(
          key,
          setTimeout(() => {
            timers.delete(key);
            lastAsked.set(key, Date.now());
            askAgain(client, operation);
          }, waitMs),
        );
      }
    };

    return (operations$) =>
      pipe(
        forward(pipe(operations$, tap(leave), share)),
        tap(({ operation }) => arrive(operation)),
      );
  };
}

/** From the server, past what is known. */
export function askAgain(client: Client, operation: Operation): void {
  client.reexecuteOperation(makeOperation('query', operation, { ...operation.context, requestPolicy: 'network-only' }));
}
