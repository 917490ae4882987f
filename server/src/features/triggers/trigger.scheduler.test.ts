import { afterEach, describe, expect, test } from '@jest/globals';
import { makeProject, useCast } from '../../../test/factories.ts';
import { newId } from '../../lib/ids.ts';
import { type App, systemContext } from '../../platform/context.ts';
import { nextTick } from '../../platform/cron.ts';
import { databaseClock } from './trigger.queries.ts';
import { createTriggerScheduler } from './trigger.scheduler.ts';

const cast = useCast();

const MINUTE_MS = 60_000;

/** A process of its own to the others: with its own clock, which is not the database's, and an alarm that the test sets off. */
class Scheduler {
  /** Milliseconds until the alarm; null when none is set. */
  alarmMs: number | null = null;
  readonly #scheduler;
  readonly #skewMs: number;
  #nowMs = 0;

  constructor(skewMs = 0) {
    this.#skewMs = skewMs;
    const app: App = { ...cast.app.app, now: () => new Date(this.#nowMs + this.#skewMs) };
    this.#scheduler = createTriggerScheduler(app, {
      read: async () => () => new Date(this.#nowMs),
      alarm: (ms) => {
        this.alarmMs = ms;
        return () => {
          this.alarmMs = null;
        };
      },
    });
  }

  /** Looks at this moment, which its own clock shows wrong by its skew. */
  look(at: string | number): Promise<void> {
    this.#nowMs = typeof at === 'number' ? at : Date.parse(at);
    return this.#scheduler.look();
  }

  stop(): void {
    this.#scheduler.stop();
  }
}

interface Schedule {
  cron: string;
  timeZone: string;
  missed: 'RUN_ONCE' | 'SKIP';
}

/** A published workflow with a schedule that was published at this moment; returns its workflow. */
async function makeSchedule(config: Schedule, publishedAt: string): Promise<string> {
  const { app } = cast;
  const { id: projectId } = await makeProject(app);
  const [workflowId, versionId] = [newId('workflow'), newId('workflowVersion')];
  const graph = JSON.stringify({
    nodes: [{ key: 'start', type: 'schedule', name: 'Start', config, position: { x: 0, y: 0 } }],
    edges: [],
  });
  await app.sql(
    `insert into workflows (id, project_id, slug, name, draft, draft_saved_by_name, created_by_name)
     values ($1, $2, $1, 'Scheduled', $3, 'Ada', 'Ada')`,
    [workflowId, projectId, graph],
  );
  await app.sql(
    `insert into workflow_versions (id, project_id, workflow_id, number, graph, grant_permissions, published_by_name)
     values ($1, $2, $3, 1, $4, '{project:read}', 'Ada')`,
    [versionId, projectId, workflowId, graph],
  );
  await app.sql('update workflows set published_version_id = $2 where id = $1', [workflowId, versionId]);
  await app.sql(
    `insert into workflow_triggers (id, project_id, workflow_id, node_key, kind, config, is_active, next_at)
     values ($1, $2, $3, 'start', 'SCHEDULE', $4, true, $5)`,
    [newId('trigger'), projectId, workflowId, JSON.stringify(config), nextTick(config, new Date(publishedAt))],
  );
  return workflowId;
}

/** The ticks that have started runs, in the order of the runs. */
async function firedTicks(workflowId: string): Promise<string[]> {
  const runs = await cast.app.sql<{ at: string }>(
    `select payload ->> 'scheduledAt' as at from runs where workflow_id = $1 order by id`,
    [workflowId],
  );
  return runs.map(({ at }) => at);
}

const EVERY_MINUTE: Schedule = { cron: '* * * * *', timeZone: 'UTC', missed: 'RUN_ONCE' };

// A schedule of an earlier test would be due in the next one.
afterEach(() => cast.app.sql('update workflow_triggers set is_active = false'));

describe('the alarm', () => {
  test('rings at the very time of the next tick, not with the next heartbeat', async () => {
    const workflowId = await makeSchedule(EVERY_MINUTE, '2031-01-01T00:00:00Z');
    const scheduler = new Scheduler();
    await scheduler.look('2031-01-01T00:00:55.000Z');
    expect(scheduler.alarmMs).toBeNull();
    await scheduler.look('2031-01-01T00:00:58.750Z');
    expect(scheduler.alarmMs).toBe(1_250);
    expect(await firedTicks(workflowId)).toEqual([]);
    await scheduler.look('2031-01-01T00:01:00.000Z');
    expect(await firedTicks(workflowId)).toEqual(['2031-01-01T00:01:00.000Z']);
    expect(scheduler.alarmMs).toBeNull();
  });

  test('is set again where it rang a moment too early', async () => {
    const workflowId = await makeSchedule(EVERY_MINUTE, '2031-01-01T00:00:00Z');
    const scheduler = new Scheduler();
    await scheduler.look('2031-01-01T00:00:59.999Z');
    expect(scheduler.alarmMs).toBe(1);
    expect(await firedTicks(workflowId)).toEqual([]);
  });

  test('goes with the first of several schedules, and is off when that one is switched off', async () => {
    await makeSchedule({ ...EVERY_MINUTE, cron: '2 * * * *' }, '2031-01-01T00:00:00Z');
    const first = await makeSchedule(EVERY_MINUTE, '2031-01-01T00:00:00Z');
    const scheduler = new Scheduler();
    await scheduler.look('2031-01-01T00:00:59.000Z');
    expect(scheduler.alarmMs).toBe(1_000);
    await cast.app.sql('update workflows set is_enabled = false where id = $1', [first]);
    await scheduler.look('2031-01-01T00:00:59.500Z');
    expect(scheduler.alarmMs).toBeNull();
  });

  test('is not set by what can’t be fired, nor after the stop', async () => {
    const scheduler = new Scheduler();
    const workflowId = await makeSchedule(EVERY_MINUTE, '2031-01-01T00:00:00Z');
    await cast.app.sql(`update workflow_triggers set config = '{"cron": "nonsense"}' where workflow_id = $1`, [
      workflowId,
    ]);
    await scheduler.look('2031-01-01T00:01:00.000Z');
    expect(scheduler.alarmMs).toBeNull();
    await makeSchedule(EVERY_MINUTE, '2031-01-01T00:01:00Z');
    scheduler.stop();
    await scheduler.look('2031-01-01T00:01:59.000Z');
    expect(scheduler.alarmMs).toBeNull();
  });

  test('a look that is asked for during another one sees what that one did not', async () => {
    const workflowId = await makeSchedule(EVERY_MINUTE, '2031-01-01T00:00:00Z');
    const scheduler = new Scheduler();
    const early = scheduler.look('2031-01-01T00:00:59.000Z');
    await Promise.all([early, scheduler.look('2031-01-01T00:01:00.000Z')]);
    expect(await firedTicks(workflowId)).toEqual(['2031-01-01T00:01:00.000Z']);
  });

  test('more schedules than one look fires are all fired by it', async () => {
    const workflowId = await makeSchedule(EVERY_MINUTE, '2031-01-01T00:00:00Z');
    await cast.app.sql(
      `insert into workflow_triggers (id, project_id, workflow_id, node_key, kind, config, is_active, next_at)
       select id || n, project_id, workflow_id, 'start' || n, kind, config, is_active, next_at
       from workflow_triggers, generate_series(1, 130) n where workflow_id = $1`,
      [workflowId],
    );
    await new Scheduler().look('2031-01-01T00:01:00Z');
    expect(await firedTicks(workflowId)).toHaveLength(131);
  });
});

describe('what is counted of a schedule', () => {
  const counted = (workflowId: string) =>
    cast.app.sql(
      `select project_id = (select project_id from workflows where id = $1) as "isOfProject", status, value::float8 / 1000 as "lateMs",
         subject_id as subject, count from events where kind = 'schedule' and name = $1 order by seq`,
      [workflowId],
    );
  const fact = (workflowId: string, status: string, lateMs: number | null) => ({
    isOfProject: true,
    status,
    lateMs,
    subject: workflowId,
    count: 1,
  });

  test('each tick with how late it was, and nothing of a look before it', async () => {
    const workflowId = await makeSchedule(EVERY_MINUTE, '2031-01-01T00:00:00Z');
    const scheduler = new Scheduler();
    await scheduler.look('2031-01-01T00:00:59.000Z');
    expect(await counted(workflowId)).toEqual([]);
    await scheduler.look('2031-01-01T00:01:00.250Z');
    await scheduler.look('2031-01-01T00:01:30.000Z');
    await scheduler.look('2031-01-01T00:02:00.000Z');
    expect(await counted(workflowId)).toEqual([fact(workflowId, 'FIRED', 250), fact(workflowId, 'FIRED', 0)]);
  });

  test('once, whichever of two workers fires it', async () => {
    const workflowId = await makeSchedule(EVERY_MINUTE, '2031-01-01T00:00:00Z');
    const schedulers = [new Scheduler(), new Scheduler(1_000)];
    await Promise.all(schedulers.map((scheduler) => scheduler.look('2031-01-01T00:01:00.000Z')));
    expect(await counted(workflowId)).toEqual([fact(workflowId, 'FIRED', 0)]);
  });

  test.each([
    ['made up for', 'RUN_ONCE', 10 * MINUTE_MS],
    ['skipped, without a time', 'SKIP', null],
  ] as const)('a missed one, %s', async (_how, missed, lateMs) => {
    const schedule = { ...EVERY_MINUTE, cron: '0 * * * *', missed };
    const workflowId = await makeSchedule(schedule, '2031-01-01T00:30:00Z');
    await new Scheduler().look('2031-01-01T01:10:00.000Z');
    expect(await counted(workflowId)).toEqual([fact(workflowId, 'MISSED', lateMs)]);
  });
});

/** All of them look at each step of the right time, which their own clocks need not show. */
async function passTime(schedulers: Scheduler[], from: string, to: string, stepMs: number): Promise<void> {
  for (let at = Date.parse(from); at <= Date.parse(to); at += stepMs)
    await Promise.all(schedulers.map((scheduler) => scheduler.look(at)));
}

function* ticksBetween(schedule: Schedule, from: string, to: string): Generator<string> {
  for (let tick = nextTick(schedule, new Date(from)); tick && tick.getTime() <= Date.parse(to); ) {
    yield tick.toISOString();
    tick = nextTick(schedule, tick);
  }
}

describe('two schedulers whose clocks differ', () => {
  test.each([
    ['by a second', 1_000],
    ['by half a minute', 30_000],
    ['by five minutes', 5 * MINUTE_MS],
    ['by five minutes the other way', -5 * MINUTE_MS],
  ])('%s fire each tick once, at its time by the clock of the database', async (_name, skewMs) => {
    const workflowId = await makeSchedule(EVERY_MINUTE, '2031-01-01T00:00:00Z');
    const [from, to] = ['2031-01-01T00:00:00Z', '2031-01-01T00:10:00Z'];
    await passTime([new Scheduler(), new Scheduler(skewMs)], from, to, 15_000);
    expect(await firedTicks(workflowId)).toEqual([...ticksBetween(EVERY_MINUTE, from, to)]);
  });

  test('go on without the one that is ahead: nothing twice, nothing left out', async () => {
    const workflowId = await makeSchedule(EVERY_MINUTE, '2031-01-01T00:00:00Z');
    const [right, ahead] = [new Scheduler(), new Scheduler(40_000)];
    await passTime([right, ahead], '2031-01-01T00:00:30Z', '2031-01-01T00:03:30Z', 10_000);
    await passTime([right], '2031-01-01T00:03:40Z', '2031-01-01T00:06:00Z', 10_000);
    expect(await firedTicks(workflowId)).toEqual([
      ...ticksBetween(EVERY_MINUTE, '2031-01-01T00:00:00Z', '2031-01-01T00:06:00Z'),
    ]);
  });

  // Clocks go forward on 29 March 2026 at 01:00 UTC, and back on 25 October 2026 at 01:00 UTC.
  const FORWARD = ['2026-03-28T22:00:00Z', '2026-03-29T04:00:00Z'] as const;
  const BACK = ['2026-10-24T22:00:00Z', '2026-10-25T04:00:00Z'] as const;
  const berlin = (cron: string): Schedule => ({ cron, timeZone: 'Europe/Berlin', missed: 'SKIP' });

  test.each([
    ['a time in the gap, once after it', berlin('30 2 * * *'), FORWARD, ['2026-03-29T01:00:00.000Z']],
    ['a time that comes twice, the first time', berlin('30 2 * * *'), BACK, ['2026-10-25T00:30:00.000Z']],
    [
      'both sides of the gap',
      berlin('30 1,3 * * *'),
      FORWARD,
      ['2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z'],
    ],
    [
      'every hour, the one that comes twice included',
      berlin('0 * * * *'),
      BACK,
      ['23:00', '00:00', '01:00', '02:00', '03:00', '04:00'].map(
        (time, index) => `2026-10-${index === 0 ? 24 : 25}T${time}:00.000Z`,
      ),
    ],
  ])('in a night in which clocks change: %s', async (_name, schedule, [from, to], expected) => {
    const workflowId = await makeSchedule(schedule, from);
    await passTime([new Scheduler(-20_000), new Scheduler(), new Scheduler(20_000)], from, to, MINUTE_MS / 2);
    expect(await firedTicks(workflowId)).toEqual(expected);
  });

  test.each([
    ['RUN_ONCE', ['2026-10-25T00:30:00.000Z']],
    ['SKIP', []],
  ] as const)('that were away in the night in which clocks go back: %s', async (missed, expected) => {
    const workflowId = await makeSchedule({ ...berlin('30 2 * * *'), missed }, BACK[0]);
    await passTime([new Scheduler(), new Scheduler(45_000)], '2026-10-25T01:31:30Z', '2026-10-25T01:35:00Z', 10_000);
    expect(await firedTicks(workflowId)).toEqual(expected);
  });
});

test.each([5 * MINUTE_MS, -5 * MINUTE_MS])(
  'the clock is Postgres’s, though the machine’s own is %i ms off',
  async (skewMs) => {
    const app: App = { ...cast.app.app, now: () => new Date(Date.now() + skewMs) };
    const now = await databaseClock(systemContext(app, 'test'));
    const [row] = await cast.app.sql<{ now: Date }>('select clock_timestamp() as now');
    expect(Math.abs(now().getTime() - (row?.now.getTime() ?? 0))).toBeLessThan(MINUTE_MS);
  },
);
