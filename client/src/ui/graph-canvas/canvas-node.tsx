import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { cn } from '../../lib/cn.ts';
import { StatusIcon, statusTone, statusWord } from '../status-badge.tsx';
import type { CanvasNode } from './graph-canvas.tsx';
import { NodeIcon } from './node-icon.tsx';

export type FlowNode = Node<{ node: CanvasNode; isSelected: boolean; onSelect: (key: string) => void }, 'node'>;

const borders: Record<string, string> = {
  running: 'border-running',
  waiting: 'border-waiting',
  succeeded: 'border-succeeded/60',
  failed: 'border-failed',
};

/** One node: its icon, name, state, and a handle for each port. */
export function CanvasNodeView({ data: { node, isSelected, onSelect } }: NodeProps<FlowNode>) {
  const { status, note } = node;
  const word = status ? statusWord(status) : null;
  // What icons and colours say, for those who don't see them.
  const unseen = [note ? word : null, note || word ? node.typeName : null].filter(Boolean).join(', ');
  const isIdle = status === 'PENDING' || status === 'SKIPPED';
  return (
    <>
      {node.isStart ? null : <Handle type="target" position={Position.Left} />}
      <button
        type="button"
        onClick={() => onSelect(node.key)}
        aria-pressed={isSelected}
        className={cn(
          'nopan pointer-events-auto flex h-13 w-52 items-center gap-2.5 rounded-lg border bg-page px-3 text-left hover:bg-hover',
          (status ? borders[statusTone(status)] : null) ?? 'border-control',
          isSelected ? 'outline-2 outline-accent outline-offset-2' : null,
          isIdle ? 'border-dashed' : null,
          node.isMarked ? 'ring-3 ring-waiting/60' : null,
        )}
      >
        <NodeIcon name={node.icon} className="size-4.5 shrink-0 text-muted" />
        <span className="min-w-0 flex-1">
          <span className={cn('block truncate font-medium text-sm', isIdle ? 'text-muted' : 'text-strong')}>
            {node.name}
          </span>
          <span className="block truncate text-2xs text-muted">{note ?? word ?? node.typeName}</span>
          <span className="sr-only">{unseen}</span>
        </span>
        {status ? <StatusIcon status={status} isDecorative className="size-4" /> : null}
      </button>
      {node.ports.map((port, index) => (
        <Handle
          key={port.name}
          id={port.name}
          type="source"
          position={Position.Right}
          title={port.label}
          style={{ top: `${((index + 1) * 100) / (node.ports.length + 1)}%` }}
        />
      ))}
    </>
  );
}
