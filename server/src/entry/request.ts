import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticate, SESSION_COOKIE } from '../features/accounts/authenticate.ts';
import type { App, Context, CookieJar } from '../platform/context.ts';
import { createContext } from '../platform/context.ts';
import { unauthenticated } from '../platform/errors.ts';

/** The request's id: made here, never taken from the client, so that it means one request. */
export function requestIdOf(request: IncomingMessage & { requestId?: string }): string {
  request.requestId ??= randomUUID();
  return request.requestId;
}

/**
 * The context of an HTTP request or WebSocket: who asks, by bearer token or session cookie. A bearer token that is not valid is
 * an error; a stale cookie is just nobody.
 */
export async function contextOf(
  app: App,
  request: IncomingMessage,
  options: { response?: ServerResponse; authorization?: string | null } = {},
): Promise<Context> {
  const bearer = bearerOf(options.authorization ?? request.headers.authorization);
  const cookie = cookieOf(request, SESSION_COOKIE);
  const actor = await authenticate(app, { bearer, cookie });
  if (bearer !== null && !actor) throw unauthenticated('This token is unknown, expired or revoked.');
  return createContext(app, actor, {
    requestId: requestIdOf(request),
    address: request.socket.remoteAddress ?? null,
    cookies: options.response ? cookieJar(app, options.response) : null,
  });
}

/** Whether a live connection still has the rights it was opened with. */
export async function isStillAllowed(
  app: App,
  request: IncomingMessage,
  ctx: Context,
  authorization: string | null,
): Promise<boolean> {
  if (!ctx.actor) return true;
  const bearer = bearerOf(authorization ?? request.headers.authorization);
  const actor = await authenticate(app, { bearer, cookie: cookieOf(request, SESSION_COOKIE) });
  return actor?.id === ctx.actor.id && rightsOf(actor) === rightsOf(ctx.actor);
}

function rightsOf(actor: NonNullable<Context['actor']>): string {
  return actor.kind === 'SYSTEM'
    ? ''
    : [...actor.roles]
        .map((entry) => entry.join('='))
        .sort()
        .join();
}

function bearerOf(header: string | null | undefined): string | null {
  return /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1] ?? null;
}

function cookieOf(request: IncomingMessage, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return null;
}

function cookieJar(app: App, response: ServerResponse): CookieJar {
  const isSecure = app.config.publicUrl?.startsWith('https://') ?? false;
  const write = (name: string, value: string, maxAgeSeconds: number) => {
    const parts = [`${name}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${maxAgeSeconds}`];
    response.appendHeader('Set-Cookie', [...parts, ...(isSecure ? ['Secure'] : [])].join('; '));
  };
  return {
    set: (name, value, { maxAgeSeconds }) => write(name, value, maxAgeSeconds),
    clear: (name) => write(name, '', 0),
  };
}

/**
 * Whether a page of the request's `Origin` may speak with us using the viewer's cookie: our own pages, and programs, which
 * send none. Sign-in state never goes to another site.
 */
export function isAllowedOrigin(app: App, request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (!origin) return true;
  if (!URL.canParse(origin)) return false;
  return (
    new URL(origin).host === host || (app.config.publicUrl !== null && new URL(app.config.publicUrl).origin === origin)
  );
}
