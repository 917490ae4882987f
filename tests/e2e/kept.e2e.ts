/** What a person keeps: it is there in another browser, and nobody else's. */
import assert from 'node:assert/strict';
import { before } from 'node:test';
import type { Page } from 'playwright-core';
import { checkLooks, checkThumbs, gone, scenario, see, until } from './stage.ts';
import { type Made, makeWorkflow, nodeOf } from './workflows.ts';
import { administrator, type Person, Project } from './world.ts';

let project: Project;
let owner: Person;
let other: Person;
let workflow: Made;

before(async () => {
  owner = await administrator();
  project = await Project.create({ slug: 'kept', services: ['hello-web', 'noisy'] });
  other = await project.member('Vera', 'VIEWER');
  workflow = await makeWorkflow(project, 'Release', {
    nodes: [
      { key: 'start', type: 'manual', name: 'Start' },
      { key: 'wait', type: 'delay', name: 'Wait' },
    ],
    edges: ['start → wait'],
  });
});

const canvasOf = (page: Page) => page.locator('.react-flow__viewport');
const viewportOf = (page: Page) => canvasOf(page).getAttribute('style');

/** Once it is on the server. */
async function savedBy(page: Page, operation: string, act: () => Promise<void>): Promise<void> {
  const answered = page.waitForResponse(
    (response) => response.url().endsWith('/graphql') && (response.request().postData() ?? '').includes(operation),
  );
  await act();
  await answered;
}

scenario('what one looks at of a canvas comes along to another browser', async (stage) => {
  const path = `/p/kept/workflows/${workflow.id}`;
  const page = await stage.open(path, { as: owner });
  await see(nodeOf(page, 'Start'));
  const opened = await viewportOf(page);
  let saves = 0;
  page.on('request', (request) => {
    if ((request.postData() ?? '').includes('SetCanvasViewport')) saves += 1;
  });
  await savedBy(page, 'SetCanvasViewport', async () => {
    const box = await page.locator('.react-flow__pane').boundingBox();
    assert.ok(box);
    const [x, y] = [box.x + box.width / 2, box.y + box.height - 80];
    for (let move = 1; move <= 5; move += 1) {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x - 20, y - 30, { steps: 3 });
      await page.mouse.up();
    }
  });
  const moved = await viewportOf(page);
  assert.notEqual(moved, opened);
  assert.equal(saves, 1);

  const elsewhere = await stage.open(path, { as: owner });
  await see(nodeOf(elsewhere, 'Start'));
  assert.equal(await viewportOf(elsewhere), moved);
  const theirs = await stage.open(path, { as: other });
  await see(nodeOf(theirs, 'Start'));
  assert.equal(await viewportOf(theirs), opened);

  const phone = await stage.open(path, { as: owner, isPhone: true, theme: 'dark' });
  await see(nodeOf(phone, 'Start'));
});

scenario('how one weighs scores comes along to another browser', async (stage) => {
  const path = '/p/kept/analytics/scores';
  const page = await stage.open(path, { as: owner });
  await savedBy(page, 'SetScoreWeights', async () => {
    await page.getByRole('slider', { name: 'Weight of security' }).focus();
    for (let press = 0; press < 6; press += 1) await page.keyboard.press('ArrowRight');
  });
  await see(page.getByText('Kept for you in this project.'));

  const elsewhere = await stage.open(path, { as: owner, isPhone: true });
  const security = elsewhere.getByRole('spinbutton', { name: 'Security' });
  await see(security);
  assert.equal(await security.inputValue(), '4');
  await see(elsewhere.getByRole('link', { name: 'Hello web' }));
  await checkThumbs(elsewhere, 'scores');
  const theirs = await stage.open(path, { as: other });
  await see(theirs.getByRole('spinbutton', { name: 'Security' }));
  assert.equal(await theirs.getByRole('spinbutton', { name: 'Security' }).inputValue(), '1');

  await savedBy(page, 'SetScoreWeights', () => page.getByRole('button', { name: 'Weigh all alike' }).click());
  await elsewhere.reload();
  await see(security);
  await until(elsewhere, `document.querySelector('#weight-security')?.value === '1'`);
});

scenario('a panel leads to Explore with what it shows, by keyboard', async (stage) => {
  const page = await stage.open('/p/kept/analytics/platform?of=project&range=24h&compare=previous', { as: owner });
  await page.getByRole('button', { name: 'More of API latency' }).focus();
  await page.keyboard.press('Enter');
  await see(page.getByRole('menuitem', { name: /^Explore API/ }));
  await page.keyboard.press('Escape');
  await gone(page.getByRole('menuitem'));
  await page.getByRole('button', { name: 'What API error rate means' }).first().press('Enter');
  const link = page.getByRole('link', { name: 'Explore further', exact: true });
  await see(link);
  await checkLooks(page, 'what a number means, and the way on');
  await link.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/analytics/explore?measure=api.error_rate&range=24h&compare=previous');
  await see(page.getByRole('heading', { name: 'API error rate', level: 2 }));
});
