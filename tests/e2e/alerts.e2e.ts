/** Alerts: tried on what was, saved, fired, told, looked into, taken on and silenced. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before } from 'node:test';
import type { Page } from 'playwright-core';
import { checkLooks, checkThumbs, gone, scenario, see } from './stage.ts';
import { administrator, type Person, Project } from './world.ts';

const base = '/p/watched/analytics/alerts';
const MINUTE = 60_000;
let project: Project;
let owner: Person;

/** What the project's channel was told. */
const told: { title?: string; text?: string }[] = [];
let hear: () => void = () => undefined;
const receiver = createServer((request, response) => {
  let text = '';
  request.on('data', (bytes) => {
    text += bytes;
  });
  request.on('end', () => {
    told.push(JSON.parse(text || '{}'));
    response.end('{}');
    hear();
  });
});

/** The message that says so, now or when it comes. */
async function toldOf(words: RegExp): Promise<string> {
  for (;;) {
    const found = told.map((message) => JSON.stringify(message)).find((message) => words.test(message));
    if (found) return found;
    await new Promise<void>((resolve) => {
      hear = resolve;
    });
  }
}

const run = <Data>(mutation: string, type: string, input: object) =>
  owner.api.run<Record<string, Data>>(`mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`, { input });

before(async () => {
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  owner = await administrator();
  project = await Project.create({ slug: 'watched', name: 'Watched', services: ['hello-web'] });
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const { createNotificationChannel } = await run<{ id: string }>(
    'createNotificationChannel',
    'CreateNotificationChannelInput',
    { projectId: project.id, kind: 'WEBHOOK', name: 'Duty', url, signingSecret: 'a secret between the two' },
  );
  await run('createNotificationRule', 'CreateNotificationRuleInput', {
    projectId: project.id,
    name: 'Alerts',
    channelIds: [createNotificationChannel?.id],
    events: ['alert'],
  });
  // In the last quarter hour that is over, so that the first look finds them; and once before, for what was.
  const over = Math.floor((Date.now() - MINUTE) / (15 * MINUTE)) * 15 * MINUTE - 5 * MINUTE;
  const events = [over, over - 26 * 60 * MINUTE].flatMap((at) =>
    Array.from({ length: 12 }, (_, n) => ({
      name: 'order.failed',
      at: new Date(at).toISOString(),
      id: `${at}-${n}`,
      service: 'hello-web',
    })),
  );
  await owner.api.run('mutation ($input: TrackEventsInput!) { trackEvents(input: $input) { acceptedCount } }', {
    input: { projectId: project.id, events },
  });
});
after(() => receiver.close());

/** How many alerts fire, as the frame of any page says it. */
const badgeOf = (page: Page) =>
  page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: /Analytics.*1 alert/ });

scenario('an alert is tried on what was, fires, is told and taken on', async (stage) => {
  // Stays open meanwhile, and is never loaded again.
  const elsewhere = await stage.open('/p/watched/services', { as: owner });
  await see(elsewhere.getByRole('link', { name: 'Hello web' }));
  assert.equal(await badgeOf(elsewhere).count(), 0);
  const page = await stage.open(base, { as: owner });
  await see(page.getByText('Production fails'));
  await page.goto(`${base}/rules/new`);
  await page.getByLabel('Name', { exact: true }).fill('Orders fail');
  await page.getByRole('combobox', { name: 'Measure' }).click();
  await page.getByRole('option', { name: 'Events', exact: true }).click();
  await page.getByLabel('Only these names').fill('order.failed');
  await page.keyboard.press('Tab');
  await page.getByRole('textbox', { name: /limit/i }).or(page.getByLabel(/limit/i)).first().fill('5');
  await see(page.getByRole('status').filter({ hasText: /would have fired (2 times|twice)/i }));
  const would = page.getByRole('list', { name: 'It would have fired' });
  assert.equal(await would.getByRole('listitem').count(), 2);
  await see(page.getByRole('list', { name: 'What happened' }).getByRole('button', { name: /Fires at/ }));
  await checkLooks(page, 'a new alert rule');
  await page.getByRole('button', { name: 'Add rule' }).click();
  await page.waitForURL(`**${base}`);

  const now = page.getByRole('table', { name: 'Firing now' });
  await see(now.getByText('Orders fail'));
  assert.match(await toldOf(/Orders fail/), /Events/);
  await see(badgeOf(page));
  await see(badgeOf(elsewhere));
  await checkLooks(page, 'an alert that fires');

  await now.getByRole('link').first().click();
  const panel = page.getByRole('dialog', { name: 'Orders fail' });
  await see(panel.getByRole('button', { name: 'Take it on' }));
  await checkLooks(page, 'what led to an alert');
  await panel.getByRole('link', { name: 'Open the data' }).click();
  await page.waitForURL('**/analytics/explore?measure=events.count**');
  await see(page.getByRole('heading', { name: 'Events', exact: true, level: 2 }));
  await see(page.getByRole('button', { name: /^Events: (12|24)\. Open its rows/ }));
  await see(page.getByRole('button', { name: /Orders fail/ }).first());
  await checkLooks(page, 'the data of an alert');
  await page.getByRole('button', { name: /^Events: .* Open its rows/ }).click();
  await see(page.getByRole('dialog').getByText('order.failed').first());
  await page.keyboard.press('Escape');
  await gone(page.getByRole('dialog'));
  await page.getByRole('button', { name: 'Another measure' }).click();
  await checkLooks(page, 'choosing a measure');
  await page.keyboard.press('Escape');

  await page.goto(base);
  await now.getByRole('link').first().click();
  await panel.getByLabel(/^Note/).fill('I look at it');
  await panel.getByRole('button', { name: 'Take it on' }).click();
  await see(page.getByText('You have taken it on'));
  await see(panel.getByText('I look at it'));
  await panel.getByRole('button', { name: 'Silence' }).click();
  const silence = page.getByRole('dialog', { name: 'Silence alerts' });
  await silence.getByLabel('Why').fill('The database moves');
  await silence.getByRole('button', { name: 'Severity' }).press('Enter');
  await page.getByRole('menuitemcheckbox', { name: 'Warning' }).press('Enter');
  await page.keyboard.press('Escape');
  await silence.getByRole('button', { name: 'Service', exact: true }).press('Enter');
  await page.getByRole('menuitemcheckbox', { name: 'Hello web' }).press('Enter');
  await page.keyboard.press('Escape');
  await see(silence.getByText('Rules that are about other places as well are told.'));
  await checkLooks(page, 'silencing an alert');
  await silence.getByRole('button', { name: 'Silence alerts' }).click();
  await gone(silence);
  await see(page.getByText('The database moves').first());
  await see(page.getByText(/Orders fail · Warning · Hello web/));
  await checkLooks(page, 'what is silent');
  // The rule is about more than that service, so it is told.
  assert.equal(await badgeOf(elsewhere).count(), 1);

  await page.getByRole('region', { name: 'Silences' }).getByRole('button', { name: 'End now' }).click();
  await gone(page.getByText('The database moves').first());
  await page.getByRole('button', { name: 'Silence Orders fail' }).click();
  await silence.getByLabel('Why').fill('The database still moves');
  await silence.getByRole('button', { name: 'Silence alerts' }).click();
  await gone(silence);
  await gone(badgeOf(elsewhere));
});

scenario('alerts on a phone', async (stage) => {
  const vera = await project.member('Olga', 'OPERATOR');
  const page = await stage.open(base, { as: vera, isPhone: true });
  await see(page.getByRole('table', { name: 'Firing now' }).getByText('Orders fail'));
  await checkThumbs(page, 'alerts');
  await page.getByRole('table', { name: 'Firing now' }).getByRole('link').first().click();
  const panel = page.getByRole('dialog', { name: 'Orders fail' });
  await see(panel.getByText('I look at it'));
  await checkThumbs(page, 'an alert');
  await panel.getByRole('link', { name: 'Open the data' }).click();
  await see(page.getByRole('heading', { name: 'Events', exact: true, level: 2 }));
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  assert.ok(width <= 360, `the data of an alert is ${width} px wide`);
});
