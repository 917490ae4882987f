import { describe, expect, test } from '@jest/globals';
import { mergeStep, parseAnsibleEvent, parseShellStep, type StepEvent, slugOf } from './step-events.rules.ts';

const blank: StepEvent = {
  key: 'migrate',
  name: 'migrate',
  group: null,
  host: null,
  state: 'RUNNING',
  message: null,
  isChanged: null,
  diff: null,
  attempt: 1,
  at: null,
  stdoutOffset: null,
  isIgnored: false,
};

describe('a line of a SHELL program', () => {
  test.each<[string, Partial<StepEvent>]>([
    ['{"name":"migrate","state":"running"}', {}],
    ['{"name":"migrate","state":"success","message":"3 migrations"}', { state: 'SUCCEEDED', message: '3 migrations' }],
    ['{"name":"migrate","state":"failure","host":"web2"}', { state: 'FAILED', host: 'web2' }],
    ['{"name":"migrate","state":"skipped"}', { state: 'SKIPPED' }],
    ['{ "state" : "running", "name" : "migrate" }\r', {}],
    ['{"name":"  migrate ","state":"running","message":"","host":" "}', {}],
    ['{"name":"migrate","state":"running","message":42,"host":null,"pid":7}', { message: '42' }],
    ['{"name":"migrate","state":"running","message":{"a":1},"host":["x"]}', {}],
    ['{"name":"Build & Ship!","state":"running"}', { key: 'build-ship', name: 'Build & Ship!' }],
    ['{"name":"migrate","state":"running","message":"a\\u0000b\\ud800c"}', { message: 'ab\ufffdc' }],
    ['{"name":"migrate","state":"success","state":"failure"}', { state: 'FAILED' }],
  ])('%s', (line, expected) => {
    expect(parseShellStep(line)).toEqual({ ...blank, ...expected });
    expect(parseShellStep(Buffer.from(line))).toEqual({ ...blank, ...expected });
  });

  test.each([
    '',
    'Migrating {"name":"migrate","state":"running"}',
    ' {"name":"migrate","state":"running"}',
    '{"name":"migrate","state":"running"} done',
    '{"name":"migrate","state":"running"',
    '{"name":"migrate"}',
    '{"state":"running"}',
    '{"name":"","state":"running"}',
    '{"name":"migrate","state":"RUNNING"}',
    '{"name":"migrate","state":"done"}',
    '{"name":"migrate","state":"toString"}',
    '{"name":"migrate","state":"__proto__"}',
    '{"name":7,"state":"running"}',
    '{"name":"migrate","state":["running"]}',
    '[{"name":"migrate","state":"running"}]',
    '{',
    '{}',
    'null',
    `{"name":"migrate","state":"running","message":"${'x'.repeat(20_000)}"}`,
    '{"a":'.repeat(3000),
  ])('%.60s is log', (line) => {
    expect(parseShellStep(line)).toBeNull();
    expect(parseShellStep(Buffer.from(line))).toBeNull();
  });

  test('long texts are cut, never in the middle of a character', () => {
    const step = parseShellStep(
      JSON.stringify({ name: 'n'.repeat(500), state: 'running', message: '😀'.repeat(1500) }),
    );
    expect(step?.name).toHaveLength(200);
    expect(step?.message?.length).toBeLessThanOrEqual(2000);
    expect(step?.message?.isWellFormed()).toBe(true);
    expect(step?.message?.endsWith('😀…')).toBe(true);
  });

  test('costs under a microsecond for a line of log', () => {
    const line = Buffer.from('2026-11-20T10:00:00Z INFO request path=/api/v1/things/42 status=200');
    const startedAt = performance.now();
    for (let round = 0; round < 200_000; round += 1) parseShellStep(line);
    expect((performance.now() - startedAt) / 200_000).toBeLessThan(0.001);
  });
});

test.each([
  ['migrate', 'migrate'],
  ['Build & Ship!', 'build-ship'],
  ['  --x--  ', 'x'],
  ['Überprüfung 2', 'uberprufung-2'],
  ['Миграция базы', 'миграция-базы'],
  ['データ移行', 'データ移行'],
  ['!!!', 'step-e84c538e'],
])('the key of %j is %j', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test('long names have short keys that differ', () => {
  const keys = [slugOf('a'.repeat(100)), slugOf('a'.repeat(101)), slugOf('😀a'.repeat(80))];
  expect(new Set(keys).size).toBe(3);
  for (const key of keys) expect(key.length).toBeLessThanOrEqual(80);
});

describe("a line of Ansible's callback", () => {
  const event = {
    event: 'step',
    key: '1.3',
    name: 'Copy',
    play: 'Web',
    host: 'web1',
    state: 'FAILED',
    at: 1700,
    offset: 90,
  };
  const step = {
    ...blank,
    key: '1.3',
    name: 'Copy',
    group: 'Web',
    host: 'web1',
    state: 'FAILED',
    at: 1700,
    stdoutOffset: 90,
  };

  test.each<[object, object | null]>([
    [event, [step]],
    [
      { ...event, changed: true, diff: '-a\n+b', attempt: 3 },
      [{ ...step, isChanged: true, diff: '-a\n+b', attempt: 3 }],
    ],
    [{ ...event, ignored: true, message: 'no' }, [{ ...step, isIgnored: true, message: 'no' }]],
    [{ ...event, changed: 'yes', attempt: -1, at: 'now', offset: null }, [{ ...step, at: null, stdoutOffset: null }]],
    [{ ...event, name: '' }, [{ ...step, name: '1.3' }]],
    [{ ...event, state: 'ok' }, null],
    [{ ...event, key: null }, null],
    [
      { event: 'mark', key: '1.3', offset: 5 },
      { kind: 'MARK', stepKey: '1.3', stdoutOffset: 5 },
    ],
    [
      { event: 'mark', key: null, offset: 5 },
      { kind: 'MARK', stepKey: null, stdoutOffset: 5 },
    ],
    [{ event: 'mark', key: null }, null],
    [{ event: 'hello' }, null],
    [{}, null],
  ])('%j', (line, expected) => {
    expect(parseAnsibleEvent(JSON.stringify(line))).toEqual(expected);
  });

  test('stats', () => {
    const web1 = { ok: 3, changed: 1, failures: 0, unreachable: 0, skipped: 2, rescued: 0, ignored: 0 };
    const line = { event: 'stats', hosts: { web1, web2: null }, playsWithoutHosts: ['Db', 7, null], offset: 12 };
    const zero = { ok: 0, changed: 0, failures: 0, unreachable: 0, skipped: 0, rescued: 0, ignored: 0 };
    expect(parseAnsibleEvent(JSON.stringify(line))).toEqual({
      kind: 'STATS',
      stats: { hosts: { web1, web2: zero }, playsWithoutHosts: ['Db', '7'] },
      stdoutOffset: 12,
    });
    expect(parseAnsibleEvent('{"event":"stats"}')).toEqual({
      kind: 'STATS',
      stats: { hosts: {}, playsWithoutHosts: [] },
      stdoutOffset: null,
    });
  });

  test.each(['', 'x', '{"event":"st', '[]', 'null', '7'])('%j is passed over', (line) => {
    expect(parseAnsibleEvent(line)).toBeNull();
  });
});

describe('merging reports of one step', () => {
  test.each<[string, Partial<StepEvent> | null, Partial<StepEvent>, Partial<StepEvent>]>([
    ['the first', null, { message: 'x' }, { message: 'x' }],
    ['its end keeps the message', { message: 'x' }, { state: 'SUCCEEDED' }, { state: 'SUCCEEDED', message: 'x' }],
    ['its end brings one', { message: 'x' }, { state: 'FAILED', message: 'y' }, { state: 'FAILED', message: 'y' }],
    ['again after failing', { state: 'FAILED', message: 'x', diff: 'd' }, {}, { attempt: 2 }],
    ['and again', { state: 'SUCCEEDED', attempt: 2 }, {}, { attempt: 3 }],
    ['still running', { attempt: 2 }, {}, { attempt: 2 }],
    ['a retry within', { message: 'x' }, { attempt: 2, message: 'y' }, { attempt: 2, message: 'y' }],
    [
      'the end of a retry',
      { attempt: 3, message: 'x' },
      { state: 'FAILED', attempt: 3 },
      { state: 'FAILED', attempt: 3, message: 'x' },
    ],
    ['a later attempt without a word', { message: 'x' }, { attempt: 2 }, { attempt: 2 }],
    ['corrected end', { state: 'SUCCEEDED' }, { state: 'FAILED' }, { state: 'FAILED' }],
    [
      'what it changed stays',
      { isChanged: true, diff: 'd' },
      { state: 'SUCCEEDED' },
      { state: 'SUCCEEDED', isChanged: true, diff: 'd' },
    ],
  ])('%s', (_, previous, next, expected) => {
    expect(mergeStep(previous && { ...blank, ...previous }, { ...blank, ...next })).toEqual({ ...blank, ...expected });
  });
});
