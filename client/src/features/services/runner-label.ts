import type { RunnerKind } from '../../graphql/generated.ts';

const labels: Record<RunnerKind, string> = { SHELL: 'Shell', ANSIBLE: 'Ansible' };

/** A runner kind as people write it. */
export function runnerLabel(runner: RunnerKind): string {
  return labels[runner];
}
