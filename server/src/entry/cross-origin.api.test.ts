import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { as } from '../../test/as.ts';
import { useCast } from '../../test/factories.ts';

const LISTED = 'https://board.example.com';
const OTHERS = [
  'https://evil.example.com',
  'https://board.example.com.evil.com',
  'https://sub.board.example.com',
  'http://board.example.com',
  'https://board.example.com:8443',
  'https://BOARD.example.com',
  'null',
];
/** The pages as they are before they are built: what is inline there is inline later. */
const clientDir = resolve(import.meta.dirname, '../../../client');
const cast = useCast({ PILOTHOUSE_ALLOWED_ORIGINS: LISTED, PILOTHOUSE_CLIENT_DIR: clientDir });

const PATHS = ['/graphql', '/graphql/stream', '/api/v1/projects'];
const preflight = (path: string, origin: string) =>
  as(cast.anonymous).fetch(path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-csrf-token',
    },
  });
const ask = (origin: string) =>
  as(cast.anonymous).fetch('/graphql', {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
const corsHeaders = (response: Response) =>
  [...response.headers].filter(([name]) => name.startsWith('access-control-'));

describe('pages of a listed origin', () => {
  test.each(PATHS)('may ask: the preflight of %s says so', async (path) => {
    const response = await preflight(path, LISTED);
    expect(response.status).toBe(204);
    expect(Object.fromEntries(corsHeaders(response))).toMatchObject({
      'access-control-allow-origin': LISTED,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': expect.stringContaining('X-CSRF-Token'),
      'access-control-max-age': '600',
    });
    expect(response.headers.get('vary')).toContain('Origin');
  });

  test('may read the answer', async () => {
    const response = await ask(LISTED);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ data: { __typename: 'Query' } });
    expect(response.headers.get('access-control-allow-origin')).toBe(LISTED);
    expect(response.headers.get('access-control-expose-headers')).toContain('X-Request-Id');
    expect(response.headers.get('vary')).toContain('Origin');
  });
});

describe('pages of any other origin', () => {
  test.each(OTHERS)('%s: refused, and the answer is kept from them', async (origin) => {
    const answer = await ask(origin);
    expect(answer.status).toBe(403);
    expect(corsHeaders(answer)).toEqual([]);
    for (const path of PATHS) expect(corsHeaders(await preflight(path, origin))).toEqual([]);
  });

  test('no origin is ever `*`', async () => {
    for (const origin of [LISTED, ...OTHERS, '*'])
      expect((await ask(origin)).headers.get('access-control-allow-origin')).not.toBe('*');
  });
});

describe('a page', () => {
  const PAGES = { '/': 'index.html', '/p/shop': 'index.html', '/playground': 'playground.html' };

  test.each(Object.entries(PAGES))('%s has no inline script and every header', async (path, file) => {
    const response = await as(cast.anonymous).fetch(path);
    const html = await response.text();
    expect(html).toBe(readFileSync(join(clientDir, file), 'utf8'));
    const scripts = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes, content] of scripts) {
      expect(attributes).toMatch(/\ssrc="\/[^/]/);
      expect(content).toBe('');
    }
    expect(html).not.toMatch(/\son\w+\s*=|javascript:|<style|\sstyle=|<base|<iframe|https?:\/\//i);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-security-policy': expect.stringMatching(/^default-src 'self';script-src 'self';/),
      'permissions-policy': expect.stringContaining('camera=(), '),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'origin-agent-cluster': '?1',
      'x-permitted-cross-domain-policies': 'none',
    });
    const policy = response.headers.get('content-security-policy') ?? '';
    for (const part of [
      "connect-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ])
      expect(policy.split(';')).toContain(part);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*(unsafe|blob|data|http)|\*/);
  });
});
