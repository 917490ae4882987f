import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, test } from '@jest/globals';
import { checkPassword } from './password.service.ts';

const ADA = ['Ada Lovelace', 'ada@analytical-engines.example'];
const EASY = 'This password is easy to guess. Use four or more words that don’t belong together.';

describe('a new password', () => {
  test.each([
    ['password123'],
    ['Password123!'],
    ['P@ssw0rd2024'],
    ['qwertyuiop'],
    ['1q2w3e4r5t6y'],
    ['aaaaaaaaaaaa'],
    ['1234567890'],
    ['abcdefghij'],
    ['iloveyou12'],
    ['letmein123'],
    ['football1234'],
    ['trustno1trustno1'],
    ['administrator'],
    ['Summer2026!'],
    ['pilothouse1'],
    ['Pilothouse2026!'],
    ['ada.lovelace'],
    ['Lovelace2026'],
    ['ada@analytical-engines.example'],
    ['passwordpasswordpasswordpasswordpasswordpassword'],
  ])('%s is refused', async (plain) => {
    expect(await checkPassword(plain, ADA)).toEqual([{ path: 'password', message: EASY }]);
  });

  test.each([['correct horse battery'], ['another long phrase'], ['x7#kQ9!mZ2'], ['Gänseblümchen auf dem Mond']])(
    '%s is taken',
    async (plain) => {
      expect(await checkPassword(plain, ADA)).toEqual([]);
    },
  );

  test.each([
    ['', 'Use at least 10 characters.'],
    ['x7#kQ9!mZ', 'Use at least 10 characters.'],
    ['x7#kQ9!mZ'.repeat(23), 'Use at most 200 characters.'],
  ])('%# has a length', async (plain, message) => {
    expect(await checkPassword(plain, ADA, 'newPassword')).toEqual([{ path: 'newPassword', message }]);
  });

  test('what takes zxcvbn longest holds nobody else up', async () => {
    await checkPassword('correct horse battery', ADA);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await Promise.all(
      ['l33t4@8({[<369&#!1/|0$5+7%2', '4@$$W0rd', '@4(<3690!1$57+%2'].map((text) =>
        checkPassword(text.repeat(25).slice(0, 200), ADA),
      ),
    );
    delay.disable();
    // A median: other programs on the machine may hold one turn up, the measuring would hold one up for its whole time.
    expect(delay.percentile(50) / 1e6).toBeLessThan(50);
  });
});
