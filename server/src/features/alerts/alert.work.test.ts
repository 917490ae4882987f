import { beforeEach, describe, expect, test } from '@jest/globals';
import { makeAlertRule, makeFiring, makeSilence } from '../../../test/alerts.ts';
import { as } from '../../../test/as.ts';
import { makeProject, type TestProject, useCast } from '../../../test/factories.ts';
import { addFacts, contextAt } from '../../../test/facts.ts';
import type { App } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { ensureFactMonths, type Fact } from '../../platform/facts.ts';
import { analyticsStore } from '../analytics/store.service.ts';
import { lookAtDue, trimFirings } from './alert.work.ts';

const cast = useCast();
const MINUTE = 60_000;
const START = Date.parse('2026-03-11T10:00:00Z');
/** So many minutes after ten o'clock. */
const at = (minutes: number) => new Date(START + minutes * MINUTE);

let project: TestProject;
beforeEach(async () => {
  await cast.app.sql('update alert_rules set due_at = null');
  await cast.app.sql(`delete from graphile_worker._private_jobs`);
  project = await makeProject(cast.app, [
    [cast.owner, 'OWNER'],
    [cast.viewer, 'VIEWER'],
  ]);
});

const answers = (minutes: number, status: 'OK' | 'ERROR', count: number): Fact => ({
  projectId: project.id,
  kind: 'api',
  at: at(minutes),
  name: 'deploy',
  status,
  count,
  value: 1_000 * count,
});
const record = (...facts: Fact[]) => addFacts(contextAt(cast.app.app, at(600)), facts);

/** A worker's look at a time; it looks at this project's rules alone. */
const appAt = (minutes: number): App => ({ ...cast.app.app, now: () => at(minutes) });
const look = async (minutes: number) => {
  await cast.app.sql('update alert_rules set due_at = $2 where project_id = $1 and is_enabled', [
    project.id,
    at(minutes),
  ]);
  return lookAtDue(appAt(minutes));
};

interface Firing {
  id: string;
  status: string;
  end_reason: string | null;
  summary: string;
  value: number | null;
  notification_count: number;
  silence_id: string | null;
  started_at: Date;
  evidence: unknown[];
}
const firings = () =>
  cast.app.sql<Firing>('select * from alert_firings where project_id = $1 order by id', [project.id]);
const ruleRow = async (id: string) =>
  (
    await cast.app.sql<{
      state: string;
      due_at: Date;
      evaluated_to: Date;
      last_value: number;
      last_problem: string | null;
    }>('select * from alert_rules where id = $1', [id])
  )[0];
/** What was announced, in order. */
const told = async () =>
  (
    await cast.app.sql<{ payload: { kind: string; title: string; subjectId: string; data: Record<string, unknown> } }>(
      `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where t.identifier = 'occurrence' and payload->>'projectId' = $1 order by j.id`,
      [project.id],
    )
  ).map(({ payload }) => payload);

const QUICK = { windowMinutes: 15, everyMinutes: 15, resolveAfter: 2 };

describe('a look', () => {
  test('fires at the end of a complete window, is told once, and ends after two good ones', async () => {
    const rule = await makeAlertRule(project, QUICK);
    await record(answers(3, 'OK', 90), answers(4, 'ERROR', 10), answers(18, 'OK', 100), answers(33, 'OK', 100));
    // The window is not complete before a minute has passed.
    await look(15);
    expect(await firings()).toEqual([]);
    await look(16);
    expect((await firings())[0]?.evidence).toHaveLength(49);
    expect(await firings()).toMatchObject([
      {
        status: 'FIRING',
        value: 0.1,
        summary: expect.stringContaining('10 %'),
        notification_count: 1,
        started_at: at(15),
      },
    ]);
    expect(await told()).toMatchObject([
      { kind: 'alert', data: { rule: rule.name, status: 'FIRING', value: 0.1, threshold: 0.05, severity: 'WARNING' } },
    ]);
    expect(await ruleRow(rule.id)).toMatchObject({
      state: 'FIRING',
      due_at: at(31),
      evaluated_to: at(15),
      last_value: 0.1,
    });
    await look(17);
    await look(31);
    expect(await firings()).toMatchObject([{ status: 'FIRING' }]);
    await look(46);
    expect(await firings()).toMatchObject([{ status: 'RESOLVED', end_reason: 'RECOVERED', notification_count: 1 }]);
    expect((await told()).map(({ data }) => data.status)).toEqual(['FIRING', 'RESOLVED']);
  });

  test('two workers at once look once', async () => {
    for (let count = 0; count < 5; count += 1) await makeAlertRule(project, { ...QUICK, dueAt: at(0) });
    await record(answers(4, 'ERROR', 10));
    const counts = await Promise.all([lookAtDue(appAt(16)), lookAtDue(appAt(16)), lookAtDue(appAt(16))]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5);
    expect(await firings()).toHaveLength(5);
    expect(await told()).toHaveLength(5);
  });

  test('waits as long as it must hold', async () => {
    const rule = await makeAlertRule(project, { ...QUICK, forMinutes: 30 });
    await record(...[4, 18, 33].map((minute) => answers(minute, 'ERROR', 10)));
    await look(16);
    expect(await ruleRow(rule.id)).toMatchObject({ state: 'PENDING' });
    await look(31);
    expect(await firings()).toEqual([]);
    await look(46);
    expect(await firings()).toMatchObject([{ status: 'FIRING', started_at: at(45), began_at: at(15) }]);
  });

  test('no data says nothing, and for a day it ends a firing', async () => {
    const rule = await makeAlertRule(project, QUICK);
    await record(answers(4, 'ERROR', 10));
    await look(16);
    await look(31);
    expect(await ruleRow(rule.id)).toMatchObject({ state: 'FIRING', last_value: null });
    await look(24 * 60 + 16);
    expect(await firings()).toMatchObject([{ status: 'RESOLVED', end_reason: 'NO_DATA' }]);
  });

  test('what was missed while nobody looked is made up for: it is recorded, but not told when it is over', async () => {
    await makeAlertRule(project, QUICK);
    await record(answers(4, 'OK', 10), answers(18, 'ERROR', 10), answers(33, 'OK', 10), answers(48, 'OK', 10));
    await look(16);
    await look(61);
    expect(await firings()).toMatchObject([{ status: 'RESOLVED', started_at: at(30), notification_count: 0 }]);
    expect(await told()).toEqual([]);
  });

  test('missing data fires without any', async () => {
    await makeAlertRule(project, { ...QUICK, measure: 'runs.count', condition: { kind: 'MISSING' } });
    await look(16);
    expect(await firings()).toMatchObject([{ value: null, summary: expect.stringContaining('no data for 15 min') }]);
  });

  test('what is not counted yet is not missing', async () => {
    const rule = await makeAlertRule(project, { ...QUICK, measure: 'api.count', condition: { kind: 'MISSING' } });
    const ctx = contextAt(cast.app.app, at(600));
    await ensureFactMonths(ctx, [at(4)]);
    await withTransaction(ctx, (ctx) => analyticsStore.append(ctx, [answers(4, 'OK', 10)]));
    await look(16);
    expect(await firings()).toEqual([]);
    expect(await ruleRow(rule.id)).toMatchObject({
      evaluated_to: null,
      last_problem: expect.stringContaining('not all counted'),
      due_at: new Date(at(16).getTime() + 15_000),
    });
    await record();
    await look(17);
    expect(await firings()).toEqual([]);
    expect(await ruleRow(rule.id)).toMatchObject({ evaluated_to: at(15), last_problem: null });
  });

  test('a burn rate asks for the last five minutes, too', async () => {
    const condition = { kind: 'BURN_RATE', objective: 0.99, levels: ['FAST'] };
    await makeAlertRule(project, { ...QUICK, condition });
    await record(answers(5, 'ERROR', 50), answers(13, 'OK', 10));
    await look(16);
    // Over the hour it is 83 times too fast, but in the last five minutes all went well.
    expect(await firings()).toEqual([]);
    await record(answers(28, 'ERROR', 10));
    await look(31);
    expect(await firings()).toMatchObject([{ status: 'FIRING' }]);
  });

  test('a rule that changes meanwhile is not what was looked at', async () => {
    const rule = await makeAlertRule(project, QUICK);
    await record(answers(4, 'ERROR', 10));
    await cast.app.sql('update alert_rules set due_at = $2 where id = $1', [rule.id, at(16)]);
    const looking = lookAtDue(appAt(16));
    await cast.app.sql('update alert_rules set revision = revision + 1 where id = $1', [rule.id]);
    await looking;
    // Either the change came after all of the look, or nothing came of it.
    const [found] = await firings();
    if (!found) expect(await ruleRow(rule.id)).toMatchObject({ state: 'OK', evaluated_to: null });
  });

  test('one that fails says so, holds up no others, and is tried again', async () => {
    const broken = await makeAlertRule(project, { ...QUICK, measure: 'gone.count' });
    const rule = await makeAlertRule(project, QUICK);
    await record(answers(4, 'ERROR', 10));
    await look(16);
    expect(await ruleRow(broken.id)).toMatchObject({
      last_problem: expect.stringContaining('failed'),
      due_at: at(18),
    });
    expect(await ruleRow(rule.id)).toMatchObject({ state: 'FIRING', last_problem: null });
    cast.app.takeDefects();
  });
});

test('firings that ended long ago leave, others stay', async () => {
  const rule = await makeAlertRule(project);
  await makeFiring(project, { rule, startedAt: '2024-01-01T00:00:00Z', endedAt: '2024-01-02T00:00:00Z' });
  const recent = await makeFiring(project, { rule, endedAt: '2026-03-02T11:00:00Z' });
  const open = await makeFiring(project, { rule, startedAt: '2024-01-01T00:00:00Z' });
  await trimFirings(appAt(0));
  expect(await firings()).toMatchObject([{ id: recent.id }, { id: open.id }]);
});

describe('telling', () => {
  test('a silent firing is recorded, and told when the silence is over', async () => {
    const rule = await makeAlertRule(project, QUICK);
    const silence = await makeSilence(project, { ruleIds: [rule.id], startsAt: at(0), endsAt: at(20) });
    await record(answers(4, 'ERROR', 10), answers(18, 'ERROR', 10));
    await look(16);
    expect(await firings()).toMatchObject([{ silence_id: silence.id, notification_count: 0 }]);
    expect(await told()).toEqual([]);
    await look(31);
    expect(await firings()).toMatchObject([{ silence_id: null, notification_count: 1 }]);
    expect(await told()).toHaveLength(1);
  });

  test('a silence of another rule changes nothing', async () => {
    await makeAlertRule(project, QUICK);
    const other = await makeAlertRule(project, { ...QUICK, isEnabled: false });
    await makeSilence(project, { ruleIds: [other.id], startsAt: at(0), endsAt: at(60) });
    await record(answers(4, 'ERROR', 10));
    await look(16);
    expect(await told()).toHaveLength(1);
  });

  test('again after as many hours as it says, until somebody takes it on', async () => {
    await makeAlertRule(project, { ...QUICK, renotifyHours: 1 });
    await record(...[4, 33, 63, 93, 138].map((minute) => answers(minute, 'ERROR', 10)));
    await look(16);
    await look(46);
    expect(await told()).toHaveLength(1);
    await look(76);
    expect((await told()).map(({ title }) => title.startsWith('Still firing: '))).toEqual([false, true]);
    await cast.app.sql(`update alert_firings set acknowledged_at = now() where project_id = $1`, [project.id]);
    await look(151);
    expect(await told()).toHaveLength(2);
  });
});

describe('a back-test', () => {
  const ask = (part: object = {}) =>
    as({ ...cast.viewer, app: cast.app }).run<{
      backTestAlert: {
        firingCount: number;
        verdict: string;
        firings: { from: string; to: string | null }[];
        points: unknown[];
      };
    }>(
      `query ($input: BackTestAlertInput!) { backTestAlert(input: $input) {
        firingCount verdict sentence unit lookCount unknownCount firings { from to value threshold } points { to value isMet } } }`,
      {
        input: {
          projectId: project.id,
          days: 3,
          measure: 'api.error_rate',
          condition: { kind: 'THRESHOLD', threshold: 0.05 },
          windowMinutes: 60,
          everyMinutes: 60,
          resolveAfter: 1,
          ...part,
        },
      },
    );

  test('finds in the past what the rule would have found', async () => {
    const now = cast.app.app.now().getTime();
    const hour = Math.floor(now / 3_600_000) * 3_600_000;
    const back = (hours: number, status: 'OK' | 'ERROR'): Fact => ({
      ...answers(0, status, 10),
      at: new Date(hour - hours * 3_600_000 + 60_000),
    });
    await addFacts(contextAt(cast.app.app, new Date(now)), [
      ...[50, 49, 30, 29, 28, 10, 9].map((hours) => back(hours, 'OK')),
      back(40, 'ERROR'),
      back(39, 'OK'),
      back(20, 'ERROR'),
      back(19, 'ERROR'),
      back(18, 'OK'),
    ]);
    const { backTestAlert: found } = await ask();
    expect(found).toMatchObject({
      firingCount: 2,
      verdict: 'Would have fired twice in 3 days.',
      sentence: expect.stringContaining('is above 5 %.'),
      unit: 'RATIO',
      firings: [
        {
          from: new Date(hour - 39 * 3_600_000).toISOString(),
          to: new Date(hour - 38 * 3_600_000).toISOString(),
          value: 1,
        },
        { from: new Date(hour - 19 * 3_600_000).toISOString(), to: new Date(hour - 17 * 3_600_000).toISOString() },
      ],
    });
    expect(found.points.length).toBeGreaterThan(60);
    // It must hold for an hour: the first was too short.
    expect((await ask({ forMinutes: 60 })).backTestAlert.firingCount).toBe(1);
  });

  test('without data there is nothing to say, which is not the same as never', async () => {
    expect((await ask()).backTestAlert).toMatchObject({
      firingCount: 0,
      verdict: 'There is not enough data in 3 days to say anything.',
    });
  });

  test('of 90 days of quarter hours draws 720 windows at most', async () => {
    const { backTestAlert: found } = await ask({ days: 90, windowMinutes: 15, everyMinutes: 15 });
    expect(found).toMatchObject({ lookCount: expect.any(Number) });
    expect(found.points.length).toBeLessThanOrEqual(720);
  });
});
