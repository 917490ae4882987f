import type { MigrationInterface, QueryRunner } from 'typeorm';
import { baseHash, type ChainedEvent, entryHash } from '../../audit/chain.rules.ts';
import { allowTrimming, protectChains } from '../row-security.ts';

/**
 * The audit trail becomes a chain of hashes for each project and for the installation. What is there already is chained in
 * the order in which it was made. Old entries leave by `audit_trim` alone.
 */
export class AuditChain1700000000008 implements MigrationInterface {
  name = 'AuditChain1700000000008';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(CHAINS);
    await queryRunner.query(protectChains('audit_chains'));
    await queryRunner.query(allowTrimming('audit_events'));
    // Nobody may change the trail, its owner included; only now, to give each entry its place.
    await queryRunner.query('alter table audit_events no force row level security');
    await chainEvents(queryRunner);
    await queryRunner.query('alter table audit_events force row level security');
    await queryRunner.query(CHAINED);
    await queryRunner.query(TRIM);
  }

  async down(): Promise<void> {
    throw new Error('A trail that was chained is not cut loose: restore a backup instead.');
  }
}

const CHAINS = `
-- The head of each chain. What it begins after (base_hash) moves when old entries leave.
create table audit_chains (
  id        text primary key,
  last_seq  bigint not null,
  last_hash bytea not null,
  first_seq bigint not null,
  base_hash bytea not null
);

-- What is hashed has milliseconds.
alter table audit_events alter column at type timestamptz(3);
alter table audit_events
  add column chain text not null generated always as (coalesce(project_id, 'installation')) stored,
  add column seq bigint,
  add column hash bytea;
`;

const CHAINED = `
alter table audit_events alter column seq set not null, alter column hash set not null;
create unique index uq_audit_events_chain on audit_events (chain, seq);
drop index ix_audit_events_project;
`;

/** Whatever it is asked for, it takes entries from the beginning only, none younger than 30 days, and 10,000 at a time. */
const TRIM = `
create function audit_trim(which text, before timestamptz) returns table (removed bigint, now_first_seq bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  scope text := coalesce(current_setting('pilothouse.projects', true), '');
  head public.audit_chains%rowtype;
  kept bigint;
begin
  -- Taken back below: only a superuser could have the function's own definition set it.
  perform set_config('pilothouse.projects', '*', true);
  select * into head from public.audit_chains where id = which for update;
  select e.seq into kept from public.audit_events e
    where e.chain = which and e.at >= least(before, now() - interval '30 days')
    order by e.seq limit 1;
  kept := least(coalesce(kept, head.last_seq + 1), head.first_seq + 10000);
  if kept > head.first_seq then
    update public.audit_chains c
      set first_seq = kept, base_hash = (select e.hash from public.audit_events e where e.chain = which and e.seq = kept - 1)
      where c.id = which;
    delete from public.audit_events e where e.chain = which and e.seq < kept;
  end if;
  perform set_config('pilothouse.projects', scope, true);
  return query select greatest(coalesce(kept - head.first_seq, 0), 0), coalesce(greatest(kept, head.first_seq), 1);
end $$;
revoke execute on function audit_trim(text, timestamptz) from public;
`;

const COLUMNS = `id, project_id as "projectId", to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, action,
  actor_id as "actorId", actor_kind as "actorKind", actor_name as "actorName", subject_id as "subjectId",
  subject_type as "subjectType", subject_name as "subjectName", detail, address, request_id as "requestId"`;

const BATCH = 5_000;

async function chainEvents(queryRunner: QueryRunner): Promise<void> {
  const chains: { chain: string }[] = await queryRunner.query('select distinct chain from audit_events');
  for (const { chain } of chains) {
    let [seq, hash, after] = [0, baseHash(chain), ''];
    for (;;) {
      const events: ChainedEvent[] = await queryRunner.query(
        `select ${COLUMNS} from audit_events where chain = $1 and id > $2 order by id limit ${BATCH}`,
        [chain, after],
      );
      const [ids, seqs, hashes]: [string[], number[], Buffer[]] = [[], [], []];
      for (const event of events) {
        hash = entryHash(hash, ++seq, event);
        ids.push(event.id);
        seqs.push(seq);
        hashes.push(hash);
      }
      await queryRunner.query(
        `update audit_events e set seq = g.seq, hash = g.hash
         from unnest($1::text[], $2::bigint[], $3::bytea[]) as g (id, seq, hash) where e.id = g.id`,
        [ids, seqs, hashes],
      );
      if (events.length < BATCH) break;
      after = events.at(-1)?.id ?? '';
    }
    await queryRunner.query(
      'insert into audit_chains (id, last_seq, last_hash, first_seq, base_hash) values ($1, $2, $3, 1, $4)',
      [chain, seq, hash, baseHash(chain)],
    );
  }
}
