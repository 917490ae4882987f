import type { Viewport } from '@xyflow/react';
import { type RefObject, useMemo, useRef, useState } from 'react';
import type { Builder_WorkflowFragment } from '../../graphql/generated.ts';
import { useIsPhone } from '../../lib/use-media-query.ts';
import type { CanvasHandle } from './builder-canvas.tsx';
import type { FormContext } from './config-field.tsx';
import { type NodeTypeInfo, type PortInfo, type Position, portsOf, readGraph } from './graph.ts';
import type { NodeTypes } from './node-types.ts';
import { freePort, useBuilderGraph } from './use-builder-graph.ts';
import { useBuilderKeys } from './use-builder-keys.ts';
import { useDraft } from './use-draft.ts';
import { usePins } from './use-pins.ts';
import { useValidation } from './use-validation.ts';

export interface BuilderProps {
  /** What the viewer looked at when they were last here. */
  viewport: Viewport | null;
  workflow: Builder_WorkflowFragment;
  project: { id: string; slug: string };
  types: NodeTypes;
  slugs: FormContext['slugs'];
}

/** What lies over the canvas. */
export type Open =
  | { kind: 'palette'; after?: { key: string; port: string }; at?: Position }
  | { kind: 'connect' | 'publish' | 'run' | 'dry-run' | 'settings' | 'export' | 'import' };

/** Until the node is drawn and a dialog that closed has given the focus back: what is focused earlier loses it again. */
const focusBackMs = 60;

/** Where one begins in the panel: at its tabs. */
function focusPanel(): void {
  document.querySelector<HTMLElement>('[data-node-panel] [role="tab"][data-state="active"]')?.focus();
}

export type BuilderState = ReturnType<typeof useBuilder>;

/** The state of the editor: the drawing, its draft on the server, what is selected, shown and open. */
export function useBuilder({ workflow, project, types }: BuilderProps) {
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
  // The run whose data the panels show, for all nodes; null: the last that is about the node.
  const [runId, setRunId] = useState<string | null>(null);
  const pins = usePins(workflow.id);
  // The last test of each node, by key, as long as the page is open.
  const [tests, setTests] = useState<Readonly<Record<string, string>>>({});
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

  const actions = useActions({ builder, selectedPorts, open, setOpen, canvas, isReadOnly });
  return {
    ...builder,
    ...actions,
    draft,
    validation,
    isStale,
    problems: isPublishedShown ? [] : (validation?.problems ?? []),
    shapes: isPublishedShown ? undefined : shapes,
    canvas,
    isPhone,
    canEdit,
    isReadOnly,
    published,
    shown,
    isPublishedShown,
    setPublishedShown,
    selectedShown: shown === graph ? selected : shown.nodes.find(({ key }) => key === selected?.key),
    selectedPorts,
    runId,
    setRunId,
    pins,
    tests,
    setTests,
    open,
    setOpen,
  };
}

interface ActionsInput {
  builder: ReturnType<typeof useBuilderGraph>;
  selectedPorts: PortInfo[];
  open: Open | null;
  setOpen: (open: Open | null) => void;
  canvas: RefObject<CanvasHandle | null>;
  isReadOnly: boolean;
}

/** What one does with the drawing and what lies over it, also by keys. */
function useActions({ builder, selectedPorts, open, setOpen, canvas, isReadOnly }: ActionsInput) {
  const { graph, selected } = builder;
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
      enterPanel: () => setTimeout(focusPanel, focusBackMs),
      leavePanel: () => selected && canvas.current?.show(selected.key),
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
  return { layOut, add, show, openPalette, close };
}
