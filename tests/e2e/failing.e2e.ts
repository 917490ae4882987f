import { checkAccessibility, scenario, see, statusOf } from './stage.ts';
import { administrator, Project } from './world.ts';

scenario('flaky fails and says why; a retry succeeds', async (stage) => {
  const owner = await administrator();
  const project = await Project.create({ slug: 'flaky', services: ['flaky'] });
  const id = await project.deploy('flaky', '2.4.0', { failAt: 'Migrate', secondsPerStep: 0.1 });
  const page = await stage.open(`/p/flaky/deployments/${id}`, { as: owner });

  await see(statusOf(page, 'Failed'));
  await see(page.getByRole('status').filter({ hasText: /Migrate.*table "orders" is locked by another session/ }));
  await see(page.getByRole('log').getByText('error: table "orders" is locked'));
  await checkAccessibility(page, 'a failed deployment');

  await page.getByRole('button', { name: 'Retry', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(id));
  await see(statusOf(page, 'Succeeded'));
  await see(page.getByRole('region', { name: 'Details' }).getByText('Retry of'));

  await page.goto(`/p/flaky/deployments/${id}`);
  await page.getByRole('button', { name: 'More ways to retry' }).click();
  await page.getByRole('menuitem', { name: 'From the failed step' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(id));
  await see(statusOf(page, 'Succeeded'));
  await see(page.getByRole('region', { name: 'Steps' }).getByText(/Skipped/i));
});

scenario('noisy is canceled and ends canceled, with its last lines', async (stage) => {
  const owner = await administrator();
  const project = await Project.create({ slug: 'cancel', services: ['noisy'] });
  const id = await project.deploy('noisy', '1.0.0', { lines: 1_000_000, linesPerSecond: 50 });
  const page = await stage.open(`/p/cancel/deployments/${id}`, { as: owner });
  await see(statusOf(page, 'Running'));
  await see(page.getByRole('log').getByText(/^0000000\d\d/));

  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await see(dialog.getByText('The program is asked to stop'));
  await dialog.getByRole('button', { name: 'Cancel deployment' }).click();
  await see(statusOf(page, 'Canceled'));
  await see(page.getByRole('status').filter({ hasText: /Canceled by Owner/i }));
  await see(page.getByRole('button', { name: 'Retry', exact: true }));
});
