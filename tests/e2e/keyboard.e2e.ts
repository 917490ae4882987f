import { gone, scenario, see, statusOf } from './stage.ts';
import { administrator, Project } from './world.ts';

scenario('the palette finds deployments and services and runs commands; keys go everywhere', async (stage) => {
  const owner = await administrator();
  const project = await Project.create({ slug: 'keys', services: ['noisy', 'flaky'] });
  const id = await project.deployed('noisy', '5.0.1', { lines: 3 });
  const page = await stage.open('/p/keys', { as: owner });
  await see(page.getByRole('button', { name: /^Noisy in Staging:.*5\.0\.1/ }));

  await page.keyboard.press('Control+k');
  await page.keyboard.type('#1');
  await see(page.getByRole('option', { name: /noisy #1/i }));
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/deployments/${id}`);
  await see(statusOf(page, 'Succeeded'));

  await page.keyboard.press('Control+k');
  await page.keyboard.type('flaky');
  await see(page.getByRole('option', { name: /^Flaky/ }));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/services/svc_*');
  await see(page.getByRole('heading', { name: 'Flaky' }));

  for (const [keys, path, heading] of [
    ['gd', '**/p/keys/deployments', 'Deployments'],
    ['gs', '**/p/keys/services', 'Services'],
    ['ga', '**/p/keys/analytics/delivery', 'Analytics'],
    ['gh', '**/p/keys', 'keys'],
  ] as const) {
    await page.keyboard.type(keys);
    await page.waitForURL(path);
    await see(page.getByRole('heading', { name: heading, level: 1 }));
  }

  await page.keyboard.press('?');
  await see(page.getByRole('dialog', { name: 'Keyboard' }).getByText('Search or run a command'));
  await page.keyboard.press('Escape');
  await gone(page.getByRole('dialog'));
});

scenario('a deployment by keyboard alone', async (stage) => {
  const owner = await administrator();
  await Project.create({ slug: 'no-mouse', services: ['noisy', 'flaky'], environments: ['Staging', 'Production'] });
  const page = await stage.open('/p/no-mouse', { as: owner });
  await see(page.getByRole('heading', { name: 'no-mouse' }));
  await page.keyboard.press('Control+k');
  await page.keyboard.type('deploy noisy staging');
  await see(page.getByRole('option', { name: 'Deploy Noisy to Staging' }));
  await page.keyboard.press('Enter');
  const version = page.getByRole('dialog', { name: 'Deploy' }).getByLabel('Version');
  await see(version.and(page.locator(':focus')));
  await page.keyboard.type('1.0.0');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/deployments/dpl_*');
  await see(statusOf(page, 'Running').or(statusOf(page, 'Succeeded')));

  await page.keyboard.type('gd');
  await see(page.getByRole('row', { name: /Noisy/ }));
  await page.keyboard.press('d');
  const dialog = page.getByRole('dialog', { name: 'Deploy' });
  await see(dialog.getByRole('combobox', { name: 'Service' }).and(page.locator(':focus')));
  await page.keyboard.press('Escape');
  await gone(dialog);
});
