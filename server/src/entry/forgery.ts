import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { isCsrfToken } from '../features/accounts/access-token.ts';
import type { UserActor } from '../platform/auth/actor.ts';
import { examineConfig } from '../platform/config.ts';
import type { App } from '../platform/context.ts';
import { AppError } from '../platform/errors.ts';
import { isListedOrigin } from './cross-origin.ts';

/** The header in which a page sends back the token of its `pilothouse_csrf` cookie. */
const CSRF_HEADER = 'x-csrf-token';

/** Whether a browser sends it: programs have no reason to set these headers, and pages can't leave them out. */
export function isFromBrowser({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
}

/**
 * Whether a page of the request's `Origin` may speak with us using the viewer's cookie: our own pages, those of the listed
 * origins, and programs, which send none. Sign-in state never goes to another site.
 */
export function isAllowedOrigin(app: App, request: IncomingMessage): boolean {
  const { origin } = request.headers;
  if (isListedOrigin(app, origin)) return true;
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return false;
  if (origin === undefined) return true;
  return origin === publicOrigin(app) || isOwnHost(app, origin, request.headers.host);
}

/**
 * CSRF_REFUSED for a request that may change something and carries the cookies of a session, unless it shows that its page can
 * read our cookies: by the token of its session. A session that was begun by a program lives in no browser, so nobody can make
 * one send its cookies; it needs the token only if a browser sends it after all. See docs/decisions/csrf.md.
 */
export function refuseForgery(
  app: App,
  request: IncomingMessage,
  actor: UserActor,
  /** Of a WebSocket, whose browser can't set headers; its upgrade counts as a request that may change something. */
  socketToken: string | null | undefined,
): void {
  const isSocket = socketToken !== undefined;
  if (!isSocket && isSafe(request)) return;
  if (!isAllowedOrigin(app, request))
    throw new AppError('CSRF_REFUSED', 'Pages of another site may not act for you here.');
  if (!actor.isBrowser && !isFromBrowser(request)) return;
  const header = request.headers[CSRF_HEADER];
  const given = socketToken ?? (typeof header === 'string' ? header : '');
  if (!isCsrfToken(app, actor.sessionId, given))
    throw new AppError('CSRF_REFUSED', 'This page is out of date. Load it again, then repeat what you did.');
}

const isSafe = ({ method }: IncomingMessage) => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';

const publicOrigin = (app: App) => (app.config.publicUrl ? new URL(app.config.publicUrl).origin : null);

/**
 * While nobody has said under which address people come, ours is the one that they came by. A name that somebody else lets
 * point here (DNS rebinding) would be that, too: so it has to be an address, this machine’s own name for itself, or, where
 * we listen to the whole network anyway, what the network calls us.
 */
function isOwnHost(app: App, origin: string, host: string | undefined): boolean {
  if (isPublicUrlGiven(app) || !host || !URL.canParse(origin) || new URL(origin).host !== host) return false;
  const name = new URL(origin).hostname.replace(/^\[|\]$/g, '');
  return name === 'localhost' || name === app.config.host || isIP(name) !== 0 || !isLoopback(app.config.host);
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.');

const given = new WeakMap<App, boolean>();

/** The start fills `publicUrl` where it was left out; this is about what the operator said. */
function isPublicUrlGiven(app: App): boolean {
  let isGiven = given.get(app);
  if (isGiven === undefined) {
    isGiven = examineConfig(app.config.environment).config.publicUrl !== null;
    given.set(app, isGiven);
  }
  return isGiven;
}
