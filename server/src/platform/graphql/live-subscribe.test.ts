import { expect, test } from '@jest/globals';
import { type ExecutionResult, GraphQLSchema, parse, subscribe } from 'graphql';
import { LOG, liveSchema, range, setUpLive } from '../../../test/live-fixture.ts';
import type { Context } from '../context.ts';
import type { LiveField } from './live-source.ts';
import { liveSubscribe } from './live-subscribe.ts';

async function open(
  world: ReturnType<typeof setUpLive>['world'],
  ctx: Context,
  variableValues: Record<string, unknown>,
) {
  const schema = new GraphQLSchema(liveSchema.toConfig());
  const field = schema.getSubscriptionType()?.getFields().log;
  const start = liveSubscribe(world.fields[0] as LiveField);
  if (field) field.subscribe = (_root, args, context) => start({ args, context });
  return subscribe({ schema, document: parse(LOG), contextValue: ctx, variableValues });
}

test('graphql-js can pull a subscription: replay, what follows, the end', async () => {
  const { world, events, ann, write } = setUpLive();
  world.append('a', 150);
  const results = (await open(world, ann, { id: 'a', after: 10 })) as AsyncGenerator<ExecutionResult>;
  const seqs: number[] = [];
  const pull = async () => {
    const { value, done } = await results.next();
    const lines = (value?.data as { log: { lines: { seq: number }[] } } | undefined)?.log.lines ?? [];
    seqs.push(...lines.map((line) => line.seq));
    return done;
  };
  await pull();
  await pull();
  expect(seqs).toEqual(range(150, 11));
  // Written before it is asked for again, and while it waits.
  write(1);
  await pull();
  const waiting = pull();
  write(1);
  await waiting;
  expect(seqs).toEqual(range(152, 11));
  world.end('a');
  await pull();
  expect(await pull()).toBe(true);
  expect(events.listeners.size).toBe(0);
});

test('stopping wakes who waits, and stops listening', async () => {
  const { world, events, ann } = setUpLive();
  const results = (await open(world, ann, { id: 'a' })) as AsyncGenerator<ExecutionResult>;
  const waiting = results.next();
  expect(events.listeners.size).toBe(1);
  await results.return(undefined);
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(events.listeners.size).toBe(0);
});

test('what is not there is an error of the operation', async () => {
  const { world, ann } = setUpLive();
  const result = (await open(world, ann, { id: 'none' })) as ExecutionResult;
  expect(result.errors?.[0]?.originalError).toMatchObject({ code: 'NOT_FOUND' });
});
