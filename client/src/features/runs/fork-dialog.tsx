import { useMemo, useState } from 'react';
import type { RunPage_RunFragment } from '../../graphql/generated.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { type OutputDrafts, OutputsField, readOutputs } from './outputs-field.tsx';
import { nodeStates, nodesBefore, readGraph } from './run-graph.ts';

interface ForkDialogProps {
  run: RunPage_RunFragment;
  node: { key: string; name: string };
  isPending: boolean;
  onFork: (outputs: Record<string, unknown>) => void;
  onClose: () => void;
}

/** A new run that begins at a node of this one, with what the nodes before it gave, as it was or edited. */
export function ForkDialog({ run, node, isPending, onFork, onClose }: ForkDialogProps) {
  const states = useMemo(() => {
    const graph = readGraph(run.workflowVersion.graph);
    return nodesBefore(graph, nodeStates(graph, run.nodeRuns, run.status), node.key);
  }, [run.workflowVersion.graph, run.nodeRuns, run.status, node.key]);
  const [drafts, setDrafts] = useState<OutputDrafts>(new Map());
  const fork = () => {
    const read = readOutputs(drafts);
    setDrafts(read.drafts);
    if (read.outputs) onFork(read.outputs);
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Fork #${run.number} from ${node.name}`}
      description="A new run of the same version begins here. What is before it is taken from this run."
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" isPending={isPending} onClick={fork}>
            Fork run
          </Button>
        </>
      }
    >
      {states.length > 0 ? (
        <OutputsField
          legend="Outputs to change"
          hint="Of nodes that are chosen, what stands here is taken instead of what they gave."
          storedHint="It stays as it was."
          states={states}
          drafts={drafts}
          onChange={setDrafts}
        />
      ) : (
        <p className="text-muted">Nothing before it has an output that could be edited.</p>
      )}
    </Dialog>
  );
}
