import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import pg from 'pg';
import type { IdKind } from '../server/src/lib/ids.ts';

type NewId = (kind: IdKind) => string;

const DEPLOYMENTS = 2_000;
const STEPS = ['checkout', 'dependencies', 'build', 'migrate', 'release', 'restart', 'health', 'clean-up'];
const SERVICES = ['Web shop', 'Checkout', 'Catalogue', 'Search', 'Payments', 'Mail', 'Reports', 'Identity'];
const ENVIRONMENTS = ['Development', 'Staging', 'Production'];
const PEOPLE = ['Ada Byron', 'Grace Murray', 'Edsger Wybe', 'Barbara Jane', 'Tony Hoare'];

const slugOf = (name: string) => name.toLowerCase().replaceAll(' ', '-');
const pick = <T>(from: readonly T[], index: number): T => from[index % from.length] as T;

/** A year of believable deployments in one project, and a personal token that may read it. */
export async function seed(url: string, newId: NewId): Promise<{ projectId: string; token: string }> {
  const client = new pg.Client({ connectionString: url, options: '-c pilothouse.projects=*' });
  await client.connect();
  try {
    const projectId = newId('project');
    await client.query('begin');
    await client.query(`insert into projects (id, slug, name) values ($1, 'bench', 'Bench')`, [projectId]);
    const users = await addPeople(client, newId, projectId);
    const token = await addToken(client, newId, users[0] as string);
    await addDeployments(client, projectId, {
      users,
      services: await addServices(client, newId, projectId),
      environments: await addEnvironments(client, newId, projectId),
      ids: Array.from({ length: DEPLOYMENTS }, () => newId('deployment')),
    });
    await client.query('commit');
    await client.query('vacuum analyze');
    return { projectId, token };
  } finally {
    await client.end();
  }
}

async function addPeople(client: pg.Client, newId: NewId, projectId: string): Promise<string[]> {
  const ids = PEOPLE.map(() => newId('user'));
  for (const [index, id] of ids.entries()) {
    const name = pick(PEOPLE, index);
    await client.query('insert into users (id, email, name) values ($1, $2, $3)', [
      id,
      `${slugOf(name)}@example.com`,
      name,
    ]);
    await client.query(`insert into members (id, project_id, user_id, role) values ($1, $2, $3, 'OPERATOR')`, [
      newId('member'),
      projectId,
      id,
    ]);
  }
  return ids;
}

async function addToken(client: pg.Client, newId: NewId, userId: string): Promise<string> {
  const body = `php_${randomBytes(32).toString('base64url')}`;
  const secret = body + crc32(body).toString(16).padStart(8, '0');
  await client.query(
    `insert into tokens (id, kind, name, prefix, secret_hash, scopes, user_id, expires_at)
     values ($1, 'PERSONAL', 'bench', $2, $3, '{project:read}', $4, now() + interval '1 day')`,
    [newId('token'), secret.slice(0, 10), createHash('sha256').update(secret).digest(), userId],
  );
  return secret;
}

async function addServices(client: pg.Client, newId: NewId, projectId: string): Promise<string[]> {
  const ids = SERVICES.map(() => newId('service'));
  for (const [index, id] of ids.entries()) {
    const name = pick(SERVICES, index);
    await client.query(
      `insert into services (id, project_id, slug, name, description, runner, source, entrypoint, step_names)
       values ($1, $2, $3, $4, 'Part of the shop', 'SHELL', $3, '{./deploy.sh}', $5)`,
      [id, projectId, slugOf(name), name, STEPS],
    );
  }
  return ids;
}

async function addEnvironments(client: pg.Client, newId: NewId, projectId: string): Promise<string[]> {
  const ids = ENVIRONMENTS.map(() => newId('environment'));
  for (const [index, id] of ids.entries())
    await client.query(
      'insert into environments (id, project_id, slug, name, rank, is_production) values ($1, $2, $3, $4, $5, $6)',
      [id, projectId, slugOf(pick(ENVIRONMENTS, index)), pick(ENVIRONMENTS, index), index + 1, index === 2],
    );
  return ids;
}

async function addDeployments(
  client: pg.Client,
  projectId: string,
  by: { users: string[]; services: string[]; environments: string[]; ids: string[] },
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `insert into log_streams (project_id, last_seq, byte_count, has_ended)
     select $1, 200 + n % 900, 20000 + n * 37, true from generate_series(1, $2) n returning id`,
    [projectId, by.ids.length],
  );
  await client.query(
    `insert into deployments (id, project_id, number, service_id, environment_id, version, status, status_reason, trigger,
       created_by_user_id, created_by_name, note, parameters, plan, exit_code, log_stream_id,
       created_at, queued_at, started_at, finished_at)
     select d.id, $1, n, ($3::text[])[1 + n % 8], ($4::text[])[1 + n % 3], format('2.%s.%s', n / 40, n % 40),
       case when n % 9 = 0 then 'FAILED' else 'SUCCEEDED' end,
       case when n % 9 = 0 then 'Step “health” failed: http://127.0.0.1:8080/health answered 503 instead of 200.' end,
       case when n % 7 = 0 then 'RETRY' else 'MANUAL' end,
       ($5::text[])[1 + n % 5], u.name, case when n % 3 = 0 then 'Asked for by the shop team' end,
       '{"replicas": 3}', '{}', case when n % 9 = 0 then 1 else 0 end, d.stream, at, at, at + interval '1.250 s', at + interval '93.417 s'
     from unnest($2::text[], $6::bigint[]) with ordinality as d (id, stream, n)
     cross join lateral (select date_trunc('milliseconds', now()) - interval '4 hours' * ($7 - n) as at) as moment
     join users u on u.id = ($5::text[])[1 + n % 5]`,
    [projectId, by.ids, by.services, by.environments, by.users, rows.map((row) => row.id), by.ids.length],
  );
  await client.query(
    `insert into deployment_steps (project_id, deployment_id, key, name, position, status, started_at, finished_at, message, first_log_seq)
     select $1, d.id, s.name, initcap(s.name), s.n, case when d.exit_code = 1 and s.n = 7 then 'FAILED' else 'SUCCEEDED' end,
       d.started_at + interval '10.125 s' * (s.n - 1), d.started_at + interval '10.125 s' * s.n,
       case when s.n % 2 = 0 then 'Took what the cache had, fetched the rest' end, s.n * 20
     from deployments d cross join unnest($2::text[]) with ordinality as s (name, n)`,
    [projectId, STEPS],
  );
}
