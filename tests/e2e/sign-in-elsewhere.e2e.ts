import assert from 'node:assert/strict';
import { CLIENT, startRealIssuer } from '../../server/test/issuers.ts';
import { Api } from './api.ts';
import { checkLooks, scenario, see, signOut } from './stage.ts';
import { sharedServer, startServer } from './world.ts';

const owner = { name: 'Owner', email: 'owner@shop.example', password: 'a long enough one' };

scenario('who signs in at the company’s issuer has an account, and the roles of their groups', async (stage) => {
  const issuer = await startRealIssuer();
  try {
    const shared = await sharedServer();
    const { url, setupUrl } = await startServer({
      DATABASE_URL: await shared.makeDatabase('sign_in_elsewhere'),
      PILOTHOUSE_OIDC_ISSUER: issuer.url,
      PILOTHOUSE_OIDC_CLIENT_ID: CLIENT.id,
      PILOTHOUSE_OIDC_CLIENT_SECRET: CLIENT.secret,
      PILOTHOUSE_OIDC_NAME: 'Shop staff',
      PILOTHOUSE_OIDC_SCOPES: 'openid email profile groups',
      PILOTHOUSE_OIDC_GROUP_ROLES: 'devs=shop:OPERATOR',
    });
    issuer.serve(`${url}/auth/callback`);
    const api = new Api(url);
    await api.run('mutation ($input: CompleteSetupInput!) { completeSetup(input: $input) { id } }', {
      input: { ...owner, code: new URL(setupUrl ?? '').searchParams.get('code') },
    });
    for (const slug of ['shop', 'blog']) {
      const input = { slug, name: slug === 'shop' ? 'Shop' : 'Blog' };
      await api.run('mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }', { input });
    }

    // The first time: from the button to the issuer and back, to where they wanted to go.
    issuer.person = {
      sub: 'dana-1',
      name: 'Dana Reed',
      email: 'dana@shop.example',
      email_verified: true,
      groups: ['devs', 'runners'],
    };
    const page = await stage.open('/p/shop/deployments', { url });
    const button = page.getByRole('link', { name: 'Continue with Shop staff' });
    await see(button);
    await checkLooks(page, 'sign-in with a provider');
    const atIssuer = page.waitForRequest((request) => request.url().startsWith(`${issuer.url}/auth?`));
    await button.click();
    await atIssuer;
    await page.waitForURL('**/p/shop/deployments');
    await see(page.getByRole('heading', { name: 'Deployments' }));
    await see(page.getByRole('button', { name: 'Account of Dana Reed' }));
    await page.goto('/projects');
    await see(page.getByRole('link', { name: 'Shop' }));
    assert.equal(await page.getByRole('link', { name: 'Blog' }).count(), 0, 'no group of theirs has the other project');
    const members = '{ project(slug: "shop") { members { nodes { role source user { email } } } } }';
    const { project } = await api.run<{ project: { members: { nodes: unknown[] } } }>(members);
    assert.deepEqual(
      project.members.nodes.slice().sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other))),
      [
        { role: 'OPERATOR', source: 'CLAIM', user: { email: 'dana@shop.example' } },
        { role: 'OWNER', source: 'HAND', user: { email: 'owner@shop.example' } },
      ],
    );
    await page.goto('/account#connected-accounts');
    await see(page.getByRole('region', { name: 'Connected accounts' }).getByText('Shop staff'));

    // The second time, without a question.
    await signOut(page, 'Dana Reed');
    await button.click();
    await see(page.getByRole('button', { name: 'Account of Dana Reed' }));
    await signOut(page, 'Dana Reed');

    // Nobody gets in by an address that the issuer has not confirmed.
    issuer.person = { sub: 'eve', name: 'Eve', email: 'owner@shop.example', email_verified: false, groups: ['devs'] };
    const other = await stage.open('/sign-in', { url });
    await other.getByRole('link', { name: 'Continue with Shop staff' }).click();
    await see(other.getByRole('alert').filter({ hasText: 'Your e-mail address is not confirmed at the provider' }));
    await see(other.getByText('Confirm it there, then sign in again.'));
    await checkLooks(other, 'sign-in refused');

    // An account that is here already is connected once, with a proof that it is theirs.
    issuer.person = { sub: 'owner-1', name: 'O. Wner', email: owner.email, email_verified: true };
    const owners = await stage.open('/sign-in', { url });
    await owners.getByRole('link', { name: 'Continue with Shop staff' }).click();
    await see(owners.getByRole('heading', { name: 'Connect Shop staff' }));
    await checkLooks(owners, 'connect an account');
    await owners.getByLabel('Password').fill('not this one');
    await owners.getByRole('button', { name: 'Connect Shop staff' }).click();
    await see(
      owners.getByRole('alert').filter({ hasText: 'That didn’t work' }).or(owners.locator('[aria-invalid=true]')),
    );
    await owners.getByLabel('Password').fill(owner.password);
    await owners.getByRole('button', { name: 'Connect Shop staff' }).click();
    await see(owners.getByRole('button', { name: 'Account of Owner' }));
    await signOut(owners, 'Owner');
    await owners.getByRole('link', { name: 'Continue with Shop staff' }).click();
    await see(owners.getByRole('button', { name: 'Account of Owner' }));
  } finally {
    await issuer.close();
  }
});
