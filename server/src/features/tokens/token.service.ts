import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import type { Grant, UserActor } from '../../platform/auth/actor.ts';
import {
  authorize,
  can,
  lackedBy,
  requireActor,
  requireAdministrator,
  requireUser,
} from '../../platform/auth/authorize.ts';
import { TOKEN_SCOPES } from '../../platform/auth/permissions.ts';
import { asSystem, type Context } from '../../platform/context.ts';
import { hashSecret } from '../../platform/crypto/secret-box.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { forbidden, notFound, type Problem } from '../../platform/errors.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { displayName, parseInput } from '../../platform/validation.ts';
import { forgetActors, tokenChecksum } from '../accounts/authenticate.ts';
import { type Limits, limitFields, limitProblems } from '../projects/limits.queries.ts';
import { findProject } from '../projects/project.service.ts';
import { type Token, TokenKind } from './token.entity.ts';
import type { CreateTokenInput, SetTokenRateLimitInput } from './token.types.ts';

const LETTER: Record<TokenKind, string> = { PERSONAL: 'p', SERVICE: 's', DEPLOYMENT: 'd' };

const creation = z.object({
  name: displayName,
  kind: z.enum([TokenKind.PERSONAL, TokenKind.SERVICE], 'Make a personal or a service token.'),
  scopes: z.array(z.enum(TOKEN_SCOPES, `Scopes are: ${TOKEN_SCOPES.join(', ')}.`)).max(TOKEN_SCOPES.length),
  ...limitFields,
  expiresInDays: z.int().min(1, 'Let it live for 1 day at least.').max(365, 'Let it live for 365 days at most.'),
});

export const TOKEN_COLUMNS = `id, project_id as "projectId", kind, name, prefix, scopes, user_id as "userId", deployment_id as "deploymentId",
  environment_ids as "environmentIds", service_ids as "serviceIds", created_at as "createdAt", expires_at as "expiresAt",
  last_used_at as "lastUsedAt", last_used_address as "lastUsedAddress", rate_limit_per_minute as "rateLimitPerMinute", revoked_at as "revokedAt"`;

const rateLimit = z.object({
  perMinute: z.int().min(1, 'Allow 1 point at least.').max(1_000_000, 'Allow 1,000,000 points at most.').nullish(),
});

/** A credential that says what it is: `ph` + kind, 256 random bits, checksum. */
function newSecret(kind: TokenKind): string {
  const body = `ph${LETTER[kind]}_${randomBytes(32).toString('base64url')}`;
  return body + tokenChecksum(body);
}

/**
 * Makes a personal or service token. Nobody can hand on a right they lack, nor a place: FORBIDDEN. The secret is returned this
 * once and only its hash is kept.
 */
export async function createToken(ctx: Context, input: CreateTokenInput): Promise<{ token: Token; secret: string }> {
  const project = input.projectId ? await findProject(ctx, input.projectId) : null;
  if (project && input.kind === TokenKind.SERVICE) authorize(ctx, 'token:manage', project.id);
  const user = requireUser(ctx);
  const { environmentIds = null, serviceIds = null, ...fields } = parseInput(creation, input);
  const grant: Grant = {
    permissions: new Set(TOKEN_SCOPES.filter((scope) => scope === 'project:read' || fields.scopes.includes(scope))),
    environmentIds,
    serviceIds,
  };
  parseInput(
    z.unknown(),
    input,
    await placeProblems(ctx, project?.id ?? null, fields.kind, { environmentIds, serviceIds }),
  );
  if (project) requireOwn(user, project.id, fields.kind, grant);
  const scopes = [...grant.permissions];
  return withTransaction(ctx, async (ctx) => {
    const created = await insertToken(ctx, {
      kind: fields.kind,
      name: fields.name,
      scopes,
      environmentIds,
      serviceIds,
      projectId: project?.id ?? null,
      userId: user.userId,
      deploymentId: null,
      expiresInSeconds: fields.expiresInDays * 86_400,
    });
    await recordAudit(ctx, {
      action: 'token.created',
      projectId: project?.id ?? null,
      subject: { id: created.token.id, type: 'Token', name: fields.name },
      detail: {
        kind: fields.kind,
        scopes,
        ...(environmentIds && { environmentIds }),
        ...(serviceIds && { serviceIds }),
        expiresInDays: fields.expiresInDays,
      },
    });
    return created;
  });
}

async function placeProblems(
  ctx: Context,
  projectId: string | null,
  kind: TokenKind,
  limits: Limits,
): Promise<Problem[]> {
  if (projectId) return limitProblems(ctx, projectId, limits);
  const isLimited = limits.environmentIds ?? limits.serviceIds;
  if (kind === TokenKind.SERVICE)
    return [{ path: 'projectId', message: 'A service token belongs to a project: name it.' }];
  return isLimited ? [{ path: 'projectId', message: 'To limit it to places, limit it to their project.' }] : [];
}

/** FORBIDDEN for more than the person has. A personal token is held to its person’s places anyway, whatever it says. */
function requireOwn(user: UserActor, projectId: string, kind: TokenKind, grant: Grant): void {
  const { permissions, isBeyondPlaces } = lackedBy(user, projectId, grant);
  if (permissions.length > 0)
    throw forbidden(`You can’t hand on rights that you don’t have here: ${permissions.join(', ')}.`);
  if (isBeyondPlaces && kind === TokenKind.SERVICE)
    throw forbidden('Your own rights are limited to some environments or services. Limit the token to those.');
}

/** The token of a deployment that starts now: reads its project and reports its steps, until {@link endDeploymentToken}. */
export async function createDeploymentToken(
  ctx: Context,
  deployment: { id: string; projectId: string; name: string; timeoutSeconds: number },
): Promise<string> {
  const { secret } = await insertToken(ctx, {
    kind: TokenKind.DEPLOYMENT,
    name: deployment.name,
    scopes: ['project:read', 'step:report'],
    environmentIds: null,
    serviceIds: null,
    projectId: deployment.projectId,
    userId: null,
    deploymentId: deployment.id,
    expiresInSeconds: deployment.timeoutSeconds + 3_600,
  });
  return secret;
}

/** In the transaction that ends the deployment. */
export async function endDeploymentToken(ctx: Context, deploymentId: string): Promise<void> {
  await execute(ctx, 'update tokens set revoked_at = now() where deployment_id = $1 and revoked_at is null', [
    deploymentId,
  ]);
}

async function insertToken(
  ctx: Context,
  fields: {
    kind: TokenKind;
    name: string;
    scopes: string[];
    environmentIds: string[] | null;
    serviceIds: string[] | null;
    projectId: string | null;
    userId: string | null;
    deploymentId: string | null;
    expiresInSeconds: number;
  },
): Promise<{ token: Token; secret: string }> {
  const secret = newSecret(fields.kind);
  const id = newId('token');
  const token = await queryOne<Token>(
    ctx,
    `insert into tokens (id, project_id, kind, name, prefix, secret_hash, scopes, user_id, deployment_id, expires_at,
       environment_ids, service_ids)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + make_interval(secs => $10), $11, $12)
     returning ${TOKEN_COLUMNS}`,
    [
      id,
      fields.projectId,
      fields.kind,
      fields.name,
      secret.slice(0, 10),
      hashSecret(secret),
      fields.scopes,
      fields.userId,
      fields.deploymentId,
      fields.expiresInSeconds,
      fields.environmentIds,
      fields.serviceIds,
    ],
  );
  return { token: token as Token, secret };
}

/** Revokes a token at once. Its person may, and for service tokens whoever manages them. Twice is the same as once. */
export async function revokeToken(ctx: Context, id: string): Promise<Token> {
  const token = await findToken(ctx, id);
  if (!canRevoke(ctx, token)) throw forbidden('You may not revoke this token.');
  const revoked = await withTransaction(ctx, async (ctx) => {
    const row = await queryOne<Token>(
      ctx,
      `update tokens set revoked_at = now() where id = $1 and revoked_at is null returning ${TOKEN_COLUMNS}`,
      [id],
    );
    if (!row) return findToken(ctx, id);
    await recordAudit(ctx, {
      action: 'token.revoked',
      projectId: token.projectId,
      subject: { id, type: 'Token', name: token.name },
    });
    return row;
  });
  forgetActors(ctx.app);
  return revoked;
}

/** Gives a token an allowance of its own, or takes it back: for administrators, whatever the project. */
export async function setTokenRateLimit(ctx: Context, input: SetTokenRateLimitInput): Promise<Token> {
  requireAdministrator(ctx);
  const { perMinute = null } = parseInput(rateLimit, input);
  const changed = await withTransaction(asSystem(ctx), async (ctx) => {
    const token = await queryOne<Token>(ctx, `select ${TOKEN_COLUMNS} from tokens where id = $1 for update`, [
      input.id,
    ]);
    if (!token || token.kind === TokenKind.DEPLOYMENT) throw notFound('token');
    if (token.rateLimitPerMinute === perMinute) return token;
    await execute(ctx, 'update tokens set rate_limit_per_minute = $2 where id = $1', [token.id, perMinute]);
    await recordAudit(ctx, {
      action: 'token.rate_limit_changed',
      projectId: token.projectId,
      subject: { id: token.id, type: 'Token', name: token.name },
      detail: { before: { perMinute: token.rateLimitPerMinute }, after: { perMinute } },
    });
    return { ...token, rateLimitPerMinute: perMinute };
  });
  forgetActors(ctx.app);
  return changed;
}

const EXPIRY_WARNING_DAYS = 14;

/** Whole days until the token stops working, 0 on its last; null when it has ended. */
export function daysLeft(
  now: Date,
  token: { expiresAt: Date | string; revokedAt: Date | string | null },
): number | null {
  const leftMs = new Date(token.expiresAt).getTime() - now.getTime();
  return token.revokedAt || leftMs <= 0 ? null : Math.floor(leftMs / 86_400_000);
}

/** Whether it is time to replace it. */
export function expiresSoon(now: Date, token: { expiresAt: Date | string; revokedAt: Date | string | null }): boolean {
  const left = daysLeft(now, token);
  return left !== null && left <= EXPIRY_WARNING_DAYS;
}

/** Whether the actor may revoke it: a service token by those who manage tokens, a personal one by its person. */
export function canRevoke(
  ctx: Context,
  token: { kind: TokenKind; projectId: string | null; userId: string | null },
): boolean {
  if (token.kind === TokenKind.SERVICE)
    return token.projectId !== null && can(ctx.actor, 'token:manage', token.projectId);
  return ctx.actor?.kind === 'USER' && token.userId === ctx.actor.userId;
}

/** The token of this id, when the actor may see it. */
export async function findToken(ctx: Context, id: string): Promise<Token> {
  const actor = requireActor(ctx);
  const token = await queryOne<Token>(ctx, `select ${TOKEN_COLUMNS} from tokens where id = $1`, [id]);
  const isOwn = token?.userId != null && actor.kind !== 'SYSTEM' && token.userId === actor.userId;
  const isVisible =
    token &&
    (token.kind === TokenKind.SERVICE ? token.projectId && can(actor, 'project:read', token.projectId) : isOwn);
  if (!token || !isVisible) throw notFound('token');
  return token;
}

/** The service tokens of a project, newest first; empty for those who don't manage them. */
export async function listProjectTokens(
  ctx: Context,
  projectId: string,
  args: { first: number; after?: string | null },
) {
  authorize(ctx, 'token:manage', projectId);
  return listTokens(ctx, `project_id = $1 and kind = 'SERVICE'`, projectId, args);
}

/** The viewer's personal tokens, newest first. */
export function listOwnTokens(ctx: Context, args: { first: number; after?: string | null }) {
  return listTokens(ctx, `user_id = $1 and kind = 'PERSONAL'`, requireUser(ctx).userId, args);
}

async function listTokens(ctx: Context, where: string, owner: string, args: { first: number; after?: string | null }) {
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['text']);
  const rows = await query<Token>(
    ctx,
    `-- tokens.list
    select ${TOKEN_COLUMNS} from tokens
    where ${where} and ($2::text is null or id < $2)
    order by id desc limit $3`,
    [owner, after?.[0] ?? null, first + 1],
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.id]);
}
