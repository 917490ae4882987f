import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ROLES, type Role } from './auth/actor.ts';

/** What a group of the issuer's brings: a role in a project, or the installation (`project` null). */
export type GroupRole =
  | { group: string; project: string; role: Role }
  | { group: string; project: null; role: 'ADMINISTRATOR' };

export type ProviderKey = 'oidc' | 'google' | 'linkedin';

/** Who vouches for people: an OpenID Connect issuer, and what we are called there. */
export interface ProviderConfig {
  key: ProviderKey;
  /** On its button. */
  name: string;
  issuer: string;
  clientId: string;
  /** Null: a public client, by PKCE alone. */
  clientSecret: string | null;
  scopes: string;
  groupsClaim: string;
  groupRoles: readonly GroupRole[];
}

export interface SignInConfig {
  /** False: only providers let in. The first administrator is still made by the set-up link. */
  hasPassword: boolean;
  /** `mapped`: only members of mapped groups and people of allowed domains get an account by themselves. */
  signUp: 'on' | 'off' | 'mapped';
  /** Lower case. When there are any, nobody else but members of mapped groups gets an account. */
  allowedDomains: readonly string[];
  /** How long an answer of an issuer may take. */
  timeoutSeconds: number;
  providers: readonly ProviderConfig[];
}

const text = (description: string) => z.string().trim().min(1).max(2_000).optional().describe(description);
const secret = text('The client’s secret.');
const secretFile = text('A file that holds the client’s secret, instead of the secret itself.');

/** The variables of signing in by other accounts; part of the one configuration in `config.ts`. */
export const signInVariables = {
  PILOTHOUSE_OIDC_ISSUER: z
    .url()
    .refine(isTrustworthy, 'must be an https address (plain http only on this machine)')
    .optional()
    .describe('An OpenID Connect issuer to sign in with, such as `https://login.example.com/realms/staff`.'),
  PILOTHOUSE_OIDC_CLIENT_ID: text('What this installation is called at the issuer.'),
  PILOTHOUSE_OIDC_CLIENT_SECRET: secret,
  PILOTHOUSE_OIDC_CLIENT_SECRET_FILE: secretFile,
  PILOTHOUSE_OIDC_NAME: z.string().trim().min(1).max(40).default('single sign-on').describe('What its button says.'),
  PILOTHOUSE_OIDC_SCOPES: z
    .string()
    .refine((scopes) => scopes.split(' ').includes('openid'), 'must contain `openid`')
    .default('openid email profile')
    .describe('What the issuer is asked for.'),
  PILOTHOUSE_OIDC_GROUPS_CLAIM: z.string().min(1).max(200).default('groups').describe('The claim that lists groups.'),
  PILOTHOUSE_OIDC_GROUP_ROLES: z
    .string()
    .max(20_000)
    .transform((given, ctx) => {
      try {
        return parseGroupRoles(given);
      } catch (error) {
        ctx.addIssue({ code: 'custom', message: (error as Error).message });
        return z.NEVER;
      }
    })
    .optional()
    .describe(
      'What groups bring: `devs=shop:OPERATOR, leads=shop:OWNER, ops=administrator`, or JSON: `{"devs": ["shop:OPERATOR"]}`.',
    ),
  PILOTHOUSE_OIDC_SIGN_UP: z
    .enum(['on', 'off'])
    .optional()
    .describe(
      'Whether somebody new gets an account by signing in. Left out: members of mapped groups and people of allowed domains do.',
    ),
  PILOTHOUSE_OIDC_ALLOWED_DOMAINS: text(
    'Domains of addresses whose people get an account: `example.com, example.org`.',
  ),
  PILOTHOUSE_OIDC_ONLY: z
    .enum(['on', 'off'])
    .default('off')
    .describe('`on`: nobody signs in with a password; all come by the issuers.'),
  PILOTHOUSE_OIDC_TIMEOUT_SECONDS: z.coerce
    .number()
    .positive()
    .max(60)
    .default(10)
    .describe('How long an answer of an issuer may take.'),
  PILOTHOUSE_GOOGLE_CLIENT_ID: text('What this installation is called at Google; makes its button.'),
  PILOTHOUSE_GOOGLE_CLIENT_SECRET: secret,
  PILOTHOUSE_GOOGLE_CLIENT_SECRET_FILE: secretFile,
  PILOTHOUSE_LINKEDIN_CLIENT_ID: text('What this installation is called at LinkedIn; makes its button.'),
  PILOTHOUSE_LINKEDIN_CLIENT_SECRET: secret,
  PILOTHOUSE_LINKEDIN_CLIENT_SECRET_FILE: secretFile,
};

type Given = Record<string, unknown> & {
  PILOTHOUSE_OIDC_GROUP_ROLES?: GroupRole[] | undefined;
};
interface Problem {
  variable: string;
  message: string;
}

const PRESETS = {
  google: { name: 'Google', issuer: 'https://accounts.google.com' },
  // Since April 2024 with the path; before that `https://www.linkedin.com`.
  linkedin: { name: 'LinkedIn', issuer: 'https://www.linkedin.com/oauth' },
} as const;

/** Signing in as the variables say, with what is wrong among them. A provider that lacks something is left out. */
export function readSignIn(env: Given): { signIn: SignInConfig; problems: Problem[] } {
  const problems: Problem[] = [];
  const value = (name: string) => env[name] as string | undefined;
  const secretOf = (prefix: string): string | null => {
    const file = value(`${prefix}_CLIENT_SECRET_FILE`);
    const plain = value(`${prefix}_CLIENT_SECRET`);
    const problem = (message: string) => problems.push({ variable: `${prefix}_CLIENT_SECRET_FILE`, message });
    if (!file) return plain ?? null;
    if (plain) problem(`goes with no ${prefix}_CLIENT_SECRET: set one of them`);
    try {
      return readFileSync(file, 'utf8').trim() || null;
    } catch (error) {
      problem(`can’t be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`);
      return null;
    }
  };
  const providers: ProviderConfig[] = [];
  const issuer = value('PILOTHOUSE_OIDC_ISSUER');
  const clientId = value('PILOTHOUSE_OIDC_CLIENT_ID');
  if (Boolean(issuer) !== Boolean(clientId))
    problems.push({
      variable: issuer ? 'PILOTHOUSE_OIDC_CLIENT_ID' : 'PILOTHOUSE_OIDC_ISSUER',
      message: 'is missing: issuer and client id belong together',
    });
  else if (issuer && clientId)
    providers.push({
      key: 'oidc',
      name: value('PILOTHOUSE_OIDC_NAME') ?? '',
      issuer,
      clientId,
      clientSecret: secretOf('PILOTHOUSE_OIDC'),
      scopes: value('PILOTHOUSE_OIDC_SCOPES') ?? '',
      groupsClaim: value('PILOTHOUSE_OIDC_GROUPS_CLAIM') ?? '',
      groupRoles: env.PILOTHOUSE_OIDC_GROUP_ROLES ?? [],
    });
  for (const key of ['google', 'linkedin'] as const) {
    const prefix = `PILOTHOUSE_${key.toUpperCase()}`;
    const id = value(`${prefix}_CLIENT_ID`);
    if (!id) continue;
    const clientSecret = secretOf(prefix);
    if (!clientSecret) problems.push({ variable: `${prefix}_CLIENT_SECRET`, message: 'is missing' });
    // Nobody's groups are known there, and a mapping must not be fed by somebody else's claims.
    else
      providers.push({
        ...PRESETS[key],
        key,
        clientId: id,
        clientSecret,
        scopes: 'openid email profile',
        groupsClaim: '',
        groupRoles: [],
      });
  }
  const isOnly = value('PILOTHOUSE_OIDC_ONLY') === 'on';
  if (isOnly && providers.length === 0 && problems.length === 0)
    problems.push({ variable: 'PILOTHOUSE_OIDC_ONLY', message: 'would let nobody in: no issuer is configured' });
  return {
    problems,
    signIn: {
      hasPassword: !isOnly || providers.length === 0,
      signUp: (value('PILOTHOUSE_OIDC_SIGN_UP') as 'on' | 'off' | undefined) ?? 'mapped',
      allowedDomains: listOf(value('PILOTHOUSE_OIDC_ALLOWED_DOMAINS') ?? '').map((domain) => domain.toLowerCase()),
      timeoutSeconds: Number(env.PILOTHOUSE_OIDC_TIMEOUT_SECONDS),
      providers,
    },
  };
}

const listOf = (given: string): string[] => given.split(',').flatMap((part) => part.trim() || []);

/** Reads `group=project:ROLE, …` or JSON with a role or a list of roles per group; names with `,` or `=` need JSON. */
function parseGroupRoles(given: string): GroupRole[] {
  if (!given.trimStart().startsWith('{')) {
    return listOf(given).map((entry) => {
      const [group, place] = entry.split('=').map((part) => part.trim());
      return groupRole(group ?? '', place ?? '');
    });
  }
  const parsed = z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .safeParse(((): unknown => JSON.parse(given))());
  if (!parsed.success) throw new Error('must be an object with a role or a list of roles per group');
  return Object.entries(parsed.data).flatMap(([group, places]) => [places].flat().map((at) => groupRole(group, at)));
}

function groupRole(group: string, place: string): GroupRole {
  if (group && place.toLowerCase() === 'administrator') return { group, project: null, role: 'ADMINISTRATOR' };
  const [project, name] = place.split(':');
  const role = ROLES.find((role) => role === name?.toUpperCase());
  if (!group || !project || !role)
    throw new Error(
      `“${group}=${place}” is no group=project:ROLE or group=administrator; roles are ${ROLES.join(', ')}`,
    );
  return { group, project, role };
}

/** Whether what comes from this address can be believed: https, or this machine. */
export function isTrustworthy(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
}
