import cors from 'cors';
import type { RequestHandler } from 'express';
import type { App } from '../platform/context.ts';

/** Whether pages of this origin may use the API: exactly those of `PILOTHOUSE_ALLOWED_ORIGINS`. */
export const isListedOrigin = (app: App, origin: string | undefined): boolean =>
  origin !== undefined && app.config.allowedOrigins.includes(origin);

/**
 * Answers preflights of the listed origins and lets their pages read what is answered, with the viewer's session. Others get no
 * header at all: their browser keeps the answer from them.
 */
export function listedOrigins(app: App): RequestHandler {
  const allow = cors({
    origin: true,
    credentials: true,
    methods: ['GET', 'POST'],
    allowedHeaders: ['Authorization', 'Content-Type', 'X-CSRF-Token', 'Apollo-Require-Preflight'],
    exposedHeaders: ['X-Request-Id', 'Retry-After', 'X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'],
    maxAge: 600,
  });
  return (request, response, next) => {
    if (isListedOrigin(app, request.headers.origin)) return allow(request, response, next);
    // A cache between must not hand one origin's answer to another.
    if (app.config.allowedOrigins.length > 0) response.vary('Origin');
    next();
  };
}
