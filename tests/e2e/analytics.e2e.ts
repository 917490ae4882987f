import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { Api, settled } from './api.ts';
import { checkAccessibility, checkLooks, gone, scenario, see, until } from './stage.ts';
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
  await see(number(page, 'Change fail rate').locator('canvas'));
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

scenario('nothing jumps while the numbers come', async (stage) => {
  const { owner } = await theDemo();
  await deployed({ version: '1.8.0' });
  const page = await stage.open('/projects', { as: owner, url: owner.api.url });
  await page.addInitScript(`
    globalThis.jumps = [];
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries())
        if (!hadRecentInput) jumps.push(value.toFixed(4) + ' ' + sources.map(({ node }) => node?.outerHTML?.slice(0, 120)).join(' | '));
    }).observe({ type: 'layout-shift', buffered: true });
  `);
  const base = '/p/demo/analytics';
  for (const size of [
    { width: 1280, height: 800 },
    { width: 360, height: 780 },
  ]) {
    await page.setViewportSize(size);
    for (const path of [
      'delivery?range=7d&compare=previous',
      'deployments?range=7d',
      'explore?measure=deployments.count',
    ]) {
      await page.goto(`${base}/${path}`);
      await see(page.getByRole('application').first());
      await until(page, `document.querySelector('main canvas') && !document.querySelector('main [aria-busy=true]')`);
      assert.deepEqual(await page.evaluate('jumps'), [], `${path}, ${size.width} px wide`);
    }
  }
});

scenario('by thumb: a bar, what happened under it, the table', async (stage) => {
  const { owner } = await theDemo();
  const id = await deployed({ version: '1.5.0' });
  const page = await stage.open(`${delivery}?range=7d`, { as: owner, url: owner.api.url, isPhone: true });
  await see(chart(page, production));
  const figure = page.getByRole('figure', { name: production, exact: true });
  await figure.scrollIntoViewIfNeeded();
  const box = await chart(page, production).boundingBox();
  assert.ok(box);
  await chart(page, production).tap({ position: { x: box.width - 18, y: box.height - 26 } });
  const rows = page.getByRole('dialog', { name: /^Deployments, / });
  await see(rows.getByRole('link', { name: /1\.5\.0.*Succeeded/ }));
  await rows.getByRole('button', { name: 'Close' }).tap();
  await gone(rows);

  const tick = figure.getByRole('list', { name: 'What happened' }).getByRole('button').last();
  const thumb = await tick.boundingBox();
  assert.ok(thumb && thumb.width >= 39.5 && thumb.height >= 39.5, 'a tick is too small for a thumb');
  await tick.tap();
  await see(page.getByRole('dialog', { name: 'What happened' }).getByRole('link', { name: /1\.5\.0/ }));
  await page.keyboard.press('Escape');

  await figure.getByRole('button', { name: `Show ${production} as a table` }).tap();
  const row = figure.getByRole('row', { name: /still running/ });
  await row.getByRole('button', { name: /Succeeded/ }).tap();
  await rows.getByRole('link', { name: /1\.5\.0/ }).tap();
  await page.waitForURL(`**/p/demo/deployments/${id}`);
});

/** Has a chart's menu save a file; what is in it, and its name. */
async function saved(page: Page, title: string, entry: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole('button', { name: `More of ${title}`, exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: entry }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

scenario('a chart is saved: as an image, as CSV, NDJSON and Parquet', async (stage) => {
  const { owner } = await theDemo();
  await deployed({ version: '1.6.0' });
  const page = await stage.open(`${delivery}?range=7d`, { as: owner, url: owner.api.url });
  await see(chart(page, production));
  const figure = page.getByRole('figure', { name: production, exact: true });
  await see(figure.locator('canvas'));

  const image = await saved(page, production, 'Save as PNG');
  assert.equal(image.name, 'deployments-to-production.png');
  assert.equal(image.bytes.subarray(0, 8).toString('hex'), '89504e470d0a1a0a');
  const size = await figure.locator('canvas').boundingBox();
  assert.ok(size);
  assert.equal(image.bytes.readUInt32BE(16), Math.round(size.width) * 2, 'twice as wide as it is seen');
  assert.ok(image.bytes.readUInt32BE(20) > size.height * 2, 'the title stands above it');
  assert.ok(image.bytes.length > 5_000, `an image of ${image.bytes.length} bytes is empty`);

  // The values of the table are those of the files; the table has the newest first.
  await figure.getByRole('button', { name: `Show ${production} as a table` }).click();
  const rows = await figure.getByRole('row').all();
  const [head, ...body] = await Promise.all(
    rows.map((row) =>
      row.getByRole('columnheader').or(row.getByRole('rowheader')).or(row.getByRole('cell')).allTextContents(),
    ),
  );
  const columns = head?.slice(1) ?? [];
  const csv = (await saved(page, production, 'Save as CSV')).bytes.toString('utf8').trimEnd().split('\r\n');
  assert.equal(csv[0], ['from', 'to', ...columns.flatMap((name) => [name, `${name} (rows)`])].join(','));
  assert.equal(csv.length, 8);
  const valuesOf = (line: string) =>
    line
      .split(',')
      .slice(2)
      .filter((_, at) => at % 2 === 0)
      .map((value) => value || '–');
  assert.deepEqual(
    csv.slice(1).reverse().map(valuesOf),
    body.map((row) => row.slice(1)),
  );
  const ndjson = (await saved(page, production, 'Save as NDJSON')).bytes.toString('utf8').trimEnd().split('\n');
  assert.equal(ndjson.length, 7 * columns.length);
  assert.deepEqual(
    ndjson.slice(0, 7).map((line) => (JSON.parse(line) as { value: number | null }).value?.toString() ?? '–'),
    csv.slice(1).map((line) => valuesOf(line)[0]),
  );
  const parquet = await saved(page, production, 'Save as Parquet');
  assert.match(parquet.name, /\.parquet$/);
  assert.equal(parquet.bytes.subarray(0, 4).toString(), 'PAR1');
  assert.equal(parquet.bytes.subarray(-4).toString(), 'PAR1');
  assert.match((await saved(page, 'Change lead time', 'Save as Parquet')).name, /\.parquet$/);
});

/** How many pixels of a chart are painted in a colour. */
const pixels = (title: string, color: string) => `(() => {
  const canvas = document.querySelector('[aria-label="${title}"]').parentElement.querySelector('canvas');
  if (!canvas) return 0;
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt('${color}'.slice(at, at + 2), 16));
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let at = 0; at < data.length; at += 4)
    if (data[at] === red && data[at + 1] === green && data[at + 2] === blue && data[at + 3] === 255) count += 1;
  return count;
})()`;

scenario('charts change their colours with the theme, and are white on paper', async (stage) => {
  const { owner } = await theDemo();
  await deployed({ version: '1.7.0' });
  const page = await stage.open(`${delivery}?range=7d`, { as: owner, url: owner.api.url });
  await see(chart(page, production));
  const colorOf = (name: string) =>
    page.evaluate<string>(`getComputedStyle(document.documentElement).getPropertyValue('${name}').trim()`);
  // The text of the axes has soft edges; the line under them has none.
  const light = await colorOf('--n-6');
  await until(page, `${pixels(production, light)} > 100`);
  await page.getByRole('button', { name: /dark/i }).first().click();
  await until(page, `document.documentElement.dataset.theme === 'dark'`);
  const dark = await colorOf('--n-6');
  assert.notEqual(dark, light);
  await until(page, `${pixels(production, dark)} > 100`);
  assert.equal(await page.evaluate(pixels(production, light)), 0, 'painted in two themes');

  // As the browser does it: what is on the sheet is what there is when the event is over.
  const title = 'Time to restore, over all incidents';
  const printed = await page.evaluate<[string, string | null, number]>(`(() => {
    dispatchEvent(new Event('beforeprint'));
    return new Promise((done) => queueMicrotask(() => done([
      document.documentElement.dataset.theme,
      [...document.querySelectorAll('figcaption')].map(({ textContent }) => textContent).join('; '),
      ${pixels(production, light)},
    ])));
  })()`);
  assert.equal(printed[0], 'light');
  assert.ok(printed[1]?.includes(title), 'what is further down is not on the sheet');
  assert.ok(printed[2] > 100, 'painted in the colours of the dark');
  await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
  await until(page, `document.documentElement.dataset.theme === 'dark'`);
  await until(page, `${pixels(production, dark)} > 100`);
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
  await see(report.getByText(/Caused by Flaky #\d+ \(2\.0\.0\)/));
  await report.getByLabel('What is wrong').fill('Checkout answers with 502');
  await checkAccessibility(page, 'the report of an incident');
  await report.getByRole('button', { name: 'Report incident' }).click();
  await page.waitForURL('**/analytics/incidents/inc_*');
  await see(page.getByRole('heading', { name: /Checkout answers with 502/ }));
  const facts = page.getByRole('region', { name: 'Facts' });
  await see(facts.getByRole('link', { name: /Flaky #\d+ 2\.0\.0/ }));
  await see(rate.getByRole('button', { name: /^Change fail rate: [1-9]/ }));

  await facts.getByRole('button', { name: 'Correct' }).click();
  const correction = page.getByRole('dialog', { name: 'Correct the cause' });
  await correction.getByRole('combobox', { name: 'Deployment' }).click();
  await page.getByRole('option', { name: /2\.1\.0/ }).click();
  await correction.getByRole('button', { name: 'Save cause' }).click();
  await gone(correction);
  await see(facts.getByRole('link', { name: /Flaky #\d+ 2\.1\.0/ }));
  await see(facts.getByText('Somebody looked and said so.'));

  await page.getByRole('button', { name: 'Resolve incident' }).click();
  await see(page.getByRole('article').getByText('Resolved', { exact: true }));
  await checkLooks(page, 'an incident');
  await rate.getByRole('button', { name: /Open its rows/ }).click();
  const rows = reader.getByRole('dialog', { name: /^Change fail rate/ });
  await see(rows.getByRole('link', { name: /2\.1\.0 100%/ }));
  await see(rows.getByRole('link', { name: /2\.0\.0 0%/ }));
});
