import type { ProcessEnd } from './runner-process.ts';
import type { PlaybookStats, RunnerKind, StepEvent } from './step-events.rules.ts';

/** What is known when nothing of the program is left. */
export interface OutcomeFacts {
  runner: RunnerKind;
  exit: ProcessEnd;
  /** The last state of each step (key and host), in the order in which they first appeared. */
  steps: StepEvent[];
  /** Ansible's final event, when there was one. */
  stats: PlaybookStats | null;
  dryRun: boolean;
}

export interface Outcome {
  status: 'SUCCEEDED' | 'FAILED';
  /** A sentence for the person who looks at the deployment; null on success. */
  reason: string | null;
}

type Exited = Extract<ProcessEnd, { state: 'EXITED' }>;

const maxReasonMessageLength = 500;

/** "exit code 2" or "killed by SIGKILL"; null for exit 0. */
function describeExit(exit: Exited): string | null {
  if (exit.signal) return `killed by ${exit.signal}`;
  return exit.code === 0 ? null : `exit code ${exit.code ?? 'unknown'}`;
}

function listHosts(hosts: string[]): string {
  const named = hosts.slice(0, 3);
  const rest = hosts.length - named.length;
  if (rest > 0) return `${named.join(', ')} and ${rest} more`;
  return named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}` : (named[0] ?? '');
}

/** `Failed at "migrate" on web2: table is locked (exit code 2).` */
function describeFailure(failing: StepEvent, steps: StepEvent[], exitText: string | null): string {
  const isFailed = (step: StepEvent) => step.state === failing.state && !step.isIgnored;
  const hosts = steps.filter((step) => step.key === failing.key && isFailed(step)).flatMap((step) => step.host ?? []);
  const where = hosts.length > 0 ? ` on ${listHosts(hosts)}` : '';
  // The last line of a message says what went wrong; those before say where. One sentence has room for one of them.
  const lines = (failing.message ?? '').split('\n').map((line) => line.trim());
  const line = lines
    .filter((text) => text !== '')
    .slice(0, 3)
    .join(' ')
    .slice(0, maxReasonMessageLength);
  const what = line === '' ? '' : `: ${line.replace(/[.\s]+$/, '')}`;
  return `Failed at "${failing.name}"${where}${what}${exitText ? ` (${exitText})` : ''}.`;
}

function findFailing(steps: StepEvent[]): StepEvent | undefined {
  return steps.find((step) => step.state === 'FAILED' && !step.isIgnored);
}

function findRunning(steps: StepEvent[]): StepEvent | undefined {
  return steps.findLast((step) => step.state === 'RUNNING');
}

const succeeded: Outcome = { status: 'SUCCEEDED', reason: null };
const failed = (reason: string): Outcome => ({ status: 'FAILED', reason });

function judgeShell(exit: Exited, steps: StepEvent[]): Outcome {
  const exitText = describeExit(exit);
  const failing = findFailing(steps) ?? (exitText ? findRunning(steps) : undefined);
  if (failing) return failed(describeFailure(failing, steps, exitText));
  if (!exitText) return succeeded;
  return failed(exit.signal ? `The program was ${exitText}.` : `The program ended with ${exitText}.`);
}

function judgeAnsible(exit: Exited, { steps, stats, dryRun }: OutcomeFacts): Outcome {
  const exitText = describeExit(exit);
  if (stats && !exitText) {
    // Exit 0 is Ansible's word that failed steps were ignored or rescued. It says 0 also when it had nobody to work on.
    if (Object.keys(stats.hosts).length > 0 || stats.playsWithoutHosts.length === 0) return succeeded;
    const plays = stats.playsWithoutHosts.map((play) => `"${play}"`);
    return failed(
      `No host matched ${plays.length > 1 ? 'the plays' : 'the play'} ${listHosts(plays)}: see the inventory.`,
    );
  }
  const failing = findFailing(steps) ?? findRunning(steps);
  const hint = dryRun ? ' In a dry run nothing was changed before this step, which may be why it failed.' : '';
  if (failing) return failed(`${describeFailure(failing, steps, exitText)}${hint}`);
  if (stats) return failed(exit.signal ? `Ansible was ${exitText}.` : `Ansible ended with ${exitText}: see the log.`);
  return failed(`The playbook did not finish (${exitText ?? 'exit code 0, without a final report'}): see the log.`);
}

/**
 * Decides how a deployment ended. Success needs exit code 0 and no failed step (SHELL), or exit code 0, the final report
 * and at least one host (ANSIBLE). Cancel and timeout are not judged here: who stopped the program knows why.
 */
export function judgeOutcome(facts: OutcomeFacts): Outcome {
  const { exit } = facts;
  if (exit.state === 'LOST') return failed("The program's process disappeared (was the machine restarted?).");
  if (exit.error) return failed(exit.error);
  return facts.runner === 'SHELL' ? judgeShell(exit, facts.steps) : judgeAnsible(exit, facts);
}
