import assert from 'node:assert/strict';
import type { Api, Line } from './api.ts';
import type { Installation } from './installation.ts';
import type { Diary } from './program.ts';
import type { LogSubscriber } from './subscriber.ts';
import { until } from './until.ts';

const ENDED = ['SUCCEEDED', 'FAILED', 'CANCELED', 'TIMED_OUT'];

/** Waits for the end of a deployment, and returns it. */
export const ended = (api: Api, id: string, seconds = 60) =>
  until(
    `deployment ${id} ends`,
    async () => {
      const deployment = await api.deployment(id);
      return ENDED.includes(deployment.status) && deployment;
    },
    seconds,
  );

export const texts = (lines: readonly Line[], stream: Line['stream']) =>
  lines.filter((line) => line.stream === stream).map((line) => line.text);

/** Numbers from 1 without a gap, each program line once and in order, and these lines of the system, in order. */
export function assertLog(lines: readonly Line[], expected: { printed: string[]; system: (string | RegExp)[] }): void {
  assert.deepEqual(
    lines.map((line) => line.seq).filter((seq, index) => seq !== index + 1),
    [],
    'line numbers have gaps',
  );
  const printed = texts(lines, 'STDOUT');
  const wrongAt = printed.findIndex((text, index) => text !== expected.printed[index]);
  assert.equal(wrongAt, -1, `printed line ${wrongAt + 1} is “${printed[wrongAt]}”, not “${expected.printed[wrongAt]}”`);
  assert.equal(printed.length, expected.printed.length);
  const system = texts(lines, 'SYSTEM');
  assert.equal(system.length, expected.system.length, `system lines are:\n${system.join('\n')}`);
  for (const [index, wanted] of expected.system.entries()) {
    if (typeof wanted === 'string') assert.equal(system[index], wanted);
    else assert.match(system[index] ?? '', wanted);
  }
}

/** What a subscriber was given, over all its connections, is the log: each line once, in order. */
export async function assertFollowed(subscriber: LogSubscriber, lines: readonly Line[]): Promise<void> {
  await until('the subscriber sees the end', () => subscriber.ended.then(() => true));
  assert.equal(subscriber.lines.length, lines.length);
  assert.deepEqual(subscriber.lines, lines);
}

/** The program began once, whatever happened to the server. */
export async function assertRanOnce(diary: Diary, words: string[]): Promise<void> {
  assert.deepEqual(await diary.words(), words);
}

/** For `afterEach`: what the processes said last, when a test has failed. */
export function reportFailure(context: object, installation: Installation): void {
  if (!(context as { passed?: boolean }).passed) console.log(installation.lastWords());
}
