import { describeError } from '../../graphql/errors.ts';
import { type Builder_WorkflowFragment, useDiscardWorkflowDraftMutation } from '../../graphql/generated.ts';
import { showErrorToast, showUndoToast } from '../../ui/toast.tsx';
import { readGraph } from './graph.ts';
import type { BuilderState } from './use-builder.ts';

/** Takes what is published as the drawing again. It can be undone: the drawing before is saved as a newer one. */
export function useDiscardDraft(workflow: Builder_WorkflowFragment, builder: BuilderState): () => void {
  const [, discard] = useDiscardWorkflowDraftMutation();
  const run = async () => {
    const before = builder.graph;
    // What is not saved yet must not be saved over what comes.
    if ((await builder.draft.flush()) === null) {
      return showErrorToast('Nothing was discarded', 'Your last changes are not saved yet.');
    }
    const { data, error } = await discard({ id: workflow.id });
    if (!data) return showErrorToast('Nothing was discarded', error ? describeError(error).message : '');
    const { graph, revision } = data.discardWorkflowDraft.draft;
    const published = readGraph(graph);
    builder.replace(published);
    builder.draft.adopt(published, revision);
    showUndoToast('The changes are discarded', () => builder.replace(before));
  };
  return () => void run();
}
