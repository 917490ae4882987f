import assert from 'node:assert/strict';
import { ApiError } from './api.ts';
import { gone, scenario, see, statusOf } from './stage.ts';
import { administrator, Project } from './world.ts';

scenario('a viewer can look and not deploy', async (stage) => {
  await administrator();
  const project = await Project.create({ slug: 'look', services: ['flaky', 'noisy'] });
  const hidden = await Project.create({ slug: 'hidden', services: ['noisy'] });
  const viewer = await project.member('Viewer', 'VIEWER');
  const id = await project.deploy('flaky', '1.0.0', { secondsPerStep: 0 });
  const page = await stage.open('/p/look', { as: viewer });

  await see(page.getByRole('button', { name: /^Flaky in Staging:.*1\.0\.0/ }));
  await gone(page.getByRole('main').getByRole('link', { name: 'Deploy' }));
  await page.getByRole('button', { name: /^Flaky in Staging/ }).click();
  const popover = page.getByRole('dialog', { name: 'Flaky in Staging' });
  await see(popover.getByRole('link', { name: 'History' }));
  assert.equal(await popover.getByRole('link', { name: /^Deploy/ }).count(), 0);
  await popover.getByRole('link', { name: 'Open #1' }).click();

  await see(statusOf(page, 'Failed'));
  await see(page.getByRole('log').getByText('error: table "orders" is locked'));
  for (const name of ['Retry', 'Roll back', 'Cancel', 'Deploy again']) {
    assert.equal(await page.getByRole('button', { name, exact: true }).count(), 0, name);
  }
  await page.keyboard.press('d');
  await page.keyboard.press('r');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('deploy');
  await see(page.getByRole('option', { name: 'Deployments' }));
  assert.equal(await page.getByRole('option', { name: /^Deploy (Flaky|Noisy)/ }).count(), 0);
  assert.equal(new URL(page.url()).search, '');
  await page.keyboard.press('Escape');

  const input = { serviceId: project.services.noisy, environmentId: project.first.id, version: '1' };
  const deploy = 'mutation ($input: DeployInput!) { deploy(input: $input) { id } }';
  await assert.rejects(
    viewer.api.run(deploy, { input }),
    (error) => error instanceof ApiError && error.code === 'FORBIDDEN',
  );
  const retry = 'mutation ($input: RetryDeploymentInput!) { retryDeployment(input: $input) { id } }';
  await assert.rejects(
    viewer.api.run(retry, { input: { id } }),
    (error) => error instanceof ApiError && error.code === 'FORBIDDEN',
  );

  await page.goto('/p/look/settings');
  await see(page.getByRole('link', { name: 'Members' }));
  assert.equal(
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Tokens' }).count(),
    0,
  );
  assert.equal(
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Audit' }).count(),
    0,
  );

  // What belongs to others is not there, rather than forbidden.
  await page.goto('/p/hidden');
  await see(page.getByText('There is no such project'));
  const others = { ...input, serviceId: hidden.services.noisy };
  await assert.rejects(
    viewer.api.run(deploy, { input: others }),
    (error) => error instanceof ApiError && error.code === 'NOT_FOUND',
  );
});

scenario('two people see the same change at once', async (stage) => {
  const owner = await administrator();
  const project = await Project.create({ slug: 'shared', services: ['noisy', 'flaky'] });
  const operator = await project.member('Operator', 'OPERATOR');
  const adas = await stage.open('/p/shared', { as: owner });
  const ottos = await stage.open('/p/shared/deployments', { as: operator });
  await see(adas.getByRole('button', { name: /^Noisy in Staging:\s*Not deployed/ }));
  await see(ottos.getByText('Nothing was deployed yet.'));

  const id = await project.deploy('noisy', '3.1.0', { lines: 100_000, linesPerSecond: 20 });
  await see(adas.getByRole('button', { name: /^Noisy in Staging:.*3\.1\.0 Print/ }));
  await see(ottos.getByRole('row', { name: /Noisy.*3\.1\.0.*Running/ }));

  // One stops it, the other one sees it, on a page that was open before.
  const ownersDeployment = await stage.open(`/p/shared/deployments/${id}`, { as: owner });
  await see(statusOf(ownersDeployment, 'Running'));
  await ottos.getByRole('link', { name: /Noisy/ }).click();
  await ottos.getByRole('button', { name: 'Cancel', exact: true }).click();
  await ottos.getByRole('button', { name: 'Cancel deployment' }).click();
  await see(statusOf(ownersDeployment, 'Canceled'));
  await see(statusOf(ottos, 'Canceled'));
  await see(ownersDeployment.getByText('Canceled by Operator', { exact: false }));
  await see(adas.getByRole('button', { name: /^Noisy in Staging:.*canceled/ }));
});
