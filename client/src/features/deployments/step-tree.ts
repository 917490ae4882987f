import type { StepTree_DeploymentStepFragment as Step, StepStatus } from '../../graphql/generated.ts';

/** A task on one host: the newest attempt, and those before it. */
export interface HostNode {
  step: Step;
  earlierAttempts: Step[];
}

export interface TaskNode {
  id: string;
  key: string;
  name: string;
  status: StepStatus;
  startedAt: string | null;
  finishedAt: string | null;
  isChanged: boolean;
  hosts: HostNode[];
}

export interface GroupNode {
  id: string;
  /** Null for steps outside a play. */
  name: string | null;
  status: StepStatus;
  tasks: TaskNode[];
}

/** What stands for many: the worst that happened, but work that goes on comes first. */
const weight: Record<StepStatus, number> = {
  RUNNING: 6,
  FAILED: 5,
  CANCELED: 4,
  PENDING: 3,
  SUCCEEDED: 2,
  SKIPPED: 1,
};

export function combineStatuses(statuses: StepStatus[]): StepStatus {
  const worst = statuses.reduce<StepStatus>(
    (found, status) => (weight[status] > weight[found] ? status : found),
    'SKIPPED',
  );
  // Some hosts done, others not begun: under way.
  if (worst === 'PENDING' && statuses.some((status) => status !== 'PENDING')) return 'RUNNING';
  return worst;
}

/** Orders the steps of a deployment as play › task › host. A task of the same name in the same play is one, wherever its hosts report. */
export function buildStepTree(steps: Step[]): GroupNode[] {
  const groups = new Map<string, { name: string | null; tasks: Map<string, Step[]> }>();
  for (const step of [...steps].sort((one, other) => one.position - other.position || one.attempt - other.attempt)) {
    const groupId = step.group ?? '';
    const group = groups.get(groupId) ?? { name: step.group, tasks: new Map<string, Step[]>() };
    groups.set(groupId, group);
    const task = group.tasks.get(step.key);
    if (task) task.push(step);
    else group.tasks.set(step.key, [step]);
  }
  return [...groups].map(([id, { name, tasks }]) => {
    const nodes = [...tasks].map(([key, taskSteps]) => toTask(`${id}/${key}`, key, taskSteps));
    return { id, name, tasks: nodes, status: combineStatuses(nodes.map((task) => task.status)) };
  });
}

function toTask(id: string, key: string, steps: Step[]): TaskNode {
  const byHost = new Map<string, Step[]>();
  for (const step of steps) byHost.set(step.host ?? '', [...(byHost.get(step.host ?? '') ?? []), step]);
  const hosts = [...byHost.values()].flatMap((attempts) => {
    const sorted = [...attempts].sort((one, other) => one.attempt - other.attempt);
    const step = sorted.pop();
    return step ? [{ step, earlierAttempts: sorted }] : [];
  });
  const newest = hosts.map((host) => host.step);
  const starts = steps.flatMap((step) => step.startedAt ?? []).sort();
  const ends = steps.flatMap((step) => step.finishedAt ?? []).sort();
  const isRunning = newest.some((step) => step.startedAt && !step.finishedAt);
  return {
    id,
    key,
    name: newest[0]?.name ?? key,
    status: combineStatuses(newest.map((step) => step.status)),
    startedAt: starts[0] ?? null,
    finishedAt: isRunning ? null : (ends.at(-1) ?? null),
    isChanged: newest.some((step) => step.isChanged === true),
    hosts,
  };
}

/** A step's place on the deployment's time line, in percent. */
export function barOf(
  part: { startedAt: string | null; finishedAt: string | null },
  whole: { startMs: number; endMs: number },
  nowMs: number,
): { left: number; width: number } | undefined {
  if (!part.startedAt) return undefined;
  const length = Math.max(1, whole.endMs - whole.startMs);
  const from = Math.max(0, Date.parse(part.startedAt) - whole.startMs);
  const to = (part.finishedAt ? Date.parse(part.finishedAt) : nowMs) - whole.startMs;
  const left = Math.min(99, (from / length) * 100);
  return { left, width: Math.min(100 - left, Math.max(1, ((to - from) / length) * 100)) };
}
