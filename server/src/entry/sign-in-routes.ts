import express, { type Request, type Response } from 'express';
import { SignInError } from '../features/identities/identity.rules.ts';
import { beginSignIn, finishSignIn } from '../features/identities/provider-sign-in.service.ts';
import type { App, Context } from '../platform/context.ts';
import { knownError } from '../platform/db/known-errors.ts';
import { contextOf, cookieOf, requestIdOf } from './request.ts';

/**
 * Signing in by an account elsewhere: away to the issuer, and back. Both are pages of a browser: whatever goes wrong leads to
 * the sign-in page (or the account page) with a code of ours in its address, of which the client makes a sentence.
 */
export function signInRoutes(app: App): express.Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  router.get('/:provider/start', async (request, response) => {
    const isLink = request.query.link === '1';
    await lead(app, request, response, isLink, async () => {
      const ctx = await contextOf(app, request, { response });
      const wish = { next: request.query.next, isLink };
      const { url, flow, maxAgeSeconds } = await beginSignIn(ctx, String(request.params.provider), wish);
      ctx.cookies?.set(FLOW_COOKIE, flow, { maxAgeSeconds });
      return url;
    });
  });
  router.get('/callback', async (request, response) => {
    await lead(app, request, response, false, async () => {
      const ctx = inBrowser(await contextOf(app, request, { response }));
      const answer = new URLSearchParams(request.url.split('?')[1] ?? '');
      const kept = cookieOf(app, request, FLOW_COOKIE);
      let isForeign = false;
      try {
        return await finishSignIn(ctx, answer, kept);
      } catch (error) {
        // It belongs to another sign-in, perhaps of another tab, which may still come back.
        if (error instanceof SignInError && error.code === 'flow_mismatch') isForeign = true;
        throw error;
      } finally {
        if (!isForeign) ctx.cookies?.clear(FLOW_COOKIE);
      }
    });
  });
  return router;
}

/** Whoever comes back from an issuer sits at a browser, even one that sends no `Sec-Fetch-Site` (over plain http). */
const inBrowser = (ctx: Context): Context =>
  ctx.cookies ? { ...ctx, cookies: { ...ctx.cookies, isBrowser: true } } : ctx;

/** Between going away to the issuer and coming back. */
const FLOW_COOKIE = 'pilothouse_provider_sign_in';

async function lead(
  app: App,
  request: Request,
  response: Response,
  isLink: boolean,
  work: () => Promise<string>,
): Promise<void> {
  try {
    response.redirect(303, await work());
  } catch (error) {
    const requestId = requestIdOf(request);
    const known = error instanceof SignInError ? error : null;
    if (known)
      app.log.warn(
        { requestId, reason: known.code, provider: known.provider, why: whyOf(known) },
        'a sign-in by a provider was refused',
      );
    // A bearer token that is not valid, or a database that is away.
    else if (knownError(error)) app.log.warn({ requestId, reason: knownError(error)?.code }, 'a sign-in was refused');
    else app.log.error({ err: error, requestId }, 'a sign-in by a provider failed');
    const page = (known?.isLink ?? isLink) ? '/account' : '/sign-in';
    response.redirect(303, `${page}?error=${known?.code ?? 'internal'}`);
  }
}

/** Messages and codes of the chain of causes: never what they quote of tokens and answers. */
function whyOf(error: Error): string[] {
  const why: string[] = [];
  for (let cause = error.cause; cause instanceof Error && why.length < 5; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    why.push(`${cause.message.slice(0, 300)}${typeof code === 'string' ? ` (${code})` : ''}`);
  }
  return why;
}
