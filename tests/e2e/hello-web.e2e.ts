import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { checkAccessibility, gone, scenario, see, statusOf } from './stage.ts';
import { administrator, Project } from './world.ts';

async function servedVersion(url: string): Promise<string | undefined> {
  const response = await fetch(url);
  return /id="version">([^<]+)/.exec(await response.text())?.[1];
}

/** Deploys from the home page, as a person who came there would. */
async function deployFromMatrix(page: Page, version: string, greeting: string): Promise<void> {
  await page.getByRole('button', { name: /^Hello web in Staging/ }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Deploy Hello web' }).click();
  const dialog = page.getByRole('dialog', { name: 'Deploy' });
  await dialog.getByRole('combobox', { name: 'Version' }).or(dialog.getByLabel('Version')).first().fill(version);
  await dialog.getByLabel('Greeting').fill(greeting);
  await checkAccessibility(page, 'the deploy dialog');
  await dialog.getByRole('button', { name: `Deploy Hello web ${version} to Staging` }).click();
}

scenario('hello-web is deployed, deployed anew and rolled back, and serves what is live', async (stage) => {
  const owner = await administrator();
  const project = await Project.create({ slug: 'hello', services: ['hello-web'] });
  const { url } = project.first;
  const page = await stage.open('/p/hello', { as: owner });

  await deployFromMatrix(page, '1.0.0', 'Hello, world');
  await page.waitForURL('**/deployments/dpl_*');
  await see(statusOf(page, 'Succeeded'));
  assert.equal(await servedVersion(url), '1.0.0');
  await see(page.getByRole('region', { name: 'Steps' }).getByText('Restart'));
  await see(page.getByRole('log').getByText('answered with 200'));

  await page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: 'Home' }).click();
  await deployFromMatrix(page, '1.1.0', 'Hello again');
  await page.waitForURL('**/deployments/dpl_*');
  await see(page.getByRole('heading', { name: /Hello web/ }));
  await see(statusOf(page, 'Succeeded'));
  assert.equal(await servedVersion(url), '1.1.0');

  await page.getByRole('button', { name: 'Roll back' }).click();
  const dialog = page.getByRole('dialog', { name: 'Roll back Hello web on Staging' });
  await see(dialog.getByText('1.1.0'));
  await dialog.getByRole('button', { name: 'Roll back to 1.0.0' }).click();
  await gone(dialog);
  await see(page.getByText('Rollback'));
  await see(statusOf(page, 'Succeeded'));
  assert.equal(await servedVersion(url), '1.0.0');

  await page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: 'Home' }).click();
  await see(page.getByRole('button', { name: /^Hello web in Staging:.*1\.0\.0/ }));
});
