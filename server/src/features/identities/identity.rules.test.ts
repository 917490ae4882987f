import { describe, expect, test } from '@jest/globals';
import type { ProviderConfig, SignInConfig } from '../../platform/config-sign-in.ts';
import { maySignUp, needsUserInfo, ownPath, type Person, readPerson, rightsOf } from './identity.rules.ts';

const provider = (part: Partial<ProviderConfig> = {}): ProviderConfig => ({
  key: 'oidc',
  name: 'Staff',
  issuer: 'https://login.example.com',
  clientId: 'pilothouse',
  clientSecret: null,
  scopes: 'openid',
  groupsClaim: 'groups',
  groupRoles: [{ group: 'devs', project: 'shop', role: 'OPERATOR' }],
  ...part,
});
const token = { iss: 'https://login.example.com', sub: '1', name: ' Ada ' };
const verified = { email: 'ada@example.com', email_verified: true };

describe('who an issuer let in', () => {
  test('address and verification come from one document', () => {
    const read = (idToken: object, userInfo: object | null) => {
      const { email, isEmailVerified } = readPerson(provider(), { ...token, ...idToken }, userInfo as never);
      return [email, isEmailVerified];
    };
    expect(read(verified, null)).toEqual(['ada@example.com', true]);
    expect(read({}, verified)).toEqual(['ada@example.com', true]);
    expect(read({ email: 'grace@example.com' }, verified)).toEqual(['ada@example.com', true]);
    expect(read({ email: 'grace@example.com', email_verified: false }, verified)).toEqual(['grace@example.com', false]);
    expect(read({ email: 'grace@example.com' }, null)).toEqual(['grace@example.com', false]);
    expect(read({ email_verified: true }, verified)).toEqual([null, true]);
  });

  test('groups are read where they are, nested too, and only where they are mapped', () => {
    const groups = (claim: string, claims: object, part: Partial<ProviderConfig> = {}) =>
      readPerson(provider({ groupsClaim: claim, ...part }), { ...token, ...claims }, { groups: ['of user info'] })
        .groups;
    expect(groups('groups', { groups: ['devs'] })).toEqual(['devs']);
    expect(groups('groups', { groups: 'devs' })).toEqual(['devs']);
    expect(groups('groups', {})).toEqual(['of user info']);
    expect(groups('realm_access.roles', { realm_access: { roles: ['devs'] } })).toEqual(['devs']);
    expect(groups('https://example.com/groups', { 'https://example.com/groups': ['devs'] })).toEqual(['devs']);
    expect(groups('constructor.name', {})).toEqual([]);
    expect(groups('groups', { groups: ['devs'] }, { groupRoles: [] })).toEqual([]);
  });

  test('user info is asked only for what is missing', () => {
    expect(needsUserInfo(provider(), { ...token, ...verified, groups: [] })).toBe(false);
    expect(needsUserInfo(provider(), { ...token, ...verified })).toBe(true);
    expect(needsUserInfo(provider({ groupRoles: [] }), { ...token, ...verified })).toBe(false);
    expect(needsUserInfo(provider({ groupRoles: [] }), { ...token, email: 'ada@example.com' })).toBe(true);
  });

  test('Google answers for its own domains only', () => {
    const domain = (email: string, hd?: string) =>
      readPerson(provider({ key: 'google' }), { ...token, email, email_verified: true, hd }, null).domain;
    expect(domain('ada@example.com', 'example.com')).toBe('example.com');
    expect(domain('ada@gmail.com')).toBe('gmail.com');
    expect(domain('ada@example.com')).toBeNull();
    expect(domain('ada@example.com', 'example.org')).toBeNull();
  });
});

test('the highest role of all groups counts, per project', () => {
  const { roles, isAdministrator } = rightsOf(
    provider({
      groupRoles: [
        { group: 'devs', project: 'shop', role: 'OPERATOR' },
        { group: 'leads', project: 'shop', role: 'OWNER' },
        { group: 'devs', project: 'shop', role: 'VIEWER' },
        { group: 'devs', project: 'blog', role: 'VIEWER' },
        { group: 'ops', project: null, role: 'ADMINISTRATOR' },
      ],
    }),
    ['devs', 'leads', 'unknown'],
  );
  expect([...roles]).toEqual([
    ['shop', 'OWNER'],
    ['blog', 'VIEWER'],
  ]);
  expect(isAdministrator).toBe(false);
});

test.each<[string, Partial<SignInConfig>, Partial<Person>, boolean]>([
  ['a mapped group', {}, { groups: ['devs'] }, true],
  ['an unknown group', {}, { groups: ['cooks'] }, false],
  ['a mapped group, sign-up off', { signUp: 'off' }, { groups: ['devs'] }, false],
  ['an allowed domain', { allowedDomains: ['example.com'] }, {}, true],
  ['another domain', { allowedDomains: ['example.org'] }, {}, false],
  ['another domain, sign-up on', { signUp: 'on', allowedDomains: ['example.org'] }, {}, false],
  ['an allowed domain, sign-up off', { signUp: 'off', allowedDomains: ['example.com'] }, {}, false],
  ['an unconfirmed domain', { allowedDomains: ['example.com'] }, { domain: null }, false],
  ['anybody', {}, {}, false],
  ['anybody, sign-up on', { signUp: 'on' }, {}, true],
])('an account for %s: %#', (_what, config, person, isAllowed) => {
  const everything: SignInConfig = {
    hasPassword: true,
    signUp: 'mapped',
    allowedDomains: [],
    timeoutSeconds: 10,
    providers: [],
    ...config,
  };
  const somebody: Person = {
    issuer: '',
    subject: '1',
    email: 'ada@example.com',
    isEmailVerified: true,
    domain: 'example.com',
    name: null,
    groups: [],
    ...person,
  };
  expect(maySignUp(everything, provider(), somebody)).toBe(isAllowed);
});

test.each([
  ['/p/shop?tab=source#log', '/p/shop?tab=source#log'],
  ['/', '/'],
  ['/p/shop/../blog', '/p/blog'],
  ['/p/a b', '/p/a%20b'],
  ['/sign-instructions', '/sign-instructions'],
  ['/sign-in', '/'],
  ['/setup?code=1', '/'],
  ['/x/../auth/oidc/start', '/'],
  ['/.//evil.com', '/'],
  ['/\t/evil.com', '/'],
  ['//evil.com', '/'],
  [['/p', '/q'], '/'],
  [undefined, '/'],
  [`/${'x'.repeat(2_000)}`, '/'],
])('%j leads to %s', (next, path) => {
  expect(ownPath(next)).toBe(path);
});
