import { Command, CommanderError, Option } from 'commander';
import { examine } from '../features/doctor/doctor.service.ts';
import type { DoctorReport, LiveCheck, Risk } from '../features/doctor/doctor.types.ts';
import type { Config } from '../platform/config.ts';
import { type App, systemContext } from '../platform/context.ts';
import { VERSION } from '../platform/version.ts';
import { addAccountCommands } from './account-commands.ts';
import { addAuditCommands } from './audit-commands.ts';
import { addFactsCommands } from './facts-commands.ts';
import { addPlanCommands } from './plan-commands.ts';
import { addSecretsCommands } from './secrets-commands.ts';

const PROCESS_ROLES = ['all', 'api', 'worker', 'migrate'] as const;
export type ProcessRole = (typeof PROCESS_ROLES)[number];

/** What commands work on; made by `main.ts`. */
export interface Installation {
  /** Runs the server in this role. */
  serve(role: ProcessRole): Promise<void>;
  /**
   * The product without doors and workers, on the database of a server that runs or one started for this command. Fails with a
   * sentence when it can't be had.
   */
  open(): Promise<App>;
  /** As much of the configuration as can be read. */
  config(): Config;
  /** The folder in which the command was typed: relative paths begin there. */
  calledFrom: string;
}

/** 0: all is well. 1: it is not, or it failed. 2: wrong usage. */
export type Verdict = 0 | 1;

const write = (text: string) => void process.stdout.write(`${text}\n`);

/**
 * The command line: the roles of the server, and what is done beside it. A verb of a feature gets a few lines here: it takes the
 * opened product, prints what it found, and says by its verdict whether all is well.
 */
function commandsOf(installation: Installation, judge: (verdict: Verdict) => void): Command {
  const { open, config } = installation;
  const program = new Command('pilothouse')
    .description('A self-hosted control room for teams that run their own servers.')
    .version(VERSION)
    .exitOverride();

  for (const role of PROCESS_ROLES)
    program
      .command(role)
      .description(ROLE_DESCRIPTIONS[role])
      .action(() => installation.serve(role));

  program
    .command('doctor')
    .description('show what is configured, what is risky, how to mend it, and what works')
    .addOption(new Option('--json', 'for programs'))
    .action(async ({ json }: { json?: true }) => {
      const report = await reportOf(config(), open);
      write(json ? JSON.stringify(report, null, 2) : printed(report));
      judge(isWell(report) ? 0 : 1);
    });

  addAccountCommands(program, open, judge);
  addSecretsCommands(program, open, judge);
  addAuditCommands(program, open, judge);
  addFactsCommands(program, open, judge);
  addPlanCommands(program, installation, judge);
  return program;
}

const ROLE_DESCRIPTIONS: Record<ProcessRole, string> = {
  all: 'serve everything in one process (the default)',
  api: 'serve the pages and the API',
  worker: 'run deployments',
  migrate: 'bring the database up to date, then end',
};

/** Runs what the arguments say. Resolves with the exit code; null: a server was started, which goes on. */
export async function runCommand(args: readonly string[], installation: Installation): Promise<number | null> {
  let verdict: number | null = null;
  let isServing = false;
  const serve: Installation['serve'] = (role) => {
    isServing = role !== 'migrate';
    return installation.serve(role);
  };
  const program = commandsOf({ ...installation, serve }, (given) => {
    verdict = given;
  });
  try {
    await program.parseAsync(args.length === 0 ? ['all'] : args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return isServing ? null : (verdict ?? 0);
}

/** Without a database it tells all that can be told without one. */
async function reportOf(config: Config, open: () => Promise<App>): Promise<DoctorReport> {
  try {
    return await examine(config, systemContext(await open(), 'doctor'));
  } catch (error) {
    const report = await examine(config, null);
    const failed: LiveCheck = {
      id: 'database',
      title: 'The database answers',
      status: 'PROBLEM',
      detail: (error as Error).message,
      remedy: null,
      durationMs: 0,
    };
    return { ...report, checks: [failed, ...report.checks] };
  }
}

const isWell = ({ risks, checks }: DoctorReport) =>
  risks.every(({ level }) => level !== 'REFUSE') && checks.every(({ status }) => status !== 'PROBLEM');

function printed({ version, isProduction, configuration, risks, checks }: DoctorReport): string {
  const set = configuration.filter(({ isSet }) => isSet);
  const wrong = risks.filter(({ level }) => level !== 'OK');
  const fine = risks.filter(({ level }) => level === 'OK');
  const width = Math.max(0, ...set.map(({ name }) => name.length));
  return [
    `Pilothouse ${version}, ${isProduction ? 'production' : 'development'} mode`,
    section(
      'Configured (the rest is by default)',
      set.map(({ name, value }) => `${name.padEnd(width)}  ${value}`),
    ),
    section('Risky', wrong.map(printedRisk)),
    section(
      'In order',
      fine.map(({ title }) => title),
    ),
    section('Tried', checks.map(printedCheck)),
  ].join('\n\n');
}

const section = (title: string, lines: string[]) =>
  [title, ...(lines.length > 0 ? lines : ['nothing']).map(indent)].join('\n');
const indent = (text: string) => text.replaceAll(/^/gm, '  ');

const printedRisk = ({ level, title, why, remedy }: Risk) =>
  `${level === 'REFUSE' ? 'REFUSED' : 'risk'}: ${title}.\n${indent(why)}\n${indent(remedy ?? '')}`;

const printedCheck = ({ status, title, detail, remedy }: LiveCheck) =>
  [
    `${{ OK: 'ok', PROBLEM: 'PROBLEM', SKIPPED: 'skipped' }[status]}: ${title}. ${detail}`,
    ...(remedy ? [indent(remedy)] : []),
  ].join('\n');
