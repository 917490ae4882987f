import type { Builder_WorkflowFragment } from '../../graphql/generated.ts';
import { WorkflowConflictDialog } from './conflict-dialog.tsx';
import type { BuilderState } from './use-builder.ts';

/** Between the bar and the canvas: why nothing can be drawn here, or is saved now. */
export function BuilderNotices({ workflow, builder }: { workflow: Builder_WorkflowFragment; builder: BuilderState }) {
  const { draft } = builder;
  return (
    <>
      {builder.isPhone && workflow.viewerCanManage ? (
        <p className="border-line border-b bg-panel px-4 py-1.5 text-muted">
          Drawing needs a wider screen. Here you can look and run.
        </p>
      ) : null}
      {draft.state.kind === 'conflict' ? (
        <div className="flex items-center gap-3 border-line border-b bg-failed-soft px-4 py-1.5">
          <span>{draft.state.savedByName} has saved another drawing meanwhile.</span>
          <WorkflowConflictDialog
            workflowId={workflow.id}
            savedByName={draft.state.savedByName}
            mine={builder.graph}
            onTakeTheirs={(theirs, revision) => {
              builder.replace(theirs);
              draft.adopt(theirs, revision);
            }}
            onKeepMine={draft.overwrite}
          />
        </div>
      ) : null}
    </>
  );
}
