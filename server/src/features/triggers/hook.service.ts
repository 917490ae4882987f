import type { IncomingHttpHeaders } from 'node:http';
import { kindOfId } from '../../lib/ids.ts';
import type { Context } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { notFound, unauthenticated } from '../../platform/errors.ts';
import { runTopic } from '../../platform/events.ts';
import type { Json } from '../nodes/node.types.ts';
import { signalRun } from '../runs/run.signals.ts';
import { openValue } from '../runs/run.values.service.ts';
import { openWebhookSecret } from '../workflows/workflow-trigger.service.ts';
import { deliveryIdOf, isSigned, payloadOf } from './hook.rules.ts';
import { activeWebhook, waitingNode } from './trigger.queries.ts';
import { startByTrigger } from './trigger.service.ts';

export interface Call {
  /** What stands behind `/hooks/`. */
  key: string;
  body: Buffer;
  headers: IncomingHttpHeaders;
  query: URLSearchParams;
}

/** The run that a call has started or woken; `isAwaited`: its caller wants the output. */
export interface Received {
  runId: string;
  isAwaited: boolean;
}

/**
 * Takes a call from outside: the signed call of a webhook starts a run, once for each delivery id; that of a node's own address
 * lets it go on. NOT_FOUND when nobody listens there, UNAUTHENTICATED when the signature is wrong. In the system's context.
 */
export async function receiveCall(ctx: Context, call: Call): Promise<Received> {
  return kindOfId(call.key) === 'trigger' ? startByCall(ctx, call) : wakeByCall(ctx, call);
}

async function startByCall(ctx: Context, { key, body, headers, query }: Call): Promise<Received> {
  const trigger = await activeWebhook(ctx, key);
  if (!trigger) throw notFound('webhook');
  if (!isSigned(body, headers, await openWebhookSecret(ctx, trigger)))
    throw unauthenticated('The signature is missing or wrong. Sign the body with the secret of this webhook.');
  const deliveryId = deliveryIdOf(headers);
  const run = await startByTrigger(ctx, trigger, {
    payload: payloadOf(body, headers, query),
    onceKey: `webhook/${trigger.id}/${deliveryId ?? `request ${ctx.requestId}`}`,
    detail: { deliveryId },
    createdByName: 'Webhook',
  });
  return { runId: run.id, isAwaited: trigger.config.answer === 'SYNC' };
}

/** The address is a secret of its own, long enough that nobody guesses it. */
const NODE_KEY = /^[A-Za-z0-9_-]{22,100}$/;

async function wakeByCall(ctx: Context, { key, body, headers, query }: Call): Promise<Received> {
  const node = NODE_KEY.test(key) ? await waitingNode(ctx, key) : null;
  if (!node) throw notFound('webhook');
  const { runId, nodeKey, path } = node;
  await signalRun(ctx, { runId, kind: 'WEBHOOK', nodeKey, path, data: { payload: payloadOf(body, headers, query) } });
  return { runId, isAwaited: false };
}

export interface RunEnd {
  status: string;
  output: Json;
  error: Json;
}

const OPEN = ['QUEUED', 'RUNNING', 'WAITING'];
/** Also without a word of its end: it may have been lost with a connection. */
const LOOK_MS = 2_000;

/** How the run ended; null when it hasn't after `waitMs`, or when the signal says that nobody wants to know any more. */
export async function waitForRun(
  ctx: Context,
  runId: string,
  waitMs: number,
  signal: AbortSignal,
): Promise<RunEnd | null> {
  const until = performance.now() + waitMs;
  let wake = () => {};
  const unsubscribe = ctx.app.events.subscribe(runTopic(runId), () => wake());
  const onAbort = () => wake();
  signal.addEventListener('abort', onAbort);
  try {
    for (;;) {
      // Listened to before it is read, so that an end in between is not missed.
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      const end = await readEnd(ctx, runId);
      if (end) return end;
      const leftMs = until - performance.now();
      if (leftMs <= 0 || signal.aborted) return null;
      const timer = setTimeout(resolve, Math.min(leftMs, LOOK_MS));
      await promise;
      clearTimeout(timer);
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', onAbort);
  }
}

async function readEnd(ctx: Context, runId: string): Promise<RunEnd | null> {
  const row = await queryOne<RunEnd & { projectId: string }>(
    ctx,
    `-- triggers.runEnd
    select project_id as "projectId", status, output, error from runs where id = $1`,
    [runId],
  );
  if (!row || OPEN.includes(row.status)) return null;
  const { projectId, ...end } = row;
  return { ...end, output: await openValue(ctx.app, { id: runId, projectId }, end.output) };
}
