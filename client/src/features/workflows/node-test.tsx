import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { CombinedError } from 'urql';
import { describeError } from '../../graphql/errors.ts';
import { useCancelNodeTestMutation, useTestNodeMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { createIdempotencyKey } from '../../lib/idempotency-key.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Duration } from '../../ui/duration.tsx';
import { JsonTree } from '../../ui/json-tree.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { showErrorToast } from '../../ui/toast.tsx';
import { JsonInput } from './config-inputs.tsx';
import type { Graph, GraphNode } from './graph.ts';
import { NodeTestWait } from './node-test-wait.tsx';
import { type TestInput, testInputOf } from './test-data.ts';
import { useNodeTest } from './use-node-test.ts';
import type { Pins } from './use-pins.ts';

interface NodeTestProps {
  node: GraphNode;
  graph: Graph;
  workflowId: string;
  projectSlug: string;
  inputs: TestInput[];
  /** Whose data is taken where nothing is pinned, `run #12`. */
  source: string | null;
  runId: string | null;
  pins: Pins;
  /** The test of the node that was started last. */
  testId: string | null;
  onTest: (testId: string) => void;
}

/** Tries one node for real: with what the nodes before it gave in a run, or what is pinned instead. */
export function NodeTest(props: NodeTestProps) {
  const { node, graph, workflowId, inputs, pins, runId, testId, onTest } = props;
  const [, start] = useTestNodeMutation();
  const [error, setError] = useState<CombinedError | null>(null);
  const [isPending, setPending] = useState(false);
  const run = async () => {
    setPending(true);
    const answer = await start({
      input: {
        workflowId,
        nodeKey: node.key,
        graph,
        ...testInputOf(inputs, pins.values),
        ...(runId ? { runId } : {}),
        idempotencyKey: createIdempotencyKey(),
      },
    });
    setPending(false);
    setError(answer.error ?? null);
    if (answer.data) onTest(answer.data.testNode.id);
  };
  return (
    <section aria-label="Test" className="space-y-3 rounded-md border border-line p-3">
      <div className="flex items-center gap-2">
        <p className="min-w-0 flex-1 text-muted text-xs">It runs for real, alone, as it is drawn now.</p>
        <Button size="sm" icon={<FlaskConical />} isPending={isPending} onClick={() => void run()}>
          Test this node
        </Button>
      </div>
      <TestInputs inputs={inputs} pins={pins} source={props.source} />
      {error ? <QueryError error={error} /> : null}
      {error ? <Refused error={error} /> : null}
      {testId ? (
        <TestResult key={testId} testId={testId} nodeKey={node.key} projectSlug={props.projectSlug} pins={pins} />
      ) : null}
    </section>
  );
}

/** What was wrong with the node or missing for it, each by itself. */
function Refused({ error }: { error: CombinedError }) {
  const { problems } = describeError(error);
  return (
    <ul className="list-disc pl-4 text-failed text-xs">
      {problems.map(({ path, message }) => (
        <li key={path + message}>{message}</li>
      ))}
    </ul>
  );
}

function TestInputs({ inputs, pins, source }: { inputs: TestInput[]; pins: Pins; source: string | null }) {
  const [editedKey, setEditedKey] = useState<string | null>(null);
  if (inputs.length === 0) return null;
  return (
    <div>
      <h3 className="mb-1 text-xs">What it is given</h3>
      <ul className="space-y-1.5">
        {inputs.map(({ key, name, value }) => {
          const isPinned = Object.hasOwn(pins.values, key);
          const isEdited = editedKey === key;
          return (
            <li key={key}>
              <div className="flex items-center gap-2">
                <span className="min-w-0 flex-1 truncate">{name}</span>
                {isPinned ? (
                  <Badge tone="accent">Pinned</Badge>
                ) : (
                  <span className="text-muted text-xs">{value === undefined ? 'not known' : `from ${source}`}</span>
                )}
                <Button
                  size="sm"
                  look="ghost"
                  aria-expanded={isEdited}
                  onClick={() => setEditedKey(isEdited ? null : key)}
                >
                  {isEdited ? 'Done' : 'Edit'}
                  <span className="sr-only"> what {name} gives</span>
                </Button>
                {isPinned ? (
                  <Button size="sm" look="ghost" onClick={() => pins.unpin(key)}>
                    Unpin<span className="sr-only"> {name}</span>
                  </Button>
                ) : null}
              </div>
              {isEdited ? (
                <JsonInput
                  aria-label={`What ${name} gives, as JSON`}
                  label={`What ${name} gives, as JSON`}
                  value={isPinned ? pins.values[key] : value}
                  onChange={(next) => (next === undefined ? pins.unpin(key) : pins.pin(key, next))}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface TestResultProps {
  testId: string;
  nodeKey: string;
  projectSlug: string;
  pins: Pins;
}

function TestResult({ testId, nodeKey, projectSlug, pins }: TestResultProps) {
  const { run, hasEnded, attempt, lines, error } = useNodeTest(testId, nodeKey);
  const [, cancel] = useCancelNodeTestMutation();
  const stop = async () => {
    const answer = await cancel({ id: testId });
    if (answer.error) showErrorToast('The test was not canceled', describeError(answer.error).message);
  };
  if (!run) return error ? <QueryError error={error} /> : <Skeleton className="h-16" />;
  const problem = (attempt?.error as { message?: string } | null)?.message ?? (hasEnded ? run.statusReason : null);
  const output = attempt?.output;
  return (
    <div className="space-y-2.5 border-line border-t pt-3">
      <div className="flex flex-wrap items-center gap-2">
        <span role="status">
          <StatusBadge status={attempt?.status ?? run.status} />
        </span>
        <Duration
          startedAt={attempt?.startedAt ?? run.startedAt}
          finishedAt={attempt?.finishedAt ?? run.finishedAt}
          durationMs={attempt?.durationMs}
          className="text-muted text-xs"
        />
        <Link to={`/p/${projectSlug}/runs/${run.id}`} className="text-accent-text text-xs hover:underline">
          Run #{run.number}
        </Link>
        {hasEnded || !run.viewerCanCancel ? null : (
          <Button
            size="sm"
            look="danger-quiet"
            className="ml-auto"
            isPending={run.cancelRequestedAt !== null}
            onClick={() => void stop()}
          >
            Cancel test
          </Button>
        )}
      </div>
      {attempt?.wait ? <NodeTestWait wait={attempt.wait} projectSlug={projectSlug} /> : null}
      {problem ? <p className="break-words text-failed">{problem}</p> : null}
      {output === null || output === undefined ? null : (
        <>
          <JsonTree label="result of the test" value={output} />
          <Button size="sm" onClick={() => pins.pin(nodeKey, output)}>
            Pin this result for tests
          </Button>
        </>
      )}
      {lines.length > 0 ? (
        <pre
          role="log"
          aria-label="Log of the test"
          className="max-h-60 overflow-auto whitespace-pre-wrap rounded-md border border-line bg-panel px-2.5 py-2 text-code [overflow-wrap:anywhere]"
        >
          {lines.map(({ text }) => text).join('\n')}
        </pre>
      ) : null}
    </div>
  );
}
