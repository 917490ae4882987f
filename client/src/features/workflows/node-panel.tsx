import { Cable, Copy, FlaskConical, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { NodeIcon } from '../../ui/graph-canvas/node-icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Expressions } from './expression-tools.ts';
import { NodeInputTab, NodeOutputTab } from './node-data-tab.tsx';
import { NodeForm, type NodeFormProps } from './node-form.tsx';
import { NodeRunsTab } from './node-runs-tab.tsx';
import { NodeTest } from './node-test.tsx';
import { testInputs } from './test-data.ts';
import { useExpressionTools } from './use-expression-tools.ts';
import { useNodeData } from './use-node-data.ts';
import type { Pins } from './use-pins.ts';

interface NodePanelProps extends NodeFormProps {
  projectSlug: string;
  /** Whose data is shown; null: the last run that is about the node. */
  runId: string | null;
  pins: Pins;
  /** The test of this node that was started last. */
  testId: string | null;
  onTest: (testId: string) => void;
  onChooseRun: (runId: string) => void;
  onConnect: () => void;
  onDuplicate: () => void;
  onRemove: () => void;
  onClose: () => void;
}

/** Everything about the selected node: its form, and what went in and out of it in the last runs. */
export function NodePanel(props: NodePanelProps) {
  const { node, graph, type, workflow, projectSlug, isReadOnly, pins, onChooseRun } = props;
  const [tab, setTab] = useState('form');
  const { tools, run } = useExpressionTools({ workflowId: workflow.id, nodeKey: node.key, graph, runId: props.runId });
  const data = useNodeData(workflow.id, node.key, props.runId ?? run?.id ?? null);
  // On a narrow screen one looks only, and a trigger does nothing that could be tested.
  const canTest = !isReadOnly && type !== undefined && type.group !== 'TRIGGER';
  const about = { nodeKey: node.key, data, onChooseRun };
  return (
    <Expressions value={tools}>
      <section
        aria-label={`Node ${node.name}`}
        data-node-panel
        className="flex h-full w-90 max-w-full shrink-0 flex-col border-line border-l bg-page max-sm:absolute max-sm:inset-0 max-sm:w-full"
      >
        <header className="flex items-center gap-2 border-line border-b px-4 py-2.5">
          <NodeIcon name={type?.icon ?? ''} className="size-4 shrink-0 text-muted" />
          <h2 className="min-w-0 flex-1 truncate">{type?.name ?? node.type}</h2>
          <IconButton size="sm" label="Close panel" icon={<X />} onClick={props.onClose} />
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto px-4 pt-1 pb-4">
          <Tabs
            aria-label="About the node"
            value={tab}
            onChange={setTab}
            tabs={[
              { value: 'form', label: 'Form', content: <NodeForm {...props} /> },
              { value: 'input', label: 'Input', content: <NodeInputTab {...about} /> },
              {
                value: 'output',
                label: 'Output',
                content: (
                  <div className="space-y-4">
                    {canTest ? (
                      <NodeTest
                        {...props}
                        workflowId={workflow.id}
                        inputs={testInputs(node, graph, tools.scope?.names ?? [])}
                        source={tools.source}
                      />
                    ) : null}
                    <NodeOutputTab {...about} pins={pins} canPin={!isReadOnly} />
                  </div>
                ),
              },
              {
                value: 'runs',
                label: 'Runs',
                content: <NodeRunsTab workflowId={workflow.id} projectSlug={projectSlug} nodeKey={node.key} />,
              },
            ]}
          />
        </div>
        {isReadOnly ? null : (
          <footer className="flex flex-wrap gap-2 border-line border-t px-4 py-2.5">
            {canTest && tab !== 'output' ? (
              <Button size="sm" icon={<FlaskConical />} onClick={() => setTab('output')}>
                Test…
              </Button>
            ) : null}
            <Button size="sm" icon={<Cable />} onClick={props.onConnect}>
              Connect to…
            </Button>
            <IconButton size="sm" label="Duplicate" icon={<Copy />} onClick={props.onDuplicate} />
            <Button size="sm" look="danger-quiet" icon={<Trash2 />} className="ml-auto" onClick={props.onRemove}>
              Delete
            </Button>
          </footer>
        )}
      </section>
    </Expressions>
  );
}
