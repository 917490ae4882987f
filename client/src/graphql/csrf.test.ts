import { expect, test } from '@jest/globals';
import { csrfToken } from './csrf.ts';

test.each([
  ['pilothouse_csrf=abc', 'abc'],
  ['theme=dark; pilothouse_csrf=a-b_c; other=1', 'a-b_c'],
  ['__Host-pilothouse_csrf=abc; theme=dark', 'abc'],
  ['pilothouse_csrf=of-another-host; __Host-pilothouse_csrf=abc', 'abc'],
  ['', null],
  ['not_pilothouse_csrf=abc', null],
  ['other=pilothouse_csrf=abc', null],
  ['pilothouse_csrf=', null],
])('the token in “%s”', (cookies, token) => {
  expect(csrfToken(cookies)).toBe(token);
});
