import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { settled } from './api.ts';
import { checkAccessibility, gone, scenario, see, statusOf, until } from './stage.ts';
import { administrator, Project } from './world.ts';

const log = `document.querySelector('[role=log]')`;
/** How far the view is from the log's end, in px. */
const distance = `(${log}.scrollHeight - ${log}.clientHeight - ${log}.scrollTop)`;

const follow = (page: Page, isOn: boolean) => page.getByRole('button', { name: 'Follow', exact: true, pressed: isOn });

/** Numbers of the lines in view, by the numbers that noisy prints. */
async function numbersInView(page: Page): Promise<number[]> {
  const texts = await page.getByRole('log').locator('.log-text').allTextContents();
  return texts.flatMap((text) => (/^\d{9}/.test(text) ? [Number(text.slice(0, 9))] : []));
}

function assertWithoutGaps(numbers: number[]): void {
  assert.ok(numbers.length > 10, 'lines are in view');
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => (numbers[0] ?? 0) + index),
  );
}

scenario('a log is watched while it grows, paused and followed again', async (stage) => {
  const owner = await administrator();
  const project = await Project.create({ slug: 'live-log', services: ['noisy'] });
  const id = await project.deploy('noisy', '1.0.0', { lines: 100_000, linesPerSecond: 60 });
  const page = await stage.open(`/p/live-log/deployments/${id}`, { as: owner });
  await see(follow(page, true));
  await until(page, `${log}?.scrollTop > 300`);

  // What is seen in each frame, for a while in which lines come: always the end, and never a blank.
  const worst = await page.evaluate<{ distance: number; blank: number; height: number }>(`new Promise((done) => {
    const element = ${log};
    const start = element.scrollHeight;
    let distance = 0;
    let blank = 0;
    // Called after layout and before paint, after all that the page does then.
    new ResizeObserver(() => {
      const rows = element.querySelectorAll('.log-row');
      const end = rows[rows.length - 1]?.getBoundingClientRect().bottom ?? 0;
      distance = Math.max(distance, ${distance});
      blank = Math.max(blank, element.getBoundingClientRect().bottom - end);
      const height = element.scrollHeight - start;
      if (height > 900) done({ distance, blank, height });
    }).observe(element.querySelector('[data-testid=virtuoso-item-list]'), { box: 'border-box' });
  })`);
  assert.ok(worst.distance <= 18 && worst.blank <= 18, `the end stayed in view: ${JSON.stringify(worst)}`);
  await checkAccessibility(page, 'a live log');

  await page.getByRole('log').hover();
  await page.mouse.wheel(0, -400);
  await see(follow(page, false));
  const top = await page.evaluate<number>(`${log}.scrollTop`);
  await see(page.getByRole('button', { name: /^\d+ new lines?$/ }));
  assert.equal(await page.evaluate<number>(`${log}.scrollTop`), top, 'new lines move nothing');
  await page.keyboard.press('f');
  await see(follow(page, true));
  await until(page, `${distance} < 18 && ${log}.scrollTop > ${top + 1500}`);
  await page.keyboard.press('f');
  await see(follow(page, false));
  await page.getByRole('button', { name: /^\d+ new lines?$/ }).click();
  await see(follow(page, true));
  assertWithoutGaps(await numbersInView(page));

  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel deployment' }).click();
  await see(statusOf(page, 'Canceled'));
  await see(page.getByRole('log').getByText(/^Canceled/));
});

scenario('a log is searched, filtered, linked to and downloaded', async (stage) => {
  const owner = await administrator();
  const project = await Project.create({ slug: 'read-log', services: ['noisy'] });
  const id = await project.deployed('noisy', '1.0.0', { lines: 600, linesPerSecond: 0, errorEvery: 10 });
  const page = await stage.open(`/p/read-log/deployments/${id}`, { as: owner });
  const rows = page.getByRole('log').locator('.log-row');
  await see(rows);

  await page.keyboard.press('/');
  await page.keyboard.type('0000001');
  const count = page.locator('#log-search-count');
  await see(count.filter({ hasText: /^\d+ of 111$/ }));
  const placeOf = async () => Number((await count.textContent())?.split(' ')[0]);
  const place = await placeOf();
  await page.getByRole('button', { name: 'Next match' }).click();
  await see(count.filter({ hasText: `${(place % 111) + 1} of 111` }));
  await page.getByRole('button', { name: 'Previous match' }).click();
  await see(count.filter({ hasText: `${place} of 111` }));
  await see(page.getByRole('log').locator('[data-current] mark'));
  await page.getByRole('button', { name: 'Only matching lines' }).click();
  await see(page.getByText(/^111 of \d+ lines/));
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('nothing like it');
  await see(count.filter({ hasText: 'No matches' }));
  await see(page.getByText(/None of the \d+ lines passes the filter/));
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('');

  await page.getByRole('button', { name: 'Stream: All output' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'stderr' }).click();
  await see(page.getByText(/^60 of \d+ lines/));
  await see(rows.nth(15));
  assert.equal(await rows.and(page.locator(':not([data-stream=STDERR])')).count(), 0);
  await page.getByRole('button', { name: 'Stream: stderr' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'All output' }).click();

  await page.getByRole('button', { name: 'Times' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Time of day' }).click();
  await see(page.getByRole('log').getByText(/^\d\d:\d\d:\d\d/));
  await page.getByRole('button', { name: 'Wrap long lines' }).click();
  await see(page.getByRole('button', { name: 'Wrap long lines', pressed: true }));
  await see(page.getByRole('log').locator('xpath=self::*[@data-wrap]'));
  await page.getByRole('button', { name: 'Wrap long lines' }).click();

  await page.getByRole('searchbox', { name: 'Search the log' }).fill('000000250');
  await see(page.getByRole('log').locator('[data-current]'));
  await page.getByRole('log').locator('[data-current]').getByRole('link').first().click();
  await page.waitForURL(/#L\d+$/);
  await see(page.getByRole('region', { name: 'Selected lines' }));
  await checkAccessibility(page, 'a log with a search and a selected line');

  const colleague = await stage.open(page.url(), { as: owner, theme: 'dark' });
  await see(
    colleague
      .getByRole('log')
      .locator('[data-selected]')
      .getByText(/^000000250/),
  );

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the log' }).click(),
  ]);
  const text = readFileSync(await download.path(), 'utf8');
  assert.deepEqual(
    text.match(/^\d{9}/gm)?.sort(),
    Array.from({ length: 600 }, (_, index) => String(index + 1).padStart(9, '0')),
  );
});

scenario('a log of 200,000 lines opens at once and scrolls anywhere', async (stage) => {
  const owner = await administrator();
  const project = await Project.create({ slug: 'long-log', services: ['noisy'] });
  const id = await project.deployed('noisy', '1.0.0', { lines: 200_000, linesPerSecond: 0 });
  const { logLineCount } = await settled(owner.api, id);
  assert.ok(logLineCount >= 200_000);
  const page = await stage.open('/p/long-log/deployments', { as: owner });
  const openedAt = performance.now();
  await page.getByRole('row').getByRole('link', { name: /Noisy/ }).click();
  await see(page.getByRole('log').getByText(/^000200000/));
  const openedMs = performance.now() - openedAt;
  assert.ok(openedMs < 5_000, `it took ${openedMs} ms`);

  // A wheel turned fast: each frame is full of rows.
  await page.getByRole('log').hover();
  await page.evaluate(`window.worstBlank = 0; (() => {
    const element = ${log};
    const look = () => {
      const view = element.getBoundingClientRect();
      const rows = [...element.querySelectorAll('.log-row')].map((row) => row.getBoundingClientRect());
      const top = Math.min(...rows.map((row) => row.top));
      const bottom = Math.max(...rows.map((row) => row.bottom));
      window.worstBlank = Math.max(window.worstBlank, top - view.top, view.bottom - bottom);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  })()`);
  for (let turn = 0; turn < 20; turn += 1) await page.mouse.wheel(0, -400);
  await until(page, `document.querySelectorAll('.log-pending').length === 0`);
  const blank = await page.evaluate<number>('window.worstBlank');
  assert.ok(blank <= 18, `${blank} px were blank`);

  await page.evaluate(`${log}.scrollTop = ${log}.scrollHeight / 2`);
  await see(page.getByRole('log').getByText(/^0001000/));
  await until(page, `document.querySelectorAll('.log-pending').length === 0`);
  assertWithoutGaps(await numbersInView(page));

  await page.getByRole('log').press('Home');
  await see(page.getByRole('log').getByText(/^000000001/));
  await page.getByRole('log').press('End');
  await see(page.getByRole('log').getByText(/^000200000/));
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('000123456');
  await see(
    page
      .getByRole('log')
      .locator('[data-current]')
      .getByText(/^000123456/),
  );
  await gone(page.getByRole('alert'));
});
