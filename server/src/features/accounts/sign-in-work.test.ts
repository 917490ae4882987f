import { expect, jest, test } from '@jest/globals';

const argon2 = await import('@node-rs/argon2');
const verify = jest.fn(argon2.verify);
jest.unstable_mockModule('@node-rs/argon2', () => ({ ...argon2, verify }));
const { as } = await import('../../../test/as.ts');
const { makeUser, useCast } = await import('../../../test/factories.ts');

const cast = useCast();
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { name } }';

test('whether an address has an account shows in neither the answer nor the work behind it', async () => {
  const known = await makeUser(cast.app, { password: 'correct horse battery' });
  const without = await makeUser(cast.app);
  // The first one of a process reads settings that the next ones have.
  await as(cast.anonymous).fail(SIGN_IN, { input: { email: 'first@example.com', password: 'my guess' } });
  const work = [];
  for (const email of [known.email, without.email, 'nobody@example.com', 'no address']) {
    verify.mockClear();
    const statements = cast.app.statementCount();
    const error = await as(cast.anonymous).fail(SIGN_IN, { input: { email, password: 'my guess' } });
    work.push({
      error: `${error.code}: ${error.message}`,
      verified: verify.mock.calls.length,
      statements: cast.app.statementCount() - statements,
    });
  }
  expect(work[0]).toMatchObject({ error: 'UNAUTHENTICATED: The address or the password is wrong.', verified: 1 });
  expect(work[1]).toEqual(work[0]);
  expect(work[2]).toEqual(work[0]);
  // What is no address is looked up nowhere: there is nothing to learn from that.
  expect(work[3]).toMatchObject({ error: work[0]?.error, verified: 1 });
});
