import * as openid from 'openid-client';
import { fetch as undiciFetch } from 'undici';
import { isTrustworthy, type ProviderConfig } from '../../platform/config-sign-in.ts';
import type { App, Context } from '../../platform/context.ts';
import { needsUserInfo, type Person, QUIRKS, readPerson, SignInError } from './identity.rules.ts';

/** Discovery documents and keys are some 10 kB; what is larger is no answer to us. */
const MOST_BYTES = 512 * 1024;
/** An issuer's own description is read again after this time. */
const KEEP_MS = 3_600_000;

/** What one sign-in remembers between leaving and coming back. */
export interface Checks {
  state: string;
  nonce: string;
  verifier: string;
}

export function newChecks(): Checks {
  return { state: openid.randomState(), nonce: openid.randomNonce(), verifier: openid.randomPKCECodeVerifier() };
}

/** Where the issuer sends people back to; the same for all, registered at each. */
const callbackUrl = (app: App) => `${app.config.publicUrl ?? ''}/auth/callback`;

/** The address at the issuer to go to. */
export async function authorizationUrl(ctx: Context, provider: ProviderConfig, checks: Checks): Promise<URL> {
  const quirks = QUIRKS[provider.key];
  const issuer = await describeIssuer(ctx.app, provider);
  return openid.buildAuthorizationUrl(issuer, {
    redirect_uri: callbackUrl(ctx.app),
    scope: provider.scopes,
    state: checks.state,
    ...(quirks.sendsNoNonce ? {} : { nonce: checks.nonce }),
    ...(quirks.refusesPkce
      ? {}
      : {
          code_challenge: await openid.calculatePKCECodeChallenge(checks.verifier),
          code_challenge_method: 'S256',
        }),
  });
}

/**
 * Exchanges the code of `answer`, the query of the callback, for whom the issuer let in. The library verifies state, `iss` of
 * the answer (RFC 9207), and of the ID token issuer, audience, authorized party, nonce, times, algorithm and signature.
 */
export async function redeem(
  ctx: Context,
  provider: ProviderConfig,
  checks: Checks,
  answer: URLSearchParams,
): Promise<Person> {
  const quirks = QUIRKS[provider.key];
  const issuer = await describeIssuer(ctx.app, provider);
  try {
    const tokens = await openid.authorizationCodeGrant(
      issuer,
      new URL(`${callbackUrl(ctx.app)}?${answer.toString()}`),
      {
        expectedState: checks.state,
        idTokenExpected: true,
        ...(quirks.sendsNoNonce ? {} : { expectedNonce: checks.nonce }),
        ...(quirks.refusesPkce ? {} : { pkceCodeVerifier: checks.verifier }),
      },
    );
    const claims = tokens.claims();
    // Who they are is their subject alone: 1–255 characters, says the standard.
    if (!claims || claims.sub.length === 0 || claims.sub.length > 255) throw new Error('There is no subject.');
    const hasUserInfo = issuer.serverMetadata().userinfo_endpoint !== undefined;
    const userInfo =
      hasUserInfo && needsUserInfo(provider, claims)
        ? await openid.fetchUserInfo(issuer, tokens.access_token, claims.sub)
        : null;
    return readPerson(provider, claims, userInfo);
  } catch (error) {
    throw signInErrorOf(provider, error);
  }
}

/** Errors of the way there, errors the issuer names, and answers that don't hold what they say. */
function signInErrorOf(provider: ProviderConfig, error: unknown): SignInError {
  const fail = (code: SignInError['code']) => new SignInError(code, { provider: provider.key, cause: error });
  if (error instanceof openid.AuthorizationResponseError)
    return fail(error.error === 'access_denied' ? 'denied' : 'issuer_refused');
  if (error instanceof openid.ResponseBodyError || error instanceof openid.WWWAuthenticateChallengeError)
    return fail('issuer_refused');
  return fail(isOfTheWay(error) ? 'issuer_unreachable' : 'answer_untrusted');
}

function isOfTheWay(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof OutboundError || cause.name === 'TimeoutError' || cause.name === 'AbortError') return true;
    const code = (cause as { code?: unknown }).code;
    if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return true;
  }
  return false;
}

interface Described {
  issuer: Promise<openid.Configuration>;
  until: number;
}
const described = new WeakMap<App, Map<string, Described>>();

/** The issuer's own description of itself, kept for an hour; who asks meanwhile waits for the same answer. */
async function describeIssuer(app: App, provider: ProviderConfig): Promise<openid.Configuration> {
  const known = described.get(app) ?? new Map<string, Described>();
  described.set(app, known);
  const key = `${provider.key} ${provider.issuer} ${provider.clientId}`;
  const now = app.now().getTime();
  let found = known.get(key);
  if (!found || found.until < now) {
    found = { issuer: discover(app, provider), until: now + KEEP_MS };
    known.set(key, found);
    found.issuer.catch(() => known.delete(key));
  }
  try {
    return await found.issuer;
  } catch (error) {
    throw new SignInError('issuer_unreachable', { provider: provider.key, cause: error });
  }
}

function discover(app: App, provider: ProviderConfig): Promise<openid.Configuration> {
  const { timeoutSeconds } = app.config.signIn;
  // It refuses plain http by itself unless told; to this machine it is let, and `guardedFetch` holds it there.
  const isLocal = provider.issuer.startsWith('http:');
  return openid.discovery(new URL(provider.issuer), provider.clientId, {}, clientAuthentication(provider), {
    timeout: timeoutSeconds,
    [openid.customFetch]: guardedFetch(app),
    // Signatures are verified even though the token came from the issuer directly, over TLS.
    execute: [openid.enableNonRepudiationChecks, ...(isLocal ? [openid.allowInsecureRequests] : [])],
  });
}

/** In the header unless the issuer, or what we know of it, wants the secret in the body. */
function clientAuthentication({ key, clientSecret }: ProviderConfig): openid.ClientAuth {
  if (!clientSecret) return openid.None();
  const [basic, post] = [openid.ClientSecretBasic(clientSecret), openid.ClientSecretPost(clientSecret)];
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported;
    const isInBody =
      QUIRKS[key].wantsSecretInBody ||
      (methods && !methods.includes('client_secret_basic') && methods.includes('client_secret_post'));
    (isInBody ? post : basic)(server, client, body, headers);
  };
}

class OutboundError extends Error {}

/** Every call to an issuer: to a trustworthy address, with an end in time and size, never by way of a redirect. */
function guardedFetch(app: App): openid.CustomFetch {
  return async (url, options) => {
    if (!isTrustworthy(url)) throw new OutboundError('The issuer names an address that is not https.');
    const signal = AbortSignal.timeout(app.config.signIn.timeoutSeconds * 1_000);
    try {
      const response = await undiciFetch(url, {
        method: options.method,
        headers: options.headers,
        body: options.body as string | URLSearchParams | null,
        redirect: 'manual',
        signal,
      });
      // Servers that are out of order say so with pages of their own; they are away, not wrong.
      if (response.status >= 500) throw new OutboundError(`The issuer answered ${response.status}.`);
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of response.body ?? []) {
        size += chunk.byteLength;
        if (size > MOST_BYTES) throw new OutboundError(`The issuer’s answer is larger than ${MOST_BYTES} bytes.`);
        chunks.push(chunk);
      }
      const headers = new Headers([...response.headers]);
      headers.delete('content-encoding');
      headers.delete('content-length');
      const hasBody = ![101, 204, 205, 304].includes(response.status);
      return new Response(hasBody ? Buffer.concat(chunks) : null, { status: response.status, headers });
    } catch (error) {
      if (error instanceof OutboundError) throw error;
      throw new OutboundError('The issuer can’t be reached.', { cause: error });
    }
  };
}
