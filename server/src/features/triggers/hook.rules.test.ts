import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { deliveryIdOf, isSigned, payloadOf } from './hook.rules.ts';

const body = Buffer.from('{"ref":"main"}');
const signature = `sha256=${createHmac('sha256', 'secret').update(body).digest('hex')}`;

describe('a signature', () => {
  test.each([
    ['ours', { 'x-pilothouse-signature': signature }, true],
    ['GitHub’s', { 'x-hub-signature-256': signature }, true],
    ['in capitals', { 'x-pilothouse-signature': `sha256=${signature.slice(7).toUpperCase()}` }, true],
    ['none', {}, false],
    ['empty', { 'x-pilothouse-signature': '' }, false],
    ['of another body', { 'x-pilothouse-signature': `sha256=${'0'.repeat(64)}` }, false],
    ['cut short', { 'x-pilothouse-signature': signature.slice(0, -2) }, false],
    ['of another algorithm', { 'x-pilothouse-signature': signature.replace('sha256', 'sha1') }, false],
    ['of the older header, which uses SHA-1', { 'x-hub-signature': signature }, false],
  ])('%s', (_name, headers, is) => {
    expect(isSigned(body, headers, 'secret')).toBe(is);
    expect(isSigned(body, headers, 'another secret')).toBe(false);
  });
});

test('a delivery is known by what its sender calls it; nothing endless is', () => {
  expect(deliveryIdOf({ 'x-github-delivery': 'a1' })).toBe('a1');
  expect(deliveryIdOf({ 'x-pilothouse-delivery': 'b2', 'x-github-delivery': 'a1' })).toBe('b2');
  expect(deliveryIdOf({})).toBeNull();
  expect(deliveryIdOf({ 'idempotency-key': 'x'.repeat(201) })).toBeNull();
});

test('a run sees body, headers and query of the call, and no credentials', () => {
  const headers = {
    'content-type': 'application/json',
    'x-github-event': 'push',
    authorization: 'Bearer abc',
    cookie: 'session=abc',
    'x-gitlab-token': 'abc',
    'x-hub-signature-256': signature,
  };
  expect(payloadOf(body, headers, new URLSearchParams('a=1&b=2'))).toEqual({
    body: { ref: 'main' },
    headers: { 'content-type': 'application/json', 'x-github-event': 'push' },
    query: { a: '1', b: '2' },
  });
});

test.each([
  ['no body', '', 'application/json', null],
  ['a form', 'name=Ada+L&n=1', 'application/x-www-form-urlencoded', { name: 'Ada L', n: '1' }],
  ['a text', 'hello', 'text/plain', 'hello'],
  ['broken JSON', '{"a":', 'application/json', '{"a":'],
])('%s', (_name, text, type, seen) => {
  expect(payloadOf(Buffer.from(text), { 'content-type': type }, new URLSearchParams()).body).toEqual(seen);
});
