import assert from 'node:assert/strict';
import { checkAccessibility, checkThumbs, scenario, see, statusOf } from './stage.ts';
import { administrator, Project } from './world.ts';

scenario('on a phone one deploys, watches, cancels and retries with a thumb', async (stage) => {
  const owner = await administrator();
  await Project.create({
    slug: 'thumb',
    services: ['noisy', 'hello-ansible'],
    environments: ['Staging', 'Production'],
  });
  const page = await stage.open('/p/thumb', { as: owner, isPhone: true });
  await see(page.getByRole('button', { name: /^Noisy in Staging/ }));
  await checkThumbs(page, 'home');
  await page.getByRole('button', { name: /^Noisy in Staging/ }).tap();
  await page.getByRole('link', { name: 'Deploy Noisy' }).tap();
  await page.getByLabel('Version').fill('2.0.0');
  await page.getByLabel(/^Lines\s+optional/).fill('100000');
  await checkThumbs(page, 'the deploy dialog');
  await page.getByRole('button', { name: 'Deploy Noisy 2.0.0 to Staging' }).tap();

  await page.waitForURL('**/deployments/dpl_*');
  await see(statusOf(page, 'Running'));
  await see(page.getByRole('log').getByText(/^0000/));
  await checkThumbs(page, 'a running deployment');
  const toolbar = await page.getByRole('toolbar', { name: 'Log' }).boundingBox();
  assert.ok(toolbar && toolbar.height < 110, 'the tools of the log take two rows and no more');
  await page.getByRole('button', { name: /^Steps/ }).tap();
  await see(page.getByRole('region', { name: 'Steps' }).getByText('Print'));
  await checkThumbs(page, 'its steps');
  await page.getByRole('button', { name: 'Log', exact: true }).tap();
  await page.getByRole('button', { name: 'Cancel', exact: true }).tap();
  await page.getByRole('button', { name: 'Cancel deployment' }).tap();
  await see(statusOf(page, 'Canceled'));
  await page.getByRole('button', { name: 'Status', exact: true }).tap();
  await see(page.getByRole('region', { name: 'Details' }));
  await checkThumbs(page, 'a canceled deployment');
  await checkAccessibility(page, 'a canceled deployment on a phone');

  const canceled = page.url();
  await page.getByRole('button', { name: 'Retry', exact: true }).tap();
  await page.waitForURL((url) => url.href !== canceled);
  await see(statusOf(page, 'Running'));
  await page.getByRole('button', { name: 'Cancel', exact: true }).tap();
  await page.getByRole('button', { name: 'Cancel deployment' }).tap();
  await see(statusOf(page, 'Canceled'));

  for (const path of ['deployments', 'services', 'settings/members', 'settings/environments', 'settings/audit']) {
    await page.goto(`/p/thumb/${path}`);
    await see(page.getByRole('table').getByRole('row').nth(1));
    await checkThumbs(page, path);
  }
});
