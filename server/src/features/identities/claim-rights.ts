import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import type { Role } from '../../platform/auth/actor.ts';
import type { ProviderConfig } from '../../platform/config-sign-in.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { forgetActors } from '../accounts/authenticate.ts';
import { rightsOf } from './identity.rules.ts';

interface Account {
  id: string;
  email: string;
}
interface Place {
  projectId: string;
  slug: string;
  memberId: string | null;
  role: string | null;
  source: 'HAND' | 'CLAIM' | null;
}

/**
 * Makes what comes by claim what the person's groups say now: memberships marked `CLAIM`, and being an administrator by claim.
 * What was given by hand stays as it is, and so do the last owner of a project and the last administrator: that is logged,
 * for somebody to take over. Only the company's own issuer has a say. Inside a transaction that sees all projects.
 */
export async function applyClaimedRights(
  ctx: Context,
  account: Account,
  provider: ProviderConfig,
  groups: readonly string[],
): Promise<void> {
  if (provider.key !== 'oidc') return;
  const { roles, isAdministrator } = rightsOf(provider, groups);
  // Nobody's wish: what an issuer says is carried out by the product itself.
  const asIssuer: Context = { ...ctx, actor: { kind: 'SYSTEM', id: null, name: `Pilothouse, for ${provider.name}` } };
  await settleAdministrator(asIssuer, account, isAdministrator);
  for (const place of await lockPlaces(ctx, account.id, [...roles.keys()]))
    await settlePlace(asIssuer, account, place, roles.get(place.slug) ?? null);
  ctx.afterCommit.push(() => forgetActors(ctx.app, account.id));
}

/** The projects concerned, locked as everybody does who changes members; in one order, so that nobody waits in a ring. */
async function lockPlaces(ctx: Context, userId: string, slugs: string[]): Promise<Place[]> {
  const found = await query<{ id: string }>(
    ctx,
    `-- identities.lockPlaces
    select id from projects p
    where (slug = any($2) and deleted_at is null)
       or exists (select from members m where m.project_id = p.id and m.user_id = $1 and m.source = 'CLAIM')
    order by id for no key update`,
    [userId, slugs],
  );
  return query<Place>(
    ctx,
    `-- identities.places
    select p.id as "projectId", case when p.deleted_at is null then p.slug else '' end as slug, m.id as "memberId", m.role, m.source
    from projects p left join members m on m.project_id = p.id and m.user_id = $1
    where p.id = any($2) order by p.id`,
    [userId, found.map(({ id }) => id)],
  );
}

async function settlePlace(ctx: Context, account: Account, place: Place, role: Role | null): Promise<void> {
  if (place.source === 'HAND' || place.role === role) return;
  const audit = (action: string, id: string, detail: Record<string, unknown>) =>
    recordAudit(ctx, {
      action,
      projectId: place.projectId,
      subject: { id, type: 'Member', name: account.email },
      detail: { ...detail, source: 'CLAIM' },
    });
  if (place.memberId === null) {
    const id = newId('member');
    await execute(ctx, `insert into members (id, project_id, user_id, role, source) values ($1, $2, $3, $4, 'CLAIM')`, [
      id,
      place.projectId,
      account.id,
      role,
    ]);
    return audit('member.added', id, { role });
  }
  if (place.role === 'OWNER' && (await isLastOwner(ctx, place))) {
    ctx.app.log.warn(
      { projectId: place.projectId, userId: account.id, groupsBring: role },
      'the groups of the last owner of a project bring less now; they stay its owner until there is another',
    );
    return;
  }
  if (role === null) {
    await execute(ctx, 'delete from members where id = $1', [place.memberId]);
    return audit('member.removed', place.memberId, { role: place.role });
  }
  await execute(
    ctx,
    `update members set role = $2, role_id = null, environment_ids = case when $2 <> 'OWNER' then environment_ids end,
       service_ids = case when $2 <> 'OWNER' then service_ids end
     where id = $1`,
    [place.memberId, role],
  );
  return audit('member.role_changed', place.memberId, { before: { role: place.role }, after: { role } });
}

async function isLastOwner(ctx: Context, place: Place): Promise<boolean> {
  const other = await queryOne(
    ctx,
    `select from members o join users u on u.id = o.user_id and u.deleted_at is null and u.suspended_at is null
     where o.project_id = $1 and o.role = 'OWNER' and o.id <> $2 limit 1`,
    [place.projectId, place.memberId],
  );
  return other === null;
}

async function settleAdministrator(ctx: Context, account: Account, isClaimed: boolean): Promise<void> {
  if (!(await unsettledAdministrator(ctx, account, isClaimed))) return;
  // As whoever changes administrators by hand, before any project is locked; then what was read may have changed.
  await queryOne(ctx, `select pg_advisory_xact_lock(hashtextextended('administrators', 0))`);
  const unsettled = await unsettledAdministrator(ctx, account, isClaimed);
  if (!unsettled) return;
  if (!isClaimed && unsettled.isOnly) {
    ctx.app.log.warn({ userId: account.id }, 'the groups of the last administrator bring less now; they stay one');
    return;
  }
  await execute(ctx, 'update users set is_administrator = $2, is_administrator_by_claim = $2 where id = $1', [
    account.id,
    isClaimed,
  ]);
  await recordAudit(ctx, {
    action: 'user.administrator_changed',
    projectId: null,
    subject: { id: account.id, type: 'User', name: account.email },
    detail: { before: { isAdministrator: !isClaimed }, after: { isAdministrator: isClaimed }, source: 'CLAIM' },
  });
}

/** The person, if by claim they should be an administrator and are none, or the other way round. */
const unsettledAdministrator = (ctx: Context, account: Account, isClaimed: boolean) =>
  queryOne<{ isOnly: boolean }>(
    ctx,
    `-- identities.administrator
    select not exists (select from users o where o.is_administrator and o.id <> u.id
                         and o.deleted_at is null and o.suspended_at is null) as "isOnly"
    from users u
    where id = $1 and is_administrator <> $2 and (not is_administrator or is_administrator_by_claim)`,
    [account.id, isClaimed],
  );
