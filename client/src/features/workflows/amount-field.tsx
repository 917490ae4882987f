import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';

interface AmountFieldProps {
  label: string;
  hint?: string;
  error?: string;
  min?: number;
  max?: number;
  isReadOnly: boolean;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

/** A number; emptied, it is left out. */
export function AmountField({ label, hint, error, min = 1, max, isReadOnly, value, onChange }: AmountFieldProps) {
  return (
    <FormField label={label} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={min}
          max={max}
          disabled={isReadOnly}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
        />
      )}
    </FormField>
  );
}
