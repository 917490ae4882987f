import { describe, expect, test } from '@jest/globals';
import { follow, live, type RecordingSink, range, setUpLive, THING, THINGS } from '../../../test/live-fixture.ts';

describe('a state', () => {
  test('is sent at once, then after each change, the same one never twice', async () => {
    const { world, events, hub, ann } = setUpLive();
    world.set('t', 'queued');
    const { member, sink } = await follow(hub, ann, { id: 't' }, THING);
    await sink.until(() => sink.results.length === 1);
    await live(hub, 1);
    events.publish(['thing/t']);
    hub.poll();
    world.set('t', 'running');
    events.publish(['thing/t', 'thing/t']);
    await sink.until(() => sink.results.length === 2);
    world.set('t', 'done', true);
    events.publish(['thing/t']);
    await member.done;
    expect(sink.results.map((result) => (result as { data: { thing: object } }).data.thing)).toEqual([
      { state: 'queued' },
      { state: 'running' },
      { state: 'done' },
    ]);
  });

  test('a slow subscriber skips what lay between', async () => {
    const { world, events, hub, ann } = setUpLive();
    world.set('t', '0');
    const quick = await follow(hub, ann, { id: 't' }, THING);
    const slow = await follow(hub, ann, { id: 't' }, THING);
    await live(hub, 2);
    slow.sink.isStalled = true;
    slow.sink.unsentBytes = 2 * 1024 * 1024;
    for (let step = 1; step <= 5; step++) {
      world.set('t', String(step));
      events.publish(['thing/t']);
      await quick.sink.until(() => quick.sink.results.length === step + 1);
    }
    slow.sink.drain();
    await live(hub, 2);
    expect(slow.sink.results).toEqual([{ data: { thing: { state: '0' } } }, { data: { thing: { state: '5' } } }]);
  });

  test('completes when the thing is gone', async () => {
    const { world, events, hub, ann } = setUpLive();
    world.set('t', 'here');
    const { member, sink } = await follow(hub, ann, { id: 't' }, THING);
    await live(hub, 1);
    world.things.delete('t');
    events.publish(['thing/t']);
    await member.done;
    expect(sink.results.length).toBe(1);
  });

  test('of one moment is executed once for all', async () => {
    const { world, events, hub, ann } = setUpLive();
    world.set('t', 'here');
    const followers = await Promise.all(range(20).map(() => follow(hub, ann, { id: 't' }, THING)));
    await live(hub, 20);
    world.executionCount = 0;
    world.set('t', 'there');
    events.publish(['thing/t']);
    for (const { sink } of followers) await sink.until(() => sink.results.length === 2);
    expect(world.executionCount).toBe(1);
  });
});

describe('things of a collection', () => {
  const idsOf = (sink: RecordingSink) =>
    sink.results.map((result) => (result as { data: { things: { id: string } } }).data.things.id);

  test('are sent when they change, each in its newest state; those that are gone are not', async () => {
    const { world, events, hub, ann } = setUpLive();
    for (const id of ['a', 'b', 'c']) world.set(id, 'old');
    const { sink } = await follow(hub, ann, {}, THINGS);
    await live(hub, 1);
    world.set('b', 'new');
    events.publish(['things#b', 'things#gone', 'things#c', 'things#b']);
    await sink.until(() => sink.results.length === 2);
    expect(sink.results).toEqual([
      { data: { things: { id: 'c', state: 'old' } } },
      { data: { things: { id: 'b', state: 'new' } } },
    ]);
    events.publish(['things#a']);
    await sink.until(() => sink.results.length === 3);
    expect(idsOf(sink)).toEqual(['c', 'b', 'a']);
  });

  test('the recent ones are sent again after signals may have been missed', async () => {
    const { world, events, hub, ann } = setUpLive();
    for (const id of ['a', 'b', 'c']) world.set(id, 'old');
    const { sink } = await follow(hub, ann, {}, THINGS);
    await live(hub, 1);
    events.publish(['things']);
    await sink.until(() => sink.results.length === 3);
    expect(idsOf(sink)).toEqual(['a', 'b', 'c']);
  });

  test('a slow subscriber gets each once, also after more changes than are remembered', async () => {
    const { world, events, hub, ann } = setUpLive();
    const { sink } = await follow(hub, ann, {}, THINGS);
    await live(hub, 1);
    sink.isStalled = true;
    sink.unsentBytes = 2 * 1024 * 1024;
    world.set('first', 'x');
    events.publish(['things#first']);
    await live(hub, 0);
    for (let n = 0; n < 300; n++) world.set(`t${n % 30}`, String(n));
    for (let n = 0; n < 300; n++) events.publish([`things#t${n % 30}`]);
    sink.drain();
    await sink.until(() => sink.results.length === 31);
    await live(hub, 1);
    expect(new Set(idsOf(sink)).size).toBe(31);

    sink.isStalled = true;
    sink.unsentBytes = 2 * 1024 * 1024;
    world.things.clear();
    for (let n = 0; n < 1_500; n++) {
      world.set(`m${n}`, 'x');
      events.publish([`things#m${n}`]);
    }
    await live(hub, 0);
    sink.drain();
    await sink.until(() => idsOf(sink).includes('m1499'));
    // The newest 50 are among them whatever was forgotten.
    expect(idsOf(sink)).toEqual(expect.arrayContaining(range(1_499, 1_450).map((n) => `m${n}`)));
  });
});
