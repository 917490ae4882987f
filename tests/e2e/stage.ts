/** A test with windows: each person gets a browser profile of their own, and every complaint of a page fails the test. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { inRoot } from './server.ts';
import { type Person, sharedBrowser, sharedServer } from './world.ts';

/** Generous, for two busy cores: a test that passes never waits for it. */
const patienceMs = 30_000;

export type Theme = 'light' | 'dark';

interface WindowWish {
  as?: Person;
  theme?: Theme;
  /** 360 × 780, touched by a thumb. */
  isPhone?: boolean;
  /** Of another server than the shared one. */
  url?: string;
}

export class Stage {
  readonly #name: string;
  readonly #contexts: BrowserContext[] = [];
  readonly #complaints: string[] = [];
  readonly #allowed: RegExp[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  /** A window of somebody's browser. */
  async open(path: string, { as: person, theme = 'light', isPhone = false, url }: WindowWish = {}): Promise<Page> {
    const baseURL = url ?? (await sharedServer()).url;
    const context = await (await sharedBrowser()).newContext({
      baseURL,
      colorScheme: theme,
      locale: 'en-GB',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      viewport: isPhone ? { width: 360, height: 780 } : { width: 1280, height: 800 },
      ...(isPhone ? { hasTouch: true, isMobile: true } : {}),
    });
    this.#contexts.push(context);
    context.setDefaultTimeout(patienceMs);
    const page = await context.newPage();
    if (person) await this.signIn(page, person);
    page.on('pageerror', (error) => this.#complaints.push(`Error in the page: ${error.stack ?? error.message}`));
    // A violation of the content security policy is one of these.
    page.on('console', (message) => {
      if (message.type() === 'error') this.#complaints.push(`${message.text()} (${message.location().url})`);
    });
    await page.goto(path);
    return page;
  }

  /** Gives somebody's session to a window, from the next page on. */
  async signIn(page: Page, { api }: Person): Promise<void> {
    for (const cookie of api.cookies) {
      const [name = '', ...value] = cookie.split('=');
      const httpOnly = name !== 'pilothouse_csrf';
      await page.context().addCookies([{ name, value: value.join('='), url: api.url, httpOnly, sameSite: 'Lax' }]);
    }
  }

  /** What pages may complain of in this test, because the test is about it. */
  allow(complaint: RegExp): void {
    this.#allowed.push(complaint);
  }

  /** Pictures for whoever reads why a test failed, in `.cache`. */
  async photograph(): Promise<void> {
    const folder = inRoot('.cache', 'e2e');
    mkdirSync(folder, { recursive: true });
    const pages = this.#contexts.flatMap((context) => context.pages());
    for (const [index, page] of pages.entries()) {
      const path = `${folder}/${this.#name.replaceAll(/[^a-z0-9]+/gi, '-')}-${index + 1}.png`;
      await page.screenshot({ path, timeout: 5_000 }).catch(() => undefined);
    }
  }

  checkComplaints(): void {
    const complaints = this.#complaints.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)));
    assert.deepEqual(complaints, [], 'a page complained');
  }

  async close(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
  }
}

/** A test in the browser. At its end no page has complained; how the windows looked then is in `.cache/e2e`. */
export function scenario(name: string, play: (stage: Stage) => Promise<void>): void {
  void test(name, { timeout: 300_000 }, async () => {
    const stage = new Stage(name);
    try {
      await play(stage);
      stage.checkComplaints();
    } finally {
      await stage.photograph();
      await stage.close();
    }
  });
}

/** Fills in the sign-in page. */
export async function enterPassword(
  page: Page,
  { email, password }: Pick<Person, 'email' | 'password'>,
): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Ends the session of a window by the account menu. */
export async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Account of ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await see(page.getByRole('heading', { name: 'Sign in' }));
}

/** Waits until it is there. */
export async function see(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: 'visible' });
}

/** Waits until it is gone, or never was there. */
export async function gone(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: 'hidden' });
}

/** Waits until an expression holds, asking again in each frame. (Playwright's own way is forbidden by the pages' policy: it uses `eval`.) */
export async function until(page: Page, expression: string): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await page.evaluate<boolean>(`Boolean(${expression})`))) {
    if (performance.now() > deadline) throw new Error(`It never came true: ${expression}`);
    await page.evaluate('new Promise((done) => requestAnimationFrame(done))');
  }
}

/** The deployment's status, as its page says it. */
export function statusOf(page: Page, status: string): Locator {
  return page.getByRole('article').locator('header').getByText(status, { exact: true });
}

/** No finding that keeps somebody out; says which, and where. `rules` limits it to what may have changed. */
export async function checkAccessibility(page: Page, where: string, rules?: string[]): Promise<void> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message ?? ''}`).join('\n  ')}`);
  assert.deepEqual(grave, [], `accessibility of ${where}`);
}

/** How the page looks in light, in dark and on 360 px: with pictures, and no finding of axe or sideways scrolling among them. */
export async function checkLooks(page: Page, where: string): Promise<void> {
  const folder = inRoot('.cache', 'e2e');
  mkdirSync(folder, { recursive: true });
  const photograph = (look: string) =>
    page.screenshot({ path: `${folder}/${where.replaceAll(/[^a-z0-9]+/gi, '-')}-${look}.png`, animations: 'disabled' });
  const size = page.viewportSize();
  await page.emulateMedia({ colorScheme: 'light' });
  await until(page, `document.documentElement.dataset.theme === 'light'`);
  await checkAccessibility(page, `${where}, light`);
  await photograph('light');
  await page.setViewportSize({ width: 360, height: 780 });
  // What is painted learns of its width a frame later.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  assert.ok(width <= 360, `${where} is ${width} px wide`);
  await photograph('360');
  if (size) await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: 'dark' });
  await until(page, `document.documentElement.dataset.theme === 'dark'`);
  await checkAccessibility(page, `${where}, dark`, ['color-contrast']);
  await photograph('dark');
  await page.emulateMedia({ colorScheme: 'light' });
}

/** On a phone nothing may push the page sideways, and what is pressed is wide enough for a thumb. */
export async function checkThumbs(page: Page, where: string): Promise<void> {
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  assert.ok(width <= 360, `${where} is ${width} px wide`);
  const small = await page.evaluate<
    string[]
  >(`[...document.querySelectorAll('button, [role=button], nav a, input, select')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((element) => !element.closest('.sr-only, [aria-hidden=true], [inert]'))
    // The label of a checkbox covers its row.
    .map((element) => (element.matches('[role=checkbox]') ? element.parentElement : element))
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 1 && (box.height < 39.5 || box.width < 39.5))
    .map(({ element, box }) => \`\${Math.round(box.width)}×\${Math.round(box.height)} \${element.outerHTML.slice(0, 160)}\`)`);
  assert.deepEqual(small, [], `too small for a thumb on ${where}`);
}
