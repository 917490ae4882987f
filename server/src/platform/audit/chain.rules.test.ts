import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { baseHash, type ChainedEvent, canonical, entryHash, payloadOf, storable, storableJson } from './chain.rules.ts';

const EVENT: ChainedEvent = {
  id: 'aud_1',
  projectId: null,
  at: '2026-11-20T22:15:43.120Z',
  action: 'x.done',
  actorId: null,
  actorKind: 'SYSTEM',
  actorName: 'Pilothouse',
  subjectId: null,
  subjectType: null,
  subjectName: null,
  detail: null,
  address: null,
  requestId: 'r',
};

describe('the text that is hashed', () => {
  test('is the same however keys are ordered', () => {
    expect(canonical({ b: 1, a: { d: [1, { z: 1, y: 2 }], c: null } })).toBe(
      '{"a":{"c":null,"d":[1,{"y":2,"z":1}]},"b":1}',
    );
  });

  test.each([
    ['1.0', '1'],
    ['1e21', '1e+21'],
    ['1000000000000000000000', '1e+21'],
    ['0.1e1', '1'],
    ['-0', '0'],
    ['"\\u00e9"', '"é"'],
    ['"\\/"', '"/"'],
    ['{"__proto__": 1}', '{"__proto__":1}'],
    ['{"é": 1, "z": 2, "\u{1f600}": 3}', '{"z":2,"é":1,"\u{1f600}":3}'],
    ['[]', '[]'],
    ['{}', '{}'],
  ])('%s', (written, text) => {
    expect(canonical(JSON.parse(written))).toBe(text);
  });

  test('has all that is stored of an entry, and changes with each of it', () => {
    const texts = new Set([payloadOf(EVENT)]);
    for (const field of Object.keys(EVENT)) texts.add(payloadOf({ ...EVENT, [field]: 'other' }));
    expect(texts.size).toBe(Object.keys(EVENT).length + 1);
  });

  test('has a nested detail of any size', () => {
    let detail: unknown = 'x'.repeat(100_000);
    for (let depth = 0; depth < 500; depth += 1) detail = { deeper: [detail] };
    expect(payloadOf({ ...EVENT, detail })).toContain('x'.repeat(100_000));
  });
});

test('an entry’s hash is that of the one before it, its number and its text', () => {
  const previous = baseHash('installation');
  const place = Buffer.from('0000000000000007', 'hex');
  const expected = createHash('sha256')
    .update(Buffer.concat([previous, place, Buffer.from(payloadOf(EVENT))]))
    .digest('hex');
  expect(entryHash(previous, 7, EVENT).toString('hex')).toBe(expected);
});

test('no two chains begin alike', () => {
  expect(baseHash('prj_a').equals(baseHash('prj_b'))).toBe(false);
});

test('what Postgres can’t keep is replaced before it is hashed', () => {
  expect(storable('a\0b\ud800c\u{1f600}')).toBe('a\ufffdb\ufffdc\u{1f600}');
  const at = new Date('2026-11-20T22:15:43.120Z');
  expect(storableJson({ 'k\0': ['\udfff', { at, none: undefined }], n: 1.5 })).toEqual({
    'k\ufffd': ['\ufffd', { at: '2026-11-20T22:15:43.120Z' }],
    n: 1.5,
  });
  expect(storableJson(undefined)).toBeNull();
});
