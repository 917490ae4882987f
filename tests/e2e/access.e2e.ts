import assert from 'node:assert/strict';
import { checkAccessibility, scenario, see } from './stage.ts';
import { administrator, Project, sharedServer, startServer } from './world.ts';

scenario('the first administrator comes by the link that the server prints', async (stage) => {
  const shared = await sharedServer();
  const server = await startServer({ DATABASE_URL: await shared.makeDatabase('first_start') });
  assert.ok(server.setupUrl, 'a link was printed');
  const early = await stage.open('/', { url: server.url });
  await see(early.getByRole('heading', { name: 'Not set up yet' }));
  await early.close();

  const page = await stage.open(server.setupUrl, { url: server.url });
  await checkAccessibility(page, 'set-up');
  await page.getByLabel('Your name').fill('Owner');
  await page.getByLabel('E-mail').fill('owner@shop.example');
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create administrator' }).click();
  await see(page.getByText(/at least 10/i).and(page.locator('[role=alert], [id$=error]')));
  await page.getByLabel('Password').fill('a long enough one');
  await page.getByRole('button', { name: 'Create administrator' }).click();
  await see(page.getByRole('button', { name: 'Account of Owner' }));

  await page.getByRole('button', { name: 'Account of Owner' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await see(page.getByRole('heading', { name: 'Sign in' }));
  await page.getByLabel('E-mail').fill('owner@shop.example');
  await page.getByLabel('Password').fill('not this one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await see(page.getByRole('alert').filter({ hasText: /password is wrong|wrong/i }));
  await checkAccessibility(page, 'sign-in with its refusal');
  await page.getByLabel('Password').fill('a long enough one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await see(page.getByRole('heading', { name: 'Projects' }));

  await page.goto(server.setupUrl);
  await see(page.getByRole('heading', { name: 'Already set up' }));
});

scenario('who is not signed in is asked to, and comes out where they wanted to be', async (stage) => {
  const owner = await administrator();
  await Project.create({ slug: 'doors', services: [] });
  const page = await stage.open('/p/doors/deployments?status=FAILED');
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/p/doors/deployments?status=FAILED');
  await see(page.getByRole('heading', { name: 'Deployments' }));
});
