import { describe, expect, test } from '@jest/globals';
import { createMasker, type Masker } from './masker.ts';
import { listSecretForms } from './secret-forms.rules.ts';

function feedBytes(masker: Masker, ...parts: Buffer[]): Buffer {
  return Buffer.concat([...parts.map((part) => masker.push(part)), masker.flush()]);
}

const feed = (masker: Masker, ...parts: Buffer[]) => feedBytes(masker, ...parts).toString();

const once = (secrets: string[], text: string) => feed(createMasker(secrets), Buffer.from(text));

const pem = `-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nAQEFAASCBKcwggSj\nshort\n-----END PRIVATE KEY-----\n`;

/** What goes in, what comes out. Each row is also fed split in two and three, at every byte. */
const rows: [string, string[], string, string][] = [
  ['nothing to hide', [], 'plain text\n', 'plain text\n'],
  ['no secret in it', ['hunter22'], 'plain text hunt', 'plain text hunt'],
  ['one', ['hunter22'], 'pw=hunter22;', 'pw=***;'],
  ['at the ends, side by side', ['hunter22'], 'hunter22hunter22', '******'],
  ['two secrets', ['hunter22', 'letmein!'], 'a hunter22 b letmein! c', 'a *** b *** c'],
  ['one that begins like another', ['abcd', 'abcdefgh'], 'abcd abcdef abcdefgh', '*** ***ef ***'],
  ['one inside another', ['cdef', 'abcdefgh'], 'abcdefgh cdef', '*** ***'],
  ['overlapping ones', ['abcdef', 'defghi'], 'xabcdefghiy', 'x***y'],
  ['one that overlaps itself', ['abcab'], 'abcabcab!', '***!'],
  ['a false start', ['aaab'], 'aaaaaab', 'aaa***'],
  ['an unfinished one', ['hunter22'], 'hunter2', 'hunter2'],
  ['beyond ASCII', ['pässwörd'], 'pw pässwörd ß', 'pw *** ß'],
  ['a multi-line one', ['line-one-x\nline-two-y'], '[line-one-x\nline-two-y]\n', '[***\n***]\n'],
  ['lines of it', ['line-one-x\nline-two-y'], 'line-two-y, then\nline-one-x', '***, then\n***'],
  ['a key file', [pem], `> ${pem}<`, '> ***\n***\n***\n***\n***\n<'],
  [
    'a line of a key file',
    [pem],
    '-----BEGIN PRIVATE KEY-----\n  AQEFAASCBKcwggSj\n',
    '-----BEGIN PRIVATE KEY-----\n  ***\n',
  ],
  ['base64', ['s3cr3t/pass?'], `x ${btoa('s3cr3t/pass?')} y`, 'x *** y'],
  ['URL', ['a b&c/d=é'], 'x a%20b%26c%2Fd%3D%C3%A9 a+b%26c%2fd%3d%c3%a9', 'x *** ***'],
  ['JSON', ['say "hi"\tthere'], '{"x":"say \\"hi\\"\\tthere"}', '{"x":"***"}'],
  [
    'JSON of Go and PHP',
    ['a<b>/c&d=e'],
    '{"go":"a\\u003cb\\u003e/c\\u0026d=e","php":"a<b>\\/c&d=e"}',
    '{"go":"***","php":"***"}',
  ],
  [
    'JSON within JSON',
    ['say "hi" there'],
    String.raw`{"x":"{\"y\":\"say \\\"hi\\\" there\"}"}`,
    String.raw`{"x":"{\"y\":\"***\"}"}`,
  ],
  ['a trace of a shell', ["it's a secret"], String.raw`+ login 'it'\''s a secret'`, `+ login '***'`],
  ['hexadecimal', ['s3cr3t/pass?'], 'x 7333637233742f706173733f 7333637233742F706173733F', 'x *** ***'],
  ['too short', ['abc'], 'abc', 'abc'],
  ['blank ones', ['', '    ', '\n'], 'a    b', 'a    b'],
];

describe('masking, split at every point', () => {
  test.each(rows)('%s', (_, secrets, text, expected) => {
    const bytes = Buffer.from(text);
    expect(once(secrets, text)).toBe(expected);
    const masker = createMasker(secrets);
    for (let first = 0; first <= bytes.length; first += 1) {
      expect(feed(masker, bytes.subarray(0, first), bytes.subarray(first))).toBe(expected);
      for (let second = first; second <= bytes.length; second += 1) {
        const parts = [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)];
        expect(feed(masker, ...parts)).toBe(expected);
      }
    }
    expect(feed(masker, ...[...bytes].map((byte) => Buffer.from([byte])))).toBe(expected);
  });

  test.each(rows)('%s: beginning again at offset − heldBytes gives the same', (_, secrets, text, expected) => {
    const bytes = Buffer.from(text);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const first = createMasker(secrets);
      const shown = first.push(bytes.subarray(0, cut));
      const rest = feedBytes(createMasker(secrets), bytes.subarray(cut - first.heldBytes));
      expect(Buffer.concat([shown, rest]).toString()).toBe(expected);
    }
  });

  test.each(rows)('%s: as a single text', (_, secrets, text, expected) => {
    expect(createMasker(secrets).maskText(text)).toBe(expected);
  });
});

describe('encoded within something longer', () => {
  const secret = 'pilothouse-token-123';
  test.each([0, 1, 2, 3, 4])('base64 after %d other bytes', (count) => {
    for (const after of ['', 'x', 'xy', 'xyz']) {
      const shown = once([secret], Buffer.from('u'.repeat(count) + secret + after).toString('base64'));
      expect(shown).toContain('***');
      const rest = Buffer.from(shown.replace('***', ''), 'base64').toString('latin1');
      expect(rest).not.toMatch(/pilot|token|123/);
      expect(shown.length).toBeLessThan(14);
    }
  });

  test('base64 in lines of 76, and in the URL alphabet', () => {
    const long = 'k'.repeat(30) + '?>~'.repeat(40);
    const wrapped = Buffer.from(long).toString('base64').replace(/.{76}/g, '$&\n');
    expect(once([long], wrapped)).toBe(wrapped.replace(/[^\n]+/g, '***'));
    expect(once([long], Buffer.from(long).toString('base64url'))).toBe('***');
  });

  test("Python's JSON", () => {
    expect(once(['pässwörd-längër'], '"p\\u00e4ssw\\u00f6rd-l\\u00e4ng\\u00ebr"')).toBe('"***"');
  });

  test('base64 in lines of 64, as openssl prints a key file', () => {
    const key = Array.from({ length: 8 }, (_, index) => `line ${index} of a long key`).join('\n');
    const text =
      Buffer.from(key)
        .toString('base64')
        .match(/.{1,64}/g) ?? [];
    for (const line of text.slice(0, -1)) expect(once([key], line)).toBe('***');
  });

  test('short secrets have no encoded forms that occur by chance', () => {
    expect(listSecretForms(['abcd']).map(String)).toEqual(expect.arrayContaining(['abcd', 'YWJjZA==']));
    expect(listSecretForms(['abcd']).every((form) => form.length >= 4)).toBe(true);
    expect(
      listSecretForms(['abcd'])
        .filter((form) => form.length < 8)
        .map(String),
    ).toEqual(['abcd']);
  });
});

describe('memory and speed', () => {
  test('what is held back stays bounded, also in a text of nothing but overlaps', () => {
    const masker = createMasker(['aaaa']);
    const chunk = Buffer.alloc(10_000, 'a');
    let shown = '';
    for (let round = 0; round < 30; round += 1) {
      shown += masker.push(chunk).toString();
      expect(masker.heldBytes).toBeLessThan(80_000);
    }
    expect(shown + masker.flush().toString()).toMatch(/^[*]+$/);
  });

  test("a held beginning is the caller's no more", () => {
    const masker = createMasker(['hunter22']);
    const chunk = Buffer.from('hunt');
    masker.push(chunk);
    expect(masker.heldBytes).toBe(4);
    chunk.fill('x');
    expect(masker.push(Buffer.from('er2!')).toString()).toBe('hunter2!');
  });

  test('bytes without a secret are passed on without a copy', () => {
    const chunk = Buffer.from('nothing here\n');
    expect(createMasker(['hunter22']).push(chunk).buffer).toBe(chunk.buffer);
  });

  test('20 secrets cost little (in a quiet process over 500 MB/s; 100 are demanded here)', () => {
    const masker = createMasker(Array.from({ length: 20 }, (_, index) => `s3cr3t-${index * 7919}-value-${index}`));
    const chunk = Buffer.from(
      '2026-11-20T10:00:00Z INFO request path=/api/v1/things/42 status=200 ms=12\n'.repeat(900),
    );
    for (let round = 0; round < 20; round += 1) masker.push(chunk);
    const startedAt = performance.now();
    for (let round = 0; round < 200; round += 1) masker.push(chunk);
    const megabytesPerSecond = (chunk.length * 200) / 1000 / (performance.now() - startedAt);
    expect(megabytesPerSecond).toBeGreaterThan(100);
  });
});

test('random texts over a small alphabet, split at random, agree with a search at every position', () => {
  let seed = 42;
  const random = (limit: number) => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return seed % limit;
  };
  const word = (length: number) => Array.from({ length }, () => 'abc'[random(3)]).join('');
  for (let round = 0; round < 500; round += 1) {
    const secrets = Array.from({ length: 1 + random(4) }, () => word(4 + random(6)));
    const text = word(60);
    const isCovered = Array.from(text, () => false);
    const startsNew = new Set<number>();
    let coveredUpTo = 0;
    for (let at = 0; at < text.length; at += 1) {
      const longest = Math.max(
        0,
        ...secrets.filter((secret) => text.startsWith(secret, at)).map((secret) => secret.length),
      );
      if (longest === 0) continue;
      if (at >= coveredUpTo) startsNew.add(at);
      coveredUpTo = Math.max(coveredUpTo, at + longest);
      isCovered.fill(true, at, at + longest);
    }
    const expected = Array.from(text, (letter, at) => (startsNew.has(at) ? '***' : isCovered[at] ? '' : letter)).join(
      '',
    );
    const parts: Buffer[] = [];
    for (let at = 0; at < text.length; ) {
      const length = 1 + random(9);
      parts.push(Buffer.from(text.slice(at, at + length)));
      at += length;
    }
    expect(feed(createMasker(secrets), ...parts)).toBe(expected);
  }
});

describe('a text that was cut before anybody masked it', () => {
  const secret = 'Kestrel-9 over the harbour, 4711 times';
  test.each([
    ['its beginning', `value: ${secret.slice(0, 20)}…`, 'value: ***…'],
    ['its beginning, in base64', `value: ${Buffer.from(secret).toString('base64').slice(0, 20)}…`, 'value: ***…'],
    ['its end', `…${secret.slice(-15)} failed`, '…*** failed'],
    ['a middle part', `…${secret.slice(8, 25)}…`, '…***…'],
    ['both ends of two', `…${secret.slice(-9)} and ${secret.slice(0, 9)}…`, '…*** and ***…'],
    ['all of it', `${secret}…`, '***…'],
    ['too little to tell', `value: ${secret.slice(0, 3)}…`, `value: ${secret.slice(0, 3)}…`],
    ['nothing of it', 'loading…', 'loading…'],
    ['its beginning where nothing was cut', secret.slice(0, 20), secret.slice(0, 20)],
  ])('shows nothing of a secret: %s', (_what, text, expected) => {
    expect(createMasker([secret]).maskText(text)).toBe(expected);
  });

  test('wherever it was cut', () => {
    const masker = createMasker([secret]);
    for (let at = 4; at < secret.length; at += 1) {
      expect(masker.maskText(`a ${secret.slice(0, at)}…`)).toBe('a ***…');
      expect(masker.maskText(`…${secret.slice(-at)} b`)).toBe('…*** b');
    }
  });
});
