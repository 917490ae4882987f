import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { examineConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'pilothouse-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OIDC = {
  PILOTHOUSE_OIDC_ISSUER: 'https://login.example.com/realms/staff',
  PILOTHOUSE_OIDC_CLIENT_ID: 'pilothouse',
  PILOTHOUSE_OIDC_CLIENT_SECRET: 'secret',
};
const signIn = (environment: Record<string, string>) => examineConfig(environment).config.signIn;
const problems = (environment: Record<string, string>) =>
  examineConfig(environment).problems.map(({ variable }) => variable);

describe('signing in by other accounts', () => {
  test('is off when nothing is set', () => {
    expect(signIn({})).toEqual({
      hasPassword: true,
      signUp: 'mapped',
      allowedDomains: [],
      timeoutSeconds: 10,
      providers: [],
    });
  });

  test('an issuer and the presets stand side by side; groups belong to the issuer alone', () => {
    const { providers } = signIn({
      ...OIDC,
      PILOTHOUSE_OIDC_NAME: 'Staff',
      PILOTHOUSE_OIDC_GROUP_ROLES: 'devs=shop:operator, ops=administrator',
      PILOTHOUSE_GOOGLE_CLIENT_ID: 'g',
      PILOTHOUSE_GOOGLE_CLIENT_SECRET: 's',
      PILOTHOUSE_LINKEDIN_CLIENT_ID: 'l',
      PILOTHOUSE_LINKEDIN_CLIENT_SECRET: 's',
    });
    expect(providers.map(({ key, name, issuer, groupRoles }) => [key, name, issuer, groupRoles.length])).toEqual([
      ['oidc', 'Staff', 'https://login.example.com/realms/staff', 2],
      ['google', 'Google', 'https://accounts.google.com', 0],
      ['linkedin', 'LinkedIn', 'https://www.linkedin.com/oauth', 0],
    ]);
    expect(providers[0]?.groupRoles).toEqual([
      { group: 'devs', project: 'shop', role: 'OPERATOR' },
      { group: 'ops', project: null, role: 'ADMINISTRATOR' },
    ]);
  });

  test('groups with commas and equal signs are given as JSON', () => {
    const json = JSON.stringify({ 'cn=devs,ou=x': ['shop:OWNER', 'blog:VIEWER'], ops: 'administrator' });
    expect(signIn({ ...OIDC, PILOTHOUSE_OIDC_GROUP_ROLES: json }).providers[0]?.groupRoles).toEqual([
      { group: 'cn=devs,ou=x', project: 'shop', role: 'OWNER' },
      { group: 'cn=devs,ou=x', project: 'blog', role: 'VIEWER' },
      { group: 'ops', project: null, role: 'ADMINISTRATOR' },
    ]);
  });

  test('a secret may stand in a file', () => {
    const file = join(folder, 'secret');
    writeFileSync(file, 'from a file\n');
    const { PILOTHOUSE_OIDC_CLIENT_SECRET: _, ...rest } = OIDC;
    expect(signIn({ ...rest, PILOTHOUSE_OIDC_CLIENT_SECRET_FILE: file }).providers[0]?.clientSecret).toBe(
      'from a file',
    );
    expect(problems({ ...rest, PILOTHOUSE_OIDC_CLIENT_SECRET_FILE: join(folder, 'none') })).toEqual([
      'PILOTHOUSE_OIDC_CLIENT_SECRET_FILE',
    ]);
    expect(problems({ ...OIDC, PILOTHOUSE_OIDC_CLIENT_SECRET_FILE: file })).toEqual([
      'PILOTHOUSE_OIDC_CLIENT_SECRET_FILE',
    ]);
  });

  test('passwords go off only when somebody else lets in', () => {
    expect(signIn({ ...OIDC, PILOTHOUSE_OIDC_ONLY: 'on' }).hasPassword).toBe(false);
    expect(signIn({ PILOTHOUSE_OIDC_ONLY: 'on' }).hasPassword).toBe(true);
    expect(problems({ PILOTHOUSE_OIDC_ONLY: 'on' })).toEqual(['PILOTHOUSE_OIDC_ONLY']);
  });

  test.each<[string, Record<string, string>]>([
    ['PILOTHOUSE_OIDC_ISSUER', { ...OIDC, PILOTHOUSE_OIDC_ISSUER: 'http://login.example.com' }],
    ['PILOTHOUSE_OIDC_ISSUER', { ...OIDC, PILOTHOUSE_OIDC_ISSUER: 'login.example.com' }],
    ['PILOTHOUSE_OIDC_ISSUER', { PILOTHOUSE_OIDC_CLIENT_ID: 'x' }],
    ['PILOTHOUSE_OIDC_CLIENT_ID', { PILOTHOUSE_OIDC_ISSUER: 'https://login.example.com' }],
    ['PILOTHOUSE_OIDC_SCOPES', { ...OIDC, PILOTHOUSE_OIDC_SCOPES: 'email' }],
    ['PILOTHOUSE_OIDC_GROUP_ROLES', { ...OIDC, PILOTHOUSE_OIDC_GROUP_ROLES: 'devs=shop' }],
    ['PILOTHOUSE_OIDC_GROUP_ROLES', { ...OIDC, PILOTHOUSE_OIDC_GROUP_ROLES: 'devs=shop:KING' }],
    ['PILOTHOUSE_OIDC_GROUP_ROLES', { ...OIDC, PILOTHOUSE_OIDC_GROUP_ROLES: '{"devs": 1}' }],
    ['PILOTHOUSE_OIDC_GROUP_ROLES', { ...OIDC, PILOTHOUSE_OIDC_GROUP_ROLES: '{' }],
    ['PILOTHOUSE_GOOGLE_CLIENT_SECRET', { PILOTHOUSE_GOOGLE_CLIENT_ID: 'x' }],
    ['PILOTHOUSE_OIDC_TIMEOUT_SECONDS', { ...OIDC, PILOTHOUSE_OIDC_TIMEOUT_SECONDS: '0' }],
  ])('%s is told of: %j', (variable, environment) => {
    expect(problems(environment)).toContain(variable);
  });
});
