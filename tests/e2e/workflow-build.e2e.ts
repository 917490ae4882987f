import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { gone, type Stage, scenario, see } from './stage.ts';
import { nodeOf, openNode, panelOf, runStatus } from './workflows.ts';
import { administrator, type Person, Project, sharedServer } from './world.ts';

/** What stands in the fields of the nodes, in the order in which they are drawn. */
const nodes: { type: string; name: string; fields: Record<string, string>; onError?: string }[] = [
  {
    type: 'Deploy',
    name: 'To staging',
    fields: { Service: 'hello-web', Environment: 'staging', Version: '${{ trigger.version }}' },
  },
  { type: 'HTTP request', name: 'Smoke test', fields: { Address: '${{ trigger.staging }}/health' } },
  {
    type: 'Deploy',
    name: 'Load test',
    fields: {
      Service: 'noisy',
      Environment: 'staging',
      Version: '${{ trigger.version }}',
      Parameters: '{ "lines": 400, "linesPerSecond": 80 }',
    },
  },
  { type: 'Approval', name: 'Go live', fields: { Message: 'Version ${{ trigger.version }} is on staging. Go live?' } },
  {
    type: 'Deploy',
    name: 'To production',
    fields: { Service: 'hello-web', Environment: 'production', Version: '${{ trigger.version }}' },
  },
  { type: 'HTTP request', name: 'Check production', fields: { Address: '${{ trigger.production }}/health' } },
];

const form = JSON.stringify({
  type: 'object',
  required: ['version', 'staging', 'production'],
  properties: {
    version: { type: 'string', title: 'Version' },
    staging: { type: 'string', title: 'Staging' },
    production: { type: 'string', title: 'Production' },
  },
});

async function makeProject(slug: string): Promise<Project> {
  return Project.create({ slug, services: ['hello-web', 'noisy'], environments: ['Staging', 'Production'] });
}

/** The saved draft: types, names and edges. */
async function drawnBy({ api }: Person, id: string) {
  const { workflow } = await api.run<{
    workflow: {
      draft: {
        graph: {
          nodes: { key: string; type: string; name: string; config: Record<string, unknown> }[];
          edges: { from: string; fromPort: string; to: string }[];
        };
      };
    };
  }>('query ($id: ID!) { workflow(id: $id) { draft { graph } } }', { id });
  const { graph } = workflow.draft;
  const nameOf = new Map(graph.nodes.map(({ key, name }) => [key, name]));
  return {
    nodes: graph.nodes.map(({ name, type }) => `${name}: ${type}`),
    edges: graph.edges.map(({ from, fromPort, to }) => `${nameOf.get(from)}.${fromPort} → ${nameOf.get(to)}`),
  };
}

const expected = {
  nodes: [
    'Start: manual',
    'To staging: deploy',
    'Smoke test: http',
    'Load test: deploy',
    'Go live: approval',
    'To production: deploy',
    'Check production: http',
  ],
  edges: [
    'Start.main → To staging',
    'To staging.main → Smoke test',
    'Smoke test.main → Load test',
    'Load test.main → Go live',
    'Go live.main → To production',
    'To production.main → Check production',
  ],
};

/** Runs it in the browser, kills the server while it waits for a deployment, and approves on a phone. */
async function runIt(stage: Stage, page: Page, owner: Person, project: Project): Promise<void> {
  const [staging, production] = project.environments.map(({ url }) => url);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Run / });
  await dialog.getByLabel('Version').fill('3.1.0');
  await dialog.getByLabel('Staging').fill(staging ?? '');
  await dialog.getByLabel('Production').fill(production ?? '');
  await dialog.getByRole('button', { name: /^Run / }).click();
  await page.waitForURL('**/runs/run_*');
  await see(page.getByRole('button', { name: /^Load test.*Waiting/ }));

  stage.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|WebSocket connection/);
  const server = await sharedServer();
  await server.kill();
  await see(page.getByText(/^Reconnecting…/));
  await server.start();
  await see(runStatus(page, 'Waiting'));
  const path = new URL(page.url()).pathname;

  const phone = await stage.open(path, { as: owner, isPhone: true });
  await phone.getByRole('button', { name: /^Go live/ }).tap();
  const approval = phone.getByRole('region', { name: 'Approval' });
  await see(approval.getByText('Version 3.1.0 is on staging. Go live?'));
  await approval.getByRole('button', { name: 'Approve' }).tap();
  await see(phone.getByRole('dialog', { name: 'Go live' }).getByText('Succeeded', { exact: true }));
  await phone.getByRole('button', { name: 'Close' }).tap();
  await see(runStatus(phone, 'Succeeded'));
  // The page that watched heard of it all by itself.
  await see(runStatus(page, 'Succeeded'));
  await gone(page.getByRole('region', { name: /^Waits for you/ }));
  const checked = await openNode(page, 'Check production');
  await see(checked.getByText('3.1.0'));
}

scenario('a release workflow drawn by mouse on an empty canvas, run live, approved on a phone', async (stage) => {
  const owner = await administrator();
  const project = await makeProject('by-mouse');
  const page = await stage.open('/p/by-mouse/workflows', { as: owner });
  await page.getByRole('button', { name: 'New workflow' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New workflow' });
  await dialog.getByLabel('Name').fill('Release');
  await dialog.getByRole('button', { name: 'Create workflow' }).click();
  await page.waitForURL('**/workflows/wfl_*');
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await nodeOf(page, 'Start').click();
  await fillField(page, panelOf(page, 'Start'), 'Form', form);

  for (const [index, { type, name, fields }] of nodes.entries()) {
    const before = nodes[index - 1]?.name ?? 'Start';
    if (index === 1) await dragToEmptyPlace(page, before);
    else {
      await nodeOf(page, before).click();
      await page.getByRole('button', { name: 'Add node' }).click();
    }
    await page
      .getByRole('dialog', { name: /^Add a node/ })
      .getByRole('option', { name: new RegExp(`^${type}`) })
      .click();
    const panel = panelOf(page, type);
    await panel.getByLabel('Name', { exact: true }).fill(name);
    for (const [label, text] of Object.entries(fields)) await fillField(page, panelOf(page, name), label, text);
  }
  await see(page.getByRole('status').getByText('Saved', { exact: true }));
  assert.deepEqual(await drawnBy(owner, id), expected);

  await page.getByRole('button', { name: 'Publish…' }).click();
  await page.getByRole('button', { name: 'Publish Release' }).click();
  await see(page.getByText('Published, version 1'));
  await runIt(stage, page, owner, project);
});

/** Replaces what stands in a field, whatever kind of editor it has. */
async function fillField(page: Page, panel: ReturnType<typeof panelOf>, label: string, text: string): Promise<void> {
  const name = new RegExp(`^${label}( optional)?$`);
  const field = panel.getByRole('textbox', { name }).or(panel.getByRole('combobox', { name }));
  await field.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

/** A connection dropped where nothing is asks what should stand there. */
async function dragToEmptyPlace(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Fit View' }).click();
  const port = await nodeOf(page, name).locator('.react-flow__handle.source').first().boundingBox();
  if (!port) throw new Error(`${name} has no port.`);
  await page.mouse.move(port.x + port.width / 2, port.y + port.height / 2);
  await page.mouse.down();
  await page.mouse.move(port.x + 60, port.y + 130, { steps: 5 });
  await page.mouse.up();
}

scenario('the same workflow drawn by keyboard alone', async (stage) => {
  const owner = await administrator();
  await makeProject('by-keyboard');
  const page = await stage.open('/p/by-keyboard', { as: owner });
  await see(page.getByRole('heading', { name: 'by-keyboard' }));
  await page.keyboard.type('gw');
  await page.waitForURL('**/workflows');
  await tabTo(page, 'New workflow');
  await page.keyboard.press('Enter');
  await see(page.getByRole('dialog', { name: 'New workflow' }).getByLabel('Name').and(page.locator(':focus')));
  await page.keyboard.type('Release');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/workflows/wfl_*');
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await see(nodeOf(page, 'Start'));
  await tabTo(page, /^Start, Started by hand/);
  await enterForm(page);
  await typeIntoField(page, 'Form', form);

  for (const { type, name, fields } of nodes) {
    await leaveForm(page);
    await page.keyboard.press('/');
    await see(page.getByPlaceholder('Search types and nodes').and(page.locator(':focus')));
    await page.keyboard.type(type);
    await see(page.getByRole('option', { name: new RegExp(`^${type}`), selected: true }));
    await page.keyboard.press('Enter');
    await gone(page.getByRole('dialog', { name: /^Add a node/ }));
    await see(nodeOf(page, type).and(page.locator(':focus')));
    await enterForm(page);
    await typeIntoField(page, 'Name', name);
    for (const [label, text] of Object.entries(fields)) await typeIntoField(page, label, text);
  }
  await see(page.getByRole('status').getByText('Saved', { exact: true }));
  assert.deepEqual(await drawnBy(owner, id), expected);
});

/** From the node that has the focus into its panel, whose tabs come first. */
async function enterForm(page: Page): Promise<void> {
  await page.keyboard.press('Enter');
  await see(page.locator('[data-node-panel] [role="tab"]:focus'));
}

/** The first Escape may only close a list of completions. */
async function leaveForm(page: Page): Promise<void> {
  do await page.keyboard.press('Escape');
  while (await page.evaluate(`document.activeElement.closest('[data-node-panel]') !== null`));
}

/** Moves the focus on until something with that name has it. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>(
      `(() => { const it = document.activeElement; const label = it?.labels?.[0]?.textContent; const by = it?.getAttribute('aria-labelledby');
        return it?.getAttribute('aria-label') ?? (by ? document.getElementById(by)?.textContent : null) ?? label ?? it?.textContent ?? ''; })()`,
    );
    if (typeof name === 'string' ? focused.replace(/\s*optional$/, '').trim() === name : name.test(focused)) return;
  }
  throw new Error(`Tab never came to ${name}.`);
}

async function typeIntoField(page: Page, label: string, text: string): Promise<void> {
  // A tab of the panel, and what it shows, has the name of a field.
  do await tabTo(page, label);
  while (await page.evaluate(`document.activeElement.getAttribute('role')?.startsWith('tab') === true`));
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}
