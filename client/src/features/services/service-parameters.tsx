import { CodeBlock } from '../../ui/code-block.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { type ParameterRow, readParameters } from './parameter-rows.ts';

const example = `parameters:
  type: object
  properties:
    replicas: { type: integer, minimum: 1, default: 2 }`;

const columns: Column<ParameterRow>[] = [
  {
    key: 'name',
    header: 'Name',
    width: 'sm:w-48',
    cell: (row) => (
      <>
        <code className="text-strong text-xs">{row.name}</code>
        {row.isRequired ? <span className="ml-1.5 text-waiting">required</span> : null}
      </>
    ),
  },
  { key: 'type', header: 'Type', width: 'sm:w-48', cell: (row) => row.type },
  {
    key: 'default',
    header: 'Default',
    width: 'sm:w-32',
    cell: (row) =>
      row.defaultValue === null ? (
        <span className="text-muted">none</span>
      ) : (
        <code className="text-xs">{row.defaultValue}</code>
      ),
  },
  {
    key: 'description',
    header: 'What it does',
    isHiddenOnPhone: true,
    cell: (row) => <span className="text-muted">{row.description ?? row.title ?? ''}</span>,
  },
];

/** What the deploy dialog asks for. */
export function ServiceParameters({ schema }: { schema: unknown }) {
  const rows = readParameters(schema);
  if (rows.length === 0) {
    return (
      <EmptyState
        title="This service asks for nothing when it is deployed"
        example={<CodeBlock code={example} label="example" />}
      >
        Describe parameters in its <code>service.yaml</code> and the deploy dialog asks for them.
      </EmptyState>
    );
  }
  return (
    <div className="max-w-220 space-y-4">
      <Table label="Parameters" columns={columns} rows={rows} rowKey={(row) => row.name} />
      <details>
        <summary className="w-fit rounded-sm text-muted hover:text-strong">JSON Schema</summary>
        <CodeBlock className="mt-2" code={JSON.stringify(schema, null, 2)} label="JSON Schema" />
      </details>
    </div>
  );
}
