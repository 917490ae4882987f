import { createHash, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { kindOfId, newId } from '../../lib/ids.ts';
import type { App } from '../../platform/context.ts';

/** How long an access token is good: what is stolen from a log or a memory dump is worth this long at most. */
export const ACCESS_SECONDS = 600;

const ISSUER = 'pilothouse';
const AUDIENCE = 'pilothouse-session';
const TYPE = 'pilothouse-session+jwt';
const HEADER_NAMES = 'alg kid typ';
/** Processes on several machines differ in their clocks. */
const CLOCK_TOLERANCE_SECONDS = 5;
const MAX_LENGTH = 1_000;

export interface AccessClaims {
  sessionId: string;
  userId: string;
  expiresAtMs: number;
}

/** The cookie that proves a session without a look-up: a JWT by HS256, under a key derived from the installation's secret. */
export async function signAccessToken(
  app: App,
  session: { id: string; userId: string; expiresAt: Date },
): Promise<string> {
  const { key, kid } = keyOf(app);
  const now = Math.floor(app.now().getTime() / 1_000);
  return new SignJWT({ sid: session.id })
    .setProtectedHeader({ alg: 'HS256', typ: TYPE, kid })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(session.userId)
    .setJti(newId('session'))
    .setIssuedAt(now)
    .setExpirationTime(Math.min(now + ACCESS_SECONDS, Math.floor(session.expiresAt.getTime() / 1_000)))
    .sign(key);
}

/**
 * What an access token says, or null when it is not one of ours, exactly as {@link signAccessToken} writes it, or expired.
 * Whether the session still stands is for the caller to look up.
 */
export async function verifyAccessToken(app: App, jwt: string): Promise<AccessClaims | null> {
  if (jwt.length > MAX_LENGTH || !isCanonical(jwt)) return null;
  const { key, kid } = keyOf(app);
  const verified = await jwtVerify(jwt, key, {
    algorithms: ['HS256'],
    typ: TYPE,
    issuer: ISSUER,
    audience: AUDIENCE,
    requiredClaims: ['exp', 'iat', 'sub', 'sid', 'jti'],
    maxTokenAge: ACCESS_SECONDS,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    currentDate: app.now(),
  }).catch(() => null);
  if (!verified) return null;
  const { protectedHeader, payload } = verified;
  const { sub, sid, exp = 0, iat = 0 } = payload;
  // Whoever has our key writes no other header: one with `crit`, `jwk` or `jku` is not from here, whatever its signature.
  if (Object.keys(protectedHeader).sort().join(' ') !== HEADER_NAMES || protectedHeader.kid !== kid) return null;
  if (exp - iat > ACCESS_SECONDS || typeof sub !== 'string' || typeof sid !== 'string') return null;
  if (kindOfId(sub) !== 'user' || kindOfId(sid) !== 'session') return null;
  return { sessionId: sid, userId: sub, expiresAtMs: exp * 1_000 };
}

/** What a page sends back to show that it can read its own cookies. It is the same for as long as the session lasts. */
export function csrfTokenOf(app: App, sessionId: string): string {
  return app.secretBox.sign(sessionId, 'csrf-token').toString('base64url');
}

export function isCsrfToken(app: App, sessionId: string, given: string): boolean {
  const [mine, theirs] = [Buffer.from(csrfTokenOf(app, sessionId)), Buffer.from(given)];
  return mine.length === theirs.length && timingSafeEqual(mine, theirs);
}

function keyOf(app: App): { key: KeyObject; kid: string } {
  const bytes = app.secretBox.key('access-token');
  return { key: createSecretKey(bytes), kid: createHash('sha256').update(bytes).digest('hex').slice(0, 16) };
}

/** Three parts, each the one way to write its bytes: base64url has others, with spare bits or padding, that decode to the same. */
function isCanonical(jwt: string): boolean {
  const parts = jwt.split('.');
  return (
    parts.length === 3 &&
    parts.every((part) => part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part)
  );
}
