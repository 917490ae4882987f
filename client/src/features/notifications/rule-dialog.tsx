import { Controller } from 'react-hook-form';
import {
  type Rule_NotificationRuleFragment,
  useCreateNotificationRuleMutation,
  useUpdateNotificationRuleMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { eventKinds, eventName } from './event-names.ts';

interface Option {
  id: string;
  name: string;
}

interface RuleDialogProps {
  projectId: string;
  /** Null to add one. */
  rule: Rule_NotificationRuleFragment | null;
  environments: Option[];
  channels: Option[];
  onClose: () => void;
}

const eventOptions = eventKinds.map((kind) => ({ id: kind, name: eventName(kind) }));

/** Adds or changes a rule: which events, where, and who is told. */
export function RuleDialog({ projectId, rule, environments, channels, onClose }: RuleDialogProps) {
  const [{ fetching: isCreating }, create] = useCreateNotificationRuleMutation();
  const [{ fetching: isUpdating }, update] = useUpdateNotificationRuleMutation();
  const { register, control, submit, formError, formState } = useServerForm<{
    name: string;
    events: string[];
    environmentIds: string[];
    channelIds: string[];
  }>({
    name: rule?.name ?? '',
    events: rule?.events ?? ['deployment.failed', 'run.failed'],
    environmentIds: rule?.environments.map(({ id }) => id) ?? [],
    channelIds: rule?.channels.map(({ id }) => id) ?? (channels.length === 1 ? channels.map(({ id }) => id) : []),
  });
  const errors = formState.errors;
  const choices = (name: 'events' | 'environmentIds' | 'channelIds', legend: string, note: string, of: Option[]) => (
    <Controller
      control={control}
      name={name}
      render={({ field: { value, onChange } }) => (
        <Choices
          legend={legend}
          note={note}
          options={of}
          value={value}
          onChange={onChange}
          error={errors[name]?.message}
        />
      )}
    />
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={rule ? `Edit ${rule.name}` : 'Add rule'}
      description="Which events are told, and through which channels."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="rule" look="primary" isPending={isCreating || isUpdating}>
            {rule ? 'Save rule' : 'Add rule'}
          </Button>
        </>
      }
    >
      <form
        id="rule"
        className="space-y-4"
        onSubmit={submit(async (values) => {
          const result = rule
            ? await update({ input: { id: rule.id, ...values } })
            : await create({ input: { projectId, ...values } });
          if (!result.error) onClose();
          return result;
        })}
      >
        {formError ? <QueryError error={formError} /> : null}
        <FormField label="Name" error={errors.name?.message}>
          {(field) => (
            <Input
              {...field}
              {...register('name', { required: 'Give it a name.' })}
              placeholder="Failures in production"
              autoFocus
            />
          )}
        </FormField>
        {choices('events', 'Events', 'one at least', eventOptions)}
        {environments.length > 0
          ? choices(
              'environmentIds',
              'Only in',
              'none ticked: everywhere; of runs, where their workflow may deploy',
              environments,
            )
          : null}
        {choices('channelIds', 'Tell', 'one at least', channels)}
      </form>
    </Dialog>
  );
}

interface ChoicesProps {
  legend: string;
  note: string;
  options: Option[];
  value: string[];
  onChange: (ids: string[]) => void;
  error?: string | undefined;
}

function Choices({ legend, note, options, value, onChange, error }: ChoicesProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 flex items-baseline gap-1.5 font-medium text-body">
        {legend}
        <span className="font-normal text-muted text-xs">{note}</span>
      </legend>
      <div className="grid max-h-52 grid-cols-[repeat(auto-fill,minmax(180px,1fr))] gap-x-4 overflow-y-auto rounded-md border border-line px-3 py-2">
        {options.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            isChecked={value.includes(id)}
            onChange={(isChecked) => onChange(isChecked ? [...value, id] : value.filter((each) => each !== id))}
          />
        ))}
      </div>
      {error ? (
        <p role="alert" className="mt-1 text-failed text-xs">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
