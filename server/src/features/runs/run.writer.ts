import { type App, type Context, systemContext } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { publish, withSystemConnection, withTransaction } from '../../platform/db/transaction.ts';
import { isDatabaseAway } from '../../platform/db/transient.ts';
import { projectRunsTopic, runTopic } from '../../platform/events.ts';
import { type Fact, factsTopic, recordFacts } from '../../platform/facts.ts';
import { OCCURRENCE_JOB, occurrences } from '../../platform/occurrences.ts';
import type { Json } from '../nodes/node.types.ts';
import type { Attempt, PendingEnd, Phase } from './engine.types.ts';
import type { OwnedRun } from './run.claims.ts';
import { afterEnd, dropSignals, endOccurrence, isListenedTo, isTold, needsTransaction } from './run.end.ts';
import { factRows, type RunFact, type RunFactRow } from './run.facts.ts';
import type { LargeValues } from './run.large-values.ts';
import { storable } from './run.masking.ts';
import { INLINE_BYTES } from './run.references.rules.ts';

/** What an owner writes of its run at once. */
export interface RunWrite {
  owned: OwnedRun;
  attempts: Attempt[];
  /** What takes over values that are too large for rows. */
  large?: LargeValues;
  phase: Phase;
  pendingEnd: PendingEnd | null;
  /** Whether the run's own row changes besides its attempts; otherwise it is only held. */
  changesRun: boolean;
  variables: Record<string, Json>;
  deadlineAt: number | null;
  /** Signals that have been dealt with. */
  doneSignals: number[];
  /** What numbers are made of it. */
  facts: RunFact[];
  end: PendingEnd | null;
  /** The owner gives the run back: until then nothing happens in it. Refused when a signal came that it has not seen. */
  letGo: { wakeAt: number | null; signalSeq: number } | null;
  /** Others are locked with its end: then it has a transaction of its own, so that nobody waits in a ring. */
  isAlone: boolean;
}

/** How often a write is tried again while the database is away. */
const RETRY_MS = 250;
const MAX_BATCH = 200;
/** Statements on their way at the same time: with one, each run waits for the commit of the others; with many, none shares. */
const AT_ONCE = 3;

/**
 * The rows of runs are held or changed first, so that whoever takes one over waits or is seen. What their ends are told by is one
 * job; what else follows from some ends needs a transaction ({@link needsTransaction}).
 *
 * When it is tried again ($8) nobody knows whether the first try was committed: then facts of nodes that have ended already are left out.
 *
 * NOTE: runs are found by their ids, and `is not distinct from` keeps Postgres from the index of owners: until the next vacuum that
 * has an entry for every run that the worker has had, and passing 2,500 of them took two thirds of this statement's time.
 */
const WRITE = `-- runs.write
with given as (
  select * from json_to_recordset($2) as g (id text, epoch integer, changes boolean, phase text, pending_end jsonb,
    variables jsonb, deadline_at timestamptz, is_over boolean, status text, status_reason text, output json, error jsonb, finished_at timestamptz,
    is_dead boolean, lets_go boolean, wake_at timestamptz, signal_seq integer)
), held as (
  select r.id, r.project_id, r.signal_seq from given g join runs r on r.id = g.id
  where not g.changes and r.id = any($6) and r.owner_worker_id is not distinct from $1 and r.owner_epoch = g.epoch
  for no key update of r
), changed as (
  update runs r set
    phase = g.phase, pending_end = g.pending_end, variables = g.variables, deadline_at = g.deadline_at,
    status = coalesce(g.status, r.status), status_reason = coalesce(g.status_reason, r.status_reason),
    output = coalesce(g.output, r.output), error = coalesce(g.error, r.error), finished_at = g.finished_at,
    dead_since = case when g.is_dead then g.finished_at else r.dead_since end,
    owner_worker_id = case when g.is_over or g.lets_go then null else r.owner_worker_id end,
    wake_at = case when g.lets_go then g.wake_at end
  from given g
  where g.changes and r.id = g.id and r.id = any($6) and r.owner_worker_id is not distinct from $1 and r.owner_epoch = g.epoch
    and (not g.lets_go or r.signal_seq = g.signal_seq)
  returning r.id, r.project_id, r.signal_seq
), owned as (
  select * from held union all select * from changed
), written as (
  insert into node_runs (project_id, run_id, node_key, path, attempt, status, port, input, output, error, wait_kind, wait_until,
    wait_key, wait_data, is_reused, started_at, finished_at)
  select c.project_id, n.run_id, n.node_key, n.path, n.attempt, n.status, n.port, n.input, n.output, n.error, n.wait_kind,
    n.wait_until, n.wait_key, n.wait_data, n.is_reused, n.started_at, n.finished_at
  from json_to_recordset($3) as n (run_id text, node_key text, path text, attempt smallint, status text, port text, input json,
    output json, error jsonb, wait_kind text, wait_until timestamptz, wait_key text, wait_data json, is_reused boolean,
    started_at timestamptz, finished_at timestamptz)
  join owned c on c.id = n.run_id
  on conflict (run_id, node_key, path, attempt) do update set
    status = excluded.status, port = excluded.port, input = excluded.input, output = excluded.output, error = excluded.error,
    wait_kind = excluded.wait_kind, wait_until = excluded.wait_until, wait_key = excluded.wait_key,
    wait_data = excluded.wait_data, started_at = excluded.started_at, finished_at = excluded.finished_at
), done as (
  delete from run_signals s using owned c where s.run_id = c.id and s.id = any($4)
), counted as (
  insert into events (project_id, kind, at, name, status, count, value, value_min, value_max, sketch, subject_id)
  select c.project_id, f.kind, f.at, f.name, f.status, f.count, f.value, f.value_min, f.value_max, decode(f.sketch, 'base64'), f.run_id
  from json_to_recordset($7) as f (run_id text, run_ids text[], kind text, at timestamptz, name text, status text, count integer,
    value bigint, value_min bigint, value_max bigint, sketch text, node_key text, path text, attempt smallint)
  join owned c on c.id = f.run_id
  where (f.run_ids is null or not exists (select from unnest(f.run_ids) i where not exists (select from owned o where o.id = i)))
    and (not $8::boolean or f.kind = 'run' or not exists (
      select from node_runs n
      where n.run_id = f.run_id and n.node_key = f.node_key and n.path = f.path and n.attempt = f.attempt and n.finished_at is not null))
), told as (
  select graphile_worker.add_job('${OCCURRENCE_JOB}', case when count(*) = 1 then json_agg(o) -> 0 else json_agg(o) end)
  from json_array_elements($5) o join changed c on c.id = o ->> 'subjectId'
  where ${isListenedTo(`o ->> 'kind'`, 'c.project_id')}
  having count(*) > 0
)
select id, signal_seq as "signalSeq", (select count(*) from told) from owned`;

export interface RunWriter {
  /** Durable when it resolves. False: the run has another owner now, or a signal came before it was let go; nothing was written. */
  write(write: RunWrite): Promise<boolean>;
}

/**
 * One statement for all runs of this process that have something to write right now: while some are on their way, the next
 * gathers. Only rows of runs whose owner and epoch are still what their writer believes are written.
 */
export function createRunWriter(app: App, isStopping: () => boolean): RunWriter {
  let waiting: { write: RunWrite; settle: (result: Promise<boolean>) => void }[] = [];
  let underWay = 0;

  const flush = async () => {
    while (waiting.length > 0) {
      const batch = takeBatch();
      const writes = batch.map((item) => item.write);
      const results = writeAll(app, writes, isStopping, false);
      for (const { write, settle } of batch) settle(results.then((isWritten) => isWritten(write)));
      await results.catch(() => {});
    }
    underWay -= 1;
  };

  /** One worker's, as one name is in the statement. */
  const takeBatch = () => {
    const first = waiting[0] as (typeof waiting)[number];
    const fits = ({ write }: (typeof waiting)[number]) =>
      !write.isAlone && write.owned.ownerWorkerId === first.write.owned.ownerWorkerId;
    const batch = first.write.isAlone ? [first] : waiting.filter(fits).slice(0, MAX_BATCH);
    const taken = new Set(batch);
    waiting = waiting.filter((item) => !taken.has(item));
    return batch;
  };

  return {
    write: (write) =>
      new Promise((resolve) => {
        waiting.push({ write, settle: resolve });
        // A moment for the others that go on by the same event.
        if (underWay < AT_ONCE) {
          underWay += 1;
          setImmediate(() => void flush());
        }
      }),
  };
}

type Done = (write: RunWrite) => Promise<boolean>;

async function writeAll(app: App, writes: RunWrite[], isStopping: () => boolean, isRepeated: boolean): Promise<Done> {
  for (let isAgain = isRepeated; ; isAgain = true) {
    try {
      const ids = await writeOnce(app, writes, isAgain);
      return async (write) => ids.has(write.owned.id);
    } catch (error) {
      if (isDatabaseAway(error) && !isStopping()) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      else if (writes.length === 1) throw error;
      // What one of them can't write must not hold up the others.
      else return (write) => writeAll(app, [write], isStopping, true).then((isWritten) => isWritten(write));
    }
  }
}

async function writeOnce(app: App, writes: RunWrite[], isAgain: boolean): Promise<Set<string>> {
  const ctx = systemContext(app, 'run');
  const ended = writes.flatMap(({ owned, end }) => (end ? [{ owned, end }] : []));
  let [runs, attempts] = rowsOf(app, writes);
  if (runs.length + attempts.length > INLINE_BYTES) {
    for (const write of writes) await write.large?.keepAll(write);
    [runs, attempts] = rowsOf(app, writes);
  }
  // NOTE: one by one when tried again: of those that were counted together some may stand, and others not.
  const given = writes.flatMap((write) => write.facts);
  const facts = isAgain ? given.flatMap((fact) => factRows([fact])) : factRows(given);
  const work = async (ctx: Context) => {
    const rows = await query<{ id: string; signalSeq: number }>(ctx, WRITE, [
      writes[0]?.owned.ownerWorkerId,
      runs,
      attempts,
      writes.flatMap((write) => write.doneSignals),
      storable(occurrences(ctx, ...ended.filter(isTold).map(endOccurrence))),
      writes.map((write) => write.owned.id),
      storable(facts),
      isAgain,
    ]);
    const seqs = new Map(rows.map((row) => [row.id, row.signalSeq]));
    await writeLeftFacts(ctx, writes, facts, seqs);
    for (const run of ended) if (seqs.has(run.owned.id) && needsTransaction(run)) await afterEnd(ctx, run);
    publish(
      ctx,
      ...writes.flatMap(({ owned: { id, projectId } }) =>
        seqs.has(id) ? [runTopic(id), `${projectRunsTopic(projectId)}#${id}`] : [],
      ),
      ...factTopics(writes),
    );
    return seqs;
  };
  const seqs = await (ended.some(needsTransaction) ? withTransaction(ctx, work) : withSystemConnection(ctx, work));
  const signaled = ended.map(({ owned }) => owned.id).filter((id) => seqs.get(id));
  if (signaled.length > 0) dropSignals(ctx, signaled);
  return new Set(seqs.keys());
}

/** Facts that were of several runs, where not all of those are this worker's any more: what is left of them, by run. */
async function writeLeftFacts(
  ctx: Context,
  writes: readonly RunWrite[],
  rows: readonly RunFactRow[],
  owned: ReadonlyMap<string, number>,
): Promise<void> {
  const refused = rows.filter((row) => row.run_ids?.some((id) => !owned.has(id)));
  const isLeft = (fact: RunFact) =>
    owned.has(fact.runId) &&
    refused.some((row) => row.run_ids?.includes(fact.runId) && row.name === fact.name && row.status === fact.status);
  const left = writes.flatMap((write) => write.facts).filter((fact) => fact.kind === 'node_run' && isLeft(fact));
  const facts = left.flatMap((fact) =>
    factRows([fact]).map(
      (row): Fact => ({
        projectId: fact.projectId,
        kind: fact.kind,
        at: new Date(row.at),
        name: row.name,
        status: row.status,
        count: row.count,
        value: row.value,
        valueMin: row.value_min,
        valueMax: row.value_max,
        subjectId: row.run_id,
        sketch: row.sketch === null ? null : Buffer.from(row.sketch, 'base64'),
      }),
    ),
  );
  await recordFacts(ctx, facts);
}

const factTopics = (writes: readonly RunWrite[]): string[] => [
  ...new Set(writes.flatMap(({ owned, facts }) => (facts.length > 0 ? [`${factsTopic}#${owned.projectId}`] : []))),
];

const rowsOf = (app: App, writes: RunWrite[]): [string, string] => [
  storable(writes.map((write) => runRow(write, app.now()))),
  storable(writes.flatMap((write) => write.attempts.map((attempt) => attemptRow(write.owned.id, attempt)))),
];

function runRow({ owned, changesRun, phase, pendingEnd, variables, deadlineAt, end, letGo }: RunWrite, now: Date) {
  if (!changesRun) return { id: owned.id, epoch: owned.ownerEpoch, changes: false };
  return {
    id: owned.id,
    epoch: owned.ownerEpoch,
    changes: true,
    phase,
    pending_end: pendingEnd,
    variables,
    deadline_at: timeOf(deadlineAt),
    is_over: end !== null,
    status: end?.status ?? (letGo ? 'WAITING' : 'RUNNING'),
    status_reason: end?.reason ?? null,
    output: end?.output ?? null,
    error: end?.error ? { nodeKey: end.nodeKey, ...end.error } : null,
    finished_at: end ? now : null,
    is_dead: owned.trigger !== 'TEST' && (end?.status === 'FAILED' || end?.status === 'TIMED_OUT'),
    lets_go: letGo !== null,
    wake_at: timeOf(letGo?.wakeAt ?? null),
    signal_seq: letGo?.signalSeq ?? null,
  };
}

function attemptRow(runId: string, attempt: Attempt) {
  const { wait } = attempt;
  return {
    run_id: runId,
    node_key: attempt.key,
    path: attempt.path,
    attempt: attempt.attempt,
    status: attempt.status,
    port: attempt.port,
    input: attempt.input,
    output: attempt.output,
    error: attempt.error,
    wait_kind: wait?.kind ?? null,
    wait_until: timeOf(wait?.until ?? null),
    wait_key: wait?.key ?? null,
    wait_data: wait?.data ?? null,
    is_reused: attempt.isReused,
    started_at: timeOf(attempt.startedAt),
    finished_at: timeOf(attempt.finishedAt),
  };
}

const timeOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
