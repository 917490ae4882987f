import { X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Builder_WorkflowFragment } from '../../graphql/generated.ts';
import { FormField as Labelled } from '../../ui/form-field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Input } from '../../ui/input.tsx';
import { ConfigFields, ConfigForm, type FormContext } from './config-field.tsx';
import { editorOf, type FieldSchema, type FormField, fieldsOf } from './config-schema.ts';
import { edgeId, type Graph, type GraphNode, type NodeTypeInfo, type Problem, portLabel } from './graph.ts';
import { toKey } from './graph-edit.ts';
import { NodeOptionsForm, optionPaths } from './node-options.tsx';
import { WebhookBox } from './webhook-box.tsx';

export interface NodeFormProps {
  node: GraphNode;
  graph: Graph;
  type: NodeTypeInfo | undefined;
  problems: readonly Problem[];
  slugs: FormContext['slugs'];
  workflow: Builder_WorkflowFragment;
  isReadOnly: boolean;
  onChange: (changes: Partial<GraphNode>, tag: string) => void;
  onRename: (key: string) => void;
  onDisconnect: (edgeId: string) => void;
}

/** Whether a field of the forms, however deep, shows the problems of this path. */
function isInForm(fields: FormField[], path: string): boolean {
  let open = fields;
  const [, ...names] = path.split('.');
  for (const [index, name] of names.entries()) {
    const field = open.find((each) => each.name === name);
    if (!field) return false;
    if (index === names.length - 1) return true;
    const editor = editorOf(field.schema);
    if (editor.kind === 'group') open = editor.fields;
    else if (editor.kind === 'list' && editor.item.properties) {
      const inner = names.slice(index + 2);
      return inner.length > 0 && isInForm(fieldsOf(editor.item), ['', ...inner].join('.'));
    } else return false;
  }
  return false;
}

/** What the node is: names, the form of its type, options, where it leads, what is wrong. */
export function NodeForm(props: NodeFormProps) {
  const { node, graph, type, problems, slugs, workflow, isReadOnly, onChange } = props;
  const byPath = useMemo(() => new Map(problems.map((problem) => [problem.path, problem.message])), [problems]);
  const context = useMemo(() => ({ slugs, problems: byPath, isReadOnly }), [slugs, byPath, isReadOnly]);
  const fields = fieldsOf((type?.configSchema ?? {}) as FieldSchema);
  // A problem stands at its field; what lies deeper than the forms show, or belongs to no field, stands on top.
  const places = new Set([...fields.map(({ name }) => `config.${name}`), ...optionPaths]);
  const others = problems.filter(({ path }) => !places.has(path) && !isInForm(fields, path));
  const outgoing = graph.edges.filter((edge) => edge.from === node.key);
  return (
    <ConfigForm value={context}>
      <div className="space-y-4">
        {others.map((problem) => (
          <p key={problem.path + problem.message} role="alert" className="text-failed text-xs">
            {problem.message}
          </p>
        ))}
        {type ? <p className="text-muted text-xs">{type.description}</p> : null}
        <Labelled label="Name">
          {(control) => (
            <Input
              {...control}
              value={node.name}
              disabled={isReadOnly}
              onChange={(event) => onChange({ name: event.target.value }, 'name')}
            />
          )}
        </Labelled>
        <KeyField key={node.key} node={node} graph={graph} isReadOnly={isReadOnly} onRename={props.onRename} />
        {fields.length > 0 ? (
          <ConfigFields
            key={`${node.key} ${node.type}`}
            fields={fields}
            value={node.config}
            onChange={(config) => onChange({ config }, 'config')}
            path="config"
          />
        ) : null}
        {node.type === 'webhook' ? (
          <WebhookBox
            trigger={workflow.triggers.find(({ nodeKey }) => nodeKey === node.key)}
            canManage={workflow.viewerCanManage}
          />
        ) : null}
        {type?.group === 'TRIGGER' ? null : (
          <details className="rounded-md border border-line px-3 py-2" open={node.options !== undefined}>
            <summary className="font-medium text-body">Failure and time</summary>
            <div className="pt-3">
              <NodeOptionsForm
                value={node.options ?? {}}
                defaultTimeoutSeconds={type?.timeoutSeconds}
                onChange={(options) => onChange({ options }, 'options')}
              />
            </div>
          </details>
        )}
        <section>
          <h3 className="mb-1 text-xs">Leads to</h3>
          {outgoing.length === 0 ? <p className="text-muted text-xs">Nothing yet.</p> : null}
          <ul>
            {outgoing.map((edge) => (
              <li key={edgeId(edge)} className="flex items-center gap-2">
                <span className="min-w-0 flex-1 truncate">
                  {graph.nodes.find(({ key }) => key === edge.to)?.name ?? edge.to}
                  {edge.fromPort === 'main' ? null : (
                    <span className="text-muted text-xs"> from {portLabel(edge.fromPort)}</span>
                  )}
                </span>
                {isReadOnly ? null : (
                  <IconButton
                    size="sm"
                    label={`Disconnect ${edge.to}`}
                    icon={<X />}
                    onClick={() => props.onDisconnect(edgeId(edge))}
                  />
                )}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </ConfigForm>
  );
}

interface KeyFieldProps {
  node: GraphNode;
  graph: Graph;
  isReadOnly: boolean;
  onRename: (key: string) => void;
}

/** The key takes effect when one is done typing: each letter would rename every expression. */
function KeyField({ node, graph, isReadOnly, onRename }: KeyFieldProps) {
  const [typed, setTyped] = useState(node.key);
  const isTaken = typed !== node.key && graph.nodes.some(({ key }) => key === typed);
  const finish = () => {
    const key = toKey(typed);
    if (key === '' || isTaken) setTyped(node.key);
    else if (key !== node.key) onRename(key);
    else setTyped(key);
  };
  return (
    <Labelled
      label="Key"
      hint={`In expressions: nodes.${node.key}.output`}
      error={isTaken ? `Another node has the key ${typed}.` : undefined}
    >
      {(control) => (
        <Input
          {...control}
          isMono
          value={typed}
          disabled={isReadOnly}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.key === 'Enter') finish();
          }}
        />
      )}
    </Labelled>
  );
}
