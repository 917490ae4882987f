import { describe, expect, test } from '@jest/globals';
import type { StepEvent, StepState } from '../../platform/runners/step-events.rules.ts';
import { foldSteps, type OpenStep, openStepsAfter, type StepRow, toStepEvent } from './step-fold.rules.ts';

function event(key: string, state: StepState, part: Partial<StepEvent> = {}): StepEvent {
  return {
    key,
    name: key.toUpperCase(),
    group: null,
    host: null,
    state,
    message: null,
    isChanged: null,
    diff: null,
    attempt: 1,
    at: null,
    stdoutOffset: null,
    isIgnored: false,
    ...part,
  };
}

/** Folds events that are read at 1, 2, 3 … ms before lines 10, 20, 30 … */
const fold = (known: StepRow[], ...events: StepEvent[]) =>
  foldSteps(
    known,
    events.map((event, index) => ({ event, atMs: index + 1, firstSeq: (index + 1) * 10 })),
    5,
  );

const pending: StepRow = {
  key: 'a',
  host: '',
  name: 'A',
  group: null,
  position: 0,
  status: 'PENDING',
  startedAtMs: null,
  finishedAtMs: null,
  message: null,
  isChanged: null,
  isIgnored: false,
  diff: null,
  attempt: 1,
  firstLogSeq: null,
};

describe('a step', () => {
  test('runs and ends', () => {
    expect(fold([], event('a', 'RUNNING', { message: 'begun' }), event('a', 'SUCCEEDED'))).toEqual([
      {
        ...pending,
        position: 5,
        status: 'SUCCEEDED',
        startedAtMs: 1,
        finishedAtMs: 2,
        message: 'begun',
        firstLogSeq: 10,
      },
    ]);
  });

  test('keeps the place in which it was declared', () => {
    const [row] = fold([pending], event('b', 'RUNNING'), event('a', 'RUNNING')).filter(({ key }) => key === 'a');
    expect(row).toEqual({ ...pending, status: 'RUNNING', startedAtMs: 2, firstLogSeq: 20 });
  });

  test('that is only reported as ended has no known start', () => {
    expect(fold([], event('a', 'SKIPPED'))).toEqual([
      { ...pending, position: 5, status: 'SKIPPED', finishedAtMs: 1, firstLogSeq: 10 },
    ]);
  });

  test('that is reported as running again goes on', () => {
    const [row] = fold([], event('a', 'RUNNING'), event('a', 'RUNNING', { message: '50 %' }));
    expect(row).toMatchObject({ status: 'RUNNING', startedAtMs: 1, message: '50 %', attempt: 1, firstLogSeq: 10 });
  });

  test.each(['SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELED'] as const)(
    'that begins again after %s is a further attempt',
    (status) => {
      const before: StepRow = {
        ...pending,
        status,
        startedAtMs: 0.5,
        finishedAtMs: 0.7,
        message: 'old',
        firstLogSeq: 3,
      };
      expect(fold([before], event('a', 'RUNNING'))).toEqual([
        { ...pending, status: 'RUNNING', startedAtMs: 1, attempt: 2, firstLogSeq: 10 },
      ]);
    },
  );

  test('counts attempts within one flush as over several', () => {
    const events = [event('a', 'RUNNING'), event('a', 'FAILED'), event('a', 'RUNNING'), event('a', 'SUCCEEDED')];
    const atOnce = fold([], ...events);
    let rows: StepRow[] = [];
    for (const [index, one] of events.entries())
      rows = foldSteps(rows, [{ event: one, atMs: index + 1, firstSeq: (index + 1) * 10 }], 5);
    expect(atOnce).toEqual(rows);
    expect(atOnce[0]).toMatchObject({ attempt: 2, startedAtMs: 3, finishedAtMs: 4, firstLogSeq: 30 });
  });

  test('has the times of the reporter, if it has a clock', () => {
    const [row] = fold([], event('a', 'RUNNING', { at: 100 }), event('a', 'FAILED', { at: 200, isIgnored: true }));
    expect(row).toMatchObject({ startedAtMs: 100, finishedAtMs: 200, isIgnored: true });
  });

  test('is told apart by host', () => {
    const rows = fold(
      [],
      event('a', 'RUNNING', { host: 'h1' }),
      event('a', 'RUNNING', { host: 'h2' }),
      event('a', 'FAILED', { host: 'h1' }),
    );
    expect(rows.map(({ host, status, position }) => [host, status, position])).toEqual([
      ['h1', 'FAILED', 5],
      ['h2', 'RUNNING', 6],
    ]);
  });

  test('says only what Postgres takes', () => {
    const [row] = fold([], event('a', 'FAILED', { message: `\0${'x'.repeat(5_000)}`, diff: '\ud800' }));
    expect(row?.message?.length).toBe(3_999);
    expect(row?.message?.endsWith('…')).toBe(true);
    expect(row?.diff).toBe('\ufffd');
  });

  test('becomes the report that it amounts to', () => {
    const [row] = fold([], event('a', 'FAILED', { host: 'h', message: 'm', attempt: 3 })) as [StepRow];
    expect(toStepEvent(row)).toEqual(event('a', 'FAILED', { host: 'h', message: 'm', attempt: 3, at: 1 }));
  });
});

describe('open steps', () => {
  const open = (...events: StepEvent[]) => {
    let steps: OpenStep[] = [];
    for (const [index, one] of events.entries()) steps = openStepsAfter(steps, one, index + 1);
    return steps.map(({ key, host, firstSeq }) => `${key}/${host}/${firstSeq}`);
  };

  test.each<[string, StepEvent[], string[]]>([
    ['one runs', [event('a', 'RUNNING')], ['a/null/1']],
    ['one ended', [event('a', 'RUNNING'), event('a', 'FAILED')], []],
    [
      'the last one that began owns the lines',
      [event('a', 'RUNNING'), event('b', 'RUNNING')],
      ['a/null/1', 'b/null/2'],
    ],
    ['the outer one goes on', [event('a', 'RUNNING'), event('b', 'RUNNING'), event('b', 'SKIPPED')], ['a/null/1']],
    [
      'one that says more keeps its beginning',
      [event('a', 'RUNNING'), event('b', 'RUNNING'), event('a', 'RUNNING')],
      ['b/null/2', 'a/null/1'],
    ],
    [
      'hosts are told apart',
      [
        event('a', 'RUNNING', { host: 'x' }),
        event('a', 'RUNNING', { host: 'y' }),
        event('a', 'SUCCEEDED', { host: 'x' }),
      ],
      ['a/y/2'],
    ],
    ['an end without a beginning', [event('a', 'SUCCEEDED')], []],
  ])('%s', (_, events, expected) => expect(open(...events)).toEqual(expected));

  test('are bounded', () => {
    const steps = open(...Array.from({ length: 80 }, (_, index) => event(`s${index}`, 'RUNNING')));
    expect(steps.length).toBe(50);
    expect(steps.at(-1)).toBe('s79/null/80');
  });
});
