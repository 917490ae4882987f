import { bucketEnd } from '../../lib/calendar.ts';
import { newId } from '../../lib/ids.ts';
import { type App, type Context, systemContext } from '../../platform/context.ts';
import { columnsOf, execute, query, queryOne } from '../../platform/db/sql.ts';
import { publish, withTransaction } from '../../platform/db/transaction.ts';
import type { Work } from '../../platform/durable/worker-node.ts';
import { projectAlertsTopic } from '../../platform/events.ts';
import { analyticsStore } from '../analytics/store.service.ts';
import { intervalOf } from './alert.definition.ts';
import { AlertEndReason, type AlertPoint, AlertRule } from './alert.entity.ts';
import { watchedMeasure } from './alert.measures.ts';
import { tellOfEnd, tellOfFiring } from './alert.notify.ts';
import { type Evaluation, evaluate } from './alert.rules.ts';
import { type Asked, lastEnd, readSeries, readShortWindows, SETTLE_MS } from './alert.series.ts';
import { advance, type Standing, type Turn } from './alert.state.ts';
import { findingOf } from './alert-words.rules.ts';

/** A worker that dies while it looks is taken over after this long. */
const LEASE_MS = 120_000;
/** How soon to look again where facts wait to be counted. */
const BEHIND_MS = 15_000;
/** Rules that one worker looks at in one go. */
const MOST_AT_ONCE = 20;
/** Looks that a worker makes up for after nobody was there: a day of quarter hours. */
const MOST_MISSED = 96;
/** Windows before the one that fires, so that one sees how it came. */
const SHOWN_BEFORE = 48;
const DAY_MS = 86_400_000;
const KEPT_DAYS = 400;

type DueRule = AlertRule & { zone: string };

/**
 * Looks at what is due: any number of workers may do so at once, each rule is one's alone. Returns how many rules it looked at; as
 * many as {@link MOST_AT_ONCE} means that there may be more.
 */
export async function lookAtDue(app: App): Promise<number> {
  const ctx = systemContext(app, 'alerts');
  const due = await claimDue(ctx);
  for (const rule of due) {
    try {
      await lookAt(ctx, rule);
    } catch (error) {
      app.log.warn({ error, rule: rule.id }, 'an alert rule could not look; trying again');
      await noteFailure(ctx, rule);
    }
  }
  return due.length;
}

/** Moves their time on, so that nobody else takes them until the lease is over. Rules of deleted projects wait a day. */
function claimDue(ctx: Context): Promise<DueRule[]> {
  const now = ctx.app.now();
  return withTransaction(ctx, async (ctx) => {
    const rows = await query<DueRule & { isGone: boolean }>(
      ctx,
      `-- alerts.claimDue
      with due as (
        select id from alert_rules where due_at <= $1 order by due_at, id limit $4 for update skip locked)
      update alert_rules r set due_at = case when p.deleted_at is null then $2::timestamptz else $3::timestamptz end
      from due, projects p where r.id = due.id and p.id = r.project_id
      returning ${columnsOf(ctx, AlertRule, 'r')}, p.time_zone as zone, p.deleted_at is not null as "isGone"`,
      [now, new Date(now.getTime() + LEASE_MS), new Date(now.getTime() + DAY_MS), MOST_AT_ONCE],
    );
    return rows.filter(({ isGone }) => !isGone);
  });
}

/** What is not counted yet would be missing: nobody is to be told of data that are only late. */
function putOff(ctx: Context, rule: DueRule): Promise<void> {
  return noteProblem(ctx, rule, {
    problem: 'What happened is not all counted yet. It looks when it is.',
    dueAt: new Date(ctx.app.now().getTime() + BEHIND_MS),
  });
}

const noteFailure = (ctx: Context, rule: DueRule): Promise<void> =>
  noteProblem(ctx, rule, { problem: 'Its last look failed. It is tried again in two minutes.' });

async function noteProblem(ctx: Context, rule: DueRule, noted: { problem: string; dueAt?: Date }): Promise<void> {
  await withTransaction(ctx, (ctx) =>
    execute(
      ctx,
      `-- alerts.noteProblem
      update alert_rules set last_problem = $3, due_at = coalesce($4, due_at) where id = $1 and revision = $2`,
      [rule.id, rule.revision, noted.problem, noted.dueAt ?? null],
    ),
  );
}

async function lookAt(ctx: Context, rule: DueRule): Promise<void> {
  const measure = watchedMeasure(rule.measure);
  if (!measure) throw new Error(`There is no measure ${rule.measure}.`);
  const asked: Asked = { projectId: rule.projectId, zone: rule.zone, definition: rule, measure };
  const end = lastEnd(asked, ctx.app.now());
  const everyMs = rule.everyMinutes * 60_000;
  const oldest = end.getTime() - MOST_MISSED * everyMs;
  const after = new Date(rule.evaluatedTo ? Math.max(new Date(rule.evaluatedTo).getTime(), oldest) : end.getTime() - 1);
  if (!(await analyticsStore.areCounted(ctx, { projectId: rule.projectId, before: end }))) return putOff(ctx, rule);
  const looks = after < end ? await look(ctx, asked, after, end) : [];
  const next = bucketEnd(end, intervalOf(rule.everyMinutes), rule.zone);
  await withTransaction(ctx, (ctx) => settle(ctx, rule, asked, looks, new Date(next.getTime() + SETTLE_MS)));
}

/** What the rule sees at each end of a bucket after `after`, and what was before as evidence. */
async function look(ctx: Context, asked: Asked, after: Date, end: Date): Promise<Look[]> {
  const { question, points, first } = await readSeries(ctx, asked, { after, end, before: SHOWN_BEFORE });
  const shortWindows = await readShortWindows(ctx, asked, end);
  const answers = evaluate(question, points, 0, shortWindows);
  return answers.slice(first).map((answer, index) => ({
    answer,
    evidence: answers.slice(Math.max(0, first + index - SHOWN_BEFORE), first + index + 1),
  }));
}

interface Look {
  answer: Evaluation;
  evidence: Evaluation[];
}

/** Writes down what was seen, unless the rule was changed meanwhile or another worker was faster. */
async function settle(ctx: Context, claimed: DueRule, asked: Asked, looks: Look[], nextAt: Date): Promise<void> {
  await query(ctx, 'select from alert_rules where id = $1 for update', [claimed.id]);
  const rule = await queryOne<AlertRule>(
    ctx,
    `-- alerts.settle
    select ${columnsOf(ctx, AlertRule)} from alert_rules where id = $1 and revision = $2 and deleted_at is null and is_enabled`,
    [claimed.id, claimed.revision],
  );
  if (!rule || sameTime(rule.evaluatedTo) !== sameTime(claimed.evaluatedTo)) return;
  let standing = standingOf(rule);
  let hasTurned = false;
  for (const each of looks) {
    const moved = advance(
      standing,
      { at: each.answer.to, isMet: each.answer.isMet },
      { forMs: rule.forMinutes * 60_000, resolveAfter: rule.resolveAfter },
    );
    standing = moved.standing;
    if (moved.turn) await record(ctx, rule, asked, moved.turn, each, standing);
    hasTurned ||= moved.turn !== null;
  }
  const last = looks.at(-1)?.answer;
  await execute(
    ctx,
    `-- alerts.settled
    update alert_rules set state = $2, state_since = $3, good_count = $4, data_at = $5, evaluated_to = coalesce($6, evaluated_to),
      last_value = case when $6::timestamptz is null then last_value else $7 end,
      last_threshold = case when $6::timestamptz is null then last_threshold else $8 end, last_problem = null, due_at = $9
    where id = $1`,
    [
      rule.id,
      standing.state,
      dateOf(standing.since),
      standing.goodCount,
      dateOf(standing.dataAt),
      last ? new Date(last.to) : null,
      last?.value ?? null,
      last?.threshold ?? null,
      nextAt,
    ],
  );
  if (standing.state === 'FIRING') {
    await execute(ctx, `update alert_firings set last_value = $2 where rule_id = $1 and status = 'FIRING'`, [
      rule.id,
      last?.value ?? null,
    ]);
    hasTurned = (await tellOfFiring(ctx, rule)) || hasTurned;
  }
  if (hasTurned) publish(ctx, projectAlertsTopic(rule.projectId));
}

const sameTime = (at: Date | null) => (at ? new Date(at).getTime() : null);
const dateOf = (ms: number | null) => (ms === null ? null : new Date(ms));
const standingOf = (rule: AlertRule): Standing => ({
  state: rule.state,
  since: sameTime(rule.stateSince),
  goodCount: rule.goodCount,
  dataAt: sameTime(rule.dataAt),
});

async function record(
  ctx: Context,
  rule: AlertRule,
  asked: Asked,
  turn: Turn,
  { answer, evidence }: Look,
  standing: Standing,
): Promise<void> {
  if (turn === 'FIRED') return insertFiring(ctx, rule, asked, answer, evidence, standing.since ?? answer.to);
  if (turn !== 'RESOLVED' && turn !== 'STALE') return;
  const reason = turn === 'STALE' ? AlertEndReason.NO_DATA : AlertEndReason.RECOVERED;
  const ended = await queryOne<{ id: string }>(
    ctx,
    `-- alerts.endFiring
    update alert_firings set status = 'RESOLVED', ended_at = $2, end_reason = $3, last_value = $4
    where rule_id = $1 and status = 'FIRING' returning id`,
    [rule.id, new Date(answer.to), reason, answer.value],
  );
  if (ended) await tellOfEnd(ctx, rule, ended.id);
}

async function insertFiring(
  ctx: Context,
  rule: AlertRule,
  { measure }: Asked,
  answer: Evaluation,
  evidence: Evaluation[],
  beganAt: number,
): Promise<void> {
  const question = {
    measure: rule.measure,
    unit: measure.unit,
    serviceIds: rule.serviceIds,
    environmentIds: rule.environmentIds,
    names: rule.names,
    statuses: rule.statuses,
    condition: rule.condition,
    windowMinutes: rule.windowMinutes,
    everyMinutes: rule.everyMinutes,
  };
  const finding = findingOf({ ...rule, measureTitle: measure.title, unit: measure.unit }, answer);
  await execute(
    ctx,
    `-- alerts.insertFiring
    insert into alert_firings (id, project_id, rule_id, severity, status, question, summary, began_at, started_at, window_from,
      window_to, value, threshold, score, last_value, evidence)
    values ($1, $2, $3, $4, 'FIRING', $5, $6, $7, $8, $9, $8, $10, $11, $12, $10, $13)`,
    [
      newId('firing'),
      rule.projectId,
      rule.id,
      rule.severity,
      JSON.stringify(question),
      finding,
      new Date(beganAt),
      new Date(answer.to),
      new Date(answer.from),
      answer.value,
      answer.threshold,
      answer.score,
      JSON.stringify(evidence.map(pointOf)),
    ],
  );
}

/** As the API shows it. */
export const pointOf = ({ from, to, value, threshold, sampleSize, isMet }: Evaluation): AlertPoint => ({
  from: new Date(from),
  to: new Date(to),
  value,
  threshold,
  sampleSize,
  isMet,
});

/** Drops firings that ended long ago, and changes of rules as old. */
export async function trimFirings(app: App): Promise<void> {
  const before = new Date(app.now().getTime() - KEPT_DAYS * DAY_MS);
  await withTransaction(systemContext(app, 'alerts'), async (ctx) => {
    await execute(ctx, 'delete from alert_firings where ended_at < $1', [before]);
    await execute(ctx, 'delete from alert_rule_changes where at < $1', [before]);
  });
}

/** What a worker does for alerts: look at what is due, and once a day forget. */
export function createAlertWork(app: App): Work {
  let isLooking = false;
  let trimAt = 0;
  const lookUntilDone = async () => {
    while ((await lookAtDue(app)) >= MOST_AT_ONCE);
    if (app.now().getTime() < trimAt) return;
    trimAt = app.now().getTime() + DAY_MS;
    await trimFirings(app);
  };
  return {
    tasks: () => ({}),
    async release() {},
    renounce() {},
    async tick() {
      if (isLooking) return;
      isLooking = true;
      // Not awaited: a long look would hold up the heartbeat.
      void lookUntilDone()
        .catch((error: unknown) => app.log.warn({ error }, 'alerts could not be looked after; trying again'))
        .finally(() => {
          isLooking = false;
        });
    },
  };
}
