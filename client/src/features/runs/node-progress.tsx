import { useNodeProgressSubscription } from '../../graphql/generated.ts';
import { JsonTree } from '../../ui/json-tree.tsx';

/** What a running node shows of what it has so far; nothing until it shows something. */
export function NodeProgress({ runId, nodeRunId }: { runId: string; nodeRunId: string }) {
  // Others may run at the same time: the last of this one stays.
  const [{ data: shown }] = useNodeProgressSubscription<unknown>(
    { variables: { runId } },
    (before, { nodeRunProgress }) => (nodeRunProgress.nodeRunId === nodeRunId ? nodeRunProgress.partial : before),
  );
  if (shown === undefined || shown === null) return null;
  const text = textOf(shown);
  return (
    <div>
      <h3 className="mb-1.5 text-xs">So far</h3>
      {text === null ? (
        <JsonTree label="so far" value={shown} />
      ) : (
        <p className="max-h-80 overflow-auto whitespace-pre-wrap break-words rounded-md border border-line bg-panel p-3">
          {text}
        </p>
      )}
    </div>
  );
}

/** What an AI prompt shows is a text alone. */
function textOf(shown: unknown): string | null {
  if (typeof shown === 'string') return shown;
  const { text, ...rest } = shown as { text?: unknown };
  return typeof text === 'string' && Object.keys(rest).length === 0 ? text : null;
}
