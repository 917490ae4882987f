import { newId } from '../src/lib/ids.ts';
import type { TestDeployment, TestEnvironment, TestProject, TestService } from './factories.ts';
import { makeDeployment } from './factories.ts';

export interface TestIncident {
  id: string;
  number: number;
}

/** An incident in any state, as if it had come there. */
export async function makeIncident(
  project: TestProject,
  given: Partial<{
    title: string;
    service: { id: string };
    environment: { id: string };
    deployment: { id: string };
    causeSource: string;
    detectedAt: string;
    resolvedAt: string;
    isExternal: boolean;
    duplicateOf: { id: string };
    source: string;
  }> = {},
): Promise<TestIncident> {
  const id = newId('incident');
  const [row] = await project.app.sql<{ number: number }>(
    'update project_counters set incident_number = incident_number + 1 where project_id = $1 returning incident_number as number',
    [project.id],
  );
  await project.app.sql(
    `insert into incidents (id, project_id, number, title, severity, status, detected_at, resolved_at, service_id, environment_id,
       deployment_id, cause_source, is_external, duplicate_of_id, source, created_by_name)
     values ($1, $2, $3, $4, 'HIGH', case when $6::timestamptz is null then 'OPEN' else 'RESOLVED' end, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'somebody')`,
    [
      id,
      project.id,
      row?.number,
      given.title ?? 'It fails',
      given.detectedAt ?? '2026-01-01T00:00:00Z',
      given.resolvedAt ?? null,
      given.service?.id ?? null,
      given.environment?.id ?? null,
      given.deployment?.id ?? null,
      given.causeSource ?? (given.deployment ? 'EXPLICIT' : 'NONE'),
      given.isExternal ?? false,
      given.duplicateOf?.id ?? null,
      given.source ?? 'HAND',
    ],
  );
  return { id, number: row?.number ?? 0 };
}

/** A deployment that ended then; see {@link makeDeployment}. */
export async function makeDeploymentAt(
  service: TestService,
  environment: TestEnvironment,
  finishedAt: string,
  given: Partial<{
    status: 'SUCCEEDED' | 'FAILED';
    version: string;
    wentLive: boolean;
    isHotfix: boolean;
    isDryRun: boolean;
    rollbackOf: { id: string };
    remediates: { id: string };
    changes: [reference: string, authoredAt: string][];
  }> = {},
): Promise<TestDeployment> {
  const { app, id: projectId } = service.project;
  const made = await makeDeployment(service, environment, {
    status: given.status ?? 'SUCCEEDED',
    version: given.version ?? '1.0',
    isDryRun: given.isDryRun ?? false,
  });
  await app.sql(
    `update deployments set created_at = $2::timestamptz - interval '10 minutes', started_at = $2::timestamptz - interval '10 minutes',
       finished_at = $2, went_live_at = case when $3 then $2::timestamptz - interval '1 minute' end, is_hotfix = $4, rollback_of_id = $5,
       remediates_incident_id = $6 where id = $1`,
    [
      made.id,
      finishedAt,
      given.wentLive ?? false,
      given.isHotfix ?? false,
      given.rollbackOf?.id ?? null,
      given.remediates?.id ?? null,
    ],
  );
  for (const [reference, authoredAt] of given.changes ?? [])
    await app.sql(
      `insert into deployment_changes (project_id, deployment_id, kind, reference, authored_at) values ($1, $2, 'COMMIT', $3, $4)`,
      [projectId, made.id, reference, authoredAt],
    );
  return made;
}
