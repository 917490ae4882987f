import { useMemo, useState } from 'react';
import type { StepTree_DeploymentStepFragment as Step, StepTree_DeploymentFragment } from '../../graphql/generated.ts';
import { useNow } from '../../lib/use-now.ts';
import { StepDetail, StepRow } from './step-row.tsx';
import { buildStepTree, type GroupNode, type TaskNode } from './step-tree.ts';
import { useStepDiffs } from './use-step-diffs.ts';

interface StepTreeProps {
  deployment: StepTree_DeploymentFragment;
  /** Step of the line at the top of the log. */
  currentKey: string | null;
  onSelect: (step: Step) => void;
}

/** Which nodes a person opened or closed; the rest follow the rule. */
type Toggled = Readonly<Record<string, boolean>>;

const hasHosts = (task: TaskNode) => task.hosts.length > 1 || task.hosts[0]?.step.host != null;

/** Play, task, host: how each went, when and how long. What failed or runs is open. */
export function StepTree({ deployment, currentKey, onSelect }: StepTreeProps) {
  const groups = useMemo(() => buildStepTree(deployment.steps), [deployment.steps]);
  const [toggled, setToggled] = useState<Toggled>({});
  const timeLine = useTimeLine(deployment);

  const isOpen = (id: string, rule: boolean) => toggled[id] ?? rule;
  const toggle = (id: string, rule: boolean) => setToggled((before) => ({ ...before, [id]: !(before[id] ?? rule) }));
  const isTaskOpen = (task: TaskNode) => isOpen(task.id, task.status === 'FAILED');
  const isStepOpen = (step: Step) => isOpen(step.id, step.status === 'FAILED');

  const openSteps = groups
    .flatMap((group) => group.tasks)
    .filter((task) => !hasHosts(task) || isTaskOpen(task))
    .flatMap((task) => task.hosts.map((host) => host.step))
    .filter(isStepOpen);
  const diffOf = useStepDiffs(deployment.id, openSteps);

  const renderStep = (node: TaskNode['hosts'][number], label: string, depth: number) => {
    const { step, earlierAttempts } = node;
    const hasDetail = step.message !== null || step.isChanged === true || earlierAttempts.length > 0;
    const isShown = hasDetail && isStepOpen(step);
    return (
      <li key={step.id}>
        <StepRow
          label={label}
          status={step.status}
          part={step}
          timeLine={timeLine}
          depth={depth}
          isHost={step.host !== null && depth > 0}
          isChanged={step.isChanged === true}
          attempt={step.attempt}
          isCurrent={depth === 0 && step.key === currentKey}
          isOpen={hasDetail ? isShown : undefined}
          onToggle={() => toggle(step.id, step.status === 'FAILED')}
          onSelect={() => onSelect(step)}
        />
        {isShown ? (
          <StepDetail step={step} earlierAttempts={earlierAttempts} diff={diffOf(step.id)} depth={depth} />
        ) : null}
      </li>
    );
  };

  const renderTask = (task: TaskNode) => {
    const [first] = task.hosts;
    if (first && !hasHosts(task)) return renderStep(first, task.name, 0);
    const isShown = isTaskOpen(task);
    return (
      <li key={task.id}>
        <StepRow
          label={task.name}
          status={task.status}
          part={task}
          timeLine={timeLine}
          depth={0}
          count={task.hosts.length}
          isChanged={task.isChanged}
          isCurrent={task.key === currentKey}
          isOpen={isShown}
          onToggle={() => toggle(task.id, task.status === 'FAILED')}
          onSelect={() => first && onSelect(first.step)}
        />
        {isShown ? <ul>{task.hosts.map((host) => renderStep(host, host.step.host ?? '', 1))}</ul> : null}
      </li>
    );
  };

  const renderGroup = (group: GroupNode) => (
    <div key={group.id}>
      {group.name ? <h2 className="truncate px-4 pt-3 pb-1 font-medium text-muted text-xs">{group.name}</h2> : null}
      <ul>{group.tasks.map(renderTask)}</ul>
    </div>
  );

  return <div className="@container pb-2">{groups.map(renderGroup)}</div>;
}

/** From the start of the deployment to its end, or to now. */
function useTimeLine(deployment: StepTree_DeploymentFragment) {
  const now = useNow(1_000).getTime();
  const { startedAt, finishedAt, steps } = deployment;
  const startMs = startedAt ? Date.parse(startedAt) : now;
  if (finishedAt) {
    // The clock that ends a deployment may be a worker's that stopped early; bars must still fit.
    const ends = steps.flatMap((step) => (step.finishedAt ? Date.parse(step.finishedAt) : []));
    return { startMs, endMs: Math.max(Date.parse(finishedAt), ...ends), nowMs: now };
  }
  return { startMs, endMs: Math.max(now, startMs + 1_000), nowMs: now };
}
