import type { Context } from '../../platform/context.ts';
import { execute } from '../../platform/db/sql.ts';

/** Ends the person's sessions, but for the one that is kept. In the transaction of what makes it necessary. */
export async function endSessions(ctx: Context, userId: string, keptSessionId: string | null = null): Promise<void> {
  await execute(
    ctx,
    'update sessions set revoked_at = now() where user_id = $1 and id is distinct from $2 and revoked_at is null',
    [userId, keptSessionId],
  );
}

/** Ends the person's own tokens. Needs a transaction that sees more than the actor's rows. */
export async function endPersonalTokens(ctx: Context, userId: string): Promise<void> {
  await execute(
    ctx,
    `update tokens set revoked_at = now() where user_id = $1 and kind = 'PERSONAL' and revoked_at is null`,
    [userId],
  );
}
