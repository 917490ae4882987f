/** Three months of a shop's past, for pages whose numbers need one: deployments with steps and changes, incidents, runs. */
import { administrator, Project, sharedServer } from './world.ts';

const DAYS = 95;
const HOUR = 3_600_000;
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** The same numbers each time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** As the product makes them: sorted by age. */
function idAt(prefix: string, at: number): string {
  const time = Array.from({ length: 10 }, (_, index) => ALPHABET[Math.floor(at / 2 ** (45 - 5 * index)) % 32]);
  const rest = Array.from({ length: 16 }, () => ALPHABET[Math.floor(Math.random() * 16)]);
  return `${prefix}_${time.join('')}${rest.join('')}`;
}

interface Past {
  id: string;
  service: string;
  environment: string;
  isProduction: boolean;
  status: string;
  at: string;
  startedAt: string;
  finishedAt: string;
  waitedMs: number;
  tookMs: number;
}

function makePast(services: string[], environments: { id: string; isProduction: boolean }[]): Past[] {
  const random = dice(42);
  const today = Math.floor(Date.now() / (24 * HOUR)) * 24 * HOUR;
  const past: Past[] = [];
  for (let day = DAYS; day >= 1; day -= 1) {
    const morning = today - day * 24 * HOUR + 8 * HOUR;
    const isWeekend = [0, 6].includes(new Date(morning).getUTCDay());
    for (const service of services)
      for (const { id: environment, isProduction } of environments) {
        if (random() > (isWeekend ? 0.08 : isProduction ? 0.45 : 0.8)) continue;
        const at = Math.floor(morning + random() * 9 * HOUR);
        const waitedMs = Math.floor(1_000 + random() * 20_000);
        const tookMs = Math.floor((isProduction ? 90_000 : 60_000) * (0.6 + random()));
        past.push({
          id: idAt('dpl', at),
          service,
          environment,
          isProduction,
          status: random() < 0.09 ? 'FAILED' : 'SUCCEEDED',
          at: new Date(at).toISOString(),
          startedAt: new Date(at + waitedMs).toISOString(),
          finishedAt: new Date(at + waitedMs + tookMs).toISOString(),
          waitedMs,
          tookMs,
        });
      }
  }
  return past.sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Rows as they would stand there after those months; what is counted from them is counted by the product. */
const store = (projectId: string, past: Past[]) => `
select set_config('pilothouse.projects', '*', false);
create temporary table past as select row_number() over () as n, p.* from json_to_recordset($json$${JSON.stringify(past)}$json$) as p (
  id text, service text, environment text, "isProduction" boolean, status text, at timestamptz, "startedAt" timestamptz,
  "finishedAt" timestamptz, "waitedMs" bigint, "tookMs" bigint);
create temporary table streams as
  with made as (insert into log_streams (project_id, has_ended) select '${projectId}', true from past returning id)
  select id, row_number() over (order by id) as n from made;
insert into deployments (id, project_id, number, service_id, environment_id, version, status, trigger, created_by_name, plan,
  log_stream_id, created_at, queued_at, started_at, finished_at, went_live_at)
select past.id, '${projectId}', past.n + 100, service, environment, '1.' || past.n || '.0', status, 'TOKEN', 'Build server',
  (select plan from deployments where project_id = '${projectId}' limit 1), s.id, at, at, "startedAt", "finishedAt",
  case when status = 'SUCCEEDED' then "finishedAt" end
from past join streams s using (n);
insert into deployment_changes (project_id, deployment_id, kind, reference, title, author, authored_at)
select '${projectId}', id, 'COMMIT', substr(md5(id), 1, 7), 'Change ' || n, 'Build server', at - interval '1 hour' * (1 + mod(n, 40))
from past where "isProduction";
select event_month_add(k, m::date) from unnest(array['deployment', 'deployment_queue', 'step']) k,
  generate_series(date_trunc('month', now()) - interval '4 months', now(), interval '1 month') m;
insert into events (project_id, kind, at, service_id, environment_id, name, status, value, value_min, value_max, subject_id)
select '${projectId}', kind, "finishedAt", service, environment, name, ended, value, value, value, id
from past cross join lateral (values
  ('deployment', 'TOKEN', past.status, "tookMs" * 1000), ('deployment_queue', null, null, "waitedMs" * 1000),
  ('step', 'Build', 'SUCCEEDED', "tookMs" * 500), ('step', 'Migrate', past.status, "tookMs" * 200), ('step', 'Restart', past.status, "tookMs" * 100)
) f (kind, name, ended, value);`;

const CREATE_INCIDENT = 'mutation ($input: CreateIncidentInput!) { createIncident(input: $input) { id } }';
const RESOLVE_INCIDENT = 'mutation ($input: ResolveIncidentInput!) { resolveIncident(input: $input) { id } }';

export async function openShopNumbers(slug = 'numbers'): Promise<Project> {
  const { api } = await administrator();
  const server = await sharedServer();
  const project = await Project.create({
    slug,
    name: 'Shop',
    services: ['hello-web', 'noisy', 'flaky'],
    environments: ['Staging', 'Production'],
  });
  await project.deployed('hello-web', '1.0.0');
  const places = project.environments.map(({ id, slug }) => ({ id, isProduction: slug === 'production' }));
  const past = makePast(Object.values(project.services), places);
  await server.sql(store(project.id, past));
  const harmful = past
    .filter(({ isProduction, status }) => isProduction && status === 'SUCCEEDED')
    .filter((_, n) => n % 9 === 4);
  for (const [index, deployment] of harmful.entries()) {
    const detectedAt = new Date(Date.parse(deployment.finishedAt) + HOUR / 3);
    const { createIncident } = await api.run<{ createIncident: { id: string } }>(CREATE_INCIDENT, {
      input: {
        projectId: project.id,
        title: index % 2 === 0 ? 'Orders are slow' : 'Payments fail',
        severity: index % 2 === 0 ? 'MEDIUM' : 'HIGH',
        serviceId: deployment.service,
        deploymentId: deployment.id,
        detectedAt: detectedAt.toISOString(),
      },
    });
    if (index < harmful.length - 1)
      await api.run(RESOLVE_INCIDENT, {
        input: {
          id: createIncident.id,
          resolvedAt: new Date(detectedAt.getTime() + HOUR * (0.5 + (index % 4))).toISOString(),
        },
      });
  }
  return project;
}
