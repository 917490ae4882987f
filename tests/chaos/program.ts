import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from './until.ts';

/**
 * What is deployed: prints numbered lines, stops at the numbers it is told to until the test lets it go on, and keeps a diary
 * of its life outside of everything that Pilothouse keeps.
 */
const SOURCE = `
import { appendFileSync, existsSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const { parameters } = JSON.parse(readFileSync(process.env.PILOTHOUSE_CONFIG, 'utf8'));
const { diary, lines, linesPerSecond, stops, exitCode, hearsTerm } = parameters;
const write = (word) => appendFileSync(join(diary, 'diary'), word + ' ' + process.pid + '\\n');
const goOn = async (name) => {
  write('at-' + name);
  while (!existsSync(join(diary, 'go-' + name))) await pause(10);
};
const say = (text) => {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
};
const report = (name, state) => say(JSON.stringify({ name, state }) + '\\n');

let term = null;
process.on('SIGTERM', () => {
  if (!hearsTerm) return;
  term ??= (async () => {
    write('term');
    say('stopping\\n');
    await goOn('term');
    write('end');
    process.exit(143);
  })();
});

write('begin');
report('Print', 'running');
const stopAt = new Set(stops.split(',').filter(Boolean).map(Number));
if (stopAt.has(0)) await goOn('0');
const startedAt = performance.now();
for (let printed = 0; printed < lines; ) {
  const due = linesPerSecond === 0 ? lines : Math.floor(((performance.now() - startedAt) / 1000) * linesPerSecond) + 1;
  let block = '';
  for (const end = Math.min(due, lines, printed + 2000); printed < end; ) {
    printed += 1;
    block += 'line ' + printed + '\\n';
    if (stopAt.has(printed)) break;
  }
  say(block);
  if (stopAt.has(printed)) await goOn(String(printed));
  else await pause(linesPerSecond === 0 ? 0 : 10);
}
report('Print', 'success');
report('Finish', 'success');
if (term) await term;
write('end');
process.exit(exitCode);
`;

const manifest = (extra: string) => `name: Counter
runner: SHELL
entrypoint: [node, counter.mjs]
steps: [Print, Finish]
cancelGraceSeconds: 60
parameters:
  type: object
  required: [diary]
  properties:
    diary: { type: string }
    lines: { type: integer, default: 100 }
    linesPerSecond: { type: integer, default: 0 }
    stops: { type: string, default: '' }
    exitCode: { type: integer, default: 0 }
    hearsTerm: { type: boolean, default: true }
${extra}`;

/** Writes the service `counter` and, with `checkedUrl`, one that is checked there when its program has ended. */
export async function writeServices(folder: string, checkedUrl?: string): Promise<void> {
  const services: Record<string, string> = { counter: '', other: '' };
  if (checkedUrl)
    services.checked = `health: { url: '${checkedUrl}', attempts: 1000, timeoutSeconds: 600, intervalSeconds: 0.1 }\n`;
  for (const [slug, extra] of Object.entries(services)) {
    await mkdir(join(folder, slug), { recursive: true });
    await writeFile(join(folder, slug, 'counter.mjs'), SOURCE);
    await writeFile(join(folder, slug, 'service.yaml'), manifest(extra));
  }
}

/** One deployment's diary, and the means to let its program go on. */
export class Diary {
  readonly dir: string;

  private constructor(dir: string) {
    this.dir = dir;
  }

  static async open(parent: string, name: string): Promise<Diary> {
    const dir = join(parent, name);
    await mkdir(dir, { recursive: true });
    return new Diary(dir);
  }

  /** What the program did, in order: `begin`, `at-100`, `term`, `end`. */
  async words(): Promise<string[]> {
    const text = await readFile(join(this.dir, 'diary'), 'utf8').catch(() => '');
    return text.split('\n').flatMap((line) => line.split(' ')[0] || []);
  }

  /** The process of the program. */
  async pid(): Promise<number> {
    const text = await readFile(join(this.dir, 'diary'), 'utf8');
    return Number(/^begin (\d+)$/m.exec(text)?.[1]);
  }

  reaches(word: string): Promise<true> {
    return until(`the program writes “${word}”`, async () => (await this.words()).includes(word));
  }

  /** Lets a program go on that waits at this number, or will. */
  async letGo(stop: number | 'term'): Promise<void> {
    await writeFile(join(this.dir, `go-${stop}`), '');
  }
}

export const printedLines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);
