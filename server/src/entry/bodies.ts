import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { invalid } from '../platform/errors.ts';
import type { Refusal, RefusalCounts } from '../platform/limits/refusals.ts';

/** What any request may bring. */
export const MAX_BODY_BYTES = 1024 ** 2;
/** What files may have that are read while they arrive. */
export const LARGE_BODY_BYTES = 20 * 1024 ** 2;
const LARGE_BODY_PATHS = /^\/api\/v1\/projects\/[^/]+\/plan$/;
/** A client that is told "too large" in the middle of sending reads the answer only if we go on reading for a while. */
const MAX_DISCARDED_BYTES = 2 * MAX_BODY_BYTES;
const LINGER_MS = 1_000;

interface UnreadBody {
  status: 413 | 415;
  reason: Refusal;
  message: string;
}

/** Why a body is not read, by its headers alone; null when it may be. Nothing is inflated, so no small body becomes a large one. */
export function bodyRefusal(request: IncomingMessage): UnreadBody | null {
  const { headers } = request;
  const most = mostBytes(request);
  if (Number(headers['content-length'] ?? 0) > most)
    return { status: 413, reason: 'body_size', message: `The request is larger than ${most / 1024 ** 2} MB.` };
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    return { status: 415, reason: 'body_type', message: 'Send the request without Content-Encoding.' };
  const [, charset] = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(headers['content-type'] ?? '') ?? [];
  if (charset !== undefined && !/^utf-?8$/i.test(charset))
    return { status: 415, reason: 'body_type', message: 'Send the request in UTF-8.' };
  return null;
}

function mostBytes({ method, url = '' }: IncomingMessage): number {
  const [path = ''] = url.split('?', 1);
  return method === 'POST' && LARGE_BODY_PATHS.test(path) ? LARGE_BODY_BYTES : MAX_BODY_BYTES;
}

/** Refuses before any route: too large, packed, or in another charset. The rest is measured while it is read. */
export function bodyLimits(refusals: RefusalCounts): RequestHandler {
  return (request, response, next) => {
    response.once('finish', () => endUnread(request));
    const refusal = bodyRefusal(request);
    if (!refusal) return next();
    refusals.add(refusal.reason);
    discardBody(request);
    next(Object.assign(new Error(refusal.message), { status: refusal.status, isOurs: true }));
  };
}

/** Reads a JSON body. Not body-parser: to say that one is too large, it first reads all of it. */
export const jsonBody: RequestHandler = async (request, _response, next) => {
  if (!/^application\/json(?:;|$)/i.test(request.headers['content-type'] ?? '')) {
    // Apollo refuses what is no JSON, as long as somebody has looked.
    request.body = undefined;
    return next();
  }
  next(await readJson(request));
};

/** Fills `request.body`; resolves to what was wrong with it. */
async function readJson(request: Request): Promise<Error | undefined> {
  try {
    const text = await textOf(request);
    request.body = text === '' ? {} : JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof SyntaxError ? Object.assign(error, { status: 400 }) : (error as Error);
  }
}

const textOf = async (request: IncomingMessage) => (await rawBody(request)).toString();

/** The bytes as they were sent, as signatures need them; at most {@link MAX_BODY_BYTES}. */
export function rawBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let byteCount = 0;
    const take = (chunk: Buffer) => {
      byteCount += chunk.length;
      if (byteCount <= MAX_BODY_BYTES) return void chunks.push(chunk);
      request.off('data', take);
      reject(Object.assign(new Error('The request is larger than 1 MB.'), { status: 413 }));
    };
    request
      .on('data', take)
      .on('end', () => resolve(Buffer.concat(chunks)))
      .on('error', (error) => reject(Object.assign(error, { status: 400 })));
  });
}

/** The bytes as they arrive; INVALID_INPUT after `mostBytes`, for who didn't say how many will come. */
export async function* limitedBody(request: IncomingMessage, mostBytes: number): AsyncGenerator<Uint8Array> {
  let byteCount = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    byteCount += chunk.length;
    if (byteCount > mostBytes)
      throw invalid([{ path: '', message: `The request is larger than ${mostBytes / 1024 ** 2} MB.` }]);
    yield chunk;
  }
}

/** Takes a little more of a body that nobody wants, so that its sender comes to read the answer; then hangs up. */
export function discardBody(request: IncomingMessage): void {
  let byteCount = 0;
  request.on('data', (chunk: Buffer) => {
    byteCount += chunk.length;
    if (byteCount > MAX_DISCARDED_BYTES) request.socket.destroy();
  });
  request.resume();
}

/** Who goes on sending after the answer is hung up on. */
function endUnread(request: IncomingMessage): void {
  if (request.complete) return;
  const timer = setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, LINGER_MS).unref();
  request.once('close', () => clearTimeout(timer));
}
