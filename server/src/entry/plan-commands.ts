import { createReadStream, openAsBlob } from 'node:fs';
import { chmod, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type PlanFile, PlanFileError, readPlanFile } from '../features/roadmap/plan-file.ts';
import { summaryBlock, withBlock } from '../features/roadmap/plan-markdown.rules.ts';
import type { PlanProblem } from '../features/roadmap/plan-row.rules.ts';
import { type PlanSummaryOf, type SummedItem, summarize } from '../features/roadmap/plan-summary.rules.ts';
import type { Installation, Verdict } from './commands.ts';

const write = (text: string) => void process.stdout.write(`${text}\n`);
const complain = (text: string) => void process.stderr.write(`${text}\n`);
/** A file of 20 MiB is sent, read and compared. */
const ANSWER_MS = 120_000;

interface SyncOptions {
  file: string;
  markdown: string | false;
  url?: string;
  project?: string;
  strict?: true;
  dryRun?: true;
  offline?: true;
}

type Summary = PlanSummaryOf<SummedItem>;

/** Ends the command with a sentence. */
class SyncError extends Error {}

/** `plan sync`. */
export function addPlanCommands(
  program: Command,
  { config, calledFrom }: Pick<Installation, 'config' | 'calledFrom'>,
  judge: (verdict: Verdict) => void,
): void {
  program
    .command('plan')
    .description('keep the roadmap')
    .command('sync')
    .description(
      'send project-plan.csv to a server and write its summary into a Markdown file. 0: all rows are in; 1: it failed, or rows were left out; 2: wrong usage',
    )
    .option('--file <path>', 'the plan', 'project-plan.csv')
    .option('--markdown <path>', 'the file with the summary, between <!-- pilothouse:plan:… --> marks', 'ROADMAP.md')
    .option('--no-markdown', 'write no summary')
    .option('--url <address>', 'the server; else PILOTHOUSE_URL')
    .option('--project <slug>', 'the project; else PILOTHOUSE_PROJECT')
    .option('--strict', 'store nothing if any row has a problem')
    .option('--dry-run', 'only tell what would change')
    .addOption(
      new Option('--offline', 'only the summary, from the file alone').conflicts([
        'url',
        'project',
        'strict',
        'dryRun',
      ]),
    )
    .action(async (options: SyncOptions) => {
      const path = (name: string) => resolve(calledFrom, name);
      try {
        judge(await sync({ ...options, file: path(options.file) }, options.file, config().environment, path));
      } catch (error) {
        if (!(error instanceof SyncError || error instanceof PlanFileError)) throw error;
        complain(error instanceof PlanFileError ? `${options.file}: ${error.message}` : error.message);
        judge(1);
      }
    });
}

async function sync(
  options: SyncOptions,
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
  path: (name: string) => string,
): Promise<Verdict> {
  await stat(options.file).catch(() => {
    throw new SyncError(`There is no ${name}. Name the plan with --file.`);
  });
  const { summary, problems, problemCount, line, isStored } = options.offline
    ? offline(await readPlanFile(createReadStream(options.file)), name)
    : await send(options, name, environment);
  for (const problem of problems) complain(`${name}: ${problemText(problem)}`);
  if (problemCount > problems.length) complain(`${name}: ${problemCount - problems.length} more problems.`);
  write(line);
  if (options.markdown !== false && isStored) await writeSummary(path(options.markdown), options.markdown, summary);
  return problemCount === 0 ? 0 : 1;
}

const problemText = ({ row, column, message }: PlanProblem) => `row ${row}${column ? `, ${column}` : ''}: ${message}`;

interface Outcome {
  summary: Summary;
  problems: PlanProblem[];
  problemCount: number;
  line: string;
  /** False: the summary is not of this file. */
  isStored: boolean;
}

function offline({ rows, problems, problemCount }: PlanFile, name: string): Outcome {
  const summary = summarize(rows.map(({ item }) => item));
  return { summary, problems, problemCount, line: `${name}: ${rows.length} items read.`, isStored: true };
}

async function send(
  options: SyncOptions,
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Outcome> {
  const server = options.url ?? environment.PILOTHOUSE_URL;
  const project = options.project ?? environment.PILOTHOUSE_PROJECT;
  const token = environment.PILOTHOUSE_TOKEN;
  if (!server || !URL.canParse(server))
    throw new SyncError('Name the server with --url or PILOTHOUSE_URL, or use --offline.');
  if (!project) throw new SyncError('Name the project with --project or PILOTHOUSE_PROJECT.');
  if (!token) throw new SyncError('Set PILOTHOUSE_TOKEN to a token with the scope plan:manage.');
  const address = new URL(`${server.replace(/\/+$/, '')}/api/v1/projects/${encodeURIComponent(project)}/plan`);
  if (options.strict) address.searchParams.set('strict', 'true');
  if (options.dryRun) address.searchParams.set('dryRun', 'true');
  const answer = await post(address, token, options.file);
  const { added, updated, unchanged, removed, problems, problemCount, isStored, summary } = answer;
  const counts = `${added} added, ${updated} updated, ${unchanged} unchanged, ${removed} removed`;
  const left = isStored
    ? ''
    : options.dryRun
      ? ' Nothing was stored: a dry run.'
      : ' Nothing was stored: rows have problems.';
  return {
    summary,
    problems,
    problemCount,
    isStored,
    line: `${name} → ${project} on ${address.origin}: ${counts}.${left}`,
  };
}

interface Answer {
  added: number;
  updated: number;
  unchanged: number;
  removed: number;
  isStored: boolean;
  problems: PlanProblem[];
  problemCount: number;
  summary: Summary;
}

async function post(address: URL, token: string, file: string): Promise<Answer> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv; charset=utf-8' },
    body: await openAsBlob(file),
    // A token goes nowhere but where it was meant to.
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch((error: Error & { cause?: Error }) => {
    throw new SyncError(`${address.origin} can’t be reached: ${error.cause?.message ?? error.message}.`);
  });
  const body = (await response.json().catch(() => null)) as
    | (Answer & { error?: { message: string; requestId: string }; errors?: { message: string }[] })
    | null;
  if (response.ok && body?.summary) return body;
  const reason = body?.error?.message ?? body?.errors?.[0]?.message ?? `${response.status} ${response.statusText}`;
  const request = body?.error?.requestId ? ` (request ${body.error.requestId})` : '';
  throw new SyncError(`${address.origin} refused it: ${reason}${request}`);
}

/** Replaces the block and nothing else, in one move: whoever reads meanwhile sees the old file or the new one. */
async function writeSummary(path: string, name: string, summary: Summary): Promise<void> {
  // Where a link leads, not the link.
  const target = await realpath(path).catch(() => path);
  const before = await readFile(target, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new SyncError(`${name} can’t be read: ${error.message}.`);
  });
  const made = withBlock(before ?? '', summaryBlock(summary));
  if ('problem' in made) throw new SyncError(`${name} was left alone. ${made.problem}`);
  if (made.text === before) return write(`${name}: up to date.`);
  const beside = `${target}.${process.pid}.tmp`;
  try {
    await writeFile(beside, made.text, { flag: 'wx' });
    if (before !== null) await chmod(beside, (await stat(target)).mode);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw new SyncError(`${name} can’t be written: ${(error as Error).message}.`);
  }
  write(`${name}: ${before === null ? 'made' : 'updated'}.`);
}
