import type pg from 'pg';

export const DAYS = 180;
export const PROJECTS = 50;
export const PROJECT = 'prj_bench_1';
export const ZONE = 'America/New_York';
const DAY_MS = 86_400_000;
const CHUNK = 250_000;

/** What comes when: of 100 facts so many. Services, environments and names are as uneven as they are in life. */
const KINDS = [
  { kind: 'deployment', part: 5 },
  { kind: 'step', part: 15 },
  { kind: 'run', part: 10 },
  { kind: 'node_run', part: 30 },
  { kind: 'api', part: 25 },
  { kind: 'custom', part: 15 },
];

/** How far it is, with the seconds since the start, as a whole run takes minutes. */
export const progress = (what: string) =>
  console.error(`${String(Math.round(process.uptime())).padStart(4)} s  ${what}`);

/** The end of the facts: now, to the minute. */
export interface Span {
  from: Date;
  to: Date;
}

export const spanUntil = (to: Date): Span => ({ from: new Date(to.getTime() - DAYS * DAY_MS), to });

/** Projects of the administrator, the first of them in a zone that changes its clocks. */
export async function makeProjects(client: pg.Client): Promise<void> {
  await client.query(
    `insert into projects (id, slug, name, time_zone)
     select 'prj_bench_' || n, 'bench-' || n, 'Bench ' || n, case when n = 1 then '${ZONE}' else 'UTC' end from generate_series(1, ${PROJECTS}) n`,
  );
  await client.query(
    `insert into members (id, project_id, user_id, role) select 'mem_bench_' || n, 'prj_bench_' || n, u.id, 'OWNER'
     from generate_series(1, ${PROJECTS}) n, (select id from users where is_administrator limit 1) u`,
  );
}

export async function makeMonths(client: pg.Client, span: Span): Promise<void> {
  for (let at = span.from; at < new Date(span.to.getTime() + 31 * DAY_MS); at = new Date(at.getTime() + 28 * DAY_MS))
    await client.query('select event_month_add(k, $2) from unnest($1::text[]) k', [
      KINDS.map(({ kind }) => kind),
      at.toISOString().slice(0, 10),
    ]);
}

/** Facts spread evenly over the span, in order of time as they happen, many to a transaction. Returns facts per second. */
export async function writeFacts(client: pg.Client, span: Span, count: number): Promise<number> {
  const startedAt = performance.now();
  let before = 0;
  const bounds = KINDS.map(({ kind, part }) => {
    before += part;
    return `when r.kind < ${before} then '${kind}'`;
  });
  for (let first = 0; first < count; first += CHUNK) {
    await client.query(
      `insert into events (project_id, kind, at, service_id, environment_id, name, status, value, value_min, value_max, cost_nano, actor, subject_id)
       select f.project_id, f.kind, f.at, f.service_id, f.environment_id, f.name, f.status, f.value, f.value, f.value, f.cost, f.actor, f.subject_id
       from (
         select i, 'prj_bench_' || (1 + floor(random() * ${PROJECTS}))::integer as project_id, case ${bounds.join(' ')} end as kind,
           $1::timestamptz + ($2::timestamptz - $1::timestamptz) * ((i + random()) / $3::float8) as at, random() ^ 2 as a, random() ^ 2 as b,
           random() as c, random() as d, (exp(13 + 2.5 * (random() + random() + random() - 1.5)))::bigint as value
         from (select i, random() * 100 as kind from generate_series($4::integer, $5::integer) i) r
       ) e cross join lateral (
         select e.project_id, e.kind, e.at, e.value,
           case when kind in ('deployment', 'step', 'custom') then 'svc_' || floor(a * 6) end as service_id,
           case when kind in ('deployment', 'step') then 'env_' || floor(b * 3) end as environment_id,
           case kind when 'step' then 'step ' || floor(b * 8) when 'run' then 'wfl_' || floor(a * 10) when 'node_run' then 'node ' || floor(a * 12)
             when 'api' then 'Operation' || floor(a * 25) when 'custom' then 'event ' || floor(b * 8) end as name,
           case when kind = 'custom' then null when c < 0.04 then case kind when 'api' then 'ERROR' else 'FAILED' end
             when kind = 'api' then 'OK' else 'SUCCEEDED' end as status,
           case when kind = 'api' then 1000 end as cost,
           case when kind in ('custom', 'api') then 'usr_' || floor(d * 3000) end as actor,
           case when kind in ('deployment', 'step') then 'dpl_' || i else 'run_' || i end as subject_id
       ) f`,
      [span.from, span.to, count, first, Math.min(first + CHUNK, count) - 1],
    );
    progress(`${Math.min(first + CHUNK, count)} of ${count} facts written`);
  }
  await client.query('vacuum analyze events');
  return count / ((performance.now() - startedAt) / 1_000);
}
