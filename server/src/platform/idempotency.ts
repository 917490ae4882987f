import { createHash } from 'node:crypto';
import type { Context } from './context.ts';
import { execute, queryOne } from './db/sql.ts';
import { conflict } from './errors.ts';

/**
 * The id that the same actor's earlier call with this key made, or null: then this call makes it and says so with
 * {@link rememberResult}. Inside a transaction; a second call at the same time waits for the first. The same key with
 * another input is a CONFLICT.
 */
export async function earlierResult(
  ctx: Context,
  operation: string,
  key: string | null | undefined,
  input: unknown,
): Promise<string | null> {
  if (!key) return null;
  const actorId = ctx.actor?.id ?? 'system';
  await queryOne(ctx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${actorId}/${operation}/${key}`]);
  const row = await queryOne<{ input_hash: Buffer; result_id: string }>(
    ctx,
    'select input_hash, result_id from idempotency_keys where actor_id = $1 and operation = $2 and key = $3',
    [actorId, operation, key],
  );
  if (!row) return null;
  if (!row.input_hash.equals(hashInput(input)))
    throw conflict('This idempotency key was used with another input. Use a new key for a new attempt.');
  return row.result_id;
}

/** Binds the key to what was made, in the transaction that makes it. */
export async function rememberResult(
  ctx: Context,
  operation: string,
  key: string | null | undefined,
  input: unknown,
  resultId: string,
): Promise<void> {
  if (!key) return;
  await execute(
    ctx,
    'insert into idempotency_keys (actor_id, operation, key, input_hash, result_id) values ($1, $2, $3, $4, $5)',
    [ctx.actor?.id ?? 'system', operation, key, hashInput(input), resultId],
  );
}

/** The order of keys is no difference: a client that builds its JSON anew may have another. */
function hashInput(input: unknown): Buffer {
  const inOrder = (_key: string, value: unknown) =>
    isPlainObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
  return createHash('sha256').update(JSON.stringify(input, inOrder)).digest();
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
