import { FormField } from '../../ui/form-field.tsx';
import { ConfigFields } from './config-field.tsx';
import { JsonInput } from './config-inputs.tsx';
import { type FieldSchema, fieldsOf } from './config-schema.ts';
import type { Graph } from './graph.ts';

interface PayloadFieldsProps {
  graph: Graph;
  value: unknown;
  onChange: (payload: unknown) => void;
}

/** What a run begins with: the form of its manual trigger, or any JSON. */
export function PayloadFields({ graph, value, onChange }: PayloadFieldsProps) {
  const form = graph.nodes.find(({ type }) => type === 'manual')?.config.form as FieldSchema | undefined;
  const fields = form?.properties ? fieldsOf(form) : [];
  return fields.length > 0 ? (
    <ConfigFields fields={fields} value={(value ?? {}) as Record<string, unknown>} onChange={onChange} path="payload" />
  ) : (
    <FormField label="Payload, as JSON" isOptional hint="Expressions call it trigger">
      {(control) => <JsonInput {...control} value={value} onChange={onChange} />}
    </FormField>
  );
}
