import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { checkLooks, gone, scenario, see } from './stage.ts';
import { administrator, Project } from './world.ts';

/** Makes an invitation by the dialog; resolves with its link. */
async function invite(page: Page, email: string, isLimited: boolean): Promise<string> {
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByRole('radio', { name: /^Operator/ }).click();
  if (isLimited) {
    await dialog.getByRole('checkbox', { name: 'Staging' }).click();
    await checkLooks(page, 'the dialog for invitations');
  }
  await dialog.getByRole('button', { name: 'Make invitation' }).click();
  await see(page.getByRole('heading', { name: `Invitation for ${email}` }));
  const link = (await dialog.locator('pre, code').first().textContent())?.trim() ?? '';
  await dialog.getByRole('button', { name: /^I have/ }).click();
  await see(page.getByRole('table', { name: 'Open invitations' }).getByRole('row', { name: email }));
  return link;
}

scenario('an invitation brings somebody into the project, with its role and limit, once', async (stage) => {
  const owner = await administrator();
  await Project.create({ slug: 'guests', name: 'Guests', services: [], environments: ['Staging', 'Production'] });
  const page = await stage.open('/p/guests/settings/members', { as: owner });
  const link = await invite(page, 'iris@shop.example', true);
  assert.match(link, /^http:\/\/127\.0\.0\.1:\d+\/invitation#code=\S{20,}$/);

  const guest = await stage.open(link);
  await see(guest.getByRole('heading', { name: 'Join Guests' }));
  await see(guest.getByText('Owner invites you as Operator.'));
  await checkLooks(guest, 'an invitation');
  await guest.getByLabel('Your name').fill('Iris');
  await guest.getByLabel('Password').fill('iris2345');
  await guest.getByRole('button', { name: 'Make account and join' }).click();
  await see(guest.locator('[aria-invalid=true]'));
  await guest.getByLabel('Password').fill('Iris likes copper lanterns');
  await guest.getByRole('button', { name: 'Make account and join' }).click();
  await guest.waitForURL('**/p/guests');
  await see(guest.getByRole('button', { name: 'Account of Iris' }));

  // What the owner sees then.
  await page.reload();
  const members = page.getByRole('table', { name: 'Members' });
  await see(members.getByRole('row', { name: /Iris.*Operator.*Staging/ }));
  await gone(page.getByRole('table', { name: 'Open invitations' }));

  // A used link, and a revoked one.
  const late = await stage.open(link);
  await see(late.getByRole('heading', { name: 'This invitation is over' }));
  await see(late.getByText('It was used or revoked, or it is too old. Ask for a new one.'));
  const other = await invite(page, 'joan@shop.example', false);
  const waiting = await stage.open(other);
  await see(waiting.getByRole('heading', { name: 'Join Guests' }));
  await page.getByRole('button', { name: 'Revoke invitation for joan@shop.example' }).click();
  await page.getByRole('button', { name: 'Revoke invitation', exact: true }).click();
  await gone(page.getByRole('table', { name: 'Open invitations' }));
  await waiting.getByLabel('Your name').fill('Joan');
  await waiting.getByLabel('Password').fill('Joan likes copper lanterns');
  await waiting.getByRole('button', { name: 'Make account and join' }).click();
  await see(waiting.getByRole('alert'));
  await waiting.goto(other);
  await waiting.reload();
  await see(waiting.getByRole('heading', { name: 'This invitation is over' }));
  await checkLooks(waiting, 'an invitation that is over');
});
