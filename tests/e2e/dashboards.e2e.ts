/** Dashboards: made, shared, kept in files, changed by two at once, and followed down to a deployment. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { openShopNumbers } from './shop-numbers.ts';
import { checkLooks, checkThumbs, gone, scenario, see, until } from './stage.ts';
import { administrator, type Person, type Project } from './world.ts';

const slug = 'numbers-together';
const base = `/p/${slug}/analytics/dashboards`;
let project: Project;
let owner: Person;
before(async () => {
  [project, owner] = [await openShopNumbers(slug), await administrator()];
});

const panel = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true }).first();
/** Where it stands on the grid: row, column, height, width. */
const placeOf = async (locator: Locator) => /grid-area: ([^;]*)/.exec((await locator.getAttribute('style')) ?? '')?.[1];
const saved = (page: Page) => see(page.getByRole('status').filter({ hasText: /^Draft saved$/ }));

async function makeDashboard(name: string, copyOf?: string): Promise<string> {
  const { createDashboard } = await owner.api.run<{ createDashboard: { id: string } }>(
    'mutation ($input: CreateDashboardInput!) { createDashboard(input: $input) { id } }',
    { input: { projectId: project.id, name, ...(copyOf && { copyOf }) } },
  );
  return createDashboard.id;
}

scenario('a dashboard is made by keyboard and pointer, published and shared', async (stage) => {
  const page = await stage.open(base, { as: owner });
  await page.getByRole('button', { name: 'New dashboard' }).click();
  const dialog = page.getByRole('dialog', { name: 'New dashboard' });
  await dialog.getByLabel('Name').fill('Shop today');
  await dialog.getByRole('combobox', { name: 'Start from' }).click();
  await page.getByRole('option', { name: /^Deployments/ }).click();
  await dialog.getByRole('button', { name: 'Create dashboard' }).click();
  await page.waitForURL('**/edit');

  const grip = page.getByRole('button', { name: 'Move Deployments', exact: true });
  const own = panel(page, 'Deployments');
  await grip.focus();
  assert.equal(await placeOf(own), '1 / 1 / span 2 / span 3');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  assert.equal(await placeOf(own), '1 / 3 / span 3 / span 3');
  await see(page.getByRole('status').filter({ hasText: 'Deployments: column 3, row 1, 3 wide, 3 high' }));

  // At once: what was moved is in the YAML, and in the panels after it.
  await page.getByRole('tab', { name: 'YAML' }).click();
  const yaml = page.getByRole('textbox', { name: 'YAML of the dashboard' });
  await see(page.locator('.cm-scroller'));
  assert.match((await yaml.textContent()) ?? '', /x: 2/);
  const tall = await page.evaluate<number>(`document.querySelector('.cm-scroller').clientHeight`);
  assert.ok(tall > 500, `the editor is ${tall} px high`);
  await page.getByRole('tab', { name: 'Panels' }).click();
  assert.equal(await placeOf(own), '1 / 3 / span 3 / span 3');

  await page.getByRole('button', { name: 'Add panel' }).press('Enter');
  const form = page.getByRole('dialog', { name: 'Add panel' });
  await form.getByRole('textbox', { name: 'Search measures' }).fill('lead time');
  await form
    .getByRole('button', { name: /lead time/i })
    .first()
    .press('Enter');
  await form.getByLabel('Title').fill('How long it takes');
  await page.keyboard.press('Tab');
  await form.getByRole('button', { name: 'Add panel' }).press('Enter');
  await gone(form);
  await see(panel(page, 'How long it takes'));
  assert.equal(await placeOf(own), '1 / 3 / span 3 / span 3');

  const corner = page.getByRole('button', { name: 'Size How long it takes' });
  const added = panel(page, 'How long it takes');
  await added.scrollIntoViewIfNeeded();
  await added.hover();
  const [, , rows, columns] = ((await placeOf(added)) ?? '').split(' / ');
  const box = await corner.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 170, box.y + 80, { steps: 6 });
  await page.mouse.up();
  const [, , moreRows, lessColumns] = ((await placeOf(added)) ?? '').split(' / ');
  assert.notEqual(moreRows, rows);
  assert.notEqual(lessColumns, columns);
  await saved(page);

  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const publish = page.getByRole('dialog', { name: 'Publish Shop today' });
  await publish.getByLabel(/^What is new/).fill('The first one');
  await publish.getByRole('button', { name: 'Publish Shop today' }).click();
  await see(page.getByText('Shop today is published'));
  await page.getByRole('link', { name: 'Versions' }).click();
  await see(page.getByText('The first one'));
  await page.goto(page.url().replace('/versions', '?range=90d&service=noisy'));
  await see(page.getByRole('heading', { name: 'Shop today', level: 1 }));
  await see(page.getByRole('button', { name: /^Deployments: \d+\. Open its rows/ }));
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await see(page.getByText('The link is copied'));
  const link = await page.evaluate<string>('navigator.clipboard.readText()');
  const viewer = await project.member('Vera', 'VIEWER');
  const there = await stage.open(link.replace(/^https?:\/\/[^/]+/, ''), { as: viewer });
  await see(there.getByRole('heading', { name: 'Shop today', level: 1 }));
  await see(there.getByRole('button', { name: /Last 90 days/ }));
  await see(there.getByRole('button', { name: /Service.*noisy|noisy/i }));
  const value = panel(there, 'Deployments');
  await see(there.getByRole('button', { name: /^Deployments: \d+\. Open its rows/ }));
  assert.equal(await value.textContent(), await panel(page, 'Deployments').textContent());
  assert.equal(await there.getByRole('link', { name: 'Edit' }).count(), 0);

  await page.getByRole('button', { name: 'Full screen' }).click();
  await see(page.getByRole('button', { name: 'Leave full screen' }));
  await page.getByRole('button', { name: 'Leave full screen' }).click();
  await see(page.getByRole('button', { name: 'Full screen', exact: true }));
  await page.getByRole('button', { name: 'More of this dashboard' }).click();
  await page.getByRole('menuitem', { name: 'Export numbers' }).click();
  const exporting = page.getByRole('dialog');
  await see(exporting);
  await checkLooks(page, 'exporting the numbers of a dashboard');
  await page.keyboard.press('Escape');
  await gone(exporting);
  await checkLooks(page, 'a dashboard');
});

scenario('a dashboard goes through a file', async (stage) => {
  const id = await makeDashboard('On the road', 'workflows');
  const page = await stage.open(`${base}/${id}`, { as: owner });
  await page.getByRole('button', { name: 'More of this dashboard' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Save as YAML' }).click(),
  ]);
  const source = readFileSync((await download.path()) ?? '', 'utf8');
  assert.match(source, /name: On the road/);

  await page.goto(base);
  const open = async (text: string) => {
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Import a dashboard' });
    await dialog.getByRole('textbox').fill(text);
    await dialog.getByRole('button', { name: 'Look at the file' }).click();
    return dialog;
  };
  const changing = await open(source.replace(/^description: .*$/m, 'description: Looked at each morning'));
  await see(changing.getByText('description: Looked at each morning'));
  await see(changing.getByRole('button', { name: 'Replace the draft of On the road' }));
  await checkLooks(page, 'importing a dashboard');
  await page.keyboard.press('Escape');
  await gone(changing);

  const wrong = await open(source.replace(/^version: .*$/m, 'version: many'));
  await see(wrong.getByText(/Line \d+|line \d+/));
  await page.keyboard.press('Escape');
  await gone(wrong);

  await page.getByRole('button', { name: 'More for On the road' }).click();
  await page.getByRole('menuitem', { name: 'Delete dashboard' }).click();
  await see(page.getByText('On the road is deleted'));
  await gone(page.getByRole('link', { name: 'On the road', exact: true }));
  const dialog = await open(source);
  await see(dialog.getByText(/with \d+ panels/));
  await dialog.getByRole('button', { name: 'Import as a new dashboard' }).click();
  await page.waitForURL('**/edit');
  await see(
    page.getByRole('heading', { name: 'Edit On the road' }).or(page.getByRole('heading', { name: 'On the road' })),
  );

  await page.goto(base);
  await page.getByRole('button', { name: 'Sync with files' }).click();
  const syncing = page.getByRole('dialog', { name: 'Sync with files' });
  await see(syncing.getByRole('listitem').or(syncing.getByText('There is neither')));
  await checkLooks(page, 'syncing dashboards with files');
});

scenario('two who change one dashboard overwrite nothing', async (stage) => {
  const other = await project.member('Max', 'MAINTAINER');
  const id = await makeDashboard('Between two', 'deployments');
  const mine = await stage.open(`${base}/${id}/edit`, { as: owner });
  const theirs = await stage.open(`${base}/${id}/edit`, { as: other });
  stage.allow(/409|400/);
  await theirs.getByRole('button', { name: 'Move Deployments', exact: true }).press('ArrowRight');
  await saved(theirs);
  await mine.getByRole('button', { name: 'Move Deployments', exact: true }).press('Shift+ArrowDown');
  const dialog = mine.getByRole('dialog', { name: 'Max has changed this dashboard, too' });
  await see(dialog.getByText(/x: 1/));
  await checkLooks(mine, 'a conflict of two editors');
  assert.equal(await placeOf(panel(theirs, 'Deployments')), '1 / 2 / span 2 / span 3');
  await mine.keyboard.press('Escape');
  await mine.getByRole('button', { name: 'Resolve conflict' }).click();
  await dialog.getByRole('button', { name: 'Take theirs' }).click();
  await gone(dialog);
  assert.equal(await placeOf(panel(mine, 'Deployments')), '1 / 2 / span 2 / span 3');
  await mine.getByRole('button', { name: 'Move Deployments', exact: true }).press('ArrowRight');
  await saved(mine);

  await theirs.getByRole('button', { name: 'Move Deployments', exact: true }).press('Shift+ArrowDown');
  const again = theirs.getByRole('dialog', { name: 'Owner has changed this dashboard, too' });
  await again.getByRole('button', { name: 'Keep mine' }).click();
  await gone(again);
  await saved(theirs);
  assert.equal(await placeOf(panel(theirs, 'Deployments')), '1 / 2 / span 3 / span 3');
});

scenario('a point of a chart leads to its rows, and to a deployment', async (stage) => {
  const id = await makeDashboard('Down to it', 'deployments');
  const page = await stage.open(`${base}/${id}?range=90d`, { as: owner });
  const chart = page.getByRole('application', { name: 'Deployments by status' });
  await chart.scrollIntoViewIfNeeded();
  await until(page, `document.querySelector('canvas, svg')`);
  const box = await chart.boundingBox();
  assert.ok(box);
  await chart.click({ position: { x: box.width * 0.6, y: box.height - 14 } });
  const rows = page.getByRole('dialog');
  await see(rows.getByRole('link').first());
  await checkLooks(page, 'the rows of a point');
  await rows.getByRole('link').first().click();
  await page.waitForURL('**/deployments/dpl_*');
  await see(page.getByRole('article').first());
});

scenario('a dashboard on a phone', async (stage) => {
  const id = await makeDashboard('In the hand', 'deployments');
  const page = await stage.open(`${base}/${id}?range=90d`, { as: owner, isPhone: true });
  await see(page.getByRole('application', { name: 'Deployments by status' }));
  await checkThumbs(page, 'a dashboard');
  await page.goto(`${base}/${id}/edit`);
  await see(page.getByText('Dashboards are changed on a larger screen'));
  await page.goto(base);
  await see(page.getByRole('link', { name: 'In the hand' }));
  await checkThumbs(page, 'the list of dashboards');
});
