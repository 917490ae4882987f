import { recordAudit } from '../../platform/audit/audit.ts';
import type { Context } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { notFound } from '../../platform/errors.ts';
import { INSTALLATION, projectMetricsTopic } from '../../platform/facts.ts';
import { countedProjects } from './rollup.queries.ts';
import { analyticsStore } from './store.service.ts';

interface Recount {
  /** A slug; null for all projects and what belongs to none. */
  project: string | null;
  from: Date;
  to: Date;
}

/** What was counted anew of a project: whole days of its zone. Null where no facts are left to count from. */
export interface Recounted {
  project: string;
  range: { from: Date; to: Date } | null;
}

/**
 * Counts anew what the days of a range hold, project by project, from the facts that are still there; for who runs the server. Nobody
 * else counts meanwhile, and pages go on with what is there. The same again gives the same.
 */
export async function* recountFacts(ctx: Context, { project, from, to }: Recount): AsyncGenerator<Recounted> {
  for (const projectId of await projectsOf(ctx, project)) {
    const range = await analyticsStore.rebuild(ctx, { projectId, from, to });
    const known = await slugOf(ctx, projectId);
    if (range) {
      await withTransaction(ctx, (ctx) =>
        recordAudit(ctx, {
          action: 'facts.recounted',
          projectId: known ? projectId : null,
          subject: { id: projectId, type: 'Project', name: known ?? projectId },
          detail: { from: range.from.toISOString(), to: range.to.toISOString() },
        }),
      );
      ctx.app.events.publish([projectMetricsTopic(projectId)]);
    }
    yield { project: known ?? projectId, range };
  }
}

async function projectsOf(ctx: Context, slug: string | null): Promise<string[]> {
  if (slug === null) return countedProjects(ctx);
  if (slug === INSTALLATION) return [INSTALLATION];
  const row = await queryOne<{ id: string }>(
    ctx,
    '-- recount.project\nselect id from projects where slug = $1 and deleted_at is null',
    [slug],
  );
  if (!row) throw notFound('project');
  return [row.id];
}

async function slugOf(ctx: Context, id: string): Promise<string | null> {
  const row = await queryOne<{ slug: string }>(ctx, '-- recount.slug\nselect slug from projects where id = $1', [id]);
  return row?.slug ?? null;
}
