import { expect, jest, test } from '@jest/globals';
import { FilteredLog } from './filtered-log.ts';
import { type LogBatch, type LogLine, matchesFilter, type ReadLogPage } from './log-line.ts';

const line = (seq: number): LogLine => ({
  seq,
  at: '2026-11-20T10:00:00Z',
  stream: seq % 10 === 0 ? 'STDERR' : 'STDOUT',
  stepKey: 'build',
  text: `line ${seq}`,
});
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => line(from + index));
const settle = async () => {
  for (let turn = 0; turn < 800; turn += 1) await Promise.resolve();
};

function openLog(lineCount: number, budget = 20_000) {
  const stored = range(1, lineCount);
  const readPage = jest.fn<ReadLogPage>(async ({ after, first, filter }): Promise<LogBatch> => {
    // The server looks through so many lines at a time and says how far it came.
    const end = Math.min(after + budget, stored.length);
    const lines = stored.slice(after, end).filter((line) => matchesFilter(line, filter));
    const lastSeq = lines.length > first ? (lines[first - 1]?.seq ?? end) : end;
    return { lines: lines.slice(0, first), lastSeq, hasEnded: false };
  });
  const log = new FilteredLog({
    readPage,
    filter: { stream: 'STDERR' },
    lineCount,
    scheduleFrame: (callback) => callback(),
  });
  log.open();
  return { log, readPage, stored };
}

test('reads on until every line of the log was looked through', async () => {
  const { log } = openLog(25_000);
  expect(log.isCountFinal).toBe(false);
  await settle();
  expect(log.isCountFinal).toBe(true);
  expect(log.count).toBe(2_500);
  expect(log.lineAt(2_499)?.seq).toBe(25_000);
});

test('goes on where the server stopped looking, also when nothing passed', async () => {
  const { log, readPage } = openLog(1_000, 7);
  await settle();
  expect(readPage).toHaveBeenCalledTimes(143);
  expect(log.isCountFinal).toBe(true);
  expect(log.count).toBe(100);
});

test('takes live lines that pass, once, and leaves out the others', async () => {
  const { log } = openLog(100);
  await settle();
  log.append({ lines: range(101, 130), lastSeq: 130, hasEnded: false });
  log.append({ lines: range(121, 140), lastSeq: 140, hasEnded: false });
  expect(Array.from({ length: log.count }, (_, index) => log.lineAt(index)?.seq)).toEqual([
    10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140,
  ]);
});

test('live lines after a gap are read from the server instead', async () => {
  const { log, stored } = openLog(100);
  await settle();
  stored.push(...range(101, 200));
  log.append({ lines: range(191, 200), lastSeq: 200, hasEnded: false });
  await settle();
  expect(log.count).toBe(20);
  expect(log.lineAt(10)?.seq).toBe(110);
});

test('drops far lines of a long result and reads them again when looked at', async () => {
  const { log, readPage } = openLog(700_000);
  await settle();
  expect(log.count).toBe(70_000);
  expect(log.lineAt(5_000)).toBeUndefined();
  const calls = readPage.mock.calls.length;
  log.show(5_000, 5_040);
  await settle();
  expect(log.lineAt(5_000)?.seq).toBe(50_010);
  expect(readPage.mock.calls.length).toBeLessThanOrEqual(calls + 4);
  expect(log.indexOf(50_015)).toBe(5_000);
});
