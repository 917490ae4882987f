import type { Context } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { syncDashboards } from '../dashboards/dashboard.sync.service.ts';
import { createEnvironment } from '../environments/environment.service.ts';
import { createProject } from '../projects/project.service.ts';
import { syncServices } from '../services/service.sync.ts';

/**
 * On the first start: project `demo` with two environments, the example services and dashboards, so that there is something to deploy
 * at once. Does nothing when there is any project or user, or was any. Returns whether it made it.
 */
export async function ensureDemo(ctx: Context): Promise<boolean> {
  return withTransaction(ctx, async (ctx) => {
    await queryOne(ctx, "select pg_advisory_xact_lock(hashtextextended('demo', 0))");
    const row = await queryOne<{ isFresh: boolean }>(
      ctx,
      'select not exists (select from projects) and not exists (select from users) as "isFresh"',
    );
    if (!row?.isFresh) return false;
    const project = await createProject(ctx, { slug: 'demo', name: 'Demo', timeZone: 'UTC' });
    const place = { projectId: project.id, requiresApproval: false };
    await createEnvironment(ctx, {
      ...place,
      slug: 'staging',
      name: 'Staging',
      rank: 1,
      url: 'http://127.0.0.1:4801',
      isProduction: false,
    });
    await createEnvironment(ctx, {
      ...place,
      slug: 'production',
      name: 'Production',
      rank: 2,
      url: 'http://127.0.0.1:4802',
      isProduction: true,
    });
    await syncServices(ctx, project.id);
    await syncDashboards(ctx, { projectId: project.id });
    return true;
  });
}
