import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { anonymous, makeProject, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';
import { systemContext } from '../../platform/context.ts';
import { createSetupCode, ensureAdministrator } from './account.service.ts';

const cast = useCast();
const PASSWORD = 'correct horse battery';
const account = (code: string) => ({ code, email: 'first@example.com', name: 'First', password: PASSWORD });

/** As on the first start: nobody is there, and the server has printed a link. */
async function emptyInstallation(): Promise<string> {
  await cast.app.sql('truncate users, projects, audit_events cascade');
  return createSetupCode(systemContext(cast.app.app, 'test'));
}

describeMutation('completeSetup', cast, {
  operation: 'mutation ($input: CompleteSetupInput!) { completeSetup(input: $input) { email name isAdministrator } }',
  given: async () => ({ variables: { input: account(await emptyInstallation()) } }),
  by: 'anonymous',
  anonymous: 'is allowed',
  stranger: 'has no project here',
  forbiddenTo: [],
  invalid: [
    ['no address', input({ email: 'ada@' }), ['email']],
    ['no name', input({ name: ' ' }), ['name']],
    ['short password', input({ password: 'abcdefghi' }), ['password']],
    ['password of the own name', input({ name: 'Grace Hopper', password: 'gracehopper1' }), ['password']],
    ['all of it', input({ email: '', name: '', password: '1234567' }), ['email', 'name', 'password']],
  ],
  audit: () => ({ action: 'session.started', actor_kind: 'USER', actor_name: 'First' }),
  works: (_cast, data) => expect(data).toEqual({ email: 'first@example.com', name: 'First', isAdministrator: true }),
  twice: 'CONFLICT',
});

describe('the first start', () => {
  const COMPLETE = `mutation ($input: CompleteSetupInput!) {
    completeSetup(input: $input) { email isAdministrator viewerCanCreateProject }
  }`;
  test('the link’s code makes the first administrator, owner of what is there, once', async () => {
    const code = await emptyInstallation();
    const project = await makeProject(cast.app);
    expect(await as(cast.anonymous).run('{ setup { isNeeded } }')).toEqual({ setup: { isNeeded: true } });
    const { headers, body } = await as(cast.anonymous).answer(COMPLETE, { input: account(code) });
    expect(body.data).toEqual({
      completeSetup: { email: 'first@example.com', isAdministrator: true, viewerCanCreateProject: true },
    });
    const first = { ...anonymous(cast.app), headers: { cookie: headers.get('set-cookie')?.split(';')[0] ?? '' } };
    expect(
      await as(first).run('query ($slug: String!) { project(slug: $slug) { viewerRole } }', {
        slug: project.slug,
      }),
    ).toEqual({
      project: { viewerRole: 'OWNER' },
    });
    expect(await as(cast.anonymous).run('{ setup { isNeeded } }')).toEqual({ setup: { isNeeded: false } });
    const events = await cast.app.sql('select action from audit_events order by id');
    expect(events).toEqual([{ action: 'user.created' }, { action: 'session.started' }]);
  });

  test('another code, a used one and an old one are refused', async () => {
    const old = await emptyInstallation();
    const code = await createSetupCode(systemContext(cast.app.app, 'test'));
    for (const wrong of ['', 'guess', old])
      expect(await as(cast.anonymous).fail(COMPLETE, { input: account(wrong) })).toMatchObject({ code: 'FORBIDDEN' });
    await as(cast.anonymous).run(COMPLETE, { input: account(code) });
    expect(await as(cast.anonymous).fail(COMPLETE, { input: account(code) })).toMatchObject({ code: 'CONFLICT' });
  });

  test('once there is an administrator, nothing else is looked at', async () => {
    const code = await emptyInstallation();
    await as(cast.anonymous).run(COMPLETE, { input: account(code) });
    const bad = { code: '', email: '', name: '', password: '' };
    expect(await as(cast.anonymous).fail(COMPLETE, { input: bad })).toMatchObject({ code: 'CONFLICT' });
  });

  test('two who open the link at the same time: one becomes the administrator', async () => {
    const code = await emptyInstallation();
    const open = (email: string) => as(cast.anonymous).answer(COMPLETE, { input: { ...account(code), email } });
    const answers = await Promise.all([open('a@example.com'), open('b@example.com')]);
    expect(answers.filter(({ body }) => !body.errors)).toHaveLength(1);
    expect(await cast.app.sql('select from users')).toHaveLength(1);
  });

  test('all that is wrong with the account is said at once', async () => {
    const code = await emptyInstallation();
    const error = await as(cast.anonymous).fail(COMPLETE, { input: { code, email: 'x', name: '', password: 'short' } });
    expect(error).toMatchObject({ code: 'INVALID_INPUT', paths: ['email', 'name', 'password'] });
  });

  test('an administrator of the configuration is made when there is nobody, and only then', async () => {
    await emptyInstallation();
    const ctx = systemContext(cast.app.app, 'first start');
    const given = { email: 'boss@example.com', password: PASSWORD };
    expect(await ensureAdministrator(ctx, given)).toBe(true);
    expect(await ensureAdministrator(ctx, { ...given, email: 'other@example.com' })).toBe(false);
    const signedIn = await as(cast.anonymous).run(
      'mutation ($input: SignInInput!) { signIn(input: $input) { isAdministrator } }',
      { input: given },
    );
    expect(signedIn).toEqual({ signIn: { isAdministrator: true } });
  });
});
