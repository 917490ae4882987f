import assert from 'node:assert/strict';
import { ApiError } from './api.ts';
import { checkAccessibility, checkLooks, scenario, see, statusOf } from './stage.ts';
import { administrator, Project } from './world.ts';

scenario('who is limited to staging deploys there, and sees why nowhere else', async (stage) => {
  await administrator();
  const project = await Project.create({
    slug: 'guarded',
    services: ['noisy'],
    environments: ['Staging', 'Production'],
  });
  const [staging, production] = project.environments;
  assert.ok(staging && production);
  const { noisy } = project.services;
  const live = await project.deployed('noisy', '1.0.0', { lines: 1 }, { to: production });
  const lena = await project.member('Lena', 'OPERATOR', { environmentIds: [staging.id] });

  // The matrix.
  const page = await stage.open('/p/guarded', { as: lena });
  await page.getByRole('button', { name: /^Noisy in Production:.*1\.0\.0/ }).click();
  const popover = page.getByRole('dialog', { name: 'Noisy in Production' });
  await see(popover.getByText('You may not deploy here.'));
  assert.equal(await popover.getByRole('link', { name: /^Deploy/ }).count(), 0);
  await checkLooks(page, 'a cell where one may not deploy');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Noisy in Staging/ }).click();
  await page
    .getByRole('dialog', { name: 'Noisy in Staging' })
    .getByRole('link', { name: /^Deploy/ })
    .click();

  // The dialog: one place to choose, one that says no.
  const dialog = page.getByRole('dialog', { name: 'Deploy' });
  await dialog.getByLabel('Environment').click();
  const refused = page.getByRole('option', { name: /^Production/ });
  await see(refused.filter({ hasText: 'You may not deploy here' }));
  assert.equal(await refused.getAttribute('aria-disabled'), 'true');
  await page.getByRole('option', { name: 'Staging' }).click();
  await dialog.getByLabel('Version').fill('1.1.0');
  await dialog.getByRole('button', { name: 'Deploy Noisy 1.1.0 to Staging' }).click();
  await page.waitForURL('**/deployments/dpl_*');
  await see(statusOf(page, 'Succeeded'));
  await see(page.getByRole('button', { name: 'Deploy again' }));

  // A link to the place that is not theirs.
  await page.goto(`/p/guarded?deploy=${noisy}&to=${production.id}`);
  await see(dialog.getByText('You may not deploy Noisy to Production.'));
  await dialog.getByLabel('Version').fill('1.1.0');
  assert.ok(await dialog.getByRole('button', { name: /^Deploy Noisy/ }).isDisabled());
  await checkAccessibility(page, 'the dialog that refuses');

  // A deployment of the others.
  await page.goto(`/p/guarded/deployments/${live}`);
  await see(statusOf(page, 'Succeeded'));
  for (const name of ['Retry', 'Roll back', 'Cancel', 'Deploy again'])
    assert.equal(await page.getByRole('button', { name, exact: true }).count(), 0, name);
  await see(page.getByText('You may not deploy here'));
  const input = { serviceId: noisy, environmentId: production.id, version: '1.1.0' };
  await assert.rejects(
    lena.api.run('mutation ($input: DeployInput!) { deploy(input: $input) { id } }', { input }),
    (error) => error instanceof ApiError && error.code === 'FORBIDDEN',
  );

  // Who may, and why.
  await page.getByRole('link', { name: /You may not deploy/ }).click();
  await page.waitForURL('**/p/guarded/settings/access?*');
  await see(page.getByRole('row', { name: /Lena.*No.*limited to the environment Staging/ }));
  await see(page.getByRole('row', { name: /Owner.*Yes.*The role Owner has the right/ }));
  await checkLooks(page, 'who may deploy to production');
  await page.getByRole('combobox', { name: 'Environment' }).click();
  await page.getByRole('option', { name: 'Staging' }).click();
  await see(page.getByRole('row', { name: /Lena.*Yes.*limited to the environment Staging/ }));
});
