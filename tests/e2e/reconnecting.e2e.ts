import assert from 'node:assert/strict';
import { scenario, see, statusOf, until } from './stage.ts';
import { administrator, Project, sharedServer } from './world.ts';

scenario('a page catches up by itself after the server was killed and started again', async (stage) => {
  const owner = await administrator();
  const server = await sharedServer();
  const project = await Project.create({ slug: 'again', services: ['noisy'] });
  const id = await project.deploy('noisy', '1.0.0', { lines: 100_000, linesPerSecond: 40 });
  stage.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|WebSocket connection/);
  const page = await stage.open(`/p/again/deployments/${id}`, { as: owner });
  const printed = page
    .getByRole('log')
    .locator('.log-text')
    .getByText(/^\d{9}/);
  await see(printed);
  await page.evaluate('window.hasNotBeenReloaded = true');

  await server.kill();
  const banner = page.getByText(/^Reconnecting… showing \d\d:\d\d/);
  await see(banner);
  const last = Number((await printed.last().textContent())?.slice(0, 9));
  await server.start();
  await see(page.getByText('Connected again, up to date').and(page.locator('.sr-only')));
  await banner.waitFor({ state: 'hidden' });

  // The program went on all the time; its lines are there, each once.
  await until(
    page,
    `[...document.querySelectorAll('.log-text')].some((line) => Number(line.textContent.slice(0, 9)) > ${last + 60})`,
  );
  const numbers = (await printed.allTextContents()).map((text) => Number(text.slice(0, 9)));
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => (numbers[0] ?? 0) + index),
  );
  assert.equal(await page.evaluate('window.hasNotBeenReloaded'), true);

  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel deployment' }).click();
  await see(statusOf(page, 'Canceled'));
});
