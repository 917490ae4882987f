import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { csrfTokenOf } from '../features/accounts/access-token.ts';
import { authenticate, findSignedIn } from '../features/accounts/authenticate.ts';
import { COOKIES, findRefreshed, refreshSession } from '../features/accounts/session.service.ts';
import type { Actor, UserActor } from '../platform/auth/actor.ts';
import { rightsKey } from '../platform/auth/authorize.ts';
import type { App, Context, CookieJar } from '../platform/context.ts';
import { createContext } from '../platform/context.ts';
import { unauthenticated } from '../platform/errors.ts';
import { addressOf } from './address.ts';
import { isFromBrowser, refuseForgery } from './forgery.ts';

/** The request's id: made here, never taken from the client, so that it means one request. */
export function requestIdOf(request: IncomingMessage & { requestId?: string }): string {
  request.requestId ??= randomUUID();
  return request.requestId;
}

/** What a WebSocket brings in its `connectionParams`: a browser can't set headers there. */
export interface ConnectionParams {
  authorization: string | null;
  csrfToken: string | null;
}

/** What a request brings to {@link contextOf} beside itself. */
interface Brought {
  response?: ServerResponse;
  params?: ConnectionParams;
}

/** Of each response that is on its way: a request that one door hands on to another is looked at once, and renewed once. */
const contexts = new WeakMap<ServerResponse, Promise<Context>>();

/**
 * The context of an HTTP request or WebSocket: who asks, by bearer token or session cookie. A bearer token that is not valid is
 * an error; a stale cookie is just nobody. An access token that has run out is renewed on the response, where there is one.
 * CSRF_REFUSED when the request may change something and might be the doing of another site's page.
 */
export function contextOf(app: App, request: IncomingMessage, brought: Brought = {}): Promise<Context> {
  const { response } = brought;
  const found = (response && contexts.get(response)) ?? findContext(app, request, brought);
  if (response) contexts.set(response, found);
  return found;
}

async function findContext(app: App, request: IncomingMessage, options: Brought): Promise<Context> {
  const bearer = bearerOf(options.params?.authorization ?? request.headers.authorization);
  const address = addressOf(app, request);
  const cookies = options.response ? cookieJar(app, request, options.response) : null;
  const nobody = createContext(app, null, { requestId: requestIdOf(request), address, cookies });
  const access = bearer === null ? cookieOf(app, request, COOKIES.access) : null;
  let actor = await authenticate(app, { bearer, access, address });
  if (bearer !== null && !actor) throw unauthenticated('This token is unknown, expired or revoked.');
  if (bearer === null && !actor) {
    const token = cookieOf(app, request, COOKIES.refresh);
    if (token) actor = await (cookies ? refreshSession(nobody, token) : findRefreshed(nobody, token));
  }
  if (bearer === null && actor?.kind === 'USER') {
    try {
      refuseForgery(app, request, actor, options.params?.csrfToken);
    } catch (error) {
      mendCsrfCookie(app, request, actor, cookies);
      throw error;
    }
  }
  return { ...nobody, actor };
}

const DAY_SECONDS = 86_400;

/** A browser that lost the cookie, or has one of somebody who was signed in before, would be refused until its session ends. */
function mendCsrfCookie(app: App, request: IncomingMessage, actor: UserActor, cookies: CookieJar | null): void {
  const token = csrfTokenOf(app, actor.sessionId);
  if (cookieOf(app, request, COOKIES.csrf) !== token)
    cookies?.set(COOKIES.csrf, token, { maxAgeSeconds: DAY_SECONDS, isReadable: true });
}

/** Whether a live connection still has the rights it was opened with. */
export async function isStillAllowed(
  app: App,
  request: IncomingMessage,
  ctx: Context,
  params: ConnectionParams | null,
) {
  if (!ctx.actor) return true;
  const bearer = bearerOf(params?.authorization ?? request.headers.authorization);
  const actor =
    ctx.actor.kind === 'USER'
      ? await findSignedIn(app, ctx.actor.sessionId)
      : await authenticate(app, { bearer, access: null, address: ctx.address });
  return actor?.id === ctx.actor.id && rightsOf(actor) === rightsOf(ctx.actor);
}

function rightsOf(actor: Actor): string {
  if (actor.kind === 'SYSTEM') return '';
  const inProjects = [...actor.memberships.keys()]
    .sort()
    .map((projectId) => `${projectId}=${rightsKey(actor, projectId)}`);
  return [actor.kind === 'USER' && actor.isAdministrator, ...inProjects].join();
}

function bearerOf(header: string | null | undefined): string | null {
  return /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1] ?? null;
}

const isSecure = (app: App) => app.config.publicUrl?.startsWith('https://') ?? false;

/** Behind https a cookie is bound to this very host, which its name then promises. */
const cookieName = (app: App, name: string) => (isSecure(app) ? `__Host-${name}` : name);

/** The value of a cookie of the request. Of two with one name, neither: one of them was put there by somebody else. */
export function cookieOf(app: App, request: IncomingMessage, name: string): string | null {
  const wanted = cookieName(app, name);
  const values = (request.headers.cookie ?? '').split(';').flatMap((part) => {
    const [key, ...value] = part.trim().split('=');
    return key === wanted && value.some(Boolean) ? [value.join('=')] : [];
  });
  return values.length === 1 ? (values[0] ?? null) : null;
}

const MAX_USER_AGENT = 300;

function cookieJar(app: App, request: IncomingMessage, response: ServerResponse): CookieJar {
  const write = (name: string, value: string, maxAgeSeconds: number, isReadable: boolean) => {
    const parts = [`${cookieName(app, name)}=${value}`, 'Path=/', 'SameSite=Lax', `Max-Age=${maxAgeSeconds}`];
    if (!isReadable) parts.push('HttpOnly');
    if (isSecure(app)) parts.push('Secure');
    response.appendHeader('Set-Cookie', parts.join('; '));
  };
  return {
    isBrowser: isFromBrowser(request),
    userAgent: request.headers['user-agent']?.slice(0, MAX_USER_AGENT) ?? null,
    set: (name, value, { maxAgeSeconds, isReadable }) => write(name, value, maxAgeSeconds, isReadable ?? false),
    clear: (name) => write(name, '', 0, false),
  };
}
