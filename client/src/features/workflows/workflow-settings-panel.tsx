import { useMemo } from 'react';
import { useBuilderChoicesQuery } from '../../graphql/generated.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Select } from '../../ui/select.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { AmountField } from './amount-field.tsx';
import { JsonInput, TextInput } from './config-inputs.tsx';
import type { Problem, WorkflowSettings } from './graph.ts';

interface WorkflowSettingsPanelProps {
  workflowId: string;
  settings: WorkflowSettings;
  problems: readonly Problem[];
  isReadOnly: boolean;
  onChange: (settings: WorkflowSettings, tag: string) => void;
  onClose: () => void;
}

const whenFullChoices = [
  { value: 'QUEUE', label: 'Wait', hint: 'It begins when one has ended' },
  { value: 'SKIP', label: 'Don’t run', hint: 'It is canceled at once' },
  { value: 'CANCEL_OLDEST', label: 'Replace', hint: 'The oldest one under way is canceled' },
];

/** What holds for whole runs. It is part of the draft: saved as one writes, used once it is published. */
export function WorkflowSettingsPanel(props: WorkflowSettingsPanelProps) {
  const { settings, isReadOnly, onChange, onClose } = props;
  const problems = useMemo(() => new Map(props.problems.map(({ path, message }) => [path, message])), [props.problems]);
  const set = <Name extends keyof WorkflowSettings>(name: Name, value: WorkflowSettings[Name]) =>
    onChange({ ...settings, [name]: value }, name);
  const amount = (name: 'timeoutSeconds' | 'priority' | 'maxParallelNodes') => ({
    isReadOnly,
    value: settings[name],
    error: problems.get(`settings.${name}`),
    onChange: (value: number | undefined) => set(name, value),
  });
  return (
    <SidePanel
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Workflow settings"
      description={`${isReadOnly ? 'To look at only here.' : 'Saved with the drawing.'} Runs take them from the version that is published.`}
    >
      <div className="space-y-5">
        <AmountField label="A run may take, s" hint="Empty: 30 days" {...amount('timeoutSeconds')} />
        <Concurrency
          value={settings.concurrency}
          problems={problems}
          isReadOnly={isReadOnly}
          onChange={(concurrency) => set('concurrency', concurrency)}
        />
        <AmountField
          label="Priority"
          hint="-10 to 10. Where runs wait for a worker, higher goes first; empty: 0."
          min={-10}
          max={10}
          {...amount('priority')}
        />
        <AmountField label="Nodes at once" hint="In one run; empty: 10" max={100} {...amount('maxParallelNodes')} />
        <p className="rounded-md border border-line bg-panel px-3 py-2 text-muted">
          What happens when a run fails is drawn: add a node “Error handler”, and what is behind it runs.
        </p>
        <SchemaField
          label="Input"
          hint="What another workflow must hand it, as JSON Schema"
          value={settings.inputSchema}
          error={problems.get('settings.inputSchema')}
          isReadOnly={isReadOnly}
          onChange={(schema) => set('inputSchema', schema)}
        />
        <SchemaField
          label="Output"
          hint="What it answers another workflow, as JSON Schema"
          value={settings.outputSchema}
          error={problems.get('settings.outputSchema')}
          isReadOnly={isReadOnly}
          onChange={(schema) => set('outputSchema', schema)}
        />
        <Permissions
          workflowId={props.workflowId}
          value={settings.permissions ?? []}
          isReadOnly={isReadOnly}
          onChange={(names) => set('permissions', names.length > 0 ? names : undefined)}
        />
      </div>
    </SidePanel>
  );
}

type ConcurrencyValue = NonNullable<WorkflowSettings['concurrency']>;

interface ConcurrencyProps {
  value: ConcurrencyValue | undefined;
  problems: ReadonlyMap<string, string>;
  isReadOnly: boolean;
  onChange: (value: ConcurrencyValue | undefined) => void;
}

function Concurrency({ value, problems, isReadOnly, onChange }: ConcurrencyProps) {
  return (
    <div className="space-y-3">
      <Checkbox
        label="Only so many runs at once"
        isDisabled={isReadOnly}
        isChecked={value !== undefined}
        onChange={(isOn) => onChange(isOn ? { limit: 1, whenFull: 'QUEUE' } : undefined)}
      />
      {value ? (
        <div className="space-y-3 border-line border-l-2 pl-3">
          <AmountField
            label="Runs"
            isReadOnly={isReadOnly}
            value={value.limit}
            error={problems.get('settings.concurrency.limit')}
            onChange={(limit) => onChange({ ...value, limit: limit ?? 1 })}
          />
          <FormField label="When there is one more" error={problems.get('settings.concurrency.whenFull')}>
            {(control) => (
              <Select
                {...control}
                isDisabled={isReadOnly}
                value={value.whenFull}
                onChange={(next) => onChange({ ...value, whenFull: next as ConcurrencyValue['whenFull'] })}
                options={whenFullChoices}
              />
            )}
          </FormField>
          <FormField
            label="Counted for each"
            isOptional
            hint="An expression over the trigger, such as trigger.branch"
            error={problems.get('settings.concurrency.key')}
          >
            {(control) => (
              <TextInput
                {...control}
                label="Counted for each"
                lines={1}
                isMono
                expression={undefined}
                disabled={isReadOnly}
                value={value.key ?? ''}
                onChange={(key) => {
                  const { key: _before, ...rest } = value;
                  onChange(key === '' ? rest : { ...rest, key });
                }}
              />
            )}
          </FormField>
        </div>
      ) : null}
    </div>
  );
}

interface SchemaFieldProps {
  label: string;
  hint: string;
  error: string | undefined;
  value: Record<string, unknown> | undefined;
  isReadOnly: boolean;
  onChange: (value: Record<string, unknown> | undefined) => void;
}

function SchemaField({ label, hint, error, value, isReadOnly, onChange }: SchemaFieldProps) {
  return (
    <FormField label={label} isOptional hint={hint} error={error}>
      {(control) => (
        <JsonInput
          {...control}
          label={label}
          disabled={isReadOnly}
          value={value}
          onChange={(schema) => onChange(schema as Record<string, unknown> | undefined)}
        />
      )}
    </FormField>
  );
}

interface PermissionsProps {
  workflowId: string;
  value: string[];
  isReadOnly: boolean;
  onChange: (names: string[]) => void;
}

/** For GraphQL nodes; what the others need is known by itself. */
function Permissions({ workflowId, value, isReadOnly, onChange }: PermissionsProps) {
  const [{ data }] = useBuilderChoicesQuery({ variables: { id: workflowId } });
  const known = data?.workflow?.project.permissions ?? [];
  const names = [
    ...known,
    ...value.flatMap((name) => (known.some((each) => each.name === name) ? [] : [{ name, description: '' }])),
  ];
  return (
    <details className="rounded-md border border-line px-3 py-2" open={value.length > 0}>
      <summary className="font-medium text-body">Rights of its GraphQL nodes</summary>
      <p className="pt-2 text-muted text-xs">
        What they may do besides reading. Whoever publishes the workflow must have these rights.
      </p>
      <div className="pt-2">
        {names.map(({ name, description }) => (
          <Checkbox
            key={name}
            label={<code className="text-xs">{name}</code>}
            hint={description}
            isDisabled={isReadOnly}
            isChecked={value.includes(name)}
            onChange={(isOn) => onChange(isOn ? [...value, name] : value.filter((each) => each !== name))}
          />
        ))}
      </div>
    </details>
  );
}
