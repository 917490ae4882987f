import { Command } from 'cmdk';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { NodeIcon } from '../../ui/graph-canvas/node-icon.tsx';
import type { GraphNode, NodeTypeInfo } from './graph.ts';
import { groupTitles, matchTypes, type NodeTypes } from './node-types.ts';

interface NodePaletteProps {
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
  types: NodeTypes;
  nodes: readonly GraphNode[];
  /** The name of the node that the new one will stand behind. */
  behind: string | null;
  onAdd: (type: NodeTypeInfo) => void;
  onShow: (key: string) => void;
}

/** Adds a node by its type's name, or goes to one that is there. */
export function NodePalette({ open, onOpenChange, types, nodes, behind, onAdd, onShow }: NodePaletteProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={behind ? `Add a node behind “${behind}”` : 'Add a node'}
      size="md"
    >
      <Content types={types} nodes={nodes} isBehind={behind !== null} onAdd={onAdd} onShow={onShow} />
    </Dialog>
  );
}

interface ContentProps extends Pick<NodePaletteProps, 'types' | 'nodes' | 'onAdd' | 'onShow'> {
  /** Nothing leads to a trigger. */
  isBehind: boolean;
}

function Content({ types, nodes, isBehind, onAdd, onShow }: ContentProps) {
  const [text, setText] = useState('');
  const found = matchTypes(types.values(), text).filter(({ group }) => !isBehind || group !== 'TRIGGER');
  const wanted = text.trim().toLowerCase();
  const here = wanted === '' ? [] : nodes.filter((node) => `${node.name} ${node.key}`.toLowerCase().includes(wanted));
  return (
    <SearchList label="Types of nodes" text={text} onText={setText} placeholder="Search types and nodes">
      {(['TRIGGER', 'ACTION', 'FLOW'] as const).map((group) => {
        const own = found.filter((type) => type.group === group);
        return own.length === 0 ? null : (
          <Command.Group key={group} heading={groupTitles[group]}>
            {own.map((type) => (
              <Choice
                key={type.type}
                value={type.type}
                icon={type.icon}
                hint={type.description}
                onSelect={() => onAdd(type)}
              >
                {type.name}
              </Choice>
            ))}
          </Command.Group>
        );
      })}
      {here.length > 0 ? (
        <Command.Group heading="In this workflow">
          {here.slice(0, 8).map((node) => (
            <Choice
              key={node.key}
              value={`node ${node.key}`}
              icon={types.get(node.type)?.icon ?? ''}
              hint={node.key}
              onSelect={() => onShow(node.key)}
            >
              Go to {node.name}
            </Choice>
          ))}
        </Command.Group>
      ) : null}
      {found.length === 0 && here.length === 0 ? (
        <p className="px-3 py-6 text-center text-muted">Nothing is called “{text.trim()}”</p>
      ) : null}
    </SearchList>
  );
}

interface SearchListProps {
  label: string;
  text: string;
  onText: (text: string) => void;
  placeholder: string;
  children: ReactNode;
}

/** A list to type and choose in; what matches is decided by whoever draws it. */
export function SearchList({ label, text, onText, placeholder, children }: SearchListProps) {
  return (
    <Command shouldFilter={false} loop label={label}>
      <Command.Input
        autoFocus
        value={text}
        onValueChange={onText}
        placeholder={placeholder}
        className="mb-2 h-8 w-full rounded-md border border-control bg-page px-2.5 text-body outline-none focus-visible:border-accent max-sm:text-[16px]"
      />
      <Command.List className="max-h-[50vh] overflow-y-auto [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs">
        {children}
      </Command.List>
    </Command>
  );
}

interface ChoiceProps {
  value: string;
  icon: string;
  hint?: string;
  onSelect: () => void;
  children: ReactNode;
}

export function Choice({ value, icon, hint, onSelect, children }: ChoiceProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 py-1 text-body data-[selected=true]:bg-hover data-[selected=true]:text-strong pointer-coarse:min-h-11"
    >
      <NodeIcon name={icon} className="size-4 shrink-0 text-muted" />
      <span className="shrink-0">{children}</span>
      {hint ? <span className="min-w-0 truncate text-muted text-xs">{hint}</span> : null}
    </Command.Item>
  );
}
