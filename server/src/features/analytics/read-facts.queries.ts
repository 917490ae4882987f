import { setImmediate as breathe } from 'node:timers/promises';
import { asSystem, type Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { DIMENSIONS, type Dimension, FACT_KINDS, type FactKindName, INSTALLATION } from '../../platform/facts.ts';
import { COLUMNS, type Read } from './read.rules.ts';
import type { Piece } from './rollup.rules.ts';
import { type FactRow, type FactRowsRequest, OTHER, type RollupRequest } from './store.types.ts';
import { addFact } from './tally.rules.ts';

interface FactCells extends Record<Dimension, string> {
  at: string;
  seq: number;
  count: number;
  value: number | null;
  valueMin: number | null;
  valueMax: number | null;
  sketch: Buffer | null;
  costNano: number;
  actor: string | null;
}

/** What a fact's dimension counts as: those that came too late to be kept apart are told by not being listed. */
const keptAs = (dimension: Dimension) => `case when e.${COLUMNS[dimension]} is null then ''
  when exists (select from rollup_values v where v.project_id = e.project_id and v.kind = e.kind and v.dimension = '${dimension}'
    and v.value = e.${COLUMNS[dimension]}) then e.${COLUMNS[dimension]} else '${OTHER}' end`;

/** `$first`… are the values asked for, of each dimension; null asks for all. */
const matching = (first: number) =>
  DIMENSIONS.map((dimension, index) => {
    const wanted = `$${first + index}::text[]`;
    const isListed = `coalesce(e.${COLUMNS[dimension]}, '') = any(${wanted})`;
    const isOther = `'${OTHER}' = any(${wanted}) and ${keptAs(dimension)} = '${OTHER}'`;
    return `(${wanted} is null or ${isListed} or (${isOther}))`;
  }).join(' and ');

const FACTS_AT_ONCE = 10_000;

/** A stretch of facts, and all who want it. */
interface Edge {
  kind: FactKindName;
  piece: Piece;
  where: RollupRequest['where'];
  reads: Read[];
}

/** Edges that no grain ends at: at most minutes, where the fine grains are still there. Each is read once for all who want it. */
export async function readEdges(ctx: Context, projectId: string, reads: readonly Read[]): Promise<void> {
  const edges = new Map<string, Edge>();
  for (const read of reads) {
    const { kind, where } = read.request;
    for (const piece of read.plan.pieces.filter(({ grain }) => grain === null)) {
      const key = JSON.stringify([kind, piece.from, piece.to, DIMENSIONS.map((dimension) => where[dimension] ?? null)]);
      const edge = edges.get(key) ?? { kind, piece, where, reads: [] };
      edge.reads.push(read);
      edges.set(key, edge);
    }
  }
  await Promise.all([...edges.values()].map((edge) => readEdge(ctx, projectId, edge)));
}

async function readEdge(ctx: Context, projectId: string, { kind, piece, where, reads }: Edge): Promise<void> {
  const errors: readonly string[] = FACT_KINDS[kind].errors;
  let after: [string, number] | null = null;
  for (;;) {
    const rows: FactCells[] = await query<FactCells>(ctx, factsOf(kind), [
      projectId,
      new Date(piece.from),
      new Date(piece.to),
      after?.[0] ?? null,
      after?.[1] ?? null,
      FACTS_AT_ONCE,
      ...DIMENSIONS.map((dimension) => where[dimension] ?? null),
    ]);
    let count = 0;
    for (const row of rows) {
      if (++count % 2_000 === 0) await breathe();
      const at = Date.parse(row.at);
      for (const read of reads)
        addFact(
          read.tallyOf({ ...row, bucket: bucketAt(read.plan.edges, at) }),
          { ...row, at },
          errors.includes(row.status),
        );
    }
    const last = rows.at(-1);
    if (!last || rows.length < FACTS_AT_ONCE) return;
    after = [last.at, last.seq];
  }
}

/** The last bucket that begins by then, from 1. */
function bucketAt(edges: readonly number[], at: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return Math.max(low, 1);
}

/** The kind stands in the text: with a parameter each plan looks at the months of all kinds. */
const factsOf = (kind: FactKindName) => `-- analytics.readFacts
select e.at, e.seq, ${DIMENSIONS.map((dimension) => `${keptAs(dimension)} as "${dimension}"`).join(', ')},
  e.count, e.value, e.value_min as "valueMin", e.value_max as "valueMax", e.sketch, coalesce(e.cost_nano, 0) as "costNano", e.actor
from events e
where e.project_id = $1 and e.kind = '${kind}' and e.at >= $2 and e.at < $3
  and ($4::timestamptz is null or (e.at, e.seq) > ($4, $5::bigint))
  and exists (select from rollup_cursor c where (e.xid, e.seq) <= (c.xid, c.seq) or e.seq <= c.floor_seq)
  and ${matching(7)}
order by e.at, e.seq limit $6`;

const MOST_ROWS = 1_000;

/** See {@link AnalyticsStore.rows}. */
export async function readFactRows(outer: Context, request: FactRowsRequest): Promise<FactRow[]> {
  const rows = await query<Omit<FactRow, 'at'> & { at: string }>(
    request.projectId === INSTALLATION && !outer.manager ? asSystem(outer) : outer,
    `-- analytics.rows
    select e.seq, e.at, e.kind, e.id, e.service_id as "serviceId", e.environment_id as "environmentId", e.name, e.status, e.count,
      e.value, e.cost_nano as "costNano", e.actor, e.subject_id as "subjectId", e.data
    from events e
    where e.project_id = $1 and e.kind = any($2) and e.at >= $3 and e.at < $4
      and ($5::timestamptz is null or (e.at, e.seq) < ($5, $6::bigint))
      and ${matching(8)}
    order by e.at desc, e.seq desc limit $7`,
    [
      request.projectId,
      request.kinds,
      request.from,
      request.to,
      request.after?.at ?? null,
      request.after?.seq ?? null,
      Math.min(request.first, MOST_ROWS),
      ...DIMENSIONS.map((dimension) => request.where[dimension] ?? null),
    ],
  );
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}
