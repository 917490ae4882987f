import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { App, Context } from '../platform/context.ts';
import { AppError } from '../platform/errors.ts';
import { discardBody } from './bodies.ts';
import { isListedOrigin } from './cross-origin.ts';
import { isAllowedOrigin } from './forgery.ts';
import { HTTP_STATUS } from './http-status.ts';
import { type Admission, refusalHeaders, setHeaders } from './limits.ts';
import { contextOf, requestIdOf } from './request.ts';

export interface GraphqlDoorOptions {
  app: App;
  apollo: ApolloServer<Context>;
  /** Takes whatever is out of the ordinary: it has every answer and every refusal. */
  web: RequestListener;
  /** Set on each response. */
  headers: readonly (readonly [name: string, value: string])[];
  maxBodyBytes: number;
  admission: Admission;
}

/** Bodies that were read here and are no JSON, for Express to refuse. */
const unreadable = new WeakMap<IncomingMessage, Error & { status: number }>();

/** Why the body could not be read, where it was read before Express. */
export const readError = (request: IncomingMessage) => unreadable.get(request);

/**
 * Answers `POST /graphql` with a plain JSON body, which is nearly all that comes, without Express: routing, Helmet's twelve
 * functions and body-parser took 70 of the 180 µs of a small query (4,700 → 7,500 requests/s), and 5 % of a list.
 */
export function graphqlDoor(options: GraphqlDoorOptions): RequestListener {
  const { app, web } = options;
  return (request, response) => {
    if (!isOrdinary(app, request, options.maxBodyBytes)) return web(request, response);
    contextOf(app, request, { response }).then(
      (ctx) =>
        answer(options, ctx, request, response).catch((error: unknown) => {
          // Whoever left in the middle of the body needs no answer and is no defect.
          if (request.complete) app.log.error({ err: error, requestId: ctx.requestId }, 'a request failed');
          response.destroy();
        }),
      () => web(request, response),
    );
  };
}

function isOrdinary(app: App, request: IncomingMessage, maxBodyBytes: number): boolean {
  const { headers } = request;
  return (
    request.method === 'POST' &&
    request.url === '/graphql' &&
    /^application\/json(?:; ?charset=utf-8)?$/i.test(headers['content-type'] ?? '') &&
    headers['content-encoding'] === undefined &&
    Number(headers['content-length']) <= maxBodyBytes &&
    !isListedOrigin(app, headers.origin) &&
    isAllowedOrigin(app, request)
  );
}

async function answer(
  { apollo, web, headers, admission }: GraphqlDoorOptions,
  ctx: Context,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    admission.require(ctx);
  } catch (error) {
    return refuse(headers, error, request, response);
  }
  const text = await textOf(request);
  let body: unknown;
  try {
    body = text === '' ? {} : JSON.parse(text);
  } catch (error) {
    unreadable.set(request, Object.assign(error as Error, { status: 400 }));
    return web(request, response);
  }
  const result = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', headers: headersOf(request), search: '', body },
    context: async () => ctx,
  });
  for (const [name, value] of headers) response.setHeader(name, value);
  for (const [name, value] of result.headers) response.setHeader(name, value);
  response.setHeader('X-Request-Id', requestIdOf(request));
  response.statusCode = result.status ?? 200;
  const content = nameErrors(response.statusCode, await contentOf(result), requestIdOf(request));
  response.setHeader('Content-Length', Buffer.byteLength(content));
  response.end(content);
}

/** Without reading on: whoever is over the limit costs as little as can be. */
function refuse(
  headers: GraphqlDoorOptions['headers'],
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!(error instanceof AppError)) throw error;
  const requestId = requestIdOf(request);
  const { code, message, details } = error;
  discardBody(request);
  setHeaders(response, [...headers, ...refusalHeaders(error), ['X-Request-Id', requestId]]);
  response.writeHead(HTTP_STATUS[code], { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ errors: [{ message, extensions: { code, ...details } }], extensions: { requestId } }));
}

/** What Apollo refuses before it has a context lacks the request’s id. */
export function nameErrors(status: number, content: string, requestId: string): string {
  if (status < 400 || !content.startsWith('{"errors":')) return content;
  const answer = JSON.parse(content) as { extensions?: object };
  return JSON.stringify({ ...answer, extensions: { ...answer.extensions, requestId } });
}

function textOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks).toString()))
      .on('error', reject);
  });
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  return headers;
}

async function contentOf({ body }: HTTPGraphQLResponse): Promise<string> {
  if (body.kind === 'complete') return body.string;
  let content = '';
  for await (const chunk of body.asyncIterator) content += chunk;
  return content;
}
