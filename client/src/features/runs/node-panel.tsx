import { GitFork, RotateCcw } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { type RunPage_RunFragment, useNodeRunValuesQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatDuration } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Select } from '../../ui/select.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusBadge, statusWord } from '../../ui/status-badge.tsx';
import { ApprovalBox } from './approval-box.tsx';
import { ForkDialog } from './fork-dialog.tsx';
import { NodeProgress } from './node-progress.tsx';
import { hasEnded, type NodeState, pathLabel } from './run-graph.ts';
import { RunLog } from './run-log.tsx';
import type { RunActionsOf } from './use-run-actions.ts';
import { ErrorView, ValueView } from './value-view.tsx';
import { WaitReason } from './wait-reason.tsx';

interface NodePanelProps {
  slug: string;
  run: RunPage_RunFragment;
  state: NodeState;
  /** Which attempt was asked for; null: the one that tells most. */
  attemptId: string | null;
  typeName: string;
  names: ReadonlyMap<string, string>;
  actions: RunActionsOf;
  onClose: () => void;
}

type NodeRun = NodeState['nodeRuns'][number];

/** Every choice there is would be too many of a loop over thousands. */
const choicesAtMost = 500;

/** One node of a run: its attempts, why it waits, what went in and came out, what it wrote, and what can be done. */
export function NodePanel({ slug, run, state, attemptId, typeName, names, actions, onClose }: NodePanelProps) {
  const [chosenId, setChosenId] = useState(attemptId);
  const [isForking, setForking] = useState(false);
  const waiting = state.latest.find(({ status }) => status === 'WAITING' || status === 'RUNNING');
  const failed = state.latest.find(({ status }) => status === 'FAILED' || status === 'TIMED_OUT');
  const chosen = state.nodeRuns.find(({ id }) => id === chosenId) ?? waiting ?? failed ?? state.latest.at(-1);
  const canRetryFrom =
    run.viewerCanRetry && state.nodeRuns.length > 0 && state.nodeRuns.every(({ path }) => path === '');
  const canFork = run.workflow.viewerCanRun && state.nodeRuns.some(({ path }) => path === '');
  return (
    <SidePanel
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={state.name}
      description={typeName}
      footer={
        canRetryFrom || canFork ? (
          <>
            {canFork ? (
              <Button icon={<GitFork />} isPending={actions.isForking} onClick={() => setForking(true)}>
                Fork from here
              </Button>
            ) : null}
            {canRetryFrom ? (
              <Button icon={<RotateCcw />} isPending={actions.isRetrying} onClick={() => void actions.retry(state.key)}>
                Retry from here
              </Button>
            ) : null}
          </>
        ) : undefined
      }
    >
      <div className="space-y-5">
        {chosen ? (
          <Attempt
            key={chosen.id}
            slug={slug}
            run={run}
            nodeRun={chosen}
            names={names}
            actions={actions}
            picker={<AttemptPicker nodeRuns={state.nodeRuns} chosen={chosen} onChange={setChosenId} />}
          />
        ) : (
          <p className="text-muted">
            {hasEnded(run.status) ? 'The run did not come here.' : 'The run has not come here yet.'}
          </p>
        )}
        {isForking ? (
          <ForkDialog
            run={run}
            node={state}
            isPending={actions.isForking}
            onFork={(outputs) => void actions.fork(state.key, outputs).then((worked) => worked && setForking(false))}
            onClose={() => setForking(false)}
          />
        ) : null}
      </div>
    </SidePanel>
  );
}

function AttemptPicker({
  nodeRuns,
  chosen,
  onChange,
}: {
  nodeRuns: NodeRun[];
  chosen: NodeRun;
  onChange: (id: string) => void;
}) {
  if (nodeRuns.length < 2) return null;
  const label = ({ path, attempt, status, durationMs }: NodeRun) =>
    [
      path ? pathLabel(path) : null,
      `attempt ${attempt}`,
      statusWord(status),
      durationMs === null ? null : formatDuration(durationMs),
    ]
      .filter(Boolean)
      .join(' · ');
  const offered = nodeRuns.slice(-choicesAtMost);
  return (
    <FormField
      label="Attempt"
      hint={offered.length < nodeRuns.length ? `The last ${choicesAtMost} of ${nodeRuns.length}` : undefined}
    >
      {(field) => (
        <Select
          {...field}
          value={chosen.id}
          onChange={onChange}
          options={offered.map((nodeRun) => ({ value: nodeRun.id, label: label(nodeRun) }))}
        />
      )}
    </FormField>
  );
}

interface AttemptProps {
  slug: string;
  run: RunPage_RunFragment;
  nodeRun: NodeRun;
  names: ReadonlyMap<string, string>;
  actions: RunActionsOf;
  picker: ReactNode;
}

function Attempt({ slug, run, nodeRun, names, actions, picker }: AttemptProps) {
  const { id, status, wait } = nodeRun;
  const [{ data, error, fetching }, ask] = useNodeRunValuesQuery({
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  // What it gave comes with its end, which is heard without its values.
  const [shown] = useState({ status });
  useEffect(() => {
    if (shown.status === status) return;
    shown.status = status;
    ask({ requestPolicy: 'network-only' });
  }, [status, shown, ask]);
  const values = data?.node?.__typename === 'NodeRun' ? data.node : null;
  return (
    <>
      {picker}
      <p className="flex flex-wrap items-center gap-2">
        <StatusBadge status={status} />
        <span className="text-muted">
          {nodeRun.isReused ? 'Taken from the run before' : `Attempt ${nodeRun.attempt}`}
          {nodeRun.path ? `, ${pathLabel(nodeRun.path)}` : ''}
          {nodeRun.finishedAt && nodeRun.durationMs !== null ? `, ${formatDuration(nodeRun.durationMs)}` : ''}
        </span>
      </p>
      {wait ? <WaitReason slug={slug} wait={wait} /> : null}
      {status === 'RUNNING' ? <NodeProgress runId={run.id} nodeRunId={id} /> : null}
      {values?.approval ? <ApprovalBox nodeRunId={id} approval={values.approval} actions={actions} /> : null}
      {error && !values ? (
        <QueryError error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
      ) : values ? (
        <>
          {values.error ? <ErrorView error={values.error} /> : null}
          <ValueView title="Output" value={values.output} payload={values.outputPayload} />
          <ValueView title="Input" value={values.input} payload={values.inputPayload} />
        </>
      ) : fetching ? (
        <div aria-busy="true" className="space-y-2">
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-24 w-full" />
        </div>
      ) : null}
      <div>
        <h3 className="mb-1.5 text-xs">Log</h3>
        <RunLog
          id={run.id}
          number={run.number}
          lineCount={run.logLineCount}
          isLive={!hasEnded(run.status)}
          nodeKey={nodeRun.path ? `${nodeRun.nodeKey}@${nodeRun.path}` : nodeRun.nodeKey}
          names={names}
        />
      </div>
    </>
  );
}
