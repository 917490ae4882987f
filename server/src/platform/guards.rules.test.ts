import { describe, expect, test } from '@jest/globals';
import { type Facts, findRisks, guardsTable, type RiskLevel } from './guards.rules.ts';

const ROLE = { name: 'pilothouse_app', isSuperuser: false, bypassesRowSecurity: false, ownsTables: false };
const DATABASE = { host: 'db.example.com', isEncrypted: true, user: 'pilothouse', hasDefaultPassword: false };

/** An installation in which everything is in order and everything is there to be looked at. */
const SAFE: Facts = {
  isProduction: true,
  secret: { source: 'PILOTHOUSE_SECRET', weakness: null },
  keptSecretPath: null,
  publicUrl: 'https://ship.example.com',
  host: '0.0.0.0',
  allowedOrigins: ['https://board.example.com', 'http://localhost:3000'],
  files: [{ path: '/data/secret', mode: 0o600 }],
  administratorPassword: { weakness: null },
  database: DATABASE,
  databaseRole: ROLE,
  hasDemo: false,
  scriptUser: { given: 'scripts', obstacle: null },
  unknownVariables: [],
};

interface Case {
  what: string;
  id: string;
  facts: Partial<Facts>;
  production: RiskLevel;
  development: RiskLevel;
  title: string;
  remedy: string;
}

const files = (mode: number) => ({ files: [{ path: '/data/secret', mode }] });
const CASES: Case[] = [
  {
    what: 'no secret',
    id: 'secret-set',
    facts: { secret: null },
    production: 'REFUSE',
    development: 'OK',
    title: 'PILOTHOUSE_SECRET is missing',
    remedy: 'PILOTHOUSE_SECRET="$(openssl rand -base64 32)"',
  },
  {
    what: 'no secret, but one in the data folder',
    id: 'secret-set',
    facts: { secret: null, keptSecretPath: '/data/secret' },
    production: 'REFUSE',
    development: 'OK',
    title: 'PILOTHOUSE_SECRET is missing',
    remedy: `PILOTHOUSE_SECRET="$(cat '/data/secret')"`,
  },
  {
    what: 'a weak secret',
    id: 'secret-strong',
    facts: { secret: { source: 'PILOTHOUSE_SECRET', weakness: 'is a placeholder' } },
    production: 'REFUSE',
    development: 'RISK',
    title: 'The secret of PILOTHOUSE_SECRET is a placeholder',
    remedy: 'PILOTHOUSE_SECRET="$(openssl rand -base64 32)"',
  },
  {
    what: 'no public address',
    id: 'public-url-set',
    facts: { publicUrl: null },
    production: 'REFUSE',
    development: 'OK',
    title: 'PILOTHOUSE_PUBLIC_URL is missing',
    remedy: 'PILOTHOUSE_PUBLIC_URL=https://',
  },
  {
    what: 'a public address over plain http',
    id: 'public-url-https',
    facts: { publicUrl: 'http://ship.example.com' },
    production: 'REFUSE',
    development: 'RISK',
    title: 'PILOTHOUSE_PUBLIC_URL is plain http',
    remedy: 'PILOTHOUSE_PUBLIC_URL=https://ship.example.com',
  },
  {
    what: 'open to others without a public address',
    id: 'listening',
    facts: { publicUrl: null, host: '0.0.0.0' },
    production: 'REFUSE',
    development: 'RISK',
    title: 'It listens on 0.0.0.0',
    remedy: 'PILOTHOUSE_HOST=127.0.0.1',
  },
  ...[
    ['*', 'https://board.example.com'],
    ['null', 'https://board.example.com'],
    ['https://*.example.com', 'https://board.example.com'],
    ['https://board.example.com/', 'https://board.example.com'],
    ['https://board.example.com/path', 'https://board.example.com'],
    ['board.example.com', 'https://board.example.com'],
  ].map(
    ([origin = '', remedy = '']): Case => ({
      what: `the origin ${origin}`,
      id: 'origins-exact',
      facts: { allowedOrigins: [origin] },
      production: 'REFUSE',
      development: 'REFUSE',
      title: `PILOTHOUSE_ALLOWED_ORIGINS has “${origin}”, which is no exact origin`,
      remedy: `PILOTHOUSE_ALLOWED_ORIGINS=${remedy}`,
    }),
  ),
  {
    what: 'an origin over plain http',
    id: 'origins-https',
    facts: { allowedOrigins: ['http://board.example.com'] },
    production: 'REFUSE',
    development: 'RISK',
    title: 'PILOTHOUSE_ALLOWED_ORIGINS has http://board.example.com',
    remedy: 'PILOTHOUSE_ALLOWED_ORIGINS=https://board.example.com',
  },
  ...[0o604, 0o644, 0o666, 0o601].map(
    (mode): Case => ({
      what: `a key file of mode ${mode.toString(8)}`,
      id: 'files-closed',
      facts: files(mode),
      production: 'REFUSE',
      development: 'RISK',
      title: '/data/secret is open to everybody (0',
      remedy: "chmod 600 '/data/secret'",
    }),
  ),
  {
    what: 'a key file for a group',
    id: 'files-closed-to-group',
    facts: files(0o640),
    production: 'RISK',
    development: 'RISK',
    title: '/data/secret is open to its group (0640)',
    remedy: "chmod 600 '/data/secret'",
  },
  {
    what: 'a weak password of the administrator',
    id: 'administrator-password',
    facts: { administratorPassword: { weakness: 'is one that everybody tries' } },
    production: 'REFUSE',
    development: 'RISK',
    title: 'PILOTHOUSE_ADMIN_PASSWORD is one that everybody tries',
    remedy: 'PILOTHOUSE_ADMIN_PASSWORD="$(openssl rand -base64 18)"',
  },
  {
    what: 'a default password of the database',
    id: 'database-password',
    facts: { database: { ...DATABASE, hasDefaultPassword: true } },
    production: 'REFUSE',
    development: 'RISK',
    title: 'DATABASE_URL has a password that everybody tries for pilothouse',
    remedy: 'alter role "pilothouse" password',
  },
  {
    what: 'an open way to the database',
    id: 'database-encrypted',
    facts: { database: { ...DATABASE, isEncrypted: false } },
    production: 'RISK',
    development: 'RISK',
    title: 'The connection to the database on db.example.com is not encrypted',
    remedy: 'sslmode=verify-full',
  },
  ...(
    [
      ['isSuperuser', 'superuser', 'create role pilothouse login createrole'],
      ['bypassesRowSecurity', 'bypasses', 'alter role "pilothouse_app" nobypassrls'],
      ['ownsTables', 'owns the tables', 'alter role "pilothouse_app" createrole'],
    ] as const
  ).map(
    ([fact, title, remedy]): Case => ({
      what: `a database role that ${fact}`,
      id: 'database-role',
      facts: { databaseRole: { ...ROLE, [fact]: true } },
      production: 'REFUSE',
      development: 'RISK',
      title,
      remedy,
    }),
  ),
  {
    what: 'the demo',
    id: 'demo',
    facts: { hasDemo: true },
    production: 'RISK',
    development: 'OK',
    title: 'The demo project is on',
    remedy: 'PILOTHOUSE_DEMO=off',
  },
  {
    what: 'scripts that run as the server',
    id: 'script-user',
    facts: { scriptUser: null },
    production: 'RISK',
    development: 'OK',
    title: 'Scripts of workflows run as the server’s own user',
    remedy: 'PILOTHOUSE_SCRIPT_USER=pilothouse-scripts',
  },
  ...(
    [
      ['UNKNOWN', 'who doesn’t exist', 'useradd --system scripts'],
      ['IS_ROOT', 'the server’s own user', 'PILOTHOUSE_SCRIPT_USER='],
      ['NOT_ROOT', 'the server is not root', 'unset PILOTHOUSE_SCRIPT_USER'],
      ['MAY_NOT_SWITCH', 'may not become somebody else', '--cap-add SETUID'],
    ] as const
  ).map(
    ([obstacle, title, remedy]): Case => ({
      what: `a user of scripts that is ${obstacle}`,
      id: 'script-user-usable',
      facts: { scriptUser: { given: 'scripts', obstacle } },
      production: 'REFUSE',
      development: 'REFUSE',
      title,
      remedy,
    }),
  ),
  {
    what: 'a mistake in a name',
    id: 'variables-known',
    facts: { unknownVariables: ['PILOTHOUSE_SECRT'] },
    production: 'RISK',
    development: 'RISK',
    title: 'PILOTHOUSE_SECRT is not a variable of Pilothouse',
    remedy: 'unset PILOTHOUSE_SECRT',
  },
];

const risksOf = (facts: Facts, id: string) => findRisks(facts).filter((risk) => risk.id === id);

describe('guards', () => {
  test('each has a case here', () => {
    expect([...new Set(CASES.map(({ id }) => id))].sort()).toEqual(
      guardsTable()
        .map(({ id }) => id)
        .sort(),
    );
  });

  test('where all is in order, every one says so', () => {
    const risks = findRisks(SAFE);
    expect(risks.filter(({ level }) => level !== 'OK')).toEqual([]);
    expect(risks.map(({ id }) => id)).toEqual(guardsTable().map(({ id }) => id));
  });

  test.each(CASES)('$what: $id, $production in production', ({ id, facts, production, development, title, remedy }) => {
    expect(risksOf(SAFE, id)).toMatchObject([{ level: 'OK', remedy: null }]);
    for (const [isProduction, level] of [
      [true, production],
      [false, development],
    ] as const) {
      const risks = risksOf({ ...SAFE, ...facts, isProduction }, id);
      if (level === 'OK') expect(risks).toMatchObject([{ level, remedy: null }]);
      else
        expect(risks).toEqual([
          {
            id,
            level,
            title: expect.stringContaining(title),
            why: expect.stringMatching(/^[A-Z].*\.$/s),
            remedy: expect.stringContaining(remedy),
          },
        ]);
    }
  });

  test('each file and each origin is told by itself', () => {
    const risks = findRisks({
      ...SAFE,
      allowedOrigins: ['*', 'http://a.example.com', 'http://b.example.com'],
      files: [
        { path: '/a', mode: 0o644 },
        { path: '/b', mode: 0o644 },
      ],
    });
    expect(risks.filter(({ level }) => level === 'REFUSE').map(({ id }) => id)).toEqual([
      'origins-exact',
      'origins-https',
      'origins-https',
      'files-closed',
      'files-closed',
    ]);
  });

  test.each(['http://127.0.0.1:4000', 'http://localhost:4000', 'http://[::1]:4000', 'http://pilothouse.localhost'])(
    'plain http is in order on this machine: %s',
    (url) => {
      const risks = findRisks({ ...SAFE, publicUrl: url, allowedOrigins: [url] });
      expect(risks.filter(({ level }) => level !== 'OK')).toEqual([]);
    },
  );

  test('what can’t be looked at is not called fine', () => {
    const ids = findRisks({ ...SAFE, databaseRole: null, database: null, administratorPassword: null, secret: null })
      .filter(({ level }) => level === 'OK')
      .map(({ id }) => id);
    for (const id of [
      'database-role',
      'database-encrypted',
      'database-password',
      'administrator-password',
      'secret-strong',
    ])
      expect(ids).not.toContain(id);
  });
});
