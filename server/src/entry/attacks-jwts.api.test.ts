import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { as } from '../../test/as.ts';
import { makeSession, makeUser, useCast } from '../../test/factories.ts';

/** A promise of the product: bad input never costs more than this. */
const MOST_MS = 250;
const SECRET = 'a secret of tests, long enough for it';
const cast = useCast({ PILOTHOUSE_SECRET: SECRET, PILOTHOUSE_RATE_ANONYMOUS: '0' });

type Json = Record<string, unknown>;
interface Parts {
  header: Json;
  claims: Json;
  text: string;
  encoded: [header: string, claims: string, signature: string];
}

let owner: Parts;
let stranger: Parts;
beforeAll(() => {
  owner = partsOf(cast.owner.headers.cookie ?? '');
  stranger = partsOf(cast.stranger.headers.cookie ?? '');
});

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

function partsOf(cookie: string): Parts {
  const text = cookie.slice(cookie.indexOf('=') + 1);
  const encoded = text.split('.') as Parts['encoded'];
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json;
  return { header: decode(encoded[0]), claims: decode(encoded[1]), text, encoded };
}

const ownKey = () => cast.app.app.secretBox.key('access-token');
const seconds = () => Math.floor(Date.now() / 1_000);

/** A token in the owner's name: `header` and `claims` change the real ones, `undefined` takes one away. */
function forge({
  header = {},
  claims = {},
  key = ownKey(),
  hash = 'sha256',
}: {
  header?: Json | string;
  claims?: Json | string | unknown[] | null | number;
  key?: Buffer | string;
  hash?: string;
} = {}): string {
  const isPart = typeof claims === 'object' && claims !== null && !Array.isArray(claims);
  const body = `${encode(typeof header === 'string' ? header : { ...owner.header, ...header })}.${encode(isPart ? { ...owner.claims, ...claims } : typeof claims === 'number' || claims === null ? JSON.stringify(claims) : claims)}`;
  return `${body}.${createHmac(hash, key).update(body).digest('base64url')}`;
}

function unsigned(header: Json, signature = ''): string {
  return `${encode({ ...owner.header, ...header })}.${owner.encoded[1]}.${signature}`;
}

function signedBy(algorithm: string, hash: string, key: KeyObject, padding?: { dsaEncoding: 'ieee-p1363' }): string {
  const body = `${encode({ ...owner.header, alg: algorithm })}.${owner.encoded[1]}`;
  return `${body}.${sign(hash, Buffer.from(body), { key, ...padding }).toString('base64url')}`;
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }) as string;
const ownOct = () => ({ kty: 'oct', k: ownKey().toString('base64url') });

/** The other character that ends the same bytes: of its six bits two mean nothing. */
function withSpareBits(text: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return text.slice(0, -1) + letters[letters.indexOf(text.at(-1) ?? 'A') | 1];
}

const ALGORITHMS: [string, () => string][] = [
  ...['none', 'None', 'NONE', 'nOnE', ' none', 'none ', ''].map((alg): [string, () => string] => [
    `alg “${alg}”, not signed`,
    () => unsigned({ alg }),
  ]),
  ['alg none with the signature of the real one', () => unsigned({ alg: 'none' }, owner.encoded[2])],
  ['no alg', () => forge({ header: { alg: undefined } })],
  ['alg null', () => forge({ header: { alg: null } })],
  ['a list of algs', () => forge({ header: { alg: ['HS256'] } })],
  ['alg in small letters', () => forge({ header: { alg: 'hs256' } })],
  ['HS384 by our own key', () => forge({ header: { alg: 'HS384' }, hash: 'sha384' })],
  ['HS512 by our own key', () => forge({ header: { alg: 'HS512' }, hash: 'sha512' })],
  ['RS256 by an RSA key', () => signedBy('RS256', 'sha256', rsa.privateKey)],
  ['HS256 by an RSA public key', () => forge({ key: publicPem })],
  ['ES256 by an EC key', () => signedBy('ES256', 'sha256', ec.privateKey, { dsaEncoding: 'ieee-p1363' })],
  ['ES256 with a signature of zeros', () => unsigned({ alg: 'ES256' }, Buffer.alloc(64).toString('base64url'))],
];

const KEYS: [string, () => string][] = [
  ['another key', () => forge({ key: Buffer.alloc(32, 7) })],
  ['a key of zeros', () => forge({ key: Buffer.alloc(32) })],
  ['the empty key', () => forge({ key: '' })],
  ['the secret itself', () => forge({ key: SECRET })],
  ['the key of another purpose', () => forge({ key: cast.app.app.secretBox.key('csrf-token') })],
  ['the key’s id as key', () => forge({ key: String(owner.header.kid) })],
  ['another installation’s key with its id', () => forge({ header: { kid: '0123456789abcdef' }, key: 'x'.repeat(32) })],
];

const SHAPES: [string, () => string][] = [
  ['nothing', () => ''],
  ['dots', () => '..'],
  ['one part', () => owner.encoded[0]],
  ['two parts', () => owner.encoded.slice(0, 2).join('.')],
  ['no signature', () => `${owner.encoded[0]}.${owner.encoded[1]}.`],
  ['no header', () => `.${owner.encoded[1]}.${owner.encoded[2]}`],
  ['no claims', () => `${owner.encoded[0]}..${owner.encoded[2]}`],
  ['four parts', () => `${owner.text}.${owner.encoded[2]}`],
  ['five parts, as of an encrypted one', () => `${owner.text}.${owner.encoded[2]}.${owner.encoded[2]}`],
  ['a truncated signature', () => owner.text.slice(0, -1)],
  ['a longer signature', () => `${owner.text}AA`],
  ['spare bits in the signature', () => withSpareBits(owner.text)],
  ['padding', () => `${owner.text}=`],
  ['padding in each part', () => owner.encoded.map((part) => `${part}==`).join('.')],
  ['the other alphabet of base64', () => owner.encoded.map((part) => `${part.slice(0, -1)}+`).join('.')],
  ['quotes', () => `"${owner.text}"`],
  ['a space before', () => ` ${owner.text}`],
  ['a tab inside', () => owner.text.replace('.', '\t.')],
  ['an encoded NUL after', () => `${owner.text}%00`],
  ['an encoded dot', () => owner.text.replace('.', '%2E')],
  ['claims changed under the real signature', () => `${owner.encoded[0]}.${stranger.encoded[1]}.${owner.encoded[2]}`],
  ['a real signature of another token', () => `${owner.encoded[0]}.${owner.encoded[1]}.${stranger.encoded[2]}`],
  ['a header that is no JSON', () => forge({ header: '{"alg":' })],
  ['claims that are no JSON', () => forge({ claims: '{"sub":' })],
  ['claims that are text', () => forge({ claims: '"text"' })],
  ['claims that are a list', () => forge({ claims: [1, 2] })],
  ['claims that are null', () => forge({ claims: null })],
  ['claims that are a number', () => forge({ claims: 1 })],
  ['claims of 10,000 characters', () => forge({ claims: { more: 'x'.repeat(10_000) } })],
  ['a token of 100,000 characters', () => 'x'.repeat(100_000)],
  ['claims nested 2,000 deep', () => forge({ claims: `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}` })],
];

/** Signed by our own key: what says that they are not ours is what they say. */
const HEADERS: [string, () => string][] = [
  ['no kid', () => forge({ header: { kid: undefined } })],
  ['another kid', () => forge({ header: { kid: '0123456789abcdef' } })],
  ['a kid that is a path', () => forge({ header: { kid: '../../../../dev/null' } })],
  ['a kid that is SQL', () => forge({ header: { kid: "x' union select 'key'--" } })],
  ['a kid that is a number', () => forge({ header: { kid: 0 } })],
  ['no typ', () => forge({ header: { typ: undefined } })],
  ['typ JWT', () => forge({ header: { typ: 'JWT' } })],
  ['typ of another kind', () => forge({ header: { typ: 'at+jwt' } })],
  ['crit of an unknown extension', () => forge({ header: { crit: ['x'], x: 1 } })],
  ['crit of exp', () => forge({ header: { crit: ['exp'], exp: 1 } })],
  ['b64 false', () => forge({ header: { crit: ['b64'], b64: false } })],
  ['a key of its own (jwk)', () => forge({ header: { jwk: ownOct() } })],
  ['the address of a key (jku)', () => forge({ header: { jku: 'https://evil.example.com/keys' } })],
  ['the address of a certificate (x5u)', () => forge({ header: { x5u: 'https://evil.example.com/cert' } })],
  ['a certificate (x5c)', () => forge({ header: { x5c: ['AAAA'] } })],
  ['compression', () => forge({ header: { zip: 'DEF' } })],
];

const CLAIMS: [string, () => string][] = [
  ...['iss', 'aud', 'sub', 'sid', 'iat', 'exp', 'jti'].map((name): [string, () => string] => [
    `no ${name}`,
    () => forge({ claims: { [name]: undefined } }),
  ]),
  ['another issuer', () => forge({ claims: { iss: 'https://evil.example.com' } })],
  ['a list of issuers', () => forge({ claims: { iss: ['pilothouse'] } })],
  ['another audience', () => forge({ claims: { aud: 'pilothouse-token' } })],
  ['exp in the past', () => forge({ claims: { iat: seconds() - 900, exp: seconds() - 300 } })],
  ['exp as text', () => forge({ claims: { exp: String(seconds() + 300) } })],
  ['exp in a thousand years', () => forge({ claims: { exp: seconds() + 31_536_000_000 } })],
  ['exp beyond all numbers', () => forge({ claims: JSON.stringify(owner.claims).replace(/"exp":\d+/, '"exp":1e999') })],
  ['exp a day from now', () => forge({ claims: { exp: seconds() + 86_400 } })],
  ['exp null', () => forge({ claims: { exp: null } })],
  ['exp negative', () => forge({ claims: { exp: -1 } })],
  ['iat in the future', () => forge({ claims: { iat: seconds() + 300, exp: seconds() + 600 } })],
  ['iat as text', () => forge({ claims: { iat: String(seconds()) } })],
  ['iat an hour ago', () => forge({ claims: { iat: seconds() - 3_600 } })],
  ['nbf in the future', () => forge({ claims: { nbf: seconds() + 300 } })],
  ['nbf as text', () => forge({ claims: { nbf: 'now' } })],
  ['another person’s session', () => forge({ claims: { sid: stranger.claims.sid } })],
  ['another person', () => forge({ claims: { sub: stranger.claims.sub } })],
  ['a list of people', () => forge({ claims: { sub: [owner.claims.sub] } })],
  ['a session that never was', () => forge({ claims: { sid: 'ses_00000000000000000000000000' } })],
  ['a session that is no id', () => forge({ claims: { sid: "' or true--" } })],
  ['a session that is an object', () => forge({ claims: { sid: { $ne: null } } })],
  ['a NUL after the session', () => forge({ claims: { sid: `${String(owner.claims.sid)}\0` } })],
  ['a NUL after the person', () => forge({ claims: { sub: `${String(owner.claims.sub)}\0` } })],
  ['half a character', () => forge({ claims: { sid: '\ud800' } })],
];

async function ask(headers: Record<string, string>): Promise<string | null> {
  const startedAt = performance.now();
  const response = await fetch(`${cast.app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ viewer { name } }' }),
  });
  expect(performance.now() - startedAt).toBeLessThan(MOST_MS);
  expect(response.status).toBeLessThan(500);
  if (!response.headers.get('content-type')?.includes('json')) return null;
  const { data } = (await response.json()) as { data?: { viewer: { name: string } | null } | null };
  return data?.viewer?.name ?? null;
}
const whoIs = (jwt: string) => ask({ cookie: `pilothouse_session=${jwt}` });

test('the real one, and one made here in the same way, are somebody', async () => {
  expect(await whoIs(owner.text)).toBe('owner');
  expect(await whoIs(forge())).toBe('owner');
});

describe.each([
  ['algorithms', ALGORITHMS],
  ['keys', KEYS],
  ['shapes', SHAPES],
  ['headers', HEADERS],
  ['claims', CLAIMS],
])('nobody, by their %s', (_what, tokens) => {
  test.each(tokens)('%s', async (_name, make) => {
    expect(await whoIs(make())).toBeNull();
  });
});

describe('nobody, though the token is real', () => {
  const changes: [string, string][] = [
    ['a session that was ended', 'update sessions set revoked_at = now() where user_id = $1'],
    ['a session that is over', `update sessions set expires_at = now() - interval '1 second' where user_id = $1`],
    ['a session that is gone', 'delete from sessions where user_id = $1'],
    ['a person who was suspended', 'update users set suspended_at = now() where id = $1'],
    ['a person who was deleted', 'update users set deleted_at = now() where id = $1'],
  ];
  test.each(changes)('%s', async (_name, sql) => {
    const person = await makeUser(cast.app);
    await cast.app.sql(sql, [person.userId]);
    expect(await whoIs(partsOf(person.headers.cookie ?? '').text)).toBeNull();
  });

  test('two of them at once, in either order, whoever the second belongs to', async () => {
    const other = partsOf(await makeSession(cast.app, cast.owner.userId)).text;
    for (const second of [other, stranger.text, 'x.y.z'])
      for (const pair of [
        [owner.text, second],
        [second, owner.text],
      ])
        expect(await ask({ cookie: pair.map((jwt) => `pilothouse_session=${jwt}`).join('; ') })).toBeNull();
  });

  test('in another cookie or header', async () => {
    for (const name of ['pilothouse_refresh', 'pilothouse_csrf', '__Host-pilothouse_session', 'PILOTHOUSE_SESSION'])
      expect(await ask({ cookie: `${name}=${owner.text}` })).toBeNull();
    expect(await ask({ authorization: `Bearer ${owner.text}` })).toBeNull();
    expect(await ask({ 'x-csrf-token': owner.text })).toBeNull();
  });
});

test('other doors know none of them either', async () => {
  for (const make of [
    () => unsigned({ alg: 'none' }),
    () => forge({ key: '' }),
    () => forge({ header: { kid: 'x' } }),
  ]) {
    const headers = { cookie: `pilothouse_session=${make()}` };
    expect((await as(cast.anonymous).fetch('/api/v1/projects', { headers })).status).toBe(401);
    const stream = await as(cast.anonymous).fetch('/graphql/stream', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'subscription { deploymentChanged(id: "dpl_1") { id } }' }),
    });
    expect(stream.status).toBe(401);
  }
  expect(await whoIs(owner.text)).toBe('owner');
});
