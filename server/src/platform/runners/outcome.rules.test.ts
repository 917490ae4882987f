import { describe, expect, test } from '@jest/globals';
import { judgeOutcome, type OutcomeFacts } from './outcome.rules.ts';
import type { HostStats, PlaybookStats, StepEvent } from './step-events.rules.ts';

function step(name: string, more: Partial<StepEvent> = {}): StepEvent {
  return {
    key: name,
    name,
    group: null,
    host: null,
    state: 'SUCCEEDED',
    message: null,
    isChanged: null,
    diff: null,
    attempt: 1,
    at: null,
    stdoutOffset: null,
    isIgnored: false,
    ...more,
  };
}

const at = '2026-11-20T10:00:00.000Z';
const exited = (code: number) => ({ state: 'EXITED', code, signal: null, at, error: null }) as const;
const killed = { state: 'EXITED', code: null, signal: 'SIGKILL', at, error: null } as const;
const notFound = { state: 'EXITED', code: 127, signal: null, at, error: 'The program "x" does not exist.' } as const;

type Row = [string, OutcomeFacts['exit'], StepEvent[], string | null];

const ended = "The program's process disappeared (was the machine restarted?).";
const failed = (name: string, more: Partial<StepEvent> = {}) => step(name, { state: 'FAILED', ...more });
const running = (name: string, more: Partial<StepEvent> = {}) => step(name, { state: 'RUNNING', ...more });

describe('SHELL', () => {
  test.each<Row>([
    ['exit 0', exited(0), [], null],
    ['exit 0, steps done', exited(0), [step('a'), step('b', { state: 'SKIPPED' })], null],
    ['exit 0, a step left running', exited(0), [running('a')], null],
    ['exit 0, an ignored failure', exited(0), [failed('a', { isIgnored: true })], null],
    ['exit 0, a failed step', exited(0), [failed('a')], 'Failed at "a".'],
    [
      'exit 0, a failed step with a message',
      exited(0),
      [failed('a', { message: 'no room.' })],
      'Failed at "a": no room.',
    ],
    ['exit 2', exited(2), [], 'The program ended with exit code 2.'],
    ['exit 2, steps done', exited(2), [step('a')], 'The program ended with exit code 2.'],
    [
      'the failing step',
      exited(2),
      [step('build'), failed('migrate', { host: 'web2', message: 'table is locked' })],
      'Failed at "migrate" on web2: table is locked (exit code 2).',
    ],
    ['a step left running', exited(1), [step('a'), running('b')], 'Failed at "b" (exit code 1).'],
    ['the last of those running', exited(1), [running('a'), running('b')], 'Failed at "b" (exit code 1).'],
    ['failed before running', exited(1), [running('a'), failed('b'), running('c')], 'Failed at "b" (exit code 1).'],
    ['the first that failed', exited(1), [failed('a'), failed('b')], 'Failed at "a" (exit code 1).'],
    [
      'on two hosts',
      exited(1),
      [failed('a', { host: 'x' }), failed('a', { host: 'y' })],
      'Failed at "a" on x and y (exit code 1).',
    ],
    [
      'on many hosts',
      exited(1),
      'vwxyz'.split('').map((host) => failed('a', { host })),
      'Failed at "a" on v, w, x and 2 more (exit code 1).',
    ],
    [
      'long messages',
      exited(1),
      [failed('a', { message: `one\n\n  two\nthree\nfour ${'x'.repeat(900)}` })],
      'Failed at "a": one two three (exit code 1).',
    ],
    ['killed', killed, [], 'The program was killed by SIGKILL.'],
    ['killed in a step', killed, [running('a')], 'Failed at "a" (killed by SIGKILL).'],
    ['not executable', notFound, [], 'The program "x" does not exist.'],
    ['lost', { state: 'LOST' }, [running('a')], ended],
  ])('%s', (_, exit, steps, reason) => {
    const status = reason === null ? 'SUCCEEDED' : 'FAILED';
    for (const dryRun of [false, true]) {
      expect(judgeOutcome({ runner: 'SHELL', exit, steps, stats: null, dryRun })).toEqual({ status, reason });
    }
  });

  test('a very long line is cut', () => {
    const steps = [failed('a', { message: 'x'.repeat(2000) })];
    const { reason } = judgeOutcome({ runner: 'SHELL', exit: exited(1), steps, stats: null, dryRun: false });
    expect(reason?.length).toBeLessThan(600);
  });
});

describe('ANSIBLE', () => {
  const counts = (more: Partial<HostStats> = {}): HostStats => ({
    ok: 1,
    changed: 0,
    failures: 0,
    unreachable: 0,
    skipped: 0,
    rescued: 0,
    ignored: 0,
    ...more,
  });
  const stats = (more: Partial<HostStats> = {}): PlaybookStats => ({
    hosts: { web1: counts(more) },
    playsWithoutHosts: [],
  });
  const nobody = (...plays: string[]): PlaybookStats => ({ hosts: {}, playsWithoutHosts: plays });

  test.each<[string, OutcomeFacts['exit'], StepEvent[], PlaybookStats | null, string | null]>([
    ['all well', exited(0), [step('a')], stats(), null],
    ['a rescued failure', exited(0), [failed('a')], stats({ rescued: 1 }), null],
    ['an ignored failure', exited(0), [failed('a', { isIgnored: true })], stats({ ignored: 1 }), null],
    ['some play matched nobody', exited(0), [step('a')], { ...stats(), playsWithoutHosts: ['Db'] }, null],
    ['a playbook with nothing to do', exited(0), [], nobody(), null],
    ['nobody matched', exited(0), [], nobody('Web'), 'No host matched the play "Web": see the inventory.'],
    [
      'nobody, twice',
      exited(0),
      [],
      nobody('Web', 'Db'),
      'No host matched the plays "Web" and "Db": see the inventory.',
    ],
    [
      'a failure',
      exited(2),
      [failed('Copy', { host: 'web1', message: 'no such file' })],
      stats({ failures: 1 }),
      'Failed at "Copy" on web1: no such file (exit code 2).',
    ],
    [
      'not the ignored failure',
      exited(2),
      [failed('a', { isIgnored: true }), failed('b')],
      stats({ failures: 1 }),
      'Failed at "b" (exit code 2).',
    ],
    [
      'a failure that no step tells',
      exited(2),
      [step('a')],
      stats({ failures: 1 }),
      'Ansible ended with exit code 2: see the log.',
    ],
    ['did not begin', exited(4), [], null, 'The playbook did not finish (exit code 4): see the log.'],
    ['did not finish', exited(250), [step('a')], null, 'The playbook did not finish (exit code 250): see the log.'],
    ['did not finish, in a step', exited(2), [running('a', { host: 'h' })], null, 'Failed at "a" on h (exit code 2).'],
    [
      'exit 0 without the report',
      exited(0),
      [],
      null,
      'The playbook did not finish (exit code 0, without a final report): see the log.',
    ],
    ['killed', killed, [running('a')], null, 'Failed at "a" (killed by SIGKILL).'],
    ['killed after the report', killed, [step('a')], stats(), 'Ansible was killed by SIGKILL.'],
    ['not executable', notFound, [], null, 'The program "x" does not exist.'],
    ['lost', { state: 'LOST' }, [], stats(), ended],
  ])('%s', (_, exit, steps, stats, reason) => {
    const status = reason === null ? 'SUCCEEDED' : 'FAILED';
    expect(judgeOutcome({ runner: 'ANSIBLE', exit, steps, stats, dryRun: false })).toEqual({ status, reason });
  });

  test('a dry run that fails at a step says why it may', () => {
    const facts = { runner: 'ANSIBLE', exit: exited(2), steps: [failed('a')], stats: stats(), dryRun: true } as const;
    expect(judgeOutcome({ ...facts, steps: [failed('a')] }).reason).toBe(
      'Failed at "a" (exit code 2). In a dry run nothing was changed before this step, which may be why it failed.',
    );
  });
});
