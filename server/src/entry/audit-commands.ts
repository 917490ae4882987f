import { type Command, InvalidArgumentError } from 'commander';
import { type ChainMark, FAULTS } from '../features/audit/audit-verify.rules.ts';
import { type ChainReport, verifyAudit } from '../features/audit/audit-verify.service.ts';
import { type App, systemContext } from '../platform/context.ts';
import type { Verdict } from './commands.ts';

const write = (text: string) => void process.stdout.write(`${text}\n`);

/** `audit verify`. */
export function addAuditCommands(program: Command, open: () => Promise<App>, judge: (verdict: Verdict) => void): void {
  const audit = program.command('audit').description('look after the audit trail');
  audit
    .command('verify')
    .description('check that no entry of the audit trail was changed, removed, added or moved; name the first that was')
    .option('--project <slug>', 'only the trail of this project')
    .option(
      '--expect <chain:seq:hash>',
      'an entry noted at another time, as this command prints it, that must still be there; may be given again',
      (text: string, marks: ChainMark[]) => [...marks, markOf(text)],
      [],
    )
    .action(async ({ project, expect: marks }: { project?: string; expect: ChainMark[] }) => {
      const ctx = systemContext(await open(), 'audit verify');
      let verdict: Verdict = 0;
      for await (const report of verifyAudit(ctx, { project: project ?? null, marks })) {
        write(reportText(report, marks));
        if (report.broken) verdict = 1;
      }
      judge(verdict);
    });
}

function markOf(text: string): ChainMark {
  const [, chain, seq, hash] = /^([a-z0-9_]+):(\d{1,15}):([0-9a-f]{64})$/i.exec(text) ?? [];
  if (!chain || !seq || !hash) throw new InvalidArgumentError('Give it as it was printed: chain:seq:hash.');
  return { chain, seq: Number(seq), hash: hash.toLowerCase() };
}

/** What is said of one chain: one line, and one that can be kept elsewhere. */
export function reportText(report: ChainReport, marks: readonly ChainMark[]): string {
  const { chain, project, broken, count, firstSeq, seq, hash } = report;
  const name = project ? `project ${project}` : chain === 'installation' ? 'installation' : chain;
  const entries = count === 1 ? '1 entry' : `${count} entries`;
  const left = firstSeq > 1 ? `, those before ${firstSeq} have left` : '';
  if (broken) {
    const which = broken.id ? `entry ${broken.seq} (${broken.id})` : `entry ${broken.seq}`;
    return `BROKEN  ${name}: ${which}: ${FAULTS[broken.fault]}. In order before it: ${entries}${left}.`;
  }
  const old = marks.filter((mark) => mark.chain === chain && mark.seq < firstSeq - 1);
  const unseen = old.length > 0 ? '\n        An expected entry has left; it can’t be checked any more.' : '';
  return `ok      ${name}: ${entries}${left}.\n        ${chain}:${seq}:${hash.toString('hex')}${unseen}`;
}
