import { useContext } from 'react';
import { Checkbox } from '../../ui/checkbox.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { ConfigForm } from './config-field.tsx';
import type { NodeOptions } from './graph.ts';

interface NodeOptionsFormProps {
  value: NodeOptions;
  defaultTimeoutSeconds: number | undefined;
  onChange: (value: NodeOptions) => void;
}

const onErrorChoices = [
  { value: 'FAIL', label: 'Fail the run' },
  { value: 'CONTINUE', label: 'Go on', hint: 'By the main port, with the error as output' },
  { value: 'BRANCH', label: 'Take the error port', hint: 'What is connected to it runs instead' },
];

/** What holds for nodes of every type: attempts, time, and what a failure does. */
export function NodeOptionsForm({ value, defaultTimeoutSeconds, onChange }: NodeOptionsFormProps) {
  const { problems, isReadOnly } = useContext(ConfigForm);
  const { retry } = value;
  const set = (changes: NodeOptions) => onChange(withoutEmpty({ ...value, ...changes }));
  return (
    <div className="space-y-3.5">
      <FormField label="When it fails" error={problems.get('options.onError')}>
        {(control) => (
          <Select
            {...control}
            isDisabled={isReadOnly}
            value={value.onError ?? 'FAIL'}
            onChange={(next) => set({ onError: next === 'FAIL' ? undefined : (next as NodeOptions['onError']) })}
            options={onErrorChoices}
          />
        )}
      </FormField>
      <Checkbox
        label="Try again"
        isDisabled={isReadOnly}
        isChecked={retry !== undefined}
        onChange={(isOn) =>
          set({ retry: isOn ? { attempts: 3, backoffSeconds: 5, maxBackoffSeconds: 300 } : undefined })
        }
      />
      {retry ? (
        <div className="grid grid-cols-3 gap-2">
          <Amount
            label="Attempts"
            max={20}
            value={retry.attempts}
            error={problems.get('options.retry.attempts')}
            onChange={(attempts) => set({ retry: { ...retry, attempts: attempts ?? 1 } })}
          />
          <Amount
            label="First wait, s"
            value={retry.backoffSeconds}
            error={problems.get('options.retry.backoffSeconds')}
            onChange={(seconds) => set({ retry: { ...retry, backoffSeconds: seconds ?? 1 } })}
          />
          <Amount
            label="Longest, s"
            value={retry.maxBackoffSeconds}
            error={problems.get('options.retry.maxBackoffSeconds')}
            onChange={(seconds) => set({ retry: { ...retry, maxBackoffSeconds: seconds ?? 1 } })}
          />
        </div>
      ) : null}
      <Amount
        label="Time for each attempt, s"
        hint={defaultTimeoutSeconds ? `Empty: ${defaultTimeoutSeconds} s` : undefined}
        value={value.timeoutSeconds}
        error={problems.get('options.timeoutSeconds')}
        onChange={(timeoutSeconds) => set({ timeoutSeconds })}
      />
    </div>
  );
}

interface AmountProps {
  label: string;
  hint?: string;
  error?: string;
  max?: number;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

function Amount({ label, hint, error, max, value, onChange }: AmountProps) {
  const { isReadOnly } = useContext(ConfigForm);
  return (
    <FormField label={label} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={1}
          max={max}
          disabled={isReadOnly}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
        />
      )}
    </FormField>
  );
}

function withoutEmpty(options: NodeOptions): NodeOptions {
  return Object.fromEntries(Object.entries(options).filter(([, option]) => option !== undefined));
}
