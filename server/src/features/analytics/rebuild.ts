import type { Context } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { FACT_KINDS, type FactKindName } from '../../platform/facts.ts';
import { Folder } from './folder.ts';
import {
  countedFacts,
  countedProjects,
  countedZones,
  type FactsRead,
  lockCursor,
  moveCursor,
  noteZones,
  oldestFacts,
  zoneOfProject,
} from './rollup.queries.ts';
import { grainCeiling, grainStart } from './rollup.rules.ts';
import { deleteRollups } from './rollup-rows.queries.ts';

const BATCH = 5_000;
const KINDS = Object.keys(FACT_KINDS) as FactKindName[];
const DAY_MS = 86_400_000;

interface Range {
  from: Date;
  to: Date;
}

/** Counts anew, see {@link AnalyticsStore.rebuild}; each project in a transaction of its own. */
export async function rebuildRollups(ctx: Context, given: Range & { projectId?: string }): Promise<Range | null> {
  const projectIds = given.projectId ? [given.projectId] : await countedProjects(ctx);
  let rebuilt: Range | null = null;
  for (const projectId of projectIds) {
    const range = await withTransaction(ctx, (ctx) => rebuildProject(ctx, projectId, given));
    rebuilt = union(rebuilt, range);
  }
  return rebuilt;
}

function union(a: Range | null, b: Range | null): Range | null {
  if (!a || !b) return a ?? b;
  return {
    from: new Date(Math.min(a.from.getTime(), b.from.getTime())),
    to: new Date(Math.max(a.to.getTime(), b.to.getTime())),
  };
}

async function rebuildProject(ctx: Context, projectId: string, given: Range): Promise<Range | null> {
  const cursor = await lockCursor(ctx, { waits: true });
  if (!cursor) return null;
  const before = (await countedZones(ctx, [projectId])).get(projectId) ?? 'UTC';
  const zone = await zoneOfProject(ctx, projectId);
  // Days of another zone overlap those that are there: all of them, or none.
  const wanted = before === zone ? given : { from: new Date(0), to: new Date(ctx.app.now().getTime() + 2 * DAY_MS) };
  await noteZones(ctx, new Map([[projectId, zone]]));
  let rebuilt: Range | null = null;
  for (const kind of KINDS) {
    const oldest = await oldestFacts(ctx, kind);
    if (!oldest) continue;
    // The first day of which all facts are still there; in the zone before, as its days up to then stay.
    const first = grainCeiling(oldest.getTime(), 1_440, before);
    const from = Math.max(first, grainStart(wanted.from.getTime(), 1_440, zone));
    const to = grainCeiling(wanted.to.getTime(), 1_440, zone);
    if (from >= to) continue;
    const range = { from: new Date(from), to: new Date(to) };
    await recount(ctx, { ...range, projectId, kind, zone });
    rebuilt = union(rebuilt, range);
  }
  await moveCursor(ctx, cursor);
  return rebuilt;
}

async function recount(
  ctx: Context,
  range: Range & { projectId: string; kind: FactKindName; zone: string },
): Promise<void> {
  await deleteRollups(ctx, range);
  const zones = new Map([[range.projectId, range.zone]]);
  const folder = new Folder(ctx, { zones, notBefore: range.from.getTime() });
  try {
    let after: FactsRead['last'] = null;
    const readOn = () => countedFacts(ctx, range, after, BATCH);
    for (;;) {
      const read = await folder.inTurn(readOn);
      await folder.count(read.facts);
      if (read.facts.length < BATCH) break;
      after = read.last;
    }
    await folder.write({ isEnd: true });
  } finally {
    await folder.settled();
  }
}
