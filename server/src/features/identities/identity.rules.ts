import { z } from 'zod';
import { ROLES, type Role } from '../../platform/auth/actor.ts';
import type { ProviderConfig, ProviderKey, SignInConfig } from '../../platform/config-sign-in.ts';

/** Why a sign-in by a provider came to nothing: what the address of the sign-in page says, and the audit trail. */
export const SIGN_IN_ERRORS = [
  'unknown_provider',
  'flow_expired',
  'flow_mismatch',
  'flow_used',
  'denied',
  'issuer_refused',
  'issuer_unreachable',
  'answer_untrusted',
  'email_missing',
  'email_unverified',
  'no_account',
  'setup_needed',
  'account_suspended',
  'link_signed_out',
  'link_other_email',
  'link_other_account',
] as const;
export type SignInErrorCode = (typeof SIGN_IN_ERRORS)[number];

/** Ends a sign-in. `cause` is for the server's own log: nothing of what an issuer writes is shown to anybody. */
export class SignInError extends Error {
  readonly code: SignInErrorCode;
  readonly provider: string | null;
  /** Whether it was to connect an account: then somebody is signed in, and goes back to the account page. */
  isLink = false;

  constructor(code: SignInErrorCode, options: { provider?: string | null; cause?: unknown } = {}) {
    super(`The sign-in was refused: ${code}.`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SignInError';
    this.code = code;
    this.provider = options.provider ?? null;
  }
}

/** What a provider does otherwise than OpenID Connect says; whatever isn't here is not forgiven. */
export interface ProviderQuirks {
  /** It has no nonce in its tokens: the state, bound to the browser, is all there is against a foreign answer. */
  sendsNoNonce: boolean;
  /** Its token endpoint answers `invalid_client` to a `code_verifier`, unless PKCE was switched on for the app by its support. */
  refusesPkce: boolean;
  /** Its discovery document says nothing of client authentication, and it takes the secret in the body only. */
  wantsSecretInBody: boolean;
  /** `email_verified` is the text "true". */
  hasTextBooleans: boolean;
  /** The claim that names the domain it answers for; addresses of other domains were only verified once, by mail. */
  domainClaim: string | null;
}

const NO_QUIRKS: ProviderQuirks = {
  sendsNoNonce: false,
  refusesPkce: false,
  wantsSecretInBody: false,
  hasTextBooleans: false,
  domainClaim: null,
};

export const QUIRKS: Record<ProviderKey, ProviderQuirks> = {
  oidc: NO_QUIRKS,
  google: { ...NO_QUIRKS, domainClaim: 'hd' },
  linkedin: {
    ...NO_QUIRKS,
    sendsNoNonce: true,
    refusesPkce: true,
    wantsSecretInBody: true,
    hasTextBooleans: true,
  },
};

/** Whom an issuer says it let in. */
export interface Person {
  issuer: string;
  subject: string;
  email: string | null;
  isEmailVerified: boolean;
  /** The domain that the issuer answers for, in lower case. */
  domain: string | null;
  name: string | null;
  groups: string[];
}

type Claims = Record<string, unknown>;

const address = z.string().trim().max(254).pipe(z.email());

/**
 * Reads a person from verified claims. Address and its verification come from one document: the ID token if it has both,
 * else the user info. `email_verified` must be true itself: what is left out, or anything else, is unverified.
 */
export function readPerson(provider: ProviderConfig, idToken: Claims, userInfo: Claims | null): Person {
  const quirks = QUIRKS[provider.key];
  const of = idToken.email_verified === undefined && userInfo ? userInfo : idToken;
  const email = address.safeParse(of.email).data ?? null;
  const verified = of.email_verified;
  const name = idToken.name ?? userInfo?.name ?? idToken.preferred_username;
  const claimed = quirks.domainClaim ? String(idToken[quirks.domainClaim] ?? '').toLowerCase() : null;
  const ofAddress = email?.split('@').at(-1)?.toLowerCase() ?? null;
  return {
    issuer: String(idToken.iss),
    subject: String(idToken.sub),
    email,
    isEmailVerified: verified === true || (quirks.hasTextBooleans && verified === 'true'),
    domain: claimed === null || claimed === ofAddress || ofAddress === 'gmail.com' ? ofAddress : null,
    name: typeof name === 'string' && name.trim() ? name.trim().slice(0, 100) : null,
    groups: provider.groupRoles.length === 0 ? [] : groupsOf(idToken, userInfo, provider.groupsClaim),
  };
}

/** At most 1,000 groups of sane length. A claim may be nested: `realm_access.roles`. */
function groupsOf(idToken: Claims, userInfo: Claims | null, claim: string): string[] {
  const value = claimAt(idToken, claim) ?? claimAt(userInfo ?? {}, claim);
  const list = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  return list.filter((group): group is string => typeof group === 'string' && group.length <= 500).slice(0, 1_000);
}

function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Claims)[key];
  }
  return value;
}

/** Whether the user info has to be asked, too: the ID token lacks something that we need. */
export function needsUserInfo(provider: ProviderConfig, idToken: Claims): boolean {
  const lacksGroups = provider.groupRoles.length > 0 && claimAt(idToken, provider.groupsClaim) === undefined;
  return idToken.email === undefined || idToken.email_verified === undefined || lacksGroups;
}

/** What a person's groups bring: per project the highest role, by slug. */
export function rightsOf(
  provider: ProviderConfig,
  groups: readonly string[],
): { isAdministrator: boolean; roles: Map<string, Role> } {
  const held = new Set(groups);
  const roles = new Map<string, Role>();
  let isAdministrator = false;
  for (const mapping of provider.groupRoles) {
    if (!held.has(mapping.group)) continue;
    if (mapping.project === null) isAdministrator = true;
    else {
      const before = roles.get(mapping.project);
      if (!before || ROLES.indexOf(mapping.role) < ROLES.indexOf(before)) roles.set(mapping.project, mapping.role);
    }
  }
  return { isAdministrator, roles };
}

/**
 * Whether somebody new gets an account. A group that we know is enough, and so is an allowed domain; everybody else only when
 * sign-up is on and no domains are named. Not by default: with Google, “everybody” is the whole world.
 */
export function maySignUp(config: SignInConfig, provider: ProviderConfig, person: Person): boolean {
  if (config.signUp === 'off') return false;
  const held = new Set(person.groups);
  if (provider.groupRoles.some(({ group }) => held.has(group))) return true;
  if (person.domain !== null && config.allowedDomains.includes(person.domain)) return true;
  return config.signUp === 'on' && config.allowedDomains.length === 0;
}

/**
 * A path of ours to go on to, `/` for anything else. What comes out is what a browser would make of it, and is looked at
 * again: `/.//evil.com` is a path of ours only until it is made short.
 */
export function ownPath(next: unknown): string {
  if (typeof next !== 'string' || next.length > 2_000 || !next.startsWith('/')) return '/';
  const base = 'http://own.invalid';
  if (!URL.canParse(next, base)) return '/';
  const url = new URL(next, base);
  const path = url.pathname + url.search + url.hash;
  if (url.origin !== base || /^\/[/\\]/.test(path)) return '/';
  return /^\/(sign-in|setup|auth|link-account)(?![\w-])/.test(path) ? '/' : path;
}
