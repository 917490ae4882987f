import { ReactFlowProvider } from '@xyflow/react';
import { useMemo, useRef, useState } from 'react';
import type { Builder_WorkflowFragment } from '../../graphql/generated.ts';
import { useIsPhone } from '../../lib/use-media-query.ts';
import { BuilderBar } from './builder-bar.tsx';
import { BuilderCanvas, type CanvasHandle } from './builder-canvas.tsx';
import type { FormContext } from './config-field.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import { type NodeTypeInfo, type Position, portsOf, readGraph } from './graph.ts';
import { NodePalette } from './node-palette.tsx';
import { NodePanel } from './node-panel.tsx';
import type { NodeTypes } from './node-types.ts';
import { ProblemsDrawer } from './problems-drawer.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { RunDialog } from './run-dialog.tsx';
import { freePort, useBuilderGraph } from './use-builder-graph.ts';
import { useBuilderKeys } from './use-builder-keys.ts';
import { useDraft } from './use-draft.ts';
import { useValidation } from './use-validation.ts';

interface BuilderProps {
  workflow: Builder_WorkflowFragment;
  project: { id: string; slug: string };
  types: NodeTypes;
  slugs: FormContext['slugs'];
}

type Open =
  | { kind: 'palette'; after?: { key: string; port: string }; at?: Position }
  | { kind: 'connect' }
  | { kind: 'publish' }
  | { kind: 'run' };

/** Until the node is drawn and a dialog that closed has given the focus back: what is focused earlier loses it again. */
const focusBackMs = 60;

/** Draws a workflow. */
export function Builder(props: BuilderProps) {
  return (
    <ReactFlowProvider>
      <BuilderContent {...props} />
    </ReactFlowProvider>
  );
}

function BuilderContent({ workflow, project, types, slugs }: BuilderProps) {
  const [begin] = useState(() => ({ graph: readGraph(workflow.draft.graph), revision: workflow.draft.revision }));
  const isPhone = useIsPhone();
  const canEdit = workflow.viewerCanManage && !isPhone;
  const builder = useBuilderGraph(begin.graph, types);
  const { graph, selected } = builder;
  const draft = useDraft(workflow.id, graph, begin, canEdit);
  const { validation, isStale } = useValidation(project.id, graph);
  const [open, setOpen] = useState<Open | null>(null);
  const [isPublishedShown, setPublishedShown] = useState(false);
  const canvas = useRef<CanvasHandle>(null);
  const isReadOnly = !canEdit || isPublishedShown;

  const shapes = useMemo(() => new Map(validation?.nodes.map(({ key, ports }) => [key, ports])), [validation]);
  const published = useMemo(
    () => (workflow.published ? readGraph(workflow.published.graph) : null),
    [workflow.published],
  );
  const shown = isPublishedShown && published ? published : graph;
  const selectedPorts = selected
    ? portsOf(selected, graph, shapes.get(selected.key) ?? types.get(selected.type)?.ports)
    : [];
  const problems = isPublishedShown ? [] : (validation?.problems ?? []);
  const selectedShown = shown === graph ? selected : shown.nodes.find(({ key }) => key === selected?.key);

  const close = () => setOpen(null);
  const showSoon = (key: string) => setTimeout(() => canvas.current?.show(key), focusBackMs);
  const openPalette = () =>
    setOpen({
      kind: 'palette',
      ...(selected ? { after: { key: selected.key, port: freePort(graph, selected, selectedPorts) } } : {}),
    });
  const add = (type: NodeTypeInfo) => {
    if (open?.kind !== 'palette') return;
    const key = builder.add(type, open.at ?? canvas.current?.middle() ?? { x: 0, y: 0 }, open.after);
    close();
    showSoon(key);
  };
  const show = (key: string) => {
    builder.select(key);
    close();
    showSoon(key);
  };
  const layOut = () => {
    builder.layOut();
    setTimeout(() => canvas.current?.fit(), focusBackMs);
  };
  useBuilderKeys(
    {
      ...builder,
      layOut,
      remove: () => builder.remove(),
      add: openPalette,
      connect: () => selected && setOpen({ kind: 'connect' }),
      cut: () => {
        builder.copy();
        builder.remove();
      },
    },
    !isReadOnly,
  );

  return (
    <div data-full-bleed className="flex h-[calc(100dvh-48px)] flex-col max-sm:h-[calc(100dvh-104px)]">
      <BuilderBar
        name={workflow.name}
        versionsPath={`/p/${project.slug}/workflows/${workflow.id}/versions`}
        version={workflow.published?.number ?? null}
        hasUnpublishedChanges={workflow.hasUnpublishedChanges}
        isPublishedShown={isPublishedShown}
        onShowPublished={setPublishedShown}
        draft={draft.state}
        canEdit={canEdit}
        canRun={workflow.viewerCanRun}
        canPublish={draft.state.kind !== 'conflict'}
        canUndo={builder.canUndo}
        canRedo={builder.canRedo}
        selectedCount={builder.selection.nodes.size}
        onAdd={openPalette}
        onUndo={builder.undo}
        onRedo={builder.redo}
        onLayOut={layOut}
        onAlign={builder.align}
        onRun={() => setOpen({ kind: 'run' })}
        onPublish={() => setOpen({ kind: 'publish' })}
      />
      {isPhone && workflow.viewerCanManage ? (
        <p className="border-line border-b bg-panel px-4 py-1.5 text-muted">
          Drawing needs a wider screen. Here you can look and run.
        </p>
      ) : null}
      {draft.state.kind === 'conflict' ? (
        <div className="flex items-center gap-3 border-line border-b bg-failed-soft px-4 py-1.5">
          <span>{draft.state.savedByName} has saved another drawing meanwhile.</span>
          <ConflictDialog
            workflowId={workflow.id}
            savedByName={draft.state.savedByName}
            mine={graph}
            onTakeTheirs={(theirs, revision) => {
              builder.replace(theirs);
              draft.adopt(theirs, revision);
            }}
            onKeepMine={draft.overwrite}
          />
        </div>
      ) : null}
      <div className="relative flex min-h-0 flex-1">
        <div className="min-w-0 flex-1">
          <BuilderCanvas
            id={workflow.id}
            graph={shown}
            types={types}
            shapes={isPublishedShown ? undefined : shapes}
            problems={problems}
            isReadOnly={isReadOnly}
            selection={builder.selection}
            onSelect={builder.setSelection}
            onMove={builder.move}
            onConnect={builder.connect}
            connectProblem={builder.connectProblem}
            onDropConnection={(after, at) => setOpen({ kind: 'palette', after, at })}
            handle={canvas}
          />
        </div>
        {selectedShown ? (
          <NodePanel
            key={`${selectedShown.key} ${isPublishedShown}`}
            node={selectedShown}
            graph={shown}
            type={types.get(selectedShown.type)}
            problems={problems.filter(({ nodeKey }) => nodeKey === selectedShown.key)}
            slugs={slugs}
            isReadOnly={isReadOnly}
            onChange={(changes, tag) => builder.update(selectedShown.key, changes, tag)}
            onRename={(key) => builder.rename(selectedShown.key, key)}
            onConnect={() => setOpen({ kind: 'connect' })}
            onDisconnect={(id) => builder.remove(new Set(), new Set([id]))}
            onDuplicate={builder.duplicate}
            onRemove={() => builder.remove()}
            onClose={() => builder.select()}
          />
        ) : null}
      </div>
      {isPublishedShown ? null : (
        <ProblemsDrawer
          problems={validation?.problems ?? null}
          isChecking={isStale}
          nodes={graph.nodes}
          onShow={show}
        />
      )}
      <NodePalette
        open={open?.kind === 'palette'}
        onOpenChange={(isOpen) => !isOpen && close()}
        types={types}
        nodes={graph.nodes}
        behind={open?.kind === 'palette' && open.after ? nameOf(graph.nodes, open.after.key) : null}
        onAdd={add}
        onShow={show}
      />
      {open?.kind === 'connect' && selected ? (
        <ConnectDialog
          node={selected}
          graph={graph}
          types={types}
          ports={selectedPorts}
          connectProblem={builder.connectProblem}
          onConnect={(edge) => {
            builder.connect(edge);
            close();
          }}
          onClose={close}
        />
      ) : null}
      {open?.kind === 'publish' ? (
        <PublishDialog
          workflowId={workflow.id}
          name={workflow.name}
          validation={isStale ? null : validation}
          onSave={draft.flush}
          onClose={close}
        />
      ) : null}
      {open?.kind === 'run' && workflow.published && published ? (
        <RunDialog
          workflow={workflow}
          projectSlug={project.slug}
          graph={published}
          version={workflow.published.number}
          hasUnpublishedChanges={workflow.hasUnpublishedChanges}
          onClose={close}
        />
      ) : null}
    </div>
  );
}

function nameOf(nodes: ReadonlyArray<{ key: string; name: string }>, key: string): string {
  return nodes.find((node) => node.key === key)?.name ?? key;
}
