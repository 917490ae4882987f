import { useContext, useMemo } from 'react';
import type { CombinedError } from 'urql';
import { describeError } from '../../graphql/errors.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { ConfigFields, ConfigForm } from './config-field.tsx';
import { JsonInput } from './config-inputs.tsx';
import { type FieldSchema, fieldsOf } from './config-schema.ts';
import type { Graph } from './graph.ts';

interface PayloadFieldsProps {
  graph: Graph;
  value: unknown;
  onChange: (payload: unknown) => void;
  /** Why it was refused: said at the fields where it is about them, else above. */
  error: CombinedError | null;
}

/** What a run begins with: the form of its manual trigger, or any JSON. */
export function PayloadFields({ graph, value, onChange, error }: PayloadFieldsProps) {
  const context = useContext(ConfigForm);
  const form = graph.nodes.find(({ type }) => type === 'manual')?.config.form as FieldSchema | undefined;
  const fields = form?.properties ? fieldsOf(form) : [];
  const refused = useMemo(() => (error ? describeError(error).problems : []), [error]);
  const problems = useMemo(() => new Map(refused.map(({ path, message }) => [path, message])), [refused]);
  const isSaidAtFields =
    fields.length > 0 && refused.length > 0 && refused.every(({ path }) => path.startsWith('payload.'));
  return (
    <ConfigForm.Provider value={{ ...context, problems }}>
      {error && !isSaidAtFields ? <QueryError error={error} /> : null}
      {fields.length > 0 ? (
        <ConfigFields
          fields={fields}
          value={(value ?? {}) as Record<string, unknown>}
          onChange={onChange}
          path="payload"
        />
      ) : (
        <FormField label="Payload, as JSON" isOptional hint="Expressions call it trigger">
          {(control) => <JsonInput {...control} value={value} onChange={onChange} />}
        </FormField>
      )}
    </ConfigForm.Provider>
  );
}
