import { kindOfId } from '../../lib/ids.ts';
import { requireAdministrator, visibleProjectIds } from '../../platform/auth/authorize.ts';
import { asSystem, type Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { type Connection, cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { CLOCK_KINDS, JOB_KINDS, jobKind, kindOfTask, maskError, secretsOf } from './job.rules.ts';
import type {
  BackgroundJob,
  BackgroundJobFilter,
  BackgroundJobKind,
  BackgroundJobState,
  BackgroundJobSubject,
  BackgroundJobsArgs,
  Worker,
} from './job.types.ts';

/**
 * The state of the row `j`, in SQL. NOTE: the runner's own view leaves the payload out, so its table is read; an update of the
 * runner may change it, and the tests here would say so.
 */
const STATE = `case when j.locked_at is not null then 'RUNNING'
  when j.attempts >= j.max_attempts then 'FAILED'
  when j.attempts > 0 then 'RETRYING'
  when j.run_at > now() then 'SCHEDULED' else 'READY' end`;

/** The payload, or the first of a list of them, and how many there are. */
const PAYLOAD = `(case json_typeof(j.payload) when 'array' then j.payload->0 else j.payload end)`;
const PAYLOAD_COUNT = `case json_typeof(j.payload) when 'array' then json_array_length(j.payload) else 1 end`;

const FROM = 'graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id';

type JobRow = Omit<BackgroundJob, 'kind' | 'title' | 'subject' | 'subjectCount' | 'ifDropped'> & {
  task: string;
  payloadId: string | null;
  payloadSubjectId: string | null;
  payloadCount: number;
  sortAt: string;
};

const COLUMNS = `j.id::text as id, t.identifier as task, ${STATE} as state, j.attempts, j.max_attempts as "maxAttempts",
  left(j.last_error, 10000) as "lastError", j.run_at as "runAt", j.created_at as "createdAt", j.locked_at as "startedAt", j.priority,
  ${PAYLOAD}->>'id' as "payloadId", ${PAYLOAD}->>'subjectId' as "payloadSubjectId", ${PAYLOAD_COUNT} as "payloadCount",
  to_char(j.run_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sortAt",
  case when j.locked_by is not null then coalesce(
    (select w.host || ', process ' || w.pid from workers w where j.locked_by = any(w.graphile_worker_ids) limit 1), j.locked_by) end as worker`;

/**
 * What is in the queue, what is due first at the top: first what failed for good, then what runs, what waits, what comes. No index
 * serves it, on purpose: one more would cost each job a write, and a page out of 100,000 jobs takes 30 ms without.
 */
export async function listJobs(ctx: Context, args: BackgroundJobsArgs): Promise<Connection<BackgroundJob>> {
  requireAdministrator(ctx);
  const first = pageSize(args.first);
  const { where, values } = conditions(args.filter ?? {}, cursorKeys(args.after, ['time', 'long']), [first + 1]);
  const rows = await query<JobRow>(
    asSystem(ctx),
    `-- jobs.list
    select ${COLUMNS} from (
      select j.id from graphile_worker._private_jobs j where true${where} order by j.run_at, j.id limit $1
    ) page join graphile_worker._private_jobs j on j.id = page.id join graphile_worker._private_tasks t on t.id = j.task_id
    order by j.run_at, j.id`,
    values,
  );
  const page = toConnection(rows, { first, after: args.after }, (row) => [row.sortAt, row.id]);
  const jobs = await withSubjects(ctx, page.nodes);
  const found = new Map(page.nodes.map((row, index) => [row, jobs[index] as BackgroundJob]));
  return {
    nodes: jobs,
    get edges() {
      return page.edges.map(({ node, cursor }) => ({ node: found.get(node) as BackgroundJob, cursor }));
    },
    get pageInfo() {
      return page.pageInfo;
    },
  };
}

function conditions(filter: BackgroundJobFilter, after: string[] | null, values: unknown[]) {
  const parts: string[] = [];
  const add = (value: unknown) => `$${values.push(value)}`;
  if (after) parts.push(`(j.run_at, j.id) > (${add(after[0])}::timestamptz, ${add(after[1])}::bigint)`);
  if (filter.states) parts.push(`${STATE} = any(${add(filter.states.map(String))}::text[])`);
  if (filter.kinds) {
    const place = add(filter.kinds.slice(0, 100));
    parts.push(`j.task_id in (select t.id from graphile_worker._private_tasks t where t.identifier = any(${place}::text[])
      or (t.identifier like 'deployment.attach.%' and 'deployment.attach' = any(${place}::text[])))`);
  }
  const search = filter.search?.trim().slice(0, 200).toLowerCase();
  if (search) {
    const place = add(search);
    parts.push(`(j.id::text = ${place} or exists (
        select from json_array_elements(case json_typeof(j.payload) when 'array' then j.payload else json_build_array(j.payload) end) p
        where p->>'id' = ${place} or p->>'subjectId' = ${place})
      or strpos(lower(j.last_error), ${place}) > 0)`);
  }
  return { where: parts.map((part) => ` and ${part}`).join(''), values };
}

/** The jobs with what they are about, by one statement for all of them. */
async function withSubjects(ctx: Context, rows: readonly JobRow[]): Promise<BackgroundJob[]> {
  const ids = rows.map(subjectIdOf);
  const subjects = await findSubjects(
    ctx,
    ids.filter((id) => id !== null),
  );
  const secrets = secretsOf({ ...ctx.app.config.environment, PILOTHOUSE_SECRET: ctx.app.config.secret ?? undefined });
  return rows.map(
    ({ task, payloadId: _id, payloadSubjectId: _subjectId, payloadCount, sortAt: _sortAt, ...row }, index) => {
      const kind = kindOfTask(task);
      const { title, ifDropped } = jobKind(kind);
      const id = ids[index];
      return {
        ...row,
        kind,
        title,
        ifDropped,
        subject: id ? (subjects.get(id) ?? unseen(id)) : null,
        subjectCount: id ? payloadCount : 0,
        lastError: row.lastError === null ? null : maskError(row.lastError, secrets),
      };
    },
  );
}

/** Only what is an id of a thing that can be shown: nothing else of a payload gets out. */
export function subjectIdOf({
  task,
  payloadId,
  payloadSubjectId,
}: Pick<JobRow, 'task' | 'payloadId' | 'payloadSubjectId'>) {
  const { about } = jobKind(kindOfTask(task));
  const id = about === 'id' ? payloadId : about === 'subjectId' ? payloadSubjectId : null;
  return id && typeOfId(id) ? id : null;
}

const SUBJECTS = { run: 'Run', deployment: 'Deployment', delivery: 'NotificationDelivery' } as const;

function typeOfId(id: string): string | null {
  const kind = kindOfId(id);
  return kind && kind in SUBJECTS ? SUBJECTS[kind as keyof typeof SUBJECTS] : null;
}

const unseen = (id: string): BackgroundJobSubject => ({ id, type: typeOfId(id) ?? '', name: null, projectSlug: null });

/** What the ids name, in projects that the viewer sees: administrators see no more of them than others. */
async function findSubjects(ctx: Context, ids: string[]): Promise<Map<string, BackgroundJobSubject>> {
  const projectIds = visibleProjectIds(ctx.actor);
  if (ids.length === 0 || projectIds.length === 0) return new Map();
  const rows = await query<BackgroundJobSubject>(
    ctx,
    `-- jobs.subjects
    select r.id, 'Run' as type, w.name || ' #' || r.number as name, p.slug as "projectSlug"
    from runs r join workflows w on w.id = r.workflow_id join projects p on p.id = r.project_id
    where r.id = any($1) and r.project_id = any($2)
    union all
    select d.id, 'Deployment', s.name || ' #' || d.number || ' to ' || e.name, p.slug
    from deployments d join services s on s.id = d.service_id join environments e on e.id = d.environment_id
    join projects p on p.id = d.project_id
    where d.id = any($1) and d.project_id = any($2)
    union all
    select n.id, 'NotificationDelivery', n.title, p.slug
    from notification_deliveries n join projects p on p.id = n.project_id
    where n.id = any($1) and n.project_id = any($2)`,
    [[...new Set(ids)], projectIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

interface CountRow {
  task: string;
  runningCount: number;
  readyCount: number;
  scheduledCount: number;
  retryingCount: number;
  failedCount: number;
  oldestDueAt: string | null;
  nextAt: string | null;
}

/** What is in the queue, by kind: for the administrators' page, and for `/metrics`. Kinds without a job are in it. */
export async function countJobs(ctx: Context): Promise<(Omit<CountRow, 'task'> & { kind: string })[]> {
  const rows = await query<CountRow>(
    ctx,
    `-- jobs.counts
    select t.identifier as task, counted.* from (
      select j.task_id, count(*) filter (where j.state = 'RUNNING') as "runningCount",
        count(*) filter (where j.state = 'READY') as "readyCount", count(*) filter (where j.state = 'SCHEDULED') as "scheduledCount",
        count(*) filter (where j.state = 'RETRYING') as "retryingCount", count(*) filter (where j.state = 'FAILED') as "failedCount",
        min(j.run_at) filter (where j.state in ('READY', 'RETRYING') and j.run_at <= now()) as "oldestDueAt",
        min(j.run_at) filter (where j.state in ('SCHEDULED', 'RETRYING') and j.run_at > now()) as "nextAt"
      from (select j.task_id, j.run_at, ${STATE} as state from graphile_worker._private_jobs j) j
      group by j.task_id
    ) counted join graphile_worker._private_tasks t on t.id = counted.task_id`,
  );
  const byKind = Map.groupBy(rows, ({ task }) => kindOfTask(task));
  const kinds = [...Object.keys(JOB_KINDS), ...[...byKind.keys()].filter((kind) => !Object.hasOwn(JOB_KINDS, kind))];
  return kinds.map((kind) => ({ kind, ...sumOf(byKind.get(kind) ?? []) }));
}

function sumOf(rows: readonly CountRow[]): Omit<CountRow, 'task'> {
  const sum = (name: keyof CountRow) => rows.reduce((total, row) => total + Number(row[name]), 0);
  const earliest = (name: 'oldestDueAt' | 'nextAt') =>
    rows.flatMap((row) => row[name] ?? []).sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
  return {
    runningCount: sum('runningCount'),
    readyCount: sum('readyCount'),
    scheduledCount: sum('scheduledCount'),
    retryingCount: sum('retryingCount'),
    failedCount: sum('failedCount'),
    oldestDueAt: earliest('oldestDueAt'),
    nextAt: earliest('nextAt'),
  };
}

/** How much there is of each kind, with what the clock alone will start. */
export async function jobKinds(ctx: Context): Promise<BackgroundJobKind[]> {
  requireAdministrator(ctx);
  const all = asSystem(ctx);
  const [queued, clock] = await Promise.all([
    countJobs(all),
    query<{ kind: keyof typeof CLOCK_KINDS; count: number; overdueCount: number; oldestDueAt: string; nextAt: string }>(
      all,
      `-- jobs.clock
      select 'run.wake' as kind, count(*) as count, count(*) filter (where wake_at <= $1) as "overdueCount",
        min(wake_at) filter (where wake_at <= $1) as "oldestDueAt", min(wake_at) filter (where wake_at > $1) as "nextAt"
      from runs where wake_at is not null and owner_worker_id is null and status in ('QUEUED', 'RUNNING', 'WAITING')
      union all
      select 'schedule.tick', count(*), count(*) filter (where next_at <= $1), min(next_at) filter (where next_at <= $1),
        min(next_at) filter (where next_at > $1)
      from workflow_triggers where is_active and next_at is not null`,
      [ctx.app.now()],
    ),
  ]);
  return [
    ...queued.map((row) => ({ ...row, title: jobKind(row.kind).title, isQueued: true })),
    ...clock.map(({ kind, count, overdueCount, oldestDueAt, nextAt }) => ({
      kind,
      title: CLOCK_KINDS[kind],
      isQueued: false,
      runningCount: 0,
      readyCount: overdueCount,
      scheduledCount: count - overdueCount,
      retryingCount: 0,
      failedCount: 0,
      oldestDueAt,
      nextAt,
    })),
  ] as unknown as BackgroundJobKind[];
}

/** The processes that do background work, the oldest first. */
export function listWorkers(ctx: Context): Promise<Worker[]> {
  requireAdministrator(ctx);
  return query<Worker>(
    asSystem(ctx),
    `-- jobs.workers
    select w.id, w.host, w.pid, w.started_at as "startedAt", w.heartbeat_at as "heartbeatAt",
      w.heartbeat_at > now() - interval '10 seconds' as "isAlive",
      (select count(*) from graphile_worker._private_jobs j where j.locked_by = any(w.graphile_worker_ids)) as "jobCount",
      (select count(*) from deployments d where d.owner_worker_id = w.id and d.status in ('RUNNING', 'VERIFYING', 'CANCELING'))
        as "deploymentCount",
      (select count(*) from runs r where r.owner_worker_id = w.id) as "runCount"
    from workers w order by w.started_at, w.id limit 100`,
  );
}

/** The state of a job, for who is about to change it. */
export type LockedJob = Pick<JobRow, 'id' | 'task' | 'attempts' | 'payloadId' | 'payloadSubjectId'> & {
  state: keyof typeof BackgroundJobState;
};

/** In a transaction: the jobs of these numbers, kept from workers until it ends. A missing one was done, or dropped. */
export function lockJobs(ctx: Context, ids: readonly string[]): Promise<LockedJob[]> {
  return query<LockedJob>(
    ctx,
    `-- jobs.lock
    select j.id::text as id, t.identifier as task, ${STATE} as state, j.attempts, ${PAYLOAD}->>'id' as "payloadId",
      ${PAYLOAD}->>'subjectId' as "payloadSubjectId"
    from ${FROM} where j.id = any($1::bigint[]) order by j.id for update of j`,
    [ids],
  );
}
