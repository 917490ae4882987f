import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Select } from '../../ui/select.tsx';
import { compensatePort, type Graph, type GraphEdge, type GraphNode, type PortInfo } from './graph.ts';
import { Choice, SearchList } from './node-palette.tsx';
import type { NodeTypes } from './node-types.ts';

interface ConnectDialogProps {
  node: GraphNode;
  graph: Graph;
  types: NodeTypes;
  ports: PortInfo[];
  connectProblem: (edge: GraphEdge) => string | null;
  onConnect: (edge: GraphEdge) => void;
  onClose: () => void;
}

/** Connects a node with another one by name: the way without a mouse. */
export function ConnectDialog({ node, graph, types, ports, connectProblem, onConnect, onClose }: ConnectDialogProps) {
  const isAction = types.get(node.type)?.group === 'ACTION';
  const offered = isAction && !ports.some(({ name }) => name === 'compensate') ? [...ports, compensatePort] : ports;
  const [port, setPort] = useState(offered[0]?.name ?? 'main');
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const targets = graph.nodes.filter(
    (other) =>
      connectProblem({ from: node.key, fromPort: port, to: other.key }) === null &&
      `${other.name} ${other.key}`.toLowerCase().includes(wanted),
  );
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title={`Connect “${node.name}” to…`}>
      <div className="space-y-3">
        {offered.length > 1 ? (
          <FormField label="From the port">
            {(control) => (
              <Select
                {...control}
                value={port}
                onChange={setPort}
                options={offered.map(({ name, label, description }) => ({ value: name, label, hint: description }))}
              />
            )}
          </FormField>
        ) : null}
        <SearchList label="Nodes" text={text} onText={setText} placeholder="Search nodes">
          {targets.map((other) => (
            <Choice
              key={other.key}
              value={other.key}
              icon={types.get(other.type)?.icon ?? ''}
              hint={other.key}
              onSelect={() => onConnect({ from: node.key, fromPort: port, to: other.key })}
            >
              {other.name}
            </Choice>
          ))}
          {targets.length === 0 ? (
            <p className="px-3 py-6 text-center text-muted">There is no node that it could lead to.</p>
          ) : null}
        </SearchList>
      </div>
    </Dialog>
  );
}
