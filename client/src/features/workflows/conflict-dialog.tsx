import { ConflictDialog } from '../../graphql/drafts/conflict-dialog.tsx';
import { useCompareWorkflowGraphsQuery, useTheirDraftQuery } from '../../graphql/generated.ts';
import { DiffList } from '../../ui/graph-diff/diff-list.tsx';
import { type Graph, readGraph } from './graph.ts';

interface WorkflowConflictDialogProps {
  workflowId: string;
  savedByName: string;
  mine: Graph;
  onTakeTheirs: (graph: Graph, revision: number) => void;
  onKeepMine: (revision: number) => Promise<boolean>;
}

export function WorkflowConflictDialog({
  workflowId,
  savedByName,
  mine,
  onTakeTheirs,
  onKeepMine,
}: WorkflowConflictDialogProps) {
  const [{ data, error }, ask] = useTheirDraftQuery({
    variables: { id: workflowId },
    requestPolicy: 'network-only',
  });
  const theirs = data?.workflow?.draft ?? null;
  const [{ data: compared }] = useCompareWorkflowGraphsQuery({
    variables: { input: { from: theirs?.graph ?? null, to: mine } },
    pause: !theirs,
  });
  return (
    <ConflictDialog
      title={`${savedByName} has changed this workflow, too`}
      description="Your changes are not saved yet, and theirs are untouched. Below: how your drawing differs from theirs."
      theirs={theirs}
      error={error}
      onAsk={() => ask({ requestPolicy: 'network-only' })}
      onTakeTheirs={({ graph, revision }) => onTakeTheirs(readGraph(graph), revision)}
      onKeepMine={({ revision }) => onKeepMine(revision)}
    >
      {compared ? <DiffList diff={compared.compareWorkflowGraphs} /> : null}
    </ConflictDialog>
  );
}
