import { newId } from '../src/lib/ids.ts';
import type { TestProject } from './factories.ts';

export const SMALL_DASHBOARD = `version: 1
name: Small
panels:
  - key: count
    title: Deployments
    kind: bar
    measures:
      - measure: deployments.count
    position: { x: 0, y: 0, w: 6, h: 4 }
`;

let count = 0;

/** A dashboard whose draft is published as version 1. */
export async function makeDashboard(
  { app, id: projectId }: TestProject,
  { slug = `made-${++count}`, source = SMALL_DASHBOARD }: { slug?: string; source?: string } = {},
): Promise<{ id: string; versionId: string; slug: string }> {
  const made = { id: newId('dashboard'), versionId: newId('dashboardVersion'), slug };
  const name = /^name: (.*)$/m.exec(source)?.[1] ?? 'Small';
  await app.sql(
    `insert into dashboards (id, project_id, slug, name, draft, draft_saved_by_name, created_by_name)
     values ($1, $2, $3, $4, $5, 'somebody', 'somebody')`,
    [made.id, projectId, slug, name, source],
  );
  await app.sql(
    `insert into dashboard_versions (id, project_id, dashboard_id, number, source, published_by_name)
     values ($1, $2, $3, 1, $4, 'somebody')`,
    [made.versionId, projectId, made.id, source],
  );
  await app.sql('update dashboards set published_version_id = $2 where id = $1', [made.id, made.versionId]);
  return made;
}
