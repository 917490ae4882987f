import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '../row-security.ts';

const KINDS = [
  'deployment',
  'deployment_queue',
  'step',
  'run',
  'run_queue',
  'node_run',
  'schedule',
  'api',
  'sign_in',
  'ai',
  'storage',
  'custom',
];

const EVENTS = `
create sequence events_seq;
create table events (
  -- What orders rows for those who count them: the transaction, then the number. A later commit has a later transaction than the
  -- horizon up to which all have ended, so none is passed over.
  xid            xid8 not null default pg_current_xact_id(),
  seq            bigint not null default nextval('events_seq'),
  -- 'installation' for what belongs to no project.
  project_id     text not null,
  kind           text not null,
  at             timestamptz(3) not null,
  id             text,
  service_id     text,
  environment_id text,
  name           text,
  status         text,
  -- For how many it stands: value is then their sum and sketch their distribution.
  count          integer not null default 1,
  value          bigint,
  value_min      bigint,
  value_max      bigint,
  sketch         bytea,
  cost_nano      bigint,
  actor          text,
  subject_id     text,
  data           jsonb
) partition by list (kind);
create index ix_events_project on events (project_id, at desc, seq desc);
create index ix_events_order on events (xid, seq);
create index ix_events_at on events using brin (at);

-- What senders called theirs: each counts once.
create table event_ids (
  project_id text not null,
  id         text not null,
  at         timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (project_id, id)
);
create index ix_event_ids_age on event_ids (created_at);

-- From when on a kind's facts are there: months before it have left and never come again, as they
-- would be counted anew from the little that came late. That lies with the rest.
create table event_floors (
  kind   text primary key,
  before date not null
);
`;

const ROLLUPS = `
-- What a rollup is of: once, not in each row and its key, where these columns would be the most of both.
create table rollup_series (
  id             integer generated always as identity primary key,
  project_id     text not null,
  kind           text not null,
  -- Which of the kind's cuts; a column that is none of its dimensions is empty.
  cut            smallint not null,
  service_id     text not null,
  environment_id text not null,
  name           text not null,
  status         text not null,
  constraint uq_rollup_series unique (project_id, kind, cut, service_id, environment_id, name, status)
);
create table rollups (
  -- NOTE: no foreign key, as its check would be paid for with each row: series are never deleted.
  series_id      integer not null,
  -- Minutes: 15, 60, or 1440 for a day of the project's zone.
  grain          smallint not null constraint ck_rollups_grain check (grain in (15, 60, 1440)),
  bucket         timestamptz not null,
  project_id     text not null,
  count          bigint not null,
  error_count    bigint not null,
  value_count    bigint not null,
  value_sum      bigint not null,
  value_min      bigint,
  value_max      bigint,
  cost_nano      bigint not null,
  -- Distribution of the values, and which actors: see lib/sketch.
  sketch         bytea,
  actors         bytea,
  primary key (series_id, bucket, grain)
) partition by list (grain);

-- Which values of a dimension a project's kind has; beyond the cap they count as '(other)'.
create table rollup_values (
  project_id text not null,
  kind       text not null,
  dimension  text not null,
  value      text not null,
  primary key (project_id, kind, dimension, value)
);

-- How far facts are counted; one row.
create table rollup_cursor (
  id        boolean primary key default true check (id),
  xid       xid8 not null default '0',
  seq       bigint not null default 0,
  -- After a restore into another server its transactions begin anew: up to here facts were counted in the server before.
  floor_seq bigint not null default 0,
  -- One more with each fold: what live charts number their patches by.
  version   bigint not null default 0,
  folded_at timestamptz
);
insert into rollup_cursor default values;

-- In which zone the hours and days of a project are counted: that of the project, or until they are counted anew the one before.
create table rollup_zones (
  project_id text primary key,
  time_zone  text not null
);
`;

const PARTS = `
create schema event_parts;
create table event_parts.rollups_15 partition of rollups for values in (15);
create table event_parts.rollups_60 partition of rollups for values in (60);
create table event_parts.rollups_1440 partition of rollups for values in (1440);
create index ix_rollups_15_age on event_parts.rollups_15 using brin (bucket);
create index ix_rollups_60_age on event_parts.rollups_60 using brin (bucket);
${KINDS.map((kind) => `create table event_parts.${kind} partition of events for values in ('${kind}') partition by range (at);`).join('\n')}
-- For facts whose month nobody has made, after a standstill of months or by a clock that is wrong: what they are about must not fail
-- for want of a table. Making the month moves them there.
${KINDS.map((kind) => `create table event_parts.${kind}_rest partition of event_parts.${kind} default;`).join('\n')}
`;

const FUNCTIONS = `
-- NOTE: made apart and then attached: "partition of" would lock out all who write facts. The rest can't be locked while somebody
-- reads facts, such as a dump that takes hours, and all who come to read wait behind who waits for that lock: so not for long.
create function event_month_add(which text, month date) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s'
as $$
declare
  first date := date_trunc('month', month);
  part text := which || '_' || to_char(first, 'YYYY_MM');
  since text := first || ' 00:00:00+00';
  until text := (first + interval '1 month')::date || ' 00:00:00+00';
begin
  if month not between date '2000-01-01' and (now() + interval '100 days')::date then
    raise exception 'No facts are kept of %.', month using errcode = '22023';
  end if;
  if to_regclass(format('event_parts.%I', which)) is null then
    raise exception 'There is no kind of facts %.', which using errcode = '22023';
  end if;
  if to_regclass(format('event_parts.%I', part)) is not null then return false; end if;
  perform pg_advisory_xact_lock(hashtext('event_month_add'));
  if to_regclass(format('event_parts.%I', part)) is not null then return false; end if;
  if first < (select f.before from public.event_floors f where f.kind = which) then return false; end if;
  execute format('create table event_parts.%I (like public.events including defaults)', part);
  -- NOTE: whoever reads or writes the rest meanwhile waits; its rows keep their transaction, so none is counted twice or passed over.
  execute format('lock table event_parts.%I in access exclusive mode', which || '_rest');
  execute format('with moved as (delete from event_parts.%I where at >= %L and at < %L returning *) insert into event_parts.%I select * from moved',
    which || '_rest', since, until, part);
  execute format('alter table event_parts.%I attach partition event_parts.%I for values from (%L) to (%L)', which, part, since, until);
  return true;
end $$;

-- The months of a kind that ended before a date, oldest first; each leaves as a table. Nothing of the last day.
create function event_months_drop(which text, before date) returns table (part text, rows_estimate bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s'
as $$
declare
  found_part record;
begin
  perform pg_advisory_xact_lock(hashtext('event_month_add'));
  for found_part in
    select c.relname, greatest(c.reltuples, 0)::bigint as estimate
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = to_regclass(format('event_parts.%I', which)) and c.relname ~ '_[0-9]{4}_[0-9]{2}$'
      and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= least(before, (now() - interval '1 day')::date)
    order by c.relname
  loop
    execute format('drop table event_parts.%I', found_part.relname);
    insert into public.event_floors as f (kind, before)
      values (which, (to_date(right(found_part.relname, 7), 'YYYY_MM') + interval '1 month')::date)
      on conflict (kind) do update set before = greatest(f.before, excluded.before);
    part := found_part.relname;
    rows_estimate := found_part.estimate;
    return next;
  end loop;
end $$;
revoke execute on function event_month_add(text, date), event_months_drop(text, date) from public;
select event_month_add(k, (now() + n * interval '1 month')::date) from unnest(array[${KINDS.map((kind) => `'${kind}'`).join(', ')}]) k, generate_series(-1, 2) n;
`;

const PROTECTED = ['events', 'event_ids', 'rollups', 'rollup_series', 'rollup_values', 'rollup_zones'];

/** Facts, by kind and month, so that a month of a kind leaves by dropping a table; and what is counted from them. */
export class Facts1700000000017 implements MigrationInterface {
  name = 'Facts1700000000017';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of [EVENTS, ROLLUPS, PARTS, FUNCTIONS, PROTECTED.map((table) => protect(table)).join('\n')])
      await queryRunner.query(sql);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop function event_months_drop; drop function event_month_add;
drop table rollup_cursor, rollup_zones, rollup_values, rollups, rollup_series, event_floors, event_ids, events;
drop schema event_parts; drop sequence events_seq`);
  }
}
