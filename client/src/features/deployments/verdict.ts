import type { DeploymentVerdict_DeploymentFragment } from '../../graphql/generated.ts';
import { formatDuration } from '../../lib/format.ts';

export interface Verdict {
  tone: 'succeeded' | 'failed' | 'waiting' | 'neutral';
  /** `*words*` are set in bold. */
  text: string;
}

type Deployment = DeploymentVerdict_DeploymentFragment;

const after = ({ durationMs }: Deployment): string => (durationMs ? ` after ${formatDuration(durationMs)}` : '');

/** The newest attempt of each step on each host that failed. */
function failedSteps(deployment: Deployment) {
  const newest = new Map<string, Deployment['steps'][number]>();
  for (const step of deployment.steps) {
    const key = `${step.name} ${step.host ?? ''}`;
    const known = newest.get(key);
    if (!known || known.attempt < step.attempt) newest.set(key, step);
  }
  return [...newest.values()].filter((step) => step.status === 'FAILED');
}

function failure(deployment: Deployment): string {
  const [step, ...others] = failedSteps(deployment);
  if (!step) return deployment.statusReason ?? `Failed${after(deployment)}.`;
  const where = step.host ? ` on ${step.host}${others.length > 0 ? ` and ${others.length} more` : ''}` : '';
  const why = step.message ?? (deployment.exitCode ? `exit code ${deployment.exitCode}` : deployment.statusReason);
  return `Failed at *${step.name}*${where}${why ? `: ${why}` : ''}`;
}

/** One sentence on how a deployment stands, for what has ended or waits; none while it simply runs. */
export function verdictOf(deployment: Deployment): Verdict | undefined {
  const { environment, version, previousVersion, statusReason } = deployment;
  switch (deployment.status) {
    case 'SUCCEEDED':
      if (deployment.isDryRun) return { tone: 'succeeded', text: 'The dry run ended well; nothing was changed.' };
      return {
        tone: 'succeeded',
        text: `*${version}* went live on ${environment.name}${after(deployment)}${
          previousVersion && previousVersion !== version ? `, in place of ${previousVersion}` : ''
        }.`,
      };
    case 'FAILED':
      return { tone: 'failed', text: failure(deployment) };
    case 'TIMED_OUT':
      return { tone: 'failed', text: statusReason ?? `Stopped at its time limit${after(deployment)}.` };
    case 'CANCELED':
      return { tone: 'neutral', text: statusReason ?? `Canceled${after(deployment)}.` };
    case 'REJECTED': {
      const rejection = deployment.approvals.find((approval) => approval.decision === 'REJECTED');
      const who = rejection ? `Rejected by ${rejection.decidedBy.name}` : 'Rejected';
      const why = rejection?.comment ?? statusReason;
      return { tone: 'neutral', text: why ? `${who}: ${why}` : `${who}.` };
    }
    case 'AWAITING_APPROVAL':
      return { tone: 'waiting', text: `Deploying to ${environment.name} needs an approval.` };
    case 'CANCELING':
      return { tone: 'waiting', text: 'Canceling: waits until nothing of it runs any more.' };
    case 'VERIFYING':
      return { tone: 'neutral', text: 'The program has ended; now the health check has to answer.' };
    default:
      return undefined;
  }
}
