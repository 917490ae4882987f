import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { checkLooks, enterPassword, gone, scenario, see, statusOf } from './stage.ts';
import { administrator, type Person, Project } from './world.ts';

/** What an open page may go on showing after rights were taken away. */
const patienceMs = 5_000;

const printed = (page: Page) =>
  page
    .getByRole('log')
    .locator('.log-text')
    .getByText(/^\d{9}/);

/** A page that follows a program that prints for long. */
async function watchLog(page: Page, project: Project, person: Person): Promise<string> {
  const id = await project.deploy('noisy', '1.0.0', { lines: 100_000, linesPerSecond: 20 });
  await page.goto(`/p/${project.slug}/deployments/${id}`);
  await enterPassword(page, person);
  await see(printed(page));
  return id;
}

async function within(ms: number, what: string, wait: Promise<void>): Promise<void> {
  const begun = performance.now();
  await wait;
  const took = performance.now() - begun;
  assert.ok(took <= ms, `${what} took ${Math.round(took)} ms`);
}

scenario('an open page of somebody who is removed says so within 5 seconds, and shows nothing new', async (stage) => {
  const owner = await administrator();
  const project = await Project.create({ slug: 'removed', services: ['noisy'] });
  const rita = await project.member('Rita', 'OPERATOR');
  stage.allow(/status of 40[34]/);
  const page = await stage.open('/sign-in');
  await watchLog(page, project, rita);

  const owners = await stage.open('/p/removed/settings/members', { as: owner });
  await owners.getByRole('button', { name: 'Remove Rita' }).click();
  await owners.getByRole('button', { name: 'Remove member' }).click();
  await see(owners.getByText('Rita removed'));
  await within(patienceMs, 'the page', see(page.getByText('There is no such project')));
  assert.equal(await printed(page).count(), 0, 'nothing of the log is left');
  await checkLooks(page, 'a page of a project that is no longer theirs');
  await page.goto('/projects');
  await see(page.getByRole('heading', { name: 'Projects' }));
  assert.equal(await page.getByRole('link', { name: 'removed' }).count(), 0);
});

scenario('an open page of somebody who is demoted loses its buttons within 5 seconds, and goes on', async (stage) => {
  const owner = await administrator();
  const project = await Project.create({ slug: 'demoted', services: ['noisy'] });
  const dora = await project.member('Dora', 'OPERATOR');
  const page = await stage.open('/sign-in');
  await watchLog(page, project, dora);
  const cancel = page.getByRole('button', { name: 'Cancel', exact: true });
  await see(cancel);

  const owners = await stage.open('/p/demoted/settings/members', { as: owner });
  await owners.getByRole('button', { name: 'Change what Dora may do' }).click();
  await owners
    .getByRole('dialog')
    .getByRole('radio', { name: /^Viewer/ })
    .click();
  await owners.getByRole('button', { name: 'Save rights' }).click();
  await see(owners.getByText('Dora is Viewer now'));
  await within(patienceMs, 'the page', gone(cancel));
  // Viewers see the log: it goes on.
  const last = Number((await printed(page).last().textContent())?.slice(0, 9));
  await see(page.getByText(new RegExp(`^${String(last + 40).padStart(9, '0')}`)));
});

scenario('a session that is ended on the account page leaves its open log', async (stage) => {
  await administrator();
  const project = await Project.create({ slug: 'ended', services: ['noisy'] });
  const sven = await project.member('Sven', 'OPERATOR');
  stage.allow(/status of 401|WebSocket/);
  const page = await stage.open('/sign-in');
  const id = await watchLog(page, project, sven);

  const account = await stage.open('/account#sessions');
  await enterPassword(account, sven);
  const sessions = account.getByRole('region', { name: 'Sessions' });
  await sessions.getByRole('button', { name: 'End all other sessions' }).click();
  await account.getByRole('button', { name: 'End other sessions' }).click();
  await see(sessions.getByText('You are signed in nowhere else.'));
  await within(patienceMs, 'the page', see(page.getByRole('heading', { name: 'Sign in' })));
  assert.equal(await printed(page).count(), 0, 'nothing of the log is left');

  // Signed in again, they are where they were.
  await enterPassword(page, sven);
  await page.waitForURL(`**/p/ended/deployments/${id}`);
  await see(printed(page));
});

scenario('a page goes on without a question when its access token is over', async (stage) => {
  await administrator();
  const project = await Project.create({ slug: 'onward', services: ['noisy'] });
  const otto = await project.member('Otto', 'OPERATOR');
  const page = await stage.open('/sign-in');
  await watchLog(page, project, otto);
  const valueOfCookie = async (name: string) =>
    (await page.context().cookies()).find((cookie) => cookie.name === name)?.value;
  const first = await valueOfCookie('pilothouse_refresh');
  assert.ok(first && (await valueOfCookie('pilothouse_session')));
  await page.evaluate('window.hasNotBeenReloaded = true');

  // As after 10 minutes: the browser has no access token any more.
  await page.context().clearCookies({ name: 'pilothouse_session' });
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel deployment' }).click();
  await see(statusOf(page, 'Canceled'));
  assert.ok(await valueOfCookie('pilothouse_session'), 'a new access token came along');
  assert.notEqual(await valueOfCookie('pilothouse_refresh'), first);
  assert.equal(await page.evaluate('window.hasNotBeenReloaded'), true);

  // Many requests at once, as of a page that is opened, and two tabs: all are answered.
  await page.context().clearCookies({ name: 'pilothouse_session' });
  const tab = await page.context().newPage();
  await Promise.all([page.goto('/p/onward'), tab.goto('/p/onward/deployments')]);
  await see(page.getByRole('button', { name: /^Noisy in Staging:.*canceled/ }));
  await see(tab.getByRole('row', { name: /Noisy.*Canceled/ }));
});
