import { useContext } from 'react';
import { Checkbox } from '../../ui/checkbox.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Select } from '../../ui/select.tsx';
import { AmountField } from './amount-field.tsx';
import { ConfigForm } from './config-field.tsx';
import { LinesInput, TextInput } from './config-inputs.tsx';
import type { NodeOptions } from './graph.ts';

interface NodeOptionsFormProps {
  value: NodeOptions;
  defaultTimeoutSeconds: number | undefined;
  onChange: (value: NodeOptions) => void;
}

/** Where each problem of the options stands in this form. */
export const optionPaths = [
  'options.onError',
  'options.retry.attempts',
  'options.retry.backoffSeconds',
  'options.retry.maxBackoffSeconds',
  'options.retry.onCodes',
  'options.timeoutSeconds',
  'options.rateLimit.count',
  'options.rateLimit.perSeconds',
  'options.rateLimit.key',
];

const onErrorChoices = [
  { value: 'FAIL', label: 'Fail the run' },
  { value: 'CONTINUE', label: 'Go on', hint: 'By the main port, with the error as output' },
  { value: 'BRANCH', label: 'Take the error port', hint: 'What is connected to it runs instead' },
];

/** What holds for nodes of every type: attempts, time, how often, and what a failure does. */
export function NodeOptionsForm({ value, defaultTimeoutSeconds, onChange }: NodeOptionsFormProps) {
  const { problems, isReadOnly } = useContext(ConfigForm);
  const set = (changes: NodeOptions) => onChange(withoutEmpty({ ...value, ...changes }));
  return (
    <div className="space-y-3.5">
      <FormField
        label="When it fails"
        hint="What undoes it if the run fails later hangs on its port “Undo”."
        error={problems.get('options.onError')}
      >
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
        isChecked={value.retry !== undefined}
        onChange={(isOn) =>
          set({ retry: isOn ? { attempts: 3, backoffSeconds: 5, maxBackoffSeconds: 300 } : undefined })
        }
      />
      {value.retry ? <RetryFields retry={value.retry} onChange={(retry) => set({ retry })} /> : null}
      <AmountField
        label="Time for each attempt, s"
        hint={defaultTimeoutSeconds ? `Empty: ${defaultTimeoutSeconds} s` : undefined}
        value={value.timeoutSeconds}
        isReadOnly={isReadOnly}
        error={problems.get('options.timeoutSeconds')}
        onChange={(timeoutSeconds) => set({ timeoutSeconds })}
      />
      <Checkbox
        label="Begin only so often"
        hint="In all runs of the workflow together; the others wait."
        isDisabled={isReadOnly}
        isChecked={value.rateLimit !== undefined}
        onChange={(isOn) => set({ rateLimit: isOn ? { count: 10, perSeconds: 60 } : undefined })}
      />
      {value.rateLimit ? <RateFields rate={value.rateLimit} onChange={(rateLimit) => set({ rateLimit })} /> : null}
    </div>
  );
}

type Retry = NonNullable<NodeOptions['retry']>;

function RetryFields({ retry, onChange }: { retry: Retry; onChange: (retry: Retry) => void }) {
  const { problems, isReadOnly } = useContext(ConfigForm);
  return (
    <div className="space-y-3">
      <div className="grid grid-cols-3 gap-2">
        <AmountField
          label="Attempts"
          max={20}
          isReadOnly={isReadOnly}
          value={retry.attempts}
          error={problems.get('options.retry.attempts')}
          onChange={(attempts) => onChange({ ...retry, attempts: attempts ?? 1 })}
        />
        <AmountField
          label="First wait, s"
          min={0}
          isReadOnly={isReadOnly}
          value={retry.backoffSeconds}
          error={problems.get('options.retry.backoffSeconds')}
          onChange={(seconds) => onChange({ ...retry, backoffSeconds: seconds ?? 1 })}
        />
        <AmountField
          label="Longest, s"
          min={0}
          isReadOnly={isReadOnly}
          value={retry.maxBackoffSeconds}
          error={problems.get('options.retry.maxBackoffSeconds')}
          onChange={(seconds) => onChange({ ...retry, maxBackoffSeconds: seconds ?? 1 })}
        />
      </div>
      <p className="text-muted text-xs">Each wait is twice the one before, less a random part of up to half.</p>
      <FormField
        label="Only for these errors"
        isOptional
        hint="Their codes; empty: for every error that may pass by itself."
        error={problems.get('options.retry.onCodes')}
      >
        {(control) => (
          <LinesInput
            {...control}
            label="Only for these errors"
            expression={undefined}
            disabled={isReadOnly}
            value={retry.onCodes ?? []}
            onChange={(codes) => {
              const { onCodes: _before, ...rest } = retry;
              onChange(Array.isArray(codes) ? { ...rest, onCodes: codes.map(String) } : rest);
            }}
          />
        )}
      </FormField>
    </div>
  );
}

type Rate = NonNullable<NodeOptions['rateLimit']>;

function RateFields({ rate, onChange }: { rate: Rate; onChange: (rate: Rate) => void }) {
  const { problems, isReadOnly } = useContext(ConfigForm);
  return (
    <div className="space-y-3">
      <div className="grid grid-cols-2 gap-2">
        <AmountField
          label="Times"
          isReadOnly={isReadOnly}
          value={rate.count}
          error={problems.get('options.rateLimit.count')}
          onChange={(count) => onChange({ ...rate, count: count ?? 1 })}
        />
        <AmountField
          label="In seconds"
          isReadOnly={isReadOnly}
          value={rate.perSeconds}
          error={problems.get('options.rateLimit.perSeconds')}
          onChange={(perSeconds) => onChange({ ...rate, perSeconds: perSeconds ?? 1 })}
        />
      </div>
      <FormField
        label="Counted by"
        isOptional
        hint="An expression: each value of it, a customer say, has a limit of its own. Empty: one for all."
        error={problems.get('options.rateLimit.key')}
      >
        {(control) => (
          <TextInput
            {...control}
            label="Counted by"
            expression="expression"
            lines={1}
            isMono
            disabled={isReadOnly}
            placeholder="trigger.customer"
            value={rate.key ?? ''}
            onChange={(key) => {
              const { key: _before, ...rest } = rate;
              onChange(key.trim() === '' ? rest : { ...rest, key });
            }}
          />
        )}
      </FormField>
    </div>
  );
}

function withoutEmpty(options: NodeOptions): NodeOptions {
  return Object.fromEntries(Object.entries(options).filter(([, option]) => option !== undefined));
}
