import { formatCount } from '../../lib/format.ts';
import { Checkbox } from '../checkbox.tsx';
import { FormField } from '../form-field.tsx';
import { Input, TextArea } from '../input.tsx';
import { Select } from '../select.tsx';
import type { ParameterField, RawValues } from './parameter-schema.ts';

interface ParameterFieldsProps {
  fields: ParameterField[];
  values: RawValues;
  errors: Record<string, string>;
  onChange: (name: string, value: string | boolean) => void;
  /** What the fields are together. */
  legend?: string;
}

/** What a JSON Schema asks for, as a form. */
export function ParameterFields({ fields, values, errors, onChange, legend = 'Parameters' }: ParameterFieldsProps) {
  return (
    <fieldset className="grid gap-3 sm:grid-cols-2">
      <legend className="mb-2 font-medium text-muted text-xs">{legend}</legend>
      {fields.map((field) => (
        <div key={field.name} className={field.kind === 'json' ? 'sm:col-span-2' : undefined}>
          <Parameter
            field={field}
            value={values[field.name] ?? ''}
            error={errors[field.name]}
            onChange={(value) => onChange(field.name, value)}
          />
        </div>
      ))}
    </fieldset>
  );
}

interface ParameterProps {
  field: ParameterField;
  value: string | boolean;
  error: string | undefined;
  onChange: (value: string | boolean) => void;
}

/** What it says of itself, else its bounds in words. */
function hintOf({ description, kind, minimum, maximum }: ParameterField): string | undefined {
  if (description || (kind !== 'integer' && kind !== 'number')) return description;
  if (minimum !== undefined && maximum !== undefined) return `${formatCount(minimum)} to ${formatCount(maximum)}`;
  if (minimum !== undefined) return `${formatCount(minimum)} or more`;
  return maximum === undefined ? undefined : `${formatCount(maximum)} or less`;
}

function Parameter({ field, value, error, onChange }: ParameterProps) {
  if (field.kind === 'boolean') {
    return (
      <div className="sm:pt-5">
        <Checkbox
          label={field.label}
          hint={error ?? field.description}
          isChecked={value === true}
          onChange={onChange}
        />
      </div>
    );
  }
  const text = typeof value === 'string' ? value : '';
  return (
    <FormField label={field.label} hint={hintOf(field)} isOptional={!field.isRequired} {...(error ? { error } : {})}>
      {(control) => {
        if (field.kind === 'choice') {
          return <Select {...control} value={text} onChange={onChange} options={field.choices} placeholder="Choose" />;
        }
        if (field.kind === 'json') {
          return (
            <TextArea
              {...control}
              className="font-mono text-code!"
              spellCheck={false}
              value={text}
              onChange={(event) => onChange(event.target.value)}
            />
          );
        }
        return (
          <Input
            {...control}
            inputMode={field.kind === 'integer' ? 'numeric' : field.kind === 'number' ? 'decimal' : 'text'}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        );
      }}
    </FormField>
  );
}
