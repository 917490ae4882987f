import { describe, expect, test } from '@jest/globals';
import { executeNode, fakeNode } from '../../../test/node-context.ts';
import { error } from './error.node.ts';
import { event } from './event.node.ts';
import { eventWrite } from './event-write.node.ts';
import { manual } from './manual.node.ts';
import type { NodeType } from './node.types.ts';
import { notify } from './notify.node.ts';
import { nodeTypes } from './registry.service.ts';
import { runFinished } from './run-finished.node.ts';
import { schedule } from './schedule.node.ts';
import { webhook } from './webhook.node.ts';

const triggers: [NodeType<never>, object, string][] = [
  [manual as never, {}, 'MANUAL'],
  [schedule as never, { cron: '15 3 * * *' }, 'SCHEDULE'],
  [webhook as never, {}, 'WEBHOOK'],
  [event as never, { kinds: ['deployment.failed'] }, 'EVENT'],
  [runFinished as never, { workflow: 'nightly' }, 'RUN'],
  [error as never, {}, 'ERROR'],
];

describe.each(triggers.map(([type, config, kind]) => [type.type, type, config, kind] as const))(
  '%s',
  (_type, type, config, kind) => {
    test('hands on what started the run', async () => {
      const node = fakeNode({ evaluate: (source) => ({ source }) });
      expect(await executeNode(type, config, node)).toEqual({ kind: 'done', output: { source: 'trigger' } });
    });

    test('is a trigger that is left one way', () => {
      expect([type.group, type.trigger]).toEqual(['TRIGGER', kind]);
      expect(type.ports(type.config.parse(config)).map(({ name }) => name)).toEqual(['main']);
    });
  },
);

test('every trigger is here', () => {
  const all = nodeTypes.filter(({ group }) => group === 'TRIGGER').map(({ type }) => type);
  expect(triggers.map(([{ type }]) => type).sort()).toEqual(all.sort());
});

test.each<[string, NodeType<never>, unknown]>([
  ['a schedule without times', schedule as never, {}],
  ['a time zone that there is not', schedule as never, { cron: '15 3 * * *', timeZone: 'Mars/Olympus' }],
  ['an event of no kind', event as never, { kinds: [] }],
  ['an event of a kind that there is not', event as never, { kinds: ['sunrise'] }],
  ['a run of no workflow', runFinished as never, {}],
  ['a run that ended in no way', runFinished as never, { workflow: 'nightly', statuses: [] }],
  ['an answer that there is not', webhook as never, { answer: 'LATER' }],
  ['an event without a name', eventWrite as never, { name: '', title: 'A' }],
  ['a message without a channel', notify as never, { channel: '', title: 'A' }],
  ['a message with a link to nowhere', notify as never, { channel: 'ops', title: 'A', url: 'javascript:alert(1)' }],
])('%s is refused', (_what, type, config) => {
  expect(type.config.safeParse(config).success).toBe(false);
});

test('an event holds 64 KiB at the most', async () => {
  const config = { name: 'large', title: 'Large', data: { text: 'x'.repeat(65_537) } };
  await expect(executeNode(eventWrite, config)).rejects.toMatchObject({ code: 'INVALID_CONFIG', isRetryable: false });
});

describe('every type', () => {
  test.each(nodeTypes.map((type) => [type.type, type] as const))('%s has words for people', (_name, type) => {
    expect(type.description).toMatch(/^[A-Z].*\.$/);
    expect(type.docs.length).toBeGreaterThan(50);
    expect(type.timeoutSeconds).toBeGreaterThan(0);
  });
});
