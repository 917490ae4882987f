import type { Context } from './context.ts';
import { query } from './db/sql.ts';

/** What facts of a kind may be told apart by, beside their time. */
export const DIMENSIONS = ['service', 'environment', 'name', 'status'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What the value of a kind is counted in. Values are whole numbers of it, so that sums don't depend on the order. */
export type FactUnit = 'MICROSECONDS' | 'BYTES' | 'THOUSANDTHS';

/** A kind of facts: what its columns mean, and which of them its rollups keep apart. */
export interface FactKind {
  title: string;
  /** What `name` holds; null where it is empty. */
  name: string | null;
  /** What `value` holds; null where there is none. */
  value: string | null;
  unit: FactUnit | null;
  /** What `subject` names: what opens behind a row. */
  subject: 'deployment' | 'run' | 'workflow' | null;
  /** Which statuses count as errors. */
  errors: readonly string[];
  /**
   * Sets of dimensions by which its rollups are told apart; a query takes the smallest that has what it needs. What ends in one of a
   * few ways is summed up over those: with a cut of nothing, rates and charts by status would read all places and names.
   */
  cuts: readonly (readonly Dimension[])[];
  /** How long rows stay unless configured otherwise; what is counted from them stays. */
  retentionDays: number;
}

const PLACE: readonly Dimension[] = ['service', 'environment', 'status'];

/** Every kind of facts. Adding one needs a migration that makes its partition. */
export const FACT_KINDS = {
  deployment: {
    title: 'A deployment has ended',
    name: 'what started it: MANUAL, SCHEDULE, WEBHOOK, EVENT, TOKEN…',
    value: 'time from its start to its end',
    unit: 'MICROSECONDS',
    subject: 'deployment',
    errors: ['FAILED', 'TIMED_OUT'],
    cuts: [['status'], PLACE],
    retentionDays: 730,
  },
  deployment_queue: {
    title: 'A deployment has left the queue',
    name: null,
    value: 'time from when it was queued to its start',
    unit: 'MICROSECONDS',
    subject: 'deployment',
    errors: [],
    cuts: [[], ['service', 'environment']],
    retentionDays: 730,
  },
  step: {
    title: 'A step of a deployment has ended',
    name: 'the step’s name',
    value: 'time from its start to its end',
    unit: 'MICROSECONDS',
    subject: 'deployment',
    errors: ['FAILED'],
    cuts: [[], ['service', 'environment', 'name', 'status']],
    retentionDays: 365,
  },
  run: {
    title: 'A run of a workflow has ended',
    name: 'the workflow’s id',
    value: 'time from its start to its end',
    unit: 'MICROSECONDS',
    subject: 'run',
    errors: ['FAILED', 'TIMED_OUT'],
    cuts: [['status'], ['name', 'status']],
    retentionDays: 365,
  },
  run_queue: {
    title: 'A run has begun',
    name: 'the workflow’s id',
    value: 'time from its creation to its start',
    unit: 'MICROSECONDS',
    subject: 'run',
    errors: [],
    cuts: [[], ['name']],
    retentionDays: 365,
  },
  node_run: {
    title: 'An attempt of a node has ended',
    name: 'the node’s type',
    value: 'time from its start to its end',
    unit: 'MICROSECONDS',
    subject: 'run',
    errors: ['FAILED', 'TIMED_OUT'],
    cuts: [['status'], ['name', 'status']],
    retentionDays: 90,
  },
  schedule: {
    title: 'A schedule has fired',
    name: 'the workflow’s id',
    value: 'how late it was',
    unit: 'MICROSECONDS',
    subject: 'workflow',
    errors: ['MISSED'],
    cuts: [['status'], ['name', 'status']],
    retentionDays: 180,
  },
  api: {
    title: 'Operations of the API have been answered',
    name: 'the operation’s name',
    value: 'time to the answer',
    unit: 'MICROSECONDS',
    subject: null,
    errors: ['ERROR'],
    cuts: [['status'], ['name', 'status']],
    retentionDays: 90,
  },
  sign_in: {
    title: 'Somebody signed in, or tried to',
    name: 'how: PASSWORD, OIDC…',
    value: null,
    unit: null,
    subject: null,
    errors: ['REFUSED'],
    cuts: [['status'], ['name', 'status']],
    retentionDays: 365,
  },
  ai: {
    title: 'A language model has answered',
    name: 'the model',
    value: 'time to the whole answer',
    unit: 'MICROSECONDS',
    subject: 'run',
    errors: ['ERROR'],
    cuts: [['status'], ['name', 'status']],
    retentionDays: 365,
  },
  storage: {
    title: 'What a project keeps has been measured',
    name: 'what of it: logs, values or facts',
    value: 'what it takes',
    unit: 'BYTES',
    subject: null,
    errors: [],
    cuts: [[], ['name']],
    retentionDays: 730,
  },
  custom: {
    title: 'An event of your own',
    name: 'the event’s name',
    value: 'the number that came with it',
    unit: 'THOUSANDTHS',
    subject: null,
    errors: ['ERROR', 'FAILED'],
    cuts: [[], ['service', 'environment', 'name', 'status']],
    retentionDays: 180,
  },
} as const satisfies Record<string, FactKind>;
export type FactKindName = keyof typeof FACT_KINDS;

/** The project of facts that belong to the installation as a whole; administrators see them. */
export const INSTALLATION = 'installation';

/** Something that was, as a number can be made of it. Never a secret. */
export interface Fact {
  projectId: string;
  kind: FactKindName;
  /** Left out: now. At most a few minutes ahead. */
  at?: Date;
  /** The sender's own id, for those that may send it twice. */
  id?: string | null;
  serviceId?: string | null;
  environmentId?: string | null;
  /** At most 200 characters. */
  name?: string | null;
  status?: string | null;
  /** For how many it stands: `value` is then their sum, `sketch` their distribution (see lib/sketch). 1 when left out. */
  count?: number;
  /** In whole {@link FactUnit}s of its kind. */
  value?: number | null;
  valueMin?: number | null;
  valueMax?: number | null;
  sketch?: Uint8Array | null;
  /** In nano-USD. */
  costNano?: number | null;
  /** Who, for counts of different people: an id. */
  actor?: string | null;
  /** What to open: the id of a deployment or a run. */
  subjectId?: string | null;
  /** What else the sender said of it, at most 4 kB. */
  data?: Record<string, unknown> | null;
}

/** Published as `…#<project id>` when facts have been written: those who count them look. */
export const factsTopic = 'facts';
/** Published when what is counted of a project's facts has changed. */
export const projectMetricsTopic = (projectId: string) => `project/${projectId}/metrics`;

/**
 * Writes facts down with what they are about, in the transaction in which it happens. One statement for all of them. Their months
 * should be there, as that of the present is ({@link ensureFactMonths}); else they lie aside until somebody makes them.
 */
export async function recordFacts(ctx: Context, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return;
  if (!ctx.manager) throw new Error('Facts are written in the transaction in which they happen.');
  await query(ctx, INSERT, [JSON.stringify(facts.map((fact) => rowOf(ctx, fact)))]);
  const topics = [...new Set(facts.map(({ projectId }) => `${factsTopic}#${projectId}`))];
  ctx.afterCommit.push(() => ctx.app.events.publish(topics));
}

const INSERT = `-- facts.record
insert into events (project_id, kind, at, id, service_id, environment_id, name, status, count, value, value_min, value_max, sketch,
  cost_nano, actor, subject_id, data)
select project_id, kind, at, id, service_id, environment_id, name, status, count, value, value_min, value_max,
  decode(sketch, 'base64'), cost_nano, actor, subject_id, data
from json_to_recordset($1) as f (project_id text, kind text, at timestamptz, id text, service_id text, environment_id text,
  name text, status text, count integer, value bigint, value_min bigint, value_max bigint, sketch text, cost_nano bigint,
  actor text, subject_id text, data jsonb)`;

const MOST_NAME = 200;

function rowOf(ctx: Context, fact: Fact) {
  const value = fact.value == null ? null : Math.round(fact.value);
  return {
    project_id: fact.projectId,
    kind: fact.kind,
    at: (fact.at ?? ctx.app.now()).toISOString(),
    id: fact.id ?? null,
    service_id: fact.serviceId ?? null,
    environment_id: fact.environmentId ?? null,
    name: fact.name?.slice(0, MOST_NAME) ?? null,
    status: fact.status ?? null,
    count: fact.count ?? 1,
    value,
    value_min: fact.valueMin ?? value,
    value_max: fact.valueMax ?? value,
    sketch: fact.sketch ? Buffer.from(fact.sketch).toString('base64') : null,
    cost_nano: fact.costNano ?? null,
    actor: fact.actor ?? null,
    subject_id: fact.subjectId ?? null,
    data: fact.data ?? null,
  };
}

/** SQLSTATE of a lock that could not be had in time. */
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Makes what facts of these months are kept in, where it is not there yet. Several processes may ask at once. Returns false when
 * somebody who reads facts for long is in the way: facts are kept aside meanwhile, and move once the month is made.
 */
export async function ensureFactMonths(
  ctx: Context,
  months: readonly Date[],
  kinds: readonly FactKindName[] = Object.keys(FACT_KINDS) as FactKindName[],
): Promise<boolean> {
  const { unscopedDataSource: source } = ctx.app;
  const missing: { kind: string; month: string }[] = await source.query(MISSING_MONTHS, [
    kinds,
    months.map((month) => month.toISOString().slice(0, 10)),
  ]);
  try {
    // One at a time: who holds the rest of one kind and waits for that of another would wait in a ring with who reads both.
    for (const { kind, month } of missing) await source.query('select event_month_add($1, $2)', [kind, month]);
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}

/** Those that have left are not missing: they never come again. */
const MISSING_MONTHS = `-- facts.missingMonths
select k.kind, m.month::text as month from unnest($1::text[]) k (kind) cross join unnest($2::date[]) m (month)
left join event_floors f on f.kind = k.kind
where (f.before is null or date_trunc('month', m.month) >= f.before) and not exists (
  select from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'event_parts' and c.relname = k.kind || '_' || to_char(m.month, 'YYYY_MM'))
order by m.month, k.kind`;
