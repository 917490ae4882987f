import { Checkbox } from '../../ui/checkbox.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input, TextArea } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import type { ParameterField, RawValues } from './parameter-schema.ts';

interface ParameterFieldsProps {
  fields: ParameterField[];
  values: RawValues;
  errors: Record<string, string>;
  onChange: (name: string, value: string | boolean) => void;
}

/** A service's parameters as a form. */
export function ParameterFields({ fields, values, errors, onChange }: ParameterFieldsProps) {
  return (
    <fieldset className="grid gap-3 sm:grid-cols-2">
      <legend className="mb-2 font-medium text-muted text-xs">Parameters</legend>
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

/** The bounds in words, where the description leaves them out. */
function hintOf({ description, kind, minimum, maximum }: ParameterField): string | undefined {
  if (kind !== 'integer' && kind !== 'number') return description;
  const bounds =
    minimum !== undefined && maximum !== undefined
      ? `${minimum} to ${maximum}.`
      : minimum !== undefined
        ? `${minimum} or more.`
        : maximum !== undefined
          ? `${maximum} or less.`
          : '';
  return [description, bounds].filter(Boolean).join(' ') || undefined;
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
