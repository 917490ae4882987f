import { ReactFlowProvider } from '@xyflow/react';
import { useEffect } from 'react';
import { preloadCodeEditor } from '../../ui/code-editor/lazy-code-editor.tsx';
import { BuilderBar } from './builder-bar.tsx';
import { BuilderCanvas } from './builder-canvas.tsx';
import { BuilderDialogs } from './builder-dialogs.tsx';
import { BuilderNotices } from './builder-notices.tsx';
import { BuilderPanel } from './builder-panel.tsx';
import { ProblemsDrawer } from './problems-drawer.tsx';
import { type BuilderProps, useBuilder } from './use-builder.ts';
import { useDiscardDraft } from './use-discard-draft.ts';
import { useKeptViewport } from './use-kept-viewport.ts';

/** Draws a workflow. */
export function Builder(props: BuilderProps) {
  return (
    <ReactFlowProvider>
      <BuilderContent {...props} />
    </ReactFlowProvider>
  );
}

function BuilderContent(props: BuilderProps) {
  const { workflow, project, types } = props;
  const builder = useBuilder(props);
  const { draft, isPublishedShown } = builder;
  const discard = useDiscardDraft(workflow, builder);
  const [viewport, keepViewport] = useKeptViewport(workflow.id, props.viewport);
  useEffect(preloadCodeEditor, []);
  return (
    <div data-full-bleed className="flex h-[calc(100dvh-48px)] flex-col max-sm:h-[calc(100dvh-104px)]">
      <BuilderBar
        name={workflow.name}
        versionsPath={`/p/${project.slug}/workflows/${workflow.id}/versions`}
        version={workflow.published?.number ?? null}
        hasUnpublishedChanges={workflow.hasUnpublishedChanges}
        isPublishedShown={isPublishedShown}
        onShowPublished={builder.setPublishedShown}
        draft={draft.state}
        canEdit={builder.canEdit}
        canRun={workflow.viewerCanRun}
        canPublish={draft.state.kind !== 'conflict'}
        canUndo={builder.canUndo}
        canRedo={builder.canRedo}
        selectedCount={builder.selection.nodes.size}
        onAdd={builder.openPalette}
        onUndo={builder.undo}
        onRedo={builder.redo}
        onLayOut={builder.layOut}
        onAlign={builder.align}
        onOpen={(kind) => builder.setOpen({ kind })}
        onDiscard={discard}
      />
      <BuilderNotices workflow={workflow} builder={builder} />
      <div className="relative flex min-h-0 flex-1">
        <div className="min-w-0 flex-1">
          <BuilderCanvas
            viewport={viewport}
            onLook={keepViewport}
            graph={builder.shown}
            types={types}
            shapes={builder.shapes}
            problems={builder.problems}
            isReadOnly={builder.isReadOnly}
            selection={builder.selection}
            onSelect={builder.setSelection}
            onMove={builder.move}
            onConnect={builder.connect}
            connectProblem={builder.connectProblem}
            onDropConnection={(after, at) => builder.setOpen({ kind: 'palette', after, at })}
            handle={builder.canvas}
          />
        </div>
        <BuilderPanel {...props} builder={builder} />
      </div>
      {isPublishedShown ? null : (
        <ProblemsDrawer
          problems={builder.validation?.problems ?? null}
          isChecking={builder.isStale}
          nodes={builder.graph.nodes}
          onShow={builder.show}
        />
      )}
      <BuilderDialogs {...props} builder={builder} />
    </div>
  );
}
