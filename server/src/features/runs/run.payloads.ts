import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { query, queryOne } from '../../platform/db/sql.ts';
import { notFound } from '../../platform/errors.ts';

export interface Payload {
  id: string;
  projectId: string;
  byteCount: number;
  contentType: string;
}

/** A value that is stored apart, or NOT_FOUND when there is none or the actor may not see it. */
export async function findPayload(ctx: Context, id: string): Promise<Payload> {
  requireActor(ctx);
  const row = await queryOne<Payload>(
    ctx,
    `-- payloads.get
    select id, project_id as "projectId", byte_count as "byteCount", content_type as "contentType" from run_payloads where id = $1`,
    [id],
  );
  if (!row) throw notFound('payload');
  authorize(ctx, 'project:read', row.projectId, 'payload');
  return row;
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
