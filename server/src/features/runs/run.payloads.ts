import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { newId } from '../../lib/ids.ts';
import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { notFound } from '../../platform/errors.ts';
import { inOrder } from '../../platform/graphql/loader.ts';
import type { Json } from '../nodes/node.types.ts';
import { type PayloadRef, previewOf } from './run.references.rules.ts';

export interface Payload {
  id: string;
  projectId: string;
  byteCount: number;
  contentType: string;
}

const COLUMNS = `id, project_id as "projectId", byte_count as "byteCount", content_type as "contentType"`;

/** A value that is stored apart, or NOT_FOUND when there is none or the actor may not see it. */
export async function findPayload(ctx: Context, id: string): Promise<Payload> {
  requireActor(ctx);
  const row = await queryOne<Payload>(
    ctx,
    `-- payloads.get
    select ${COLUMNS} from run_payloads where id = $1`,
    [id],
  );
  if (!row) throw notFound('payload');
  authorize(ctx, 'project:read', row.projectId, 'payload');
  return row;
}

/** Batch by id; null for those that there are not, or that the actor may not see. */
export async function payloadsById(ctx: Context, ids: readonly string[]): Promise<(Payload | null)[]> {
  const rows = await query<Payload>(
    ctx,
    `-- payloads.byId
    select ${COLUMNS} from run_payloads where id = any($1)`,
    [ids],
  );
  return inOrder<Payload, Payload | null>(
    ids,
    rows,
    (row) => row.id,
    (row) => row,
    null,
  );
}

/** Its bytes, one chunk in memory at a time. */
export async function* streamPayload(ctx: Context, id: string): AsyncGenerator<Buffer> {
  for (let after: number | null = -1; after !== null; ) {
    const rows: { seq: number; body: Buffer }[] = await query(
      ctx,
      `-- payloads.chunk
      select seq, body from run_payload_chunks where payload_id = $1 and seq > $2 order by seq limit 1`,
      [id, after],
    );
    const [chunk] = rows;
    if (chunk) yield chunk.body;
    after = chunk ? chunk.seq : null;
  }
}

/** What one statement carries. */
const CHUNK_BYTES = 1024 ** 2;
const CONTENT_TYPE = 'application/json';

/**
 * Stores JSON apart, durable when it resolves (or with the open transaction), and returns what stands in its place. The same
 * content is stored once in a run: an attempt that begins again after its worker died adds nothing.
 */
export async function storePayload(
  ctx: Context,
  run: { id: string; projectId: string },
  text: string,
): Promise<PayloadRef> {
  const body = Buffer.from(text);
  const hash = createHash('sha256');
  for (let at = 0; at < body.length; at += CHUNK_BYTES) {
    hash.update(body.subarray(at, at + CHUNK_BYTES));
    // Others go on between: 64 MiB take 100 ms and more.
    await setImmediate();
  }
  const values = [newId('payload'), run.projectId, run.id, body.length, hash.digest(), CONTENT_TYPE];
  const id = await withTransaction(ctx, async (ctx) => {
    // What is there already keeps its id: a second one waits for the first.
    const made = await queryOne<{ id: string }>(
      ctx,
      `-- payloads.insert
      insert into run_payloads (id, project_id, run_id, byte_count, sha256, content_type) values ($1, $2, $3, $4, $5, $6)
      on conflict (run_id, sha256) do nothing returning id`,
      values,
    );
    if (!made) {
      const there = await queryOne<{ id: string }>(
        ctx,
        'select id from run_payloads where run_id = $1 and sha256 = $2',
        [run.id, values[4]],
      );
      return there?.id as string;
    }
    for (let seq = 0; seq * CHUNK_BYTES < body.length; seq += 1)
      await execute(
        ctx,
        `-- payloads.insertChunk
        insert into run_payload_chunks (project_id, payload_id, seq, body) values ($1, $2, $3, $4)`,
        [run.projectId, made.id, seq, body.subarray(seq * CHUNK_BYTES, (seq + 1) * CHUNK_BYTES)],
      );
    return made.id;
  });
  return { $payload: { id, byteCount: body.length, contentType: CONTENT_TYPE, preview: previewOf(text) } };
}

/** A payload's value. Parsing can't be split: 64 MiB hold up everything else for half a second. */
export async function readPayload(ctx: Context, id: string): Promise<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of streamPayload(ctx, id)) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString()) as Json;
}

/**
 * Of these, what the run may read back: its own, those of runs that it tries again or is a test with the outputs of (whose
 * attempts were copied) and of runs that it waits for. Whatever else looks like a reference came from outside and stays what it is.
 */
export function payloadsOfRun(
  ctx: Context,
  run: { id: string; projectId: string },
  ids: readonly string[],
): Promise<{ id: string; byteCount: number }[]> {
  return query(
    ctx,
    `-- payloads.ofRun
    with recursive tried as (
      select id, coalesce(retry_of_id, case when trigger = 'TEST' then trigger_detail ->> 'of' end) as of_id from runs where id = $1
      union select r.id, r.retry_of_id from runs r join tried t on r.id = t.of_id)
    select p.id, p.byte_count as "byteCount" from run_payloads p
    where p.id = any($2) and p.project_id = $3 and (p.run_id in (select id from tried)
      or exists (select from runs c where c.id = p.run_id and c.parent_run_id in (select id from tried)))`,
    [run.id, ids, run.projectId],
  );
}
