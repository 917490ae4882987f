import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogWorld, type LogWorld, type RecordedDeployment, stepLine } from '../../../test/log-harness.ts';
import { logState, readLog, searchLog, streamLogText } from './log.queries.ts';
import { compactLog, deleteLogs, endLog } from './log.service.ts';
import { type LogBatch, LogStream } from './log.types.ts';

let world: LogWorld;
beforeAll(async () => {
  world = await createLogWorld();
});
afterAll(() => world.close());

const lineCount = 3_000;

/** Line n of stdout is even, of stderr odd; steps `a` and `b` change every 100 lines; every 7th line says Error. */
async function makeLog(flushCount: number): Promise<RecordedDeployment> {
  const deployment = await world.makeDeployment();
  const recorder = await deployment.open();
  for (let flush = 0; flush < flushCount; flush += 1) {
    let output = stepLine(flush % 2 ? 'b' : 'a', 'running');
    const size = lineCount / flushCount;
    for (let line = flush * size + 1; line <= (flush + 1) * size; line += 1)
      output += `line ${line}${line % 7 === 0 ? ' ERROR' : ''} ${'x'.repeat(line % 50)}\n`;
    deployment.print('stdout.log', output + stepLine(flush % 2 ? 'b' : 'a', 'success'));
    world.setTime(new Date(1_763_676_783_000 + flush * 1000).toISOString());
    await recorder.pump();
    if (flush % 10 === 0) recorder.writeSystem('Checked.');
  }
  await recorder.drain();
  await recorder.pump();
  return deployment;
}

async function readInParts(streamId: number, part: Partial<Parameters<typeof readLog>[1]>): Promise<LogBatch> {
  const all: LogBatch = { lines: [], lastSeq: 0, hasEnded: false };
  for (;;) {
    const batch = await readLog(world.ctx, { streamId, after: all.lastSeq, first: 500, ...part });
    all.lines.push(...batch.lines);
    const isDone = batch.lastSeq === all.lastSeq;
    all.lastSeq = batch.lastSeq;
    all.hasEnded = batch.hasEnded;
    if (isDone) return all;
  }
}

const text = async (streamId: number, options = {}) => {
  const parts: Buffer[] = [];
  for await (const part of streamLogText(world.ctx, streamId, options)) parts.push(part);
  return Buffer.concat(parts).toString();
};

describe.each([
  ['one large chunk', 1, false],
  ['many small chunks', 100, false],
  ['many small chunks, compacted', 100, true],
])('a log in %s', (_, flushCount, isCompacted) => {
  let deployment: RecordedDeployment;
  let whole: LogBatch;
  beforeAll(async () => {
    deployment = await makeLog(flushCount);
    whole = await readLog(world.ctx, { streamId: deployment.streamId, after: 0, first: 5_000 });
    if (!isCompacted) return;
    await endLog(world.ctx, deployment.streamId);
    expect(await compactLog(world.ctx, deployment.streamId)).toBeGreaterThan(90);
    expect(await compactLog(world.ctx, deployment.streamId)).toBe(0);
    const ended = await readLog(world.ctx, { streamId: deployment.streamId, after: 0, first: 5_000 });
    expect(ended).toEqual({ ...whole, hasEnded: true });
  });

  test('has all its lines', () => {
    expect(whole.lines.filter((line) => line.stream === 'STDOUT').length).toBe(lineCount);
    expect(whole.lastSeq).toBe(whole.lines.length);
    expect(whole.hasEnded).toBe(false);
    expect(new Set(whole.lines.map((line) => line.at)).size).toBeGreaterThanOrEqual(flushCount === 1 ? 1 : 100);
  });

  test.each([1, 99, 100, 101, 2_999])('is read from line %d on', async (after) => {
    const streamId = deployment.streamId;
    for (const first of [1, 2, 100, 5_000]) {
      const before = world.app.reads.statementCount;
      const batch = await readLog(world.ctx, { streamId, after, first });
      expect(world.app.reads.statementCount - before).toBe(1);
      expect(batch.lines).toEqual(whole.lines.slice(after, after + first));
      expect(batch.lastSeq).toBe(Math.min(after + first, whole.lastSeq));
      expect(batch.hasEnded).toBe(isCompacted && batch.lastSeq === whole.lastSeq);
    }
  });

  test('is read to its end, and beyond', async () => {
    const { streamId } = deployment;
    expect(await readInParts(streamId, {})).toEqual({ ...whole, hasEnded: isCompacted });
    expect(await readInParts(streamId, { maxBytes: 1_000 })).toEqual({ ...whole, hasEnded: isCompacted });
    const atEnd = await readLog(world.ctx, { streamId, after: whole.lastSeq, first: 10 });
    expect(atEnd).toEqual({ lines: [], lastSeq: whole.lastSeq, hasEnded: isCompacted });
    const beyond = await readLog(world.ctx, { streamId, after: 1_000_000, first: 10 });
    expect(beyond).toEqual({ lines: [], lastSeq: 1_000_000, hasEnded: isCompacted });
    const last = await readLog(world.ctx, { streamId, after: 2 ** 31 - 1, first: 5_000 });
    expect(last.lines).toEqual([]);
  });

  test.each([
    ['text', { search: 'error' }, (line: LogBatch['lines'][number]) => line.text.includes('ERROR')],
    ['a step', { stepKey: 'b' }, (line) => line.stepKey === 'b'],
    ['a stream', { stream: LogStream.SYSTEM }, (line) => line.stream === 'SYSTEM'],
    [
      'all of them',
      { stream: LogStream.STDOUT, stepKey: 'a', search: 'Error' },
      (line) => line.stepKey === 'a' && line.text.includes('ERROR'),
    ],
    ['what is nowhere', { search: 'nowhere' }, () => false],
    ['empty filters', { search: '', stepKey: '' }, () => true],
  ] as [string, object, (line: LogBatch['lines'][number]) => boolean][])(
    'is filtered by %s',
    async (__, filter, isWanted) => {
      const wanted = whole.lines.filter(isWanted);
      expect(await readInParts(deployment.streamId, filter)).toEqual({
        lines: wanted,
        lastSeq: whole.lastSeq,
        hasEnded: isCompacted,
      });
      expect((await readInParts(deployment.streamId, { ...filter, first: 50 })).lines).toEqual(wanted);
      expect((await readInParts(deployment.streamId, { ...filter, maxBytes: 2_000 })).lines).toEqual(wanted);
    },
  );

  test('is searched', async () => {
    const { streamId } = deployment;
    const seqs = whole.lines.filter((line) => line.text.includes('ERROR')).map((line) => line.seq);
    for (const after of [0, 6, 7, 1_500, whole.lastSeq]) {
      for (const first of [1, 10, 5_000]) {
        expect(await searchLog(world.ctx, { streamId, text: 'eRRor', after, first })).toEqual({
          seqs: seqs.filter((seq) => seq > after).slice(0, first),
          totalCount: seqs.length,
          isComplete: true,
        });
      }
    }
    const inStep = await searchLog(world.ctx, {
      streamId,
      text: 'line',
      after: 0,
      first: 5,
      stepKey: 'a',
      stream: LogStream.STDOUT,
    });
    expect(inStep.totalCount).toBe(whole.lines.filter((line) => line.stepKey === 'a').length);
    const nothing = await searchLog(world.ctx, { streamId, text: '', after: 0, first: 5 });
    expect(nothing).toEqual({ seqs: [], totalCount: 0, isComplete: true });
  });

  test('is downloaded', async () => {
    const { streamId } = deployment;
    expect(await text(streamId)).toBe(whole.lines.map((line) => `${line.text}\n`).join(''));
    expect(await text(streamId, { withTimes: true })).toBe(
      whole.lines.map((line) => `${line.at} ${line.text}\n`).join(''),
    );
  });

  test('knows how far it is', async () => {
    expect(await logState(world.ctx, deployment.streamId)).toEqual({
      lastSeq: whole.lastSeq,
      byteCount: Buffer.byteLength(await text(deployment.streamId)),
      hasEnded: isCompacted,
      isCapped: false,
    });
  });
});

test('what is wrong is said', async () => {
  const { streamId } = await world.makeDeployment();
  await expect(readLog(world.ctx, { streamId, after: 0, first: 0 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(readLog(world.ctx, { streamId, after: 0, first: 5_001 })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  await expect(searchLog(world.ctx, { streamId, text: 'a', after: 0, first: -1 })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  await expect(readLog(world.ctx, { streamId: -1, after: 0, first: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(readLog(world.ctx, { streamId: -1, after: 0, first: 1, search: 'x' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(logState(world.ctx, -1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await readLog(world.ctx, { streamId, after: -5, first: 1 })).toEqual({
    lines: [],
    lastSeq: 0,
    hasEnded: false,
  });
});

test('lines of 64 KiB end a batch before it gets large', async () => {
  const deployment = await world.makeDeployment();
  deployment.print('stdout.log', `${'y'.repeat(60_000)}\n`.repeat(200));
  await (await deployment.open()).drain();
  const { streamId } = deployment;
  const batch = await readLog(world.ctx, { streamId, after: 0, first: 5_000 });
  const bytes = batch.lines.length * 60_001;
  expect(bytes).toBeGreaterThan(4_000_000);
  expect(bytes).toBeLessThan(4_500_000);
  expect(batch.lastSeq).toBe(batch.lines.length);
  expect((await readLog(world.ctx, { streamId, after: 0, first: 5_000, maxBytes: 1 })).lines.length).toBe(2);
  expect((await readInParts(streamId, { first: 5_000 })).lines.length).toBe(200);
  expect((await readInParts(streamId, { first: 5_000, search: 'Y' })).lines.length).toBe(200);
});

test('a deleted log has no lines, and still its length', async () => {
  const deployment = await world.makeDeployment();
  const { streamId } = deployment;
  deployment.print('stdout.log', 'a\nb\n');
  await (await deployment.open()).drain();
  await deleteLogs(world.ctx, [streamId]);
  expect((await readLog(world.ctx, { streamId, after: 0, first: 10 })).lines.length).toBe(2);
  await endLog(world.ctx, streamId);
  await deleteLogs(world.ctx, [streamId]);
  const nothing = { lines: [], lastSeq: 2, hasEnded: true };
  expect(await readLog(world.ctx, { streamId, after: 0, first: 10 })).toEqual(nothing);
  expect(await readLog(world.ctx, { streamId, after: 0, first: 10, search: 'a' })).toEqual(nothing);
  expect(await text(streamId)).toBe('');
});
