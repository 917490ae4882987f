import { Pin, PinOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatBytes, formatRelative } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { JsonTree } from '../../ui/json-tree.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusBadge, statusWord } from '../../ui/status-badge.tsx';
import { attemptName, type NodeData } from './use-node-data.ts';
import type { Pins } from './use-pins.ts';

interface RunChooserProps {
  data: NodeData;
  onChoose: (runId: string) => void;
}

/** Whose data is shown. */
function RunChooser({ data, onChoose }: RunChooserProps) {
  const now = useNow();
  const { runs, attempts, attempt } = data;
  if (runs.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        aria-label="Run"
        className="w-52"
        value={data.runId ?? undefined}
        onChange={onChoose}
        placeholder="An earlier run"
        options={runs.map((run) => ({
          value: run.id,
          label: `#${run.number}, ${run.trigger === 'TEST' ? 'a test, ' : ''}${statusWord(run.status)}`,
          hint: formatRelative(new Date(run.createdAt), now),
        }))}
      />
      {attempts.length > 1 ? (
        <Select
          aria-label="Attempt"
          className="w-36"
          value={attempt?.id}
          onChange={data.setAttemptId}
          options={attempts.map((each) => ({ value: each.id, label: attemptName(each) }))}
        />
      ) : null}
      {attempt ? <StatusBadge status={attempt.status} /> : null}
    </div>
  );
}

interface NodeDataTabProps {
  nodeKey: string;
  data: NodeData;
  onChooseRun: (runId: string) => void;
}

/** What came along the edges into the node. */
export function NodeInputTab({ data, onChooseRun }: NodeDataTabProps) {
  return (
    <div className="space-y-3">
      <RunChooser data={data} onChoose={onChooseRun} />
      <Values data={data}>{({ input }) => <Value label="input" value={input} none="Nothing came in." />}</Values>
    </div>
  );
}

/** What came of the node, and what tests take instead of it. */
export function NodeOutputTab({
  nodeKey,
  data,
  onChooseRun,
  pins,
  canPin,
}: NodeDataTabProps & { pins: Pins; canPin: boolean }) {
  const isPinned = Object.hasOwn(pins.values, nodeKey);
  return (
    <div className="space-y-3">
      {isPinned ? (
        <section aria-label="Pinned output" className="space-y-2">
          <div className="flex items-center gap-2">
            <Badge tone="accent" icon={<Pin />}>
              Pinned
            </Badge>
            <span className="min-w-0 flex-1 text-muted text-xs">Tests of the nodes behind take this.</span>
            <Button size="sm" icon={<PinOff />} onClick={() => pins.unpin(nodeKey)}>
              Unpin
            </Button>
          </div>
          <JsonTree label="pinned output" value={pins.values[nodeKey]} />
        </section>
      ) : null}
      <RunChooser data={data} onChoose={onChooseRun} />
      <Values data={data}>
        {({ output, error }) => (
          <>
            {error === null || error === undefined ? null : <Value label="error" value={error} none="" />}
            <Value label="output" value={output} none="Nothing came of it." />
            {canPin && output !== null && output !== undefined && storedApart(output) === null ? (
              <Button size="sm" icon={<Pin />} onClick={() => pins.pin(nodeKey, output)}>
                Pin this output for tests
              </Button>
            ) : null}
          </>
        )}
      </Values>
    </div>
  );
}

function Values({
  data,
  children,
}: {
  data: NodeData;
  children: (values: NonNullable<NodeData['values']>) => ReactNode;
}) {
  const { runs, runId, attempt, values, error, isLoading } = data;
  if (error) return <QueryError error={error} />;
  if (values) return children(values);
  if (isLoading) return <Skeleton className="h-24" />;
  if (runs.length === 0 && runId === null) {
    return <p className="text-muted">The workflow has not run yet. Its data stands here after the first run.</p>;
  }
  return attempt ? <Skeleton className="h-24" /> : <p className="text-muted">The node did not run in this run.</p>;
}

function Value({ label, value, none }: { label: string; value: unknown; none: string }) {
  if (value === null || value === undefined) return <p className="text-muted">{none}</p>;
  const stored = storedApart(value);
  if (!stored) return <JsonTree label={label} value={value} />;
  return (
    <p className="text-muted">
      {formatBytes(stored.byteCount)}, too large to show here.{' '}
      <a href={`/api/v1/payloads/${stored.id}`} download className="text-accent-text underline">
        Download
      </a>
    </p>
  );
}

/** A value above 1 MiB is stored apart, and says where. */
function storedApart(value: unknown): { id: string; byteCount: number } | null {
  if (typeof value !== 'object' || value === null || !('$payload' in value)) return null;
  const stored = value.$payload as { id?: unknown; byteCount?: unknown } | null;
  return typeof stored?.id === 'string' && typeof stored.byteCount === 'number'
    ? { id: stored.id, byteCount: stored.byteCount }
    : null;
}
