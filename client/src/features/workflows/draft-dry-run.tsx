import { useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { DraftDryRunDocument, type DraftDryRunQuery, type DraftDryRunQueryVariables } from '../../graphql/generated.ts';
import { DryRunPanel, WELL } from '../../ui/dry-run/dry-run-panel.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import type { Graph } from './graph.ts';
import type { NodeTypes } from './node-types.ts';
import { PayloadFields } from './payload-fields.tsx';

interface DraftDryRunProps {
  workflowId: string;
  graph: Graph;
  types: NodeTypes;
  /** Saves what is not saved yet; the revision it is in, or null where that failed. */
  onSave: () => Promise<number | null>;
  onClose: () => void;
}

type Answer = { dryRun: DraftDryRunQuery['dryRunWorkflow'] } | { error: CombinedError };

/** What a run of the drawing would do, step by step, before it is published. */
export function DraftDryRun({ workflowId, graph, types, onSave, onClose }: DraftDryRunProps) {
  const client = useClient();
  const [payload, setPayload] = useState<unknown>(undefined);
  const [failing, setFailing] = useState(WELL);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [isPending, setPending] = useState(false);
  const change =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      setAnswer(null);
    };
  const tryIt = async () => {
    setPending(true);
    // The server tries the draft that it has. What keeps it from being saved stands in the bar.
    if ((await onSave()) === null) return onClose();
    const input = {
      workflowId,
      failing: failing === WELL ? [] : [failing],
      ...(payload === undefined ? {} : { payload }),
    };
    const { data, error } = await client
      .query<DraftDryRunQuery, DraftDryRunQueryVariables>(
        DraftDryRunDocument,
        { input },
        { requestPolicy: 'network-only' },
      )
      .toPromise();
    setPending(false);
    setAnswer(data ? { dryRun: data.dryRunWorkflow } : error ? { error } : null);
  };
  const canFail = graph.nodes.filter(({ type }) => types.get(type)?.group === 'ACTION' || type === 'approval');
  return (
    <SidePanel
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Dry run of the draft"
      description="What a run of it would do, before it is published."
    >
      <div className="space-y-5">
        <PayloadFields
          graph={graph}
          value={payload}
          onChange={change(setPayload)}
          error={answer && 'error' in answer ? answer.error : null}
        />
        <div>
          <DryRunPanel
            nodes={canFail}
            failing={failing}
            onFailing={change(setFailing)}
            onTry={() => void tryIt()}
            isPending={isPending}
            dryRun={answer && 'dryRun' in answer ? answer.dryRun : null}
          />
        </div>
      </div>
    </SidePanel>
  );
}
