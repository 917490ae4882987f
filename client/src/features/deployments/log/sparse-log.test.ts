import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { LogLine, LogPageRequest, ReadLogPage } from './log-line.ts';
import { SparseLog } from './sparse-log.ts';

const line = (seq: number): LogLine => ({
  seq,
  at: '2026-11-20T10:00:00Z',
  stream: 'STDOUT',
  stepKey: null,
  text: `line ${seq}`,
});
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => line(from + index));
const batch = (from: number, to: number) => ({ lines: range(from, to), lastSeq: to, hasEnded: false });
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

function openLog(lineCount: number, storedCount = lineCount) {
  const requests: LogPageRequest[] = [];
  const readPage = jest.fn<ReadLogPage>(async (request) => {
    requests.push(request);
    return batch(request.after + 1, Math.min(request.after + request.first, storedCount));
  });
  const frames: (() => void)[] = [];
  const log = new SparseLog({ readPage, lineCount, scheduleFrame: (callback) => frames.push(callback) });
  const drawFrame = () => {
    for (const frame of frames.splice(0)) frame();
  };
  return { log, requests, readPage, drawFrame };
}

afterEach(() => {
  jest.useRealTimers();
});

describe('a log of 200,000 lines', () => {
  test('opens at its end with the pages around it, and nothing else', async () => {
    const { log, requests } = openLog(200_000);
    log.show(199_950, 199_999);
    await settle();
    expect(log.lineAt(199_999)?.text).toBe('line 200000');
    expect(requests.map((request) => request.after).sort((one, other) => one - other)).toEqual([
      197_000, 198_000, 199_000,
    ]);
  });

  test('is one request away from any line', async () => {
    const { log, requests } = openLog(200_000);
    log.show(123_400, 123_450);
    expect(requests[0]).toMatchObject({ after: 123_000, first: 1_000 });
    await settle();
    expect(log.lineAt(123_449)?.seq).toBe(123_450);
  });

  test('scrolled through from end to end keeps a bounded number of pages and asks for each page once', async () => {
    const { log, requests } = openLog(200_000);
    for (let index = 0; index < 200_000; index += 500) {
      log.show(index, index + 49);
      await settle();
      expect(log.lineAt(index)?.seq).toBe(index + 1);
    }
    expect(log.pagesInMemory).toBeLessThanOrEqual(60);
    expect(requests).toHaveLength(200);
  });

  test('flung across asks only for what is still on screen', async () => {
    const { log, requests } = openLog(200_000);
    for (let index = 0; index < 200_000; index += 2_000) log.show(index, index + 49);
    log.show(100_000, 100_049);
    await settle();
    expect(log.lineAt(100_000)?.seq).toBe(100_001);
    // The requests of pages that were passed are aborted; the five around the resting place are read.
    expect(log.pagesInMemory).toBe(5);
    expect(requests.at(-1)?.after).toBeLessThan(103_000);
  });
});

describe('live lines', () => {
  test('count once when they arrive twice', () => {
    const { log } = openLog(100);
    log.append(batch(101, 110));
    log.append(batch(105, 112));
    expect(log.count).toBe(112);
    expect(log.lineAt(111)?.text).toBe('line 112');
  });

  test('are drawn once per frame', () => {
    const { log, drawFrame } = openLog(0);
    const listener = jest.fn();
    log.subscribe(listener);
    for (let seq = 1; seq <= 100; seq += 1) log.append(batch(seq, seq));
    expect(listener).not.toHaveBeenCalled();
    drawFrame();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(log.count).toBe(100);
  });

  test('that begin in mid-page leave the start of that page to be fetched', async () => {
    const { log, requests } = openLog(1_500);
    log.append(batch(1_501, 1_520));
    log.show(1_480, 1_519);
    expect(log.lineAt(1_510)?.seq).toBe(1_511);
    expect(log.lineAt(1_490)).toBeUndefined();
    await settle();
    expect(log.lineAt(1_490)?.seq).toBe(1_491);
    expect(log.lineAt(1_510)?.seq).toBe(1_511);
    expect(requests.map((request) => request.after)).toContain(1_000);
  });

  test('after a skip ahead show the gap as lines to fetch', async () => {
    const { log } = openLog(10, 5_000);
    log.append({ lines: [line(5_000)], lastSeq: 5_000, hasEnded: false });
    expect(log.count).toBe(5_000);
    log.show(2_500, 2_550);
    await settle();
    expect(log.lineAt(2_500)?.seq).toBe(2_501);
  });
});

test('a failed request is said, and tried again by itself', async () => {
  jest.useFakeTimers();
  const { log, readPage } = openLog(1_000);
  readPage.mockRejectedValueOnce(new Error('The network is down.'));
  log.show(0, 40);
  await settle();
  expect(log.error?.message).toBe('The network is down.');
  jest.advanceTimersByTime(500);
  await settle();
  expect(log.error).toBeUndefined();
  expect(log.lineAt(0)?.seq).toBe(1);
  log.dispose();
});

test('a page whose answers end early, as lines are long, is read to its end', async () => {
  const { log, readPage, requests } = openLog(1_000);
  readPage.mockImplementation(async (request) => {
    requests.push(request);
    return batch(request.after + 1, Math.min(request.after + 300, 1_000));
  });
  log.show(0, 40);
  await settle();
  expect(log.lineAt(999)?.seq).toBe(1_000);
  expect(requests.map(({ after, first }) => [after, first])).toEqual([
    [0, 1_000],
    [300, 700],
    [600, 400],
    [900, 100],
  ]);
});

test('a page that comes back short is not asked for in a loop', async () => {
  const { log, requests } = openLog(500, 300);
  log.show(0, 40);
  await settle();
  // Once for what there is, once for the rest.
  expect(requests).toHaveLength(2);
});
