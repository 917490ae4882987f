import { ConnectDialog } from './connect-dialog.tsx';
import { DraftDryRun } from './draft-dry-run.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { NodePalette } from './node-palette.tsx';
import { PublishWorkflowDialog } from './publish-dialog.tsx';
import { RunDialog } from './run-dialog.tsx';
import type { BuilderProps, BuilderState } from './use-builder.ts';
import { WorkflowSettingsPanel } from './workflow-settings-panel.tsx';

/** What opens over the canvas. */
export function BuilderDialogs({ workflow, project, types, builder }: BuilderProps & { builder: BuilderState }) {
  const { graph, selected, open, close, draft, published } = builder;
  const kind = open?.kind;
  const after = open?.kind === 'palette' ? open.after : undefined;
  return (
    <>
      <NodePalette
        open={kind === 'palette'}
        onOpenChange={(isOpen) => !isOpen && close()}
        types={types}
        nodes={graph.nodes}
        behind={after ? nameOf(graph.nodes, after.key) : null}
        onAdd={builder.add}
        onShow={builder.show}
      />
      {kind === 'connect' && selected ? (
        <ConnectDialog
          node={selected}
          graph={graph}
          types={types}
          ports={builder.selectedPorts}
          connectProblem={builder.connectProblem}
          onConnect={(edge) => {
            builder.connect(edge);
            close();
          }}
          onClose={close}
        />
      ) : null}
      {kind === 'publish' ? (
        <PublishWorkflowDialog
          workflowId={workflow.id}
          name={workflow.name}
          validation={builder.isStale ? null : builder.validation}
          onSave={draft.flush}
          onClose={close}
        />
      ) : null}
      {kind === 'run' && workflow.published && published ? (
        <RunDialog
          workflow={workflow}
          projectSlug={project.slug}
          graph={published}
          version={workflow.published.number}
          hasUnpublishedChanges={workflow.hasUnpublishedChanges}
          onClose={close}
        />
      ) : null}
      {kind === 'dry-run' ? (
        <DraftDryRun workflowId={workflow.id} graph={graph} types={types} onSave={draft.flush} onClose={close} />
      ) : null}
      {kind === 'settings' ? (
        <WorkflowSettingsPanel
          workflowId={workflow.id}
          settings={builder.shown.settings ?? {}}
          problems={builder.problems}
          isReadOnly={builder.isReadOnly}
          onChange={builder.setSettings}
          onClose={close}
        />
      ) : null}
      {kind === 'export' ? (
        <ExportDialog workflow={workflow} graph={graph} onSave={draft.flush} onClose={close} />
      ) : null}
      {kind === 'import' ? (
        <ImportDialog
          project={project}
          replace={{
            id: workflow.id,
            name: workflow.name,
            graph,
            onSave: draft.flush,
            onReplaced: (imported, revision) => {
              builder.replace(imported);
              draft.adopt(imported, revision);
            },
            onUndo: builder.replace,
          }}
          onClose={close}
        />
      ) : null}
    </>
  );
}

function nameOf(nodes: ReadonlyArray<{ key: string; name: string }>, key: string): string {
  return nodes.find((node) => node.key === key)?.name ?? key;
}
