import type { Context } from '../context.ts';
import { openFeed } from './live-feed.ts';
import type { LiveField } from './live-source.ts';

/** What TypeGraphQL hands to `subscribe`. */
export interface SubscribeCall {
  args: object;
  context: object;
}

/**
 * The `subscribe` of a subscription field: a plain async iterable of root values, pulled by whoever reads it, for graphql-js'
 * own `subscribe` (tests, tools in process). The doors for clients share executions instead; see `LiveHub`.
 */
export function liveSubscribe<Args extends object>(
  field: LiveField<Args>,
): (call: SubscribeCall) => Promise<AsyncIterableIterator<Record<string, unknown>>> {
  return async ({ args, context }) => {
    const ctx = context as Context;
    const source = await field.open(ctx, args as Args);
    // Listens from here on, not from the first next(): what happens between the two is not lost.
    const feed = openFeed(ctx.app.events, source);
    let cursor = feed.start(source);
    let hasEnded = false;

    const next = async (): Promise<IteratorResult<Record<string, unknown>>> => {
      while (!hasEnded) {
        // Loaders of the value before would show what was true then.
        ctx.loaders.clear();
        const reading = await feed.read(ctx, cursor);
        if (!reading) {
          if (!(await feed.signal.wait())) hasEnded = true;
          continue;
        }
        cursor = reading.cursor;
        hasEnded = reading.hasEnded;
        if (hasEnded) feed.signal.dispose();
        if (reading.value !== undefined) return { done: false, value: { [field.field]: reading.value } };
      }
      feed.signal.dispose();
      return { done: true, value: undefined };
    };
    const stop = async (): Promise<IteratorResult<Record<string, unknown>>> => {
      hasEnded = true;
      feed.signal.dispose();
      return { done: true, value: undefined };
    };
    return { next, return: stop, throw: stop, [Symbol.asyncIterator]: iteratorSelf };
  };
}

function iteratorSelf(this: AsyncIterableIterator<Record<string, unknown>>) {
  return this;
}
