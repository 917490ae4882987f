import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Page } from 'playwright-core';
import { numberStops } from './number-stops.ts';
import { inRoot } from './server.ts';
import { openShop, type Shop } from './shop.ts';
import { openShopRuns, type ShopRuns } from './shop-runs.ts';
import { checkAccessibility, checkThumbs, scenario, see, until } from './stage.ts';
import { all, row, type Stop } from './stops.ts';
import { administrator, sharedServer } from './world.ts';

/** With `PILOTHOUSE_SCREENSHOTS=1`, the walk over all pages leaves its pictures in the documentation. */
const takesPictures = process.env.PILOTHOUSE_SCREENSHOTS === '1';

function stops({ project, changed, failed, running }: Shop): Stop[] {
  const p = '/p/shop';
  return [
    {
      name: 'projects',
      path: '/projects',
      ready: (page) => page.getByRole('link', { name: 'Shop' }),
      pictures: ['light'],
    },
    {
      name: 'home',
      path: p,
      ready: (page) => page.getByRole('button', { name: /^Checkout in Staging/ }),
      pictures: all,
    },
    { name: 'deployments', path: `${p}/deployments`, ready: row(/Checkout.*4\.2\.0/), pictures: all },
    {
      name: 'deployment',
      path: `${p}/deployments/${changed}`,
      ready: (page) => page.getByRole('log').getByText(/PLAY RECAP/),
      act: openDiff,
      pictures: all,
    },
    {
      name: 'deployment-failed',
      path: `${p}/deployments/${failed}`,
      ready: (page) => page.getByRole('status').filter({ hasText: /table "orders" is locked/ }),
      pictures: ['light', 'phone'],
    },
    {
      name: 'deployment-live',
      path: `${p}/deployments/${running}`,
      ready: (page) => page.getByRole('log').getByText(/^\d{9}/),
      pictures: ['dark', 'phone'],
    },
    {
      name: 'deploy-dialog',
      path: `${p}?deploy=${project.services.edge}&to=${project.environments[1]?.id}`,
      ready: (page) => page.getByRole('dialog').getByText(/2\.4\.0.*is live on Staging/),
      act: (page) => page.getByRole('dialog').getByLabel('Version').fill('2.5.0'),
      pictures: all,
    },
    { name: 'services', path: `${p}/services`, ready: row(/Edge proxies/), pictures: ['light', 'phone'] },
    {
      name: 'service',
      path: `${p}/services/${project.services.storefront}`,
      ready: row(/1\.9\.0.*Staging/),
      pictures: ['light', 'dark'],
    },
    {
      name: 'service-settings',
      path: `${p}/services/${project.services.storefront}?tab=settings`,
      ready: (page) => page.getByText('Health check'),
      pictures: [],
    },
    { name: 'general', path: `${p}/settings/general`, ready: (page) => page.getByLabel('Time zone'), pictures: [] },
    { name: 'environments', path: `${p}/settings/environments`, ready: row(/Production/), pictures: ['light'] },
    { name: 'variables', path: `${p}/settings/variables`, ready: row(/PAYMENT_KEY/), pictures: ['light'] },
    { name: 'members', path: `${p}/settings/members`, ready: row(/viewer@/), pictures: ['light', 'phone'] },
    { name: 'roles', path: `${p}/settings/roles`, ready: row(/Deploy, retry and roll back/), pictures: [] },
    { name: 'access', path: `${p}/settings/access`, ready: row(/Owner.*Yes/), pictures: [] },
    { name: 'tokens', path: `${p}/settings/tokens`, ready: row(/Build server/), pictures: ['light'] },
    { name: 'audit', path: `${p}/settings/audit`, ready: row(/Deployment created/), pictures: ['light', 'dark'] },
    { name: 'account', path: '/account', ready: (page) => page.getByLabel('Current password'), pictures: ['light'] },
    { name: 'people', path: '/administration/people', ready: row(/\(you\)/), pictures: ['light', 'phone'] },
    {
      name: 'doctor',
      path: '/administration/doctor',
      ready: (page) => page.getByRole('heading', { name: 'In order' }),
      pictures: [],
    },
    {
      name: 'jobs',
      path: '/administration/jobs',
      ready: row(/Start a deployment/),
      pictures: [],
    },
    {
      name: 'instance-settings',
      path: '/administration/settings',
      ready: (page) => page.getByRole('heading', { name: 'Addresses' }),
      pictures: [],
    },
    { name: 'installation-audit', path: '/administration/audit', ready: row(/Owner/), pictures: [] },
    {
      name: 'palette',
      path: p,
      ready: (page) => page.getByRole('button', { name: /^Checkout in Staging/ }),
      act: async (page) => {
        await page.keyboard.press('Control+k');
        await page.keyboard.type('edge');
        await see(page.getByRole('option', { name: /^Edge proxies/ }));
      },
      pictures: ['light', 'dark'],
    },
    { name: 'missing', path: `${p}/nowhere`, ready: (page) => page.getByRole('heading', { level: 1 }), pictures: [] },
  ];
}

function workflowStops({ slug, workflow, succeeded, failed, asking }: ShopRuns): Stop[] {
  const p = `/p/${slug}`;
  const heading = (name: RegExp) => (page: Page) => page.getByRole('heading', { level: 1, name });
  return [
    {
      name: 'workflows',
      path: `${p}/workflows`,
      ready: (page) => page.getByRole('link', { name: /^Release/ }),
      pictures: ['light'],
    },
    {
      name: 'templates',
      path: `${p}/workflows/templates`,
      ready: (page) => page.getByRole('link', { name: /^Staged release/ }),
      pictures: ['light', 'phone'],
    },
    {
      name: 'template',
      path: `${p}/workflows/templates/staged-release`,
      ready: (page) => page.getByRole('heading', { name: 'What it needs' }),
      act: tryTemplate,
      pictures: ['light', 'phone'],
    },
    {
      name: 'builder',
      path: `${p}/workflows/${workflow}`,
      ready: (page) => page.getByText('Build the storefront').first(),
      pictures: all,
    },
    {
      name: 'dry-run',
      path: `${p}/workflows/${workflow}`,
      ready: (page) => page.getByText('Build the storefront').first(),
      act: dryRun,
      pictures: ['light'],
    },
    {
      name: 'versions',
      path: `${p}/workflows/${workflow}/versions?version=2&against=1`,
      ready: (page) => page.getByRole('region', { name: 'Version 2' }).getByText('config.script'),
      pictures: ['light'],
    },
    { name: 'runs', path: `${p}/runs`, ready: row(/Release.*#2/), pictures: all },
    { name: 'runs-failed', path: `${p}/runs?failed=open`, ready: row(/Release.*#2/), pictures: [] },
    {
      name: 'run',
      path: `${p}/runs/${succeeded}`,
      ready: (page) => page.getByRole('button', { name: /^Say what was shipped/ }).last(),
      pictures: ['light'],
    },
    {
      name: 'run-timeline',
      path: `${p}/runs/${failed}?tab=timeline`,
      ready: (page) => page.getByRole('button', { name: /^Build the storefront attempt 1/ }),
      pictures: [],
    },
    {
      name: 'run-log',
      path: `${p}/runs/${succeeded}?tab=log`,
      ready: (page) => page.getByRole('log').getByText('warming us'),
      pictures: [],
    },
    {
      name: 'run-approval',
      path: `${p}/runs/${asking}?node=ask`,
      ready: (page) => page.getByRole('button', { name: 'Approve' }),
      pictures: all,
    },
    {
      name: 'run-replay',
      path: `${p}/runs/${failed}`,
      ready: heading(/Release #2/),
      act: async (page) => {
        await page.getByRole('button', { name: 'Replay' }).click();
        await see(page.getByRole('dialog').getByLabel('Version'));
      },
      pictures: [],
    },
    {
      name: 'compare',
      path: `${p}/runs/compare?before=${succeeded}&after=${failed}&node=build`,
      ready: (page) => page.getByRole('region', { name: 'Differences of input' }),
      act: (page) => see(page.getByRole('region', { name: 'Version' }).getByText('config.script')),
      pictures: ['light', 'phone'],
    },
    {
      name: 'notifications',
      path: `${p}/settings/notifications`,
      ready: (page) => page.getByRole('heading', { name: 'Channels' }),
      pictures: [],
    },
  ];
}

/** The step with the diff worth reading, and its lines in the log. */
async function openDiff(page: Page): Promise<void> {
  const steps = page.getByRole('region', { name: 'Steps' });
  if (!(await steps.isVisible())) await page.getByRole('button', { name: /^Steps/ }).tap();
  for (const name of ['Write the configuration', 'web1']) {
    const details = steps.getByRole('button', { name: `Details of ${name}` }).first();
    if ((await details.getAttribute('aria-expanded')) !== 'true') await details.click();
  }
  await see(steps.getByText(/^\+max_connections/));
  if ((page.viewportSize()?.width ?? 0) > 1000)
    await steps.getByRole('button', { name: /Write the configuration.*2 hosts/ }).click();
}

/** What a run of the template would do. */
async function tryTemplate(page: Page): Promise<void> {
  await page.getByLabel('Check of staging').fill('https://staging.shop.example/health');
  await page.getByLabel('Check of production').fill('https://shop.example/health');
  await page.getByRole('button', { name: 'Try it' }).click();
  await see(page.getByText('Nothing was done.'));
}

/** What a run of the draft would do. Phones only look at drawings. */
async function dryRun(page: Page): Promise<void> {
  const open = page.getByRole('button', { name: 'Dry run' });
  if (!(await open.isVisible())) return;
  await open.click();
  const panel = page.getByRole('dialog');
  await panel.getByLabel('Version').fill('2.1.0');
  await panel.getByRole('button', { name: 'Try it' }).click();
  await see(panel.getByText('Nothing was done.'));
}

/** Places of this machine are not the product's: in pictures they are those of a server. */
async function hidePlaces(page: Page): Promise<void> {
  const { folder } = await sharedServer();
  const places = [
    [`${folder}/state/pilothouse-hello-ansible`, '/etc/edge'],
    [folder, '/srv/pilothouse'],
    [`${homedir()}/`, '~/'],
  ];
  await page.evaluate(`(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const [here, there] of ${JSON.stringify(places)})
        if (node.nodeValue.includes(here)) node.nodeValue = node.nodeValue.replaceAll(here, there);
    }
  })()`);
}

async function photograph(page: Page, name: string): Promise<void> {
  if (!takesPictures) return;
  mkdirSync(inRoot('docs', 'images'), { recursive: true });
  if (!page.url().includes('?deploy=')) await page.mouse.move(0, 0);
  await hidePlaces(page);
  await page.screenshot({ path: inRoot('docs', 'images', `${name}.png`), animations: 'disabled', caret: 'hide' });
}

let shop: Promise<Shop> | undefined;
const theShop = (): Promise<Shop> => (shop ??= openShop());
let runs: Promise<ShopRuns> | undefined;
const theRuns = (): Promise<ShopRuns> => (runs ??= openShopRuns());

async function inspect(page: Page, walk: Stop[]): Promise<void> {
  for (const { name, path, ready, act, pictures } of walk) {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(path);
    await see(ready(page));
    await act?.(page);
    await checkAccessibility(page, `${name}, light`);
    if (pictures.includes('light')) await photograph(page, `${name}-light`);
    await page.emulateMedia({ colorScheme: 'dark' });
    await until(page, `document.documentElement.dataset.theme === 'dark'`);
    await checkAccessibility(page, `${name}, dark`, ['color-contrast']);
    if (pictures.includes('dark')) await photograph(page, `${name}-dark`);
  }
}

scenario('every page is accessible, light and dark', async (stage) => {
  const owner = await administrator();
  const walk = stops(await theShop());
  const page = await stage.open('/sign-in');
  await see(page.getByLabel('Password'));
  await photograph(page, 'sign-in-light');
  await stage.signIn(page, owner);
  await inspect(page, walk);
});

scenario('every page of workflows and runs is accessible, light and dark', async (stage) => {
  const walk = workflowStops(await theRuns());
  await inspect(await stage.open('/projects', { as: await administrator() }), walk);
});

scenario('every page of numbers is accessible, light and dark', async (stage) => {
  const walk = await numberStops();
  await inspect(await stage.open('/projects', { as: await administrator() }), walk);
});

/** On a phone, with a thumb. */
async function press(page: Page, walk: Stop[]): Promise<void> {
  for (const { name, path, ready, act, pictures } of walk) {
    if (name === 'palette') continue;
    await page.goto(path);
    await see(ready(page));
    await act?.(page);
    await checkThumbs(page, name);
    if (pictures.includes('phone')) await photograph(page, `${name}-phone`);
  }
}

scenario('every page fits a phone', async (stage) => {
  const walk = [...stops(await theShop()), ...workflowStops(await theRuns())];
  await press(await stage.open('/projects', { as: await administrator(), isPhone: true }), walk);
});

scenario('every page of numbers fits a phone', async (stage) => {
  const walk = await numberStops();
  await press(await stage.open('/projects', { as: await administrator(), isPhone: true }), walk);
});
