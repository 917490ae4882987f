import { describe, expect, test } from '@jest/globals';
import { execute, GraphQLError } from 'graphql';
import { follow, LOG, live, RecordingSink, setUpLive } from '../../../test/live-fixture.ts';
import { AppError } from '../errors.ts';
import { LiveRequestError } from './live-errors.ts';

describe('what goes wrong', () => {
  const opening = (query: string, variables: Record<string, unknown> = {}) => {
    const { hub, ann } = setUpLive();
    return hub.open(ann, { query, variables });
  };

  test('what is not there is NOT_FOUND', async () => {
    await expect(opening(LOG, { id: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each([
    ['a query', '{ isHere }', {}, 'Only subscriptions are served here'],
    ['a mutation', 'mutation { touch }', {}, 'Only subscriptions are served here'],
    ['two operations', 'subscription A { things { id } } subscription B { things { id } }', {}, 'operationName'],
    ['a syntax error', 'subscription { things {', {}, 'Syntax Error'],
    ['an unknown field', 'subscription { nothing }', {}, 'Cannot query field'],
    ['two root fields', 'subscription { things { id } thing(id: 1) { id } }', {}, 'must select only one'],
    ['a wrong variable', LOG, { id: 'a', after: 'x' }, 'Int cannot represent'],
    ['a missing variable', LOG, {}, 'was not provided'],
    ['too many tokens', `subscription { things { ${'id '.repeat(2_000)} } }`, {}, '1000 tokens'],
  ])('%s is refused', async (_name, query, variables, message) => {
    await expect(opening(query, variables)).rejects.toThrow(LiveRequestError);
    await expect(opening(query, variables)).rejects.toThrow(message);
  });

  test('the root field may stand in fragments', async () => {
    const { hub, ann, write } = setUpLive();
    const query =
      'subscription ($id: ID!) { ...F } fragment F on Subscription { ... { x: log(id: $id) { lines { seq } } } }';
    const { sink } = await follow(hub, ann, { id: 'a' }, query);
    write(1);
    await sink.until(() => sink.results.length === 1);
    expect(sink.results).toEqual([{ data: { x: { lines: [{ seq: 1 }] } } }]);
  });

  test('a store that is away for a moment interrupts nothing', async () => {
    const { world, hub, ann, write } = setUpLive();
    const { sink } = await follow(hub, ann, { id: 'a' });
    const late = new RecordingSink();
    await live(hub, 1);
    let failures = 0;
    world.gate = async () => {
      if (++failures <= 2) throw Object.assign(new Error('terminating connection'), { code: '57P01' });
    };
    write(2);
    await follow(hub, ann, { id: 'a' }, LOG, late);
    await sink.until(() => sink.seqs.length === 2);
    await late.until(() => late.seqs.length === 2);
  });

  test('a field that fails because the store is away costs nobody its batch', async () => {
    const { world, events, ann, write } = setUpLive();
    let failures = 0;
    const hub = world.hub(events, {
      execute: async (args) => {
        const result = await execute(args);
        if (++failures > 2) return result;
        const originalError = new Error('Connection terminated unexpectedly');
        return { data: null, errors: [new GraphQLError(originalError.message, { originalError })] };
      },
    });
    const { sink } = await follow(hub, ann, { id: 'a' });
    write(2);
    await sink.until(() => sink.results.length === 1);
    expect(sink.seqs).toEqual([1, 2]);
  });

  test('who may no longer read fails alone, with the reason', async () => {
    const { world, events, hub, ann, bob, write } = setUpLive();
    const [first, second] = [await follow(hub, ann, { id: 'a' }), await follow(hub, bob, { id: 'a' })];
    await live(hub, 2);
    world.gate = async (ctx) => {
      if (ctx.actor === ann.actor) throw new AppError('NOT_FOUND', 'There is no such log.');
    };
    write(1);
    await expect(first.member.done).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await second.sink.until(() => second.sink.seqs.length === 1);
    second.member.close();
    expect(events.listeners.size).toBe(0);
  });

  test('a defect in a field is shown as such and not repeated', async () => {
    const { world, events, ann, write } = setUpLive();
    const hub = world.hub(events, {
      execute: () => ({ data: null, errors: [new GraphQLError('secret', { originalError: new TypeError('secret') })] }),
    });
    const { sink } = await follow(hub, ann, { id: 'a' });
    write(1);
    await sink.until(() => sink.results.length === 1);
    expect(sink.results[0]).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL' } }], data: null });
    expect(JSON.stringify(sink.results)).not.toContain('secret');
  });
});
