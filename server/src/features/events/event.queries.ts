import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { invalid } from '../../platform/errors.ts';
import { FACT_KINDS, type FactKind, type FactKindName, type FactUnit } from '../../platform/facts.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import type { Project } from '../projects/project.entity.ts';
import { type Event, type EventFilter, type EventKind, type EventsArgs, EventUnit } from './event.types.ts';

const KINDS = Object.keys(FACT_KINDS) as FactKindName[];
const MOST_CHOICES = 100;

/** Every kind that a project has events of: sign-ins belong to the installation. */
export const listEventKinds = (): EventKind[] =>
  KINDS.filter((key) => key !== 'sign_in').map((key) => {
    const { title, name, value } = FACT_KINDS[key];
    return { key, title, nameMeans: name, valueMeans: value };
  });

interface Row {
  seq: number;
  id: string | null;
  at: string;
  kind: FactKindName;
  name: string | null;
  status: string | null;
  count: number;
  value: number | null;
  costNano: number | null;
  serviceId: string | null;
  serviceName: string | null;
  environmentId: string | null;
  environmentName: string | null;
  workflowName: string | null;
  actor: string | null;
  subjectId: string | null;
  data: Record<string, unknown> | null;
}

/** The project's events, newest first. A page reads the rows of one statement, whatever it shows. */
export async function listEvents(ctx: Context, project: Project, args: EventsArgs) {
  authorize(ctx, 'project:read', project.id);
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['time', 'long']);
  const filter = args.filter ?? {};
  const rows = await query<Row>(ctx, LIST, [
    project.id,
    kindsOf(filter),
    choices(filter, 'names'),
    choices(filter, 'statuses'),
    choices(filter, 'serviceIds'),
    choices(filter, 'environmentIds'),
    filter.from ?? null,
    filter.to ?? null,
    after?.[0] ?? null,
    after?.[1] ?? null,
    first + 1,
  ]);
  const page = toConnection(rows, { first, after: args.after }, (row) => [row.at, row.seq]);
  const events = new Map(page.nodes.map((row) => [row, eventOf(project.slug, row)]));
  const nodes = [...events.values()];
  return {
    nodes,
    get edges() {
      return page.edges.map(({ node, cursor }) => ({ node: events.get(node) as Event, cursor }));
    },
    get pageInfo() {
      return page.pageInfo;
    },
  };
}

const LIST = `-- events.list
with page as (
  select * from events
  where project_id = $1 and kind = any($2) and ($3::text[] is null or name = any($3)) and ($4::text[] is null or status = any($4))
    and ($5::text[] is null or service_id = any($5)) and ($6::text[] is null or environment_id = any($6))
    and ($7::timestamptz is null or at >= $7) and ($8::timestamptz is null or at < $8)
    and ($9::timestamptz is null or (at, seq) < ($9, $10::bigint))
  order by at desc, seq desc limit $11
)
select f.seq, f.id, f.at, f.kind, f.name, f.status, f.count, f.value, f.cost_nano as "costNano", f.service_id as "serviceId",
  s.name as "serviceName", f.environment_id as "environmentId", e.name as "environmentName", w.name as "workflowName", f.actor,
  f.subject_id as "subjectId", f.data
from page f
left join services s on s.id = f.service_id and s.project_id = $1
left join environments e on e.id = f.environment_id and e.project_id = $1
left join runs r on r.id = f.subject_id and r.project_id = $1
left join workflows w on w.id = coalesce(r.workflow_id, case when f.kind in ('run', 'run_queue', 'schedule') then f.name end) and w.project_id = $1
order by f.at desc, f.seq desc`;

function kindsOf({ kinds }: EventFilter): readonly string[] {
  if (!kinds) return KINDS;
  const wrong = kinds.find((kind) => !Object.hasOwn(FACT_KINDS, kind));
  if (wrong === undefined) return kinds;
  throw invalid([{ path: 'filter.kinds', message: `There is no kind ${wrong}. Kinds are: ${KINDS.join(', ')}.` }]);
}

function choices(filter: EventFilter, key: 'names' | 'statuses' | 'serviceIds' | 'environmentIds'): string[] | null {
  const given = filter[key];
  if (!given) return null;
  if (given.length > MOST_CHOICES)
    throw invalid([{ path: `filter.${key}`, message: `Choose at most ${MOST_CHOICES}.` }]);
  return given;
}

const UNITS: Record<FactUnit, { unit: EventUnit; scale: number }> = {
  MICROSECONDS: { unit: EventUnit.SECONDS, scale: 1_000_000 },
  BYTES: { unit: EventUnit.BYTES, scale: 1 },
  THOUSANDTHS: { unit: EventUnit.NUMBER, scale: 1_000 },
};

function eventOf(slug: string, row: Row): Event {
  const { workflowName: _workflowName, seq, id, value, ...rest } = row;
  const kind: FactKind = FACT_KINDS[row.kind];
  const shown = kind.unit && UNITS[kind.unit];
  return {
    ...rest,
    id: String(seq),
    senderId: id,
    title: titleOf(row),
    isError: row.status !== null && kind.errors.includes(row.status),
    value: value === null || !shown ? null : value / shown.scale,
    unit: shown?.unit ?? null,
    url: urlOf(slug, row.subjectId),
  };
}

/** `web #12`, `Nightly backup`, `order.paid`. */
function titleOf({ kind, name, serviceName, workflowName, data }: Row): string {
  const number = typeof data?.number === 'number' ? ` #${data.number}` : '';
  switch (kind) {
    case 'deployment':
    case 'deployment_queue':
      return `${serviceName ?? 'Deployment'}${number}`;
    case 'step':
      return `${name ?? 'Step'} of ${serviceName ?? 'a deployment'}${number}`;
    case 'run':
    case 'run_queue':
    case 'schedule':
      return workflowName ?? 'A workflow that is gone';
    case 'node_run':
    case 'ai':
      return workflowName ? `${name} in ${workflowName}` : (name ?? '');
    case 'storage':
      return `What is kept: ${name}`;
    default:
      return name ?? FACT_KINDS[kind].title;
  }
}

const PAGES: Record<string, string> = { dpl: 'deployments', run: 'runs', wfl: 'workflows' };

/** A path of the client. */
function urlOf(slug: string, subjectId: string | null): string | null {
  const page = subjectId && PAGES[subjectId.slice(0, 3)];
  return page ? `/p/${slug}/${page}/${subjectId}` : null;
}
