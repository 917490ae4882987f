import { NodePanel } from './node-panel.tsx';
import type { BuilderProps, BuilderState } from './use-builder.ts';

/** The panel of the node that is selected. */
export function BuilderPanel({ workflow, project, types, slugs, builder }: BuilderProps & { builder: BuilderState }) {
  const { selectedShown: node, shown, isReadOnly, isPublishedShown } = builder;
  if (!node) return null;
  return (
    <NodePanel
      key={`${node.key} ${isPublishedShown}`}
      node={node}
      graph={shown}
      type={types.get(node.type)}
      problems={builder.problems.filter(({ nodeKey }) => nodeKey === node.key)}
      slugs={slugs}
      workflow={workflow}
      projectSlug={project.slug}
      runId={builder.runId}
      pins={builder.pins}
      onChooseRun={builder.setRunId}
      testId={builder.tests[node.key] ?? null}
      onTest={(testId) => builder.setTests((tests) => ({ ...tests, [node.key]: testId }))}
      isReadOnly={isReadOnly}
      onChange={(changes, tag) => builder.update(node.key, changes, tag)}
      onRename={(key) => builder.rename(node.key, key)}
      onConnect={() => builder.setOpen({ kind: 'connect' })}
      onDisconnect={(id) => builder.remove(new Set(), new Set([id]))}
      onDuplicate={builder.duplicate}
      onRemove={() => builder.remove()}
      onClose={() => builder.select()}
    />
  );
}
