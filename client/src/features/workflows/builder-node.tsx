import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { cn } from '../../lib/cn.ts';
import { NodeIcon } from '../../ui/graph-canvas/node-icon.tsx';
import type { DiffChange } from '../../ui/graph-diff/graph-diff.ts';
import type { PortInfo } from './graph.ts';
import { inputY, portY } from './node-size.ts';

export type BuilderNodeData = {
  name: string;
  typeName: string;
  icon: string;
  group: 'TRIGGER' | 'ACTION' | 'FLOW';
  ports: PortInfo[];
  errorCount: number;
  warningCount: number;
  isConnectable: boolean;
  change: DiffChange | null;
};
export type BuilderFlowNode = Node<BuilderNodeData, 'builder'>;

const groupClasses = {
  TRIGGER: 'bg-succeeded-soft text-succeeded',
  ACTION: 'bg-accent-soft text-accent-text',
  FLOW: 'bg-waiting-soft text-waiting',
};

const changeClasses: Record<DiffChange, string> = {
  ADDED: 'border-succeeded',
  REMOVED: 'border-failed opacity-60',
  CHANGED: 'border-waiting',
  MOVED: 'border-running',
};

/** A node of the canvas: what it is, what is wrong with it, and its ports. */
export const BuilderNode = memo(function BuilderNode({ data, selected }: NodeProps<BuilderFlowNode>) {
  const { name, typeName, icon, group, ports, errorCount, warningCount, isConnectable, change } = data;
  return (
    <div
      className={cn(
        'relative h-full w-full rounded-lg border bg-page text-left',
        selected ? 'border-accent outline-1 outline-accent' : change ? changeClasses[change] : 'border-control',
      )}
    >
      {group === 'TRIGGER' ? null : (
        <Handle type="target" position={Position.Left} isConnectable={isConnectable} style={{ top: inputY }} />
      )}
      <div className="flex h-13 items-center gap-2.5 px-2.5">
        <span className={cn('flex size-7.5 shrink-0 items-center justify-center rounded-md', groupClasses[group])}>
          <NodeIcon name={icon} className="size-4" />
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium text-strong">{name}</span>
          <span className="block truncate text-2xs text-muted">{typeName}</span>
        </span>
        {errorCount > 0 ? (
          <CircleAlert aria-label="Has errors" role="img" className="size-4 shrink-0 text-failed" />
        ) : warningCount > 0 ? (
          <TriangleAlert aria-label="Has warnings" role="img" className="size-4 shrink-0 text-waiting" />
        ) : null}
      </div>
      {ports.map((port, index) => (
        <span key={port.name}>
          {ports.length > 1 ? (
            <span
              className="-translate-y-1/2 absolute right-3 text-2xs text-muted"
              style={{ top: portY(index, ports.length) }}
            >
              {port.label}
            </span>
          ) : null}
          <Handle
            type="source"
            id={port.name}
            position={Position.Right}
            isConnectable={isConnectable}
            title={port.description || port.label}
            style={{ top: portY(index, ports.length) }}
          />
        </span>
      ))}
    </div>
  );
});
