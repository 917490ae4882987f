import { type Command, InvalidArgumentError } from 'commander';
import { type Recounted, recountFacts } from '../features/analytics/recount.service.ts';
import { type App, systemContext } from '../platform/context.ts';
import { AppError } from '../platform/errors.ts';
import type { Verdict } from './commands.ts';

const write = (text: string) => void process.stdout.write(`${text}\n`);

/** `facts recount`. */
export function addFactsCommands(program: Command, open: () => Promise<App>, judge: (verdict: Verdict) => void): void {
  program
    .command('facts')
    .description('look after what numbers are counted from')
    .command('recount')
    .description('count days anew, from the facts that are still there; what is older stays as it was counted')
    .requiredOption('--from <day>', 'the first day, such as 2026-05-01, or a time', timeOf)
    .option('--to <day>', 'the end, a day or a time; now when left out', timeOf)
    .option('--project <slug>', 'only this project; “installation” for what belongs to none')
    .action(async ({ from, to, project }: { from: Date; to?: Date; project?: string }) => {
      const ctx = systemContext(await open(), 'facts recount');
      const end = to ?? ctx.app.now();
      if (from > end) throw new InvalidArgumentError('The range ends before it begins.');
      try {
        for await (const recounted of recountFacts(ctx, { project: project ?? null, from, to: end }))
          write(recountText(recounted));
        judge(0);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        process.stderr.write(`${error.message}\n`);
        judge(1);
      }
    });
}

function timeOf(text: string): Date {
  const time = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? new Date(text) : null;
  if (!time || Number.isNaN(time.getTime()))
    throw new InvalidArgumentError('Give a day such as 2026-05-01, or a time such as 2026-05-01T10:00:00Z.');
  return time;
}

const recountText = ({ project, range }: Recounted): string =>
  range
    ? `ok      ${project}: counted anew from ${range.from.toISOString()} to ${range.to.toISOString()}.`
    : `none    ${project}: no facts of these days are there to count from.`;
