import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { Api, settled } from './api.ts';
import { checkAccessibility, checkLooks, gone, scenario, see } from './stage.ts';
import { type Person, startServer } from './world.ts';

const delivery = '/p/demo/analytics/delivery';
const production = 'Deployments to production';
const folding = 'a fold every 200 ms at most, a patch, a frame; twice that of a quiet machine';
const patienceMs = 2_000;

interface Demo {
  owner: Person;
  deploy: (service: string, version: string, parameters?: Record<string, unknown>) => Promise<string>;
}

interface DemoProject {
  services: { nodes: { id: string; slug: string }[] };
  environments: { id: string; slug: string }[];
}

/** The project that a first start makes, with nothing deployed. */
async function openDemo(): Promise<Demo> {
  const { url, setupUrl } = await startServer({ PILOTHOUSE_DEMO: 'on' });
  const api = new Api(url);
  const owner = { name: 'Owner', email: 'owner@demo.example', password: 'a long enough one', api };
  const { name, email, password } = owner;
  await api.run('mutation ($input: CompleteSetupInput!) { completeSetup(input: $input) { id } }', {
    input: { name, email, password, code: new URL(setupUrl ?? '').searchParams.get('code') },
  });
  const { project } = await api.run<{ project: DemoProject }>(
    '{ project(slug: "demo") { services { nodes { id slug } } environments { id slug } } }',
  );
  const environmentId = project.environments.find(({ slug }) => slug === 'production')?.id;
  return {
    owner,
    async deploy(service, version, parameters = {}) {
      const serviceId = project.services.nodes.find(({ slug }) => slug === service)?.id;
      const { deploy } = await api.run<{ deploy: { id: string } }>(
        'mutation ($input: DeployInput!) { deploy(input: $input) { id } }',
        { input: { serviceId, environmentId, version, parameters } },
      );
      return deploy.id;
    },
  };
}

let demo: Promise<Demo> | undefined;
const theDemo = (): Promise<Demo> => (demo ??= openDemo());

const parameters: Record<string, Record<string, unknown>> = {
  flaky: { failAt: 'nothing', secondsPerStep: 0 },
  noisy: { lines: 5, linesPerSecond: 0 },
};

/** To be awaited for its end. */
async function deployed(wish: { service?: string; version: string; isBad?: boolean }): Promise<string> {
  const { owner, deploy } = await theDemo();
  const service = wish.service ?? 'flaky';
  const id = await deploy(service, wish.version, { ...parameters[service], ...(wish.isBad && { failAt: 'Migrate' }) });
  const { status } = await settled(owner.api, id);
  assert.equal(status, wish.isBad ? 'FAILED' : 'SUCCEEDED');
  return id;
}

const chart = (page: Page, title: string): Locator => page.getByRole('application', { name: title, exact: true });
const number = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true });

/** What a screen reader says of the newest bucket, after the first arrow. */
async function focusNewest(page: Page, title: string): Promise<Locator> {
  await chart(page, title).focus();
  await page.keyboard.press('ArrowLeft');
  return page.getByRole('figure', { name: title, exact: true }).getByRole('status');
}

scenario('delivery teaches while it is empty, then has its numbers', async (stage) => {
  const { owner } = await theDemo();
  const page = await stage.open(delivery, { as: owner, url: owner.api.url });
  await see(page.getByText('Nothing was deployed to Production in this window'));
  await see(page.getByText('after the first deployment these five numbers stand here'));
  await see(page.getByRole('link', { name: 'Deploy to Production' }));
  await checkLooks(page, 'delivery without numbers');

  // The page stays open: what is empty fills by itself.
  await deployed({ version: '1.0.0' });
  await see(number(page, 'Deployment frequency').getByRole('button', { name: /Open its rows/ }));
  await see(number(page, 'Change fail rate').getByText('0%'));
  // What is further down is asked for when it comes into view.
  await page.keyboard.press('End');
  await see(page.getByRole('table', { name: 'Delivery by service' }).getByRole('row', { name: /Flaky/ }));
  await checkLooks(page, 'delivery');
});

scenario('a bar grows while a deployment ends, on the open page', async (stage) => {
  const { owner } = await theDemo();
  await deployed({ version: '1.1.0' });
  const page = await stage.open(`${delivery}?range=7d`, { as: owner, url: owner.api.url });
  await see(chart(page, production));
  const said = await focusNewest(page, production);
  await see(said.getByText(/^Succeeded: \d+, .*still running/));
  const before = Number(/^Succeeded: (\d+)/.exec((await said.textContent()) ?? '')?.[1]);

  await deployed({ version: '1.2.0' });
  const endedAt = performance.now();
  await see(said.getByText(new RegExp(`^Succeeded: ${before + 1}, `)));
  const tookMs = performance.now() - endedAt;
  assert.ok(tookMs < patienceMs, `the bar grew after ${Math.round(tookMs)} ms: ${folding}`);
});

scenario('from a bar to its rows to the deployment, by mouse and by keyboard', async (stage) => {
  const { owner } = await theDemo();
  const bad = await deployed({ version: '1.3.0', isBad: true });
  const page = await stage.open(`${delivery}?range=7d`, { as: owner, url: owner.api.url });
  await see(chart(page, production));

  const box = await chart(page, production).boundingBox();
  assert.ok(box);
  // The last of seven bars, near its foot: what went well.
  await chart(page, production).click({ position: { x: box.width - 30, y: box.height - 26 } });
  const rows = page.getByRole('dialog', { name: /^Deployments, / });
  await see(rows.getByRole('link', { name: /1\.0\.0.*Succeeded/ }));
  assert.equal(await rows.getByRole('link', { name: /Failed/ }).count(), 0, 'rows of another series');
  await checkAccessibility(page, 'the rows of a bar');
  await page.keyboard.press('Escape');
  await gone(rows);

  const said = await focusNewest(page, production);
  await see(said.getByText(/^Succeeded: /));
  await page.keyboard.press('ArrowUp');
  await see(said.getByText(/^Failed: 1, /));
  await page.keyboard.press('Enter');
  const row = rows.getByRole('link', { name: /1\.3\.0.*Failed/ });
  await see(row);
  await page.keyboard.press('Tab');
  const focused = await page.evaluate<string>('document.activeElement.textContent');
  assert.match(focused, /1\.3\.0/, 'the first row is one Tab away');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/p/demo/deployments/${bad}`);
  await see(page.getByRole('heading', { name: /Flaky/ }));
  await page.goBack();
  await see(rows.getByRole('link', { name: /1\.3\.0/ }));
});

scenario('range, filters and rows are in the address: a reload and a link show the same', async (stage) => {
  const { owner } = await theDemo();
  await deployed({ version: '1.4.0' });
  const page = await stage.open(delivery, { as: owner, url: owner.api.url });
  await see(chart(page, production));
  await page.getByRole('button', { name: 'Range: Last 30 days' }).click();
  await page.getByRole('button', { name: 'Last 7 days' }).click();
  await page.getByRole('button', { name: 'Compare with: Compare' }).click();
  await page.getByRole('button', { name: 'Previous period' }).click();
  await page.getByRole('toolbar', { name: 'Time and filters' }).getByRole('button', { name: 'Service' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Noisy' }).click();
  await page.keyboard.press('Escape');
  await see(page.getByText('Nothing was deployed in this window with these filters'));
  await deployed({ service: 'noisy', version: '7.0.0' });
  await number(page, 'Deployment frequency')
    .getByRole('button', { name: /Open its rows/ })
    .click();

  const shows = async (window: Page) => {
    const rows = window.getByRole('dialog', { name: /^Deployment frequency/ });
    await see(rows.getByRole('link', { name: /7\.0\.0.*Noisy/ }));
    assert.equal(await rows.getByRole('link').count(), 1, 'rows of another service');
    await window.keyboard.press('Escape');
    await gone(rows);
    const bar = window.getByRole('toolbar', { name: 'Time and filters' });
    await see(bar.getByRole('button', { name: 'Range: Last 7 days' }));
    await see(bar.getByRole('button', { name: 'Compare with: Previous period' }));
    await see(bar.getByRole('button', { name: 'Service: Noisy' }));
    const said = await focusNewest(window, production);
    await see(said.getByText(/^Succeeded: 1, .*still running/));
    return [await number(window, 'Deployment frequency').textContent(), await said.textContent()];
  };
  const address = page.url();
  const first = await shows(page);
  await page.goto(address);
  assert.deepEqual(await shows(page), first);
  const elsewhere = await stage.open(address, { as: owner, url: owner.api.url });
  assert.deepEqual(await shows(elsewhere), first);
});

scenario('an incident is reported on a deployment, its cause corrected, resolved, and counted', async (stage) => {
  const { owner } = await theDemo();
  const innocent = await deployed({ version: '2.0.0' });
  await deployed({ version: '2.1.0' });
  const reader = await stage.open(`${delivery}?range=7d`, { as: owner, url: owner.api.url });
  const rate = number(reader, 'Change fail rate');
  await see(rate.getByRole('button', { name: 'Change fail rate: 0%. Open its rows' }));

  const page = await stage.open(`/p/demo/deployments/${innocent}`, { as: owner, url: owner.api.url });
  await page.getByRole('link', { name: 'Report an incident it caused' }).click();
  const report = page.getByRole('dialog', { name: 'Report incident' });
  await see(report.getByText(/Caused by flaky #\d+ \(2\.0\.0\)/));
  await report.getByLabel('What is wrong').fill('Checkout answers with 502');
  await checkAccessibility(page, 'the report of an incident');
  await report.getByRole('button', { name: 'Report incident' }).click();
  await page.waitForURL('**/analytics/incidents/inc_*');
  await see(page.getByRole('heading', { name: /Checkout answers with 502/ }));
  const facts = page.getByRole('region', { name: 'Facts' });
  await see(facts.getByRole('link', { name: /flaky #\d+ 2\.0\.0/ }));
  await see(rate.getByRole('button', { name: /^Change fail rate: [1-9]/ }));

  await facts.getByRole('button', { name: 'Correct' }).click();
  const correction = page.getByRole('dialog', { name: 'Correct the cause' });
  await correction.getByRole('combobox', { name: 'Deployment' }).click();
  await page.getByRole('option', { name: /2\.1\.0/ }).click();
  await correction.getByRole('button', { name: 'Save cause' }).click();
  await gone(correction);
  await see(facts.getByRole('link', { name: /flaky #\d+ 2\.1\.0/ }));
  await see(facts.getByText('Somebody looked and said so.'));

  await page.getByRole('button', { name: 'Resolve incident' }).click();
  await see(page.getByRole('article').getByText('Resolved', { exact: true }));
  await checkLooks(page, 'an incident');
  await rate.getByRole('button', { name: /Open its rows/ }).click();
  const rows = reader.getByRole('dialog', { name: /^Change fail rate/ });
  await see(rows.getByRole('link', { name: /2\.1\.0 100%/ }));
  await see(rows.getByRole('link', { name: /2\.0\.0 0%/ }));
});
