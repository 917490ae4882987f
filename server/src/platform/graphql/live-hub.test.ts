import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { eventually, follow, live, range, setUpLive } from '../../../test/live-fixture.ts';

describe('a log', () => {
  test('is replayed after the cursor, followed, and completes with its end', async () => {
    const { world, events, hub, ann, write } = setUpLive();
    world.append('a', 250);
    const { member, sink } = await follow(hub, ann, { id: 'a', after: 20 });
    await sink.until(() => sink.seqs.at(-1) === 250);
    write(3);
    await sink.until(() => sink.seqs.at(-1) === 253);
    world.end('a');
    events.publish(['log/a']);
    await member.done;
    expect(sink.seqs).toEqual(range(253, 21));
    expect(events.listeners.size).toBe(0);
    expect(hub.counts()).toEqual({ groups: 0, subscribers: 0, live: 0 });
  });

  test('that has ended is replayed and completes at once', async () => {
    const { world, hub, ann } = setUpLive();
    world.append('a', 5);
    world.end('a');
    const { member, sink } = await follow(hub, ann, { id: 'a' });
    await member.done;
    expect(sink.seqs).toEqual(range(5));
    const late = await follow(hub, ann, { id: 'a', after: 5 });
    await late.member.done;
    expect(late.sink.seqs).toEqual([]);
  });

  test('is executed once for all who follow it, wherever they began', async () => {
    const { world, hub, ann, write } = setUpLive();
    world.append('a', 90);
    const followers = await Promise.all(range(40).map((n) => follow(hub, ann, { id: 'a', after: n })));
    await live(hub, 40);
    world.executionCount = 0;
    write(10);
    for (const { sink } of followers) await sink.until(() => sink.seqs.at(-1) === 100);
    expect(world.executionCount).toBe(1);
    for (const [index, { sink }] of followers.entries()) expect(sink.seqs).toEqual(range(100, index + 2));
    expect(hub.counts()).toEqual({ groups: 1, subscribers: 40, live: 40 });
    for (const { member } of followers) member.close();
    expect(hub.counts()).toEqual({ groups: 0, subscribers: 0, live: 0 });
  });

  test('is read once per batch by many that open it together', async () => {
    const { world, hub, ann } = setUpLive();
    world.append('a', 500);
    world.gate = async () => {
      await turnOfLoop();
    };
    const followers = await Promise.all(range(100).map(() => follow(hub, ann, { id: 'a' })));
    for (const { sink } of followers) await sink.until(() => sink.seqs.length === 500);
    expect(world.executionCount).toBe(5);
    for (const { member } of followers) member.close();
  });

  test('with a pace of its own tells at once what was written in between', async () => {
    const { world, hub, ann, write } = setUpLive();
    world.options = { paceMs: 100 };
    const { member, sink } = await follow(hub, ann, { id: 'a' });
    await live(hub, 1);
    const begun = performance.now();
    for (const count of range(10)) {
      write(1);
      await sink.until(() => count > 1 || sink.seqs.length === 1);
    }
    await sink.until(() => sink.seqs.length === 10);
    expect(sink.results.length).toBeLessThanOrEqual(2 + (performance.now() - begun) / 100);
    expect(sink.seqs).toEqual(range(10));
    member.close();
  });

  test('that depends on when it is read is read anew by who comes later', async () => {
    const { world, hub, ann } = setUpLive();
    world.append('a', 10);
    for (const isPassing of [false, true]) {
      world.options = { isPassing };
      world.executionCount = 0;
      for (const _follower of range(3)) {
        const { member, sink } = await follow(hub, ann, { id: 'a' });
        await sink.until(() => sink.seqs.length === 10);
        member.close();
      }
      expect(world.executionCount).toBe(isPassing ? 3 : 1);
    }
  });

  test('is executed apart for different rights, and shows each only its own', async () => {
    const { world, hub, ann, bob, write } = setUpLive();
    const [first, second] = [await follow(hub, ann, { id: 'a' }), await follow(hub, bob, { id: 'a' })];
    await live(hub, 2);
    world.executionCount = 0;
    write(1);
    await first.sink.until(() => first.sink.results.length === 1);
    await second.sink.until(() => second.sink.results.length === 1);
    expect(world.executionCount).toBe(2);
    expect(first.sink.results[0]).toMatchObject({ data: { log: { viewer: 'ann' } } });
    expect(second.sink.results[0]).toMatchObject({ data: { log: { viewer: 'bob' } } });
  });

  test('is not shared when the cursor shows in the result', async () => {
    const { hub, ann, write } = setUpLive();
    const query =
      'subscription ($id: ID!, $after: Int!) { log(id: $id, after: $after) { lines { seq } linesAfter(seq: $after) } }';
    write(10);
    const [first, second] = [
      await follow(hub, ann, { id: 'a', after: 2 }, query),
      await follow(hub, ann, { id: 'a', after: 4 }, query),
    ];
    await first.sink.until(() => first.sink.seqs.length === 8);
    await second.sink.until(() => second.sink.seqs.length === 6);
    write(1);
    await second.sink.until(() => second.sink.seqs.length === 7);
    await first.sink.until(() => first.sink.seqs.length === 9);
    expect(first.sink.results.at(-1)).toMatchObject({ data: { log: { linesAfter: 9 } } });
    expect(second.sink.results.at(-1)).toMatchObject({ data: { log: { linesAfter: 7 } } });
    expect(hub.counts().groups).toBe(2);
  });

  test('loses and repeats nothing, however reading, writing, joining and leaving fall together', async () => {
    for (let seed = 1; seed <= 15; seed++) {
      const { world, events, hub, ann, write } = setUpLive();
      const random = mulberry(seed);
      world.linesPerRead = 7;
      world.gate = async () => {
        for (let turns = random() * 4; turns >= 1; turns--) await turnOfLoop();
      };
      const followers: Awaited<ReturnType<typeof follow>>[] = [];
      const starts: number[] = [];
      for (let step = 0; step < 150; step++) {
        if (random() < 0.5) write(Math.ceil(random() * 12));
        if (random() < 0.1) {
          starts.push(Math.floor(random() * (world.logs.get('a')?.texts.length ?? 0)));
          followers.push(await follow(hub, ann, { id: 'a', after: starts.at(-1) }));
        }
        const some = followers[Math.floor(random() * followers.length)];
        if (some && random() < 0.3) some.sink.isStalled = true;
        else some?.sink.drain();
        if (random() < 0.7) await turnOfLoop();
      }
      for (const { sink } of followers) sink.drain();
      world.end('a');
      events.publish(['log/a']);
      await Promise.all(followers.map(({ member }) => member.done));
      const last = world.logs.get('a')?.texts.length ?? 0;
      for (const [index, { sink }] of followers.entries())
        expect(sink.seqs).toEqual(range(last, (starts[index] ?? 0) + 1));
    }
  });

  test('a writing between the last empty reading and the joining is found', async () => {
    const { world, hub, ann, write } = setUpLive();
    let gates = 0;
    world.gate = async () => {
      gates += 1;
      // The second gate of the first reading: it has looked, found nothing, and has not answered yet. The signal passes
      // while nobody has joined.
      if (gates !== 2) return;
      write(1);
      for (let turns = 0; turns < 20; turns++) await turnOfLoop();
    };
    const { sink } = await follow(hub, ann, { id: 'a' });
    await sink.until(() => sink.seqs.length === 1);
  });

  test('what was committed and never published is found by polling', async () => {
    const { world, hub, ann } = setUpLive();
    const { sink } = await follow(hub, ann, { id: 'a' });
    await live(hub, 1);
    // One reading by the subscriber, one by the turn that follows its joining.
    await eventually(() => world.readCount === 2);
    world.append('a', 2);
    hub.poll();
    await sink.until(() => sink.seqs.length === 2);
  });
});

describe('a slow subscriber of a log', () => {
  const TEXTS = 'subscription Log($id: ID!, $after: Int! = 0) { log(id: $id, after: $after) { lines { seq text } } }';
  const LINE_BYTES = 200_000;

  test('leaves the group, holds bounded memory, loses nothing, and comes back', async () => {
    const { world, events, hub, ann } = setUpLive();
    world.linesPerRead = 1;
    const quick = await follow(hub, ann, { id: 'a' }, TEXTS);
    const slow = await follow(hub, ann, { id: 'a' }, TEXTS);
    await live(hub, 2);
    slow.sink.isStalled = true;
    for (let step = 1; step <= 20; step++) {
      world.append('a', 1, 'x'.repeat(LINE_BYTES));
      events.publish(['log/a']);
      await quick.sink.until(() => quick.sink.seqs.length === step);
    }
    expect(hub.counts()).toEqual({ groups: 1, subscribers: 2, live: 1 });
    expect(slow.sink.mostUnsentBytes).toBeGreaterThan(512 * 1024);
    expect(slow.sink.mostUnsentBytes).toBeLessThan(512 * 1024 + 2 * LINE_BYTES);
    slow.sink.drain();
    await live(hub, 2);
    expect(slow.sink.seqs).toEqual(range(20));
    world.executionCount = 0;
    world.append('a', 1, 'short');
    events.publish(['log/a']);
    await slow.sink.until(() => slow.sink.seqs.length === 21);
    await quick.sink.until(() => quick.sink.seqs.length === 21);
    expect(world.executionCount).toBe(1);
  });

  test('gets the end too', async () => {
    const { world, events, hub, ann } = setUpLive();
    const { member, sink } = await follow(hub, ann, { id: 'a' });
    await live(hub, 1);
    sink.isStalled = true;
    sink.unsentBytes = 2 * 1024 * 1024;
    world.append('a', 3);
    world.end('a');
    events.publish(['log/a']);
    await live(hub, 0);
    expect(sink.seqs).toEqual([]);
    sink.drain();
    await member.done;
    expect(sink.seqs).toEqual(range(3));
  });
});

/** A small random source with a seed, so that a failure can be repeated. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
