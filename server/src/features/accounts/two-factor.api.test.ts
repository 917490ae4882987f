import { afterEach, describe, expect, test } from '@jest/globals';
import { TOTP } from 'otpauth';
import { as, type TestActor } from '../../../test/as.ts';
import { makeUser, useCast } from '../../../test/factories.ts';
import { useMailbox } from '../../../test/mailbox.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();
const mailbox = useMailbox(cast);
const PASSWORD = 'correct horse battery';
const CONFIRM =
  'mutation ($input: ConfirmTwoFactorInput!) { confirmTwoFactor(input: $input) { codes twoFactor { isOn } } }';
const RENEW =
  'mutation ($input: RenewBackupCodesInput!) { renewBackupCodes(input: $input) { codes twoFactor { backupCodesLeft } } }';
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { name } }';

/** The clock of the server, moved by this much; a code of another half minute is another one. */
let shiftMs = 0;
const now = () => Date.now() + shiftMs;
const tick = (seconds: number) => {
  cast.app.app.now = () => new Date(now());
  shiftMs += seconds * 1_000;
};
afterEach(() => mailbox.deliver());

const codeOf = (secret: string, secondsAway = 0) =>
  new TOTP({ secret }).generate({ timestamp: now() + secondsAway * 1_000 });
const wrongCode = (secret: string) => String((Number(codeOf(secret)) + 500_000) % 1_000_000).padStart(6, '0');

async function begin(by: TestActor): Promise<string> {
  const { beginTwoFactor } = await as(by).run<{ beginTwoFactor: { secret: string } }>(
    'mutation { beginTwoFactor { secret } }',
  );
  return beginTwoFactor.secret;
}

/** A person with the second factor on; the code that did it is half a minute old. */
async function secured(): Promise<{ by: TestActor; secret: string; backupCodes: string[] }> {
  const by = await makeUser(cast.app, { password: PASSWORD });
  const secret = await begin(by);
  const { confirmTwoFactor } = await as(by).run<{ confirmTwoFactor: { codes: string[] } }>(CONFIRM, {
    input: { code: codeOf(secret) },
  });
  tick(60);
  return { by, secret, backupCodes: confirmTwoFactor.codes };
}

describeMutation('beginTwoFactor', cast, {
  operation: 'mutation { beginTwoFactor { secret otpauthUrl qrSvg } }',
  given: async () => ({ by: await makeUser(cast.app), variables: {} }),
  by: 'owner',
  stranger: 'has no project here',
  forbiddenTo: [],
  invalid: [],
  audit: () => ({ action: 'user.two_factor_begun', subject_type: 'User', detail: null }),
  works: (_cast, data) => {
    expect(data.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(data.otpauthUrl).toMatch(
      new RegExp(`^otpauth://totp/Pilothouse:.*secret=${String(data.secret)}.*digits=6&period=30`),
    );
    expect(data.qrSvg).toMatch(/^<svg xmlns/);
  },
  twice: 'again',
});

describeMutation('confirmTwoFactor', cast, {
  operation: CONFIRM,
  given: async () => {
    const by = await makeUser(cast.app);
    return { by, variables: { input: { code: codeOf(await begin(by)) } } };
  },
  by: 'owner',
  stranger: 'has no project here',
  forbiddenTo: [],
  invalid: [['another code', input({ code: 'abcdef' }), ['code']]],
  audit: () => ({ action: 'user.two_factor_turned_on', subject_type: 'User', detail: null }),
  works: (_cast, data) => {
    expect(data).toMatchObject({ twoFactor: { isOn: true } });
    expect(new Set(data.codes as string[]).size).toBe(10);
    for (const code of data.codes as string[]) expect(code).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/);
  },
  twice: 'CONFLICT',
});

describeMutation('disableTwoFactor', cast, {
  operation:
    'mutation ($input: DisableTwoFactorInput!) { disableTwoFactor(input: $input) { twoFactor { isOn backupCodesLeft since } } }',
  given: async () => {
    const { by, secret } = await secured();
    return { by, variables: { input: { password: PASSWORD, code: codeOf(secret) } } };
  },
  by: 'owner',
  stranger: 'has no project here',
  forbiddenTo: [],
  invalid: [
    ['wrong password', input({ password: 'wrong horse battery' }), ['password']],
    ['wrong code', input({ code: 'abcd' }), ['code']],
  ],
  audit: () => ({ action: 'user.two_factor_turned_off', subject_type: 'User', detail: null }),
  works: (_cast, data) => expect(data).toEqual({ twoFactor: { isOn: false, backupCodesLeft: 0, since: null } }),
  twice: 'CONFLICT',
});

describeMutation('renewBackupCodes', cast, {
  operation: RENEW,
  given: async () => {
    const { by, secret } = await secured();
    return { by, variables: { input: { code: codeOf(secret) } } };
  },
  by: 'owner',
  stranger: 'has no project here',
  forbiddenTo: [],
  invalid: [['wrong code', input({ code: 'abcd' }), ['code']]],
  audit: () => ({ action: 'user.backup_codes_renewed', subject_type: 'User', detail: null }),
  works: (_cast, data) => expect(data).toMatchObject({ twoFactor: { backupCodesLeft: 10 } }),
  twice: 'INVALID_INPUT',
});

describe('signing in with a second factor', () => {
  const attempt = async (email: string | null, more: Record<string, unknown>) => {
    const { body } = await as(cast.anonymous).answer(SIGN_IN, { input: { email, password: PASSWORD, ...more } });
    return body.errors?.[0]?.extensions?.code ?? 'IN';
  };

  test('the password alone is asked for a code; with a wrong password nothing tells of one', async () => {
    const { by } = await secured();
    expect(await attempt(by.email, {})).toBe('SECOND_FACTOR_REQUIRED');
    expect(await attempt(by.email, { password: 'wrong horse battery' })).toBe('UNAUTHENTICATED');
    const [event] = await cast.app.sql(
      `select action from audit_events where subject_id = $1 and action like 'session.%' order by seq limit 1`,
      [by.userId],
    );
    expect(event).toEqual({ action: 'session.code_needed' });
  });

  test('a code counts once, and those of half a minute around', async () => {
    const { by, secret } = await secured();
    // At the beginning of a half minute: its codes count for all of the test.
    tick(30 - ((now() / 1_000) % 30));
    const code = codeOf(secret, -30);
    expect(await attempt(by.email, { code: codeOf(secret, -90) })).toBe('UNAUTHENTICATED');
    expect(await attempt(by.email, { code: codeOf(secret, 90) })).toBe('UNAUTHENTICATED');
    expect(await attempt(by.email, { code: `${code.slice(0, 3)} ${code.slice(3)}` })).toBe('IN');
    expect(await attempt(by.email, { code })).toBe('UNAUTHENTICATED');
    expect(await attempt(by.email, { code: codeOf(secret, 30) })).toBe('IN');
    // Older than the last one used, and never used itself.
    expect(await attempt(by.email, { code: codeOf(secret) })).toBe('UNAUTHENTICATED');
  });

  test('two with one code at the same time: one is in', async () => {
    const { by, secret } = await secured();
    const code = codeOf(secret);
    const ends = await Promise.all([attempt(by.email, { code }), attempt(by.email, { code })]);
    expect(ends.sort()).toEqual(['IN', 'UNAUTHENTICATED']);
  });

  test('the code that turned it on does not sign in', async () => {
    const by = await makeUser(cast.app, { password: PASSWORD });
    const code = codeOf(await begin(by));
    await as(by).run(CONFIRM, { input: { code } });
    expect(await attempt(by.email, { code })).toBe('UNAUTHENTICATED');
  });

  test('a backup code signs in once, typed as one likes; new ones void the old', async () => {
    const { by, secret, backupCodes } = await secured();
    const [first = '', second = ''] = backupCodes;
    expect(await attempt(by.email, { code: first.toUpperCase().replaceAll('-', ' ') })).toBe('IN');
    expect(await attempt(by.email, { code: first })).toBe('UNAUTHENTICATED');
    expect(await as(by).run('{ viewer { twoFactor { isOn backupCodesLeft since } } }')).toEqual({
      viewer: { twoFactor: { isOn: true, backupCodesLeft: 9, since: expect.any(String) } },
    });
    await as(by).run(RENEW, { input: { code: codeOf(secret) } });
    expect(await attempt(by.email, { code: second })).toBe('UNAUTHENTICATED');
  });

  test('wrong codes lock like wrong passwords, and asking without a code wins no more tries', async () => {
    const { by, secret } = await secured();
    for (let count = 0; count < 5; count += 1) {
      expect(await attempt(by.email, { code: wrongCode(secret) })).toBe('UNAUTHENTICATED');
      if (count < 4) expect(await attempt(by.email, {})).toBe('SECOND_FACTOR_REQUIRED');
    }
    expect(await attempt(by.email, { code: codeOf(secret) })).toBe('RATE_LIMITED');
    await cast.app.sql(`update sign_in_tries set at = at - interval '5 minutes'`);
    expect(await attempt(by.email, { code: codeOf(secret) })).toBe('IN');
  });

  test('from however many addresses, ten wrong codes are the most', async () => {
    const { by, secret } = await secured();
    for (let count = 0; count < 10; count += 1) {
      await attempt(by.email, { code: wrongCode(secret) });
      await cast.app.sql(`update sign_in_tries set address = $1 where address = '127.0.0.1'`, [`203.0.113.${count}`]);
    }
    expect(await attempt(by.email, { code: codeOf(secret) })).toBe('RATE_LIMITED');
    expect(await attempt(by.email, { password: 'wrong horse battery' })).toBe('UNAUTHENTICATED');
    await cast.app.sql('delete from sign_in_tries');
  });

  test('is counted: who got in, and what was refused without a name of who tried', async () => {
    const { by, secret } = await secured();
    const counted = async () => {
      const rows = await cast.app.sql<Record<string, unknown>>(
        `select name, status, actor, data ->> 'reason' as reason from events
         where kind = 'sign_in' and project_id = 'installation' order by seq`,
      );
      await cast.app.sql(`delete from events where kind = 'sign_in'`);
      return rows;
    };
    await counted();
    await attempt(by.email, { password: 'wrong horse battery' });
    await attempt('nobody@example.com', {});
    await attempt(by.email, {});
    await attempt(by.email, { code: wrongCode(secret) });
    expect(await counted()).toEqual([
      { name: 'PASSWORD', status: 'REFUSED', actor: null, reason: 'PASSWORD' },
      { name: 'PASSWORD', status: 'REFUSED', actor: null, reason: 'PASSWORD' },
      { name: 'SECOND_FACTOR', status: 'REFUSED', actor: null, reason: 'CODE' },
    ]);
    expect(await attempt(by.email, { code: codeOf(secret) })).toBe('IN');
    await cast.app.sql('update users set suspended_at = now() where id = $1', [by.userId]);
    tick(60);
    await attempt(by.email, { code: codeOf(secret) });
    expect(await counted()).toEqual([
      { name: 'PASSWORD', status: 'SUCCEEDED', actor: by.userId, reason: null },
      { name: 'PASSWORD', status: 'REFUSED', actor: null, reason: 'SUSPENDED' },
    ]);
  });

  test('the secret lies encrypted, the codes as hashes', async () => {
    const { by, secret, backupCodes } = await secured();
    const [row] = await cast.app.sql<{ text: string }>(
      `select encode(secret, 'escape') || (select string_agg(encode(code_hash, 'escape'), '') from backup_codes b where b.user_id = f.user_id) as text
       from second_factors f where user_id = $1`,
      [by.userId],
    );
    for (const plain of [secret, ...backupCodes]) expect(row?.text).not.toContain(plain);
    const trail = await cast.app.sql('select * from audit_events');
    for (const plain of [secret, ...backupCodes]) expect(JSON.stringify(trail)).not.toContain(plain);
  });

  test('the person is told by mail when it is turned on, off, or has new codes', async () => {
    await mailbox.deliver();
    const { by, secret } = await secured();
    await as(by).run(RENEW, { input: { code: codeOf(secret) } });
    tick(60);
    await as(by).run('mutation ($input: DisableTwoFactorInput!) { disableTwoFactor(input: $input) { name } }', {
      input: { password: PASSWORD, code: codeOf(secret) },
    });
    const mails = await mailbox.deliver();
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
      [by.email, 'Pilothouse: second factor turned on'],
      [by.email, 'Pilothouse: new backup codes'],
      [by.email, 'Pilothouse: second factor turned off'],
    ]);
  });
});
