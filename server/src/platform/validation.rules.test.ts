import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { AppError } from './errors.ts';
import { displayName, parseInput, slug, timeZone, webUrl } from './validation.ts';

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

describe('names and addresses', () => {
  test.each(['a', 'web-shop', '2026', 'a'.repeat(40)])('slug: %s', (text) => expect(accepts(slug, text)).toBe(true));
  test.each(['', '-', 'a-', '-a', 'a--b', 'A', 'ä', 'a b', 'a_b', 'a.b', '../a', 'a\n', 'a'.repeat(41), 5, null])(
    'no slug: %p',
    (text) => expect(accepts(slug, text)).toBe(false),
  );

  test.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires'])('time zone: %s', (text) =>
    expect(accepts(timeZone, text)).toBe(true),
  );
  test.each(['', 'Berlin', 'Europe/Nowhere', '../../etc/passwd', 'x'.repeat(65)])('no time zone: %p', (text) =>
    expect(accepts(timeZone, text)).toBe(false),
  );

  test.each(['http://localhost:4000', 'https://example.com/a?b=c#d', 'http://[::1]/'])('web address: %s', (text) =>
    expect(accepts(webUrl, text)).toBe(true),
  );
  test.each(['', 'example.com', 'javascript:alert(1)', 'file:///etc', 'data:text/html,x', 'http://', '//x'])(
    'no web address: %p',
    (text) => expect(accepts(webUrl, text)).toBe(false),
  );

  test('a name is trimmed', () => {
    expect(displayName.parse('  Ada  ')).toBe('Ada');
    expect(accepts(displayName, ' '.repeat(200))).toBe(false);
    expect(accepts(displayName, 'x'.repeat(101))).toBe(false);
  });
});

describe('an input with problems', () => {
  const schema = z.object({ name: displayName, list: z.array(z.object({ url: webUrl })), count: z.int() });

  const errorOf = (value: unknown): AppError => {
    try {
      parseInput(schema, value);
    } catch (error) {
      return error as AppError;
    }
    throw new Error('It was accepted.');
  };
  const problemsOf = (error: AppError) => error.details.problems as { path: string; message: string }[];

  test('says all of them at once, each with its path, as sentences', () => {
    const error = errorOf({ name: '', list: [{ url: 'http://a' }, { url: 'b' }], count: 'x' });
    expect(error).toBeInstanceOf(AppError);
    expect(error.code).toBe('INVALID_INPUT');
    expect(problemsOf(error).map(({ path }) => path)).toEqual(['name', 'list.1.url', 'count']);
    for (const { message } of problemsOf(error)) expect(message).toMatch(/^[A-Z].*\.$/);
  });

  test('is cut at fifty, and says the same thing once', () => {
    const list = Array.from({ length: 80 }, () => ({ url: 'x' }));
    const error = errorOf({ name: 'a', list, count: 1 });
    expect(problemsOf(error)).toHaveLength(50);
    expect(error.message).toBe('Use a full http:// or https:// address.');
  });
});
