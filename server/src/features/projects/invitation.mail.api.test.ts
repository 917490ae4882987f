import { expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { makeUser, useCast } from '../../../test/factories.ts';
import { useMailbox } from '../../../test/mailbox.ts';

const cast = useCast();
const mailbox = useMailbox(cast);
const CREATE =
  'mutation ($input: CreateInvitationInput!) { createInvitation(input: $input) { url invitation { isMailed email } } }';
const ACCEPT =
  'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { viewer { email isEmailVerified } } }';
const invite = (email: string | null) =>
  as(cast.owner).run(CREATE, { input: { projectId: cast.project.id, email, role: 'VIEWER' } });

test('a link that is mailed goes there alone, and proves the address of a new account', async () => {
  const email = 'grace@example.com';
  expect(await invite(email)).toEqual({ createInvitation: { url: null, invitation: { isMailed: true, email } } });
  const [mail] = await mailbox.deliver();
  expect(mail).toMatchObject({ to: email, subject: expect.stringContaining(`join ${cast.project.slug}`) });
  expect(mail?.text).toContain('owner invites you to the project');
  expect(mail?.text).toContain('Your role: Viewer.');
  const given = { code: mail?.code, name: 'Grace', password: 'maple river copper lantern' };
  expect(await as(cast.anonymous).run(ACCEPT, { input: given })).toEqual({
    acceptInvitation: { viewer: { email, isEmailVerified: true } },
  });
});

test('and of one that there was', async () => {
  const user = await makeUser(cast.app);
  await invite(user.email);
  const [mail] = await mailbox.deliver();
  expect(await as(user).run(ACCEPT, { input: { code: mail?.code } })).toEqual({
    acceptInvitation: { viewer: { email: user.email, isEmailVerified: true } },
  });
});

test('without an address there is no mail', async () => {
  expect(await invite(null)).toMatchObject({ createInvitation: { url: expect.stringContaining('#code=') } });
  expect(await mailbox.deliver()).toEqual([]);
});

test('where mail is sent, an address that was never confirmed is invited and not just added', async () => {
  const user = await makeUser(cast.app);
  const add = () =>
    as(cast.owner).fail('mutation ($input: AddMemberInput!) { addMember(input: $input) { id } }', {
      input: { projectId: cast.project.id, email: user.email, role: 'VIEWER' },
    });
  expect(await add()).toMatchObject({
    code: 'INVALID_INPUT',
    message: 'This address was never confirmed. Invite them instead.',
  });
});
