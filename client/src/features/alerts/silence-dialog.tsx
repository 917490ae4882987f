import { Controller } from 'react-hook-form';
import { useSilenceAlertsMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';

interface SilenceDialogProps {
  projectId: string;
  rules: { id: string; name: string }[];
  /** The rule to begin with; null for all. */
  ruleId: string | null;
  onClose: () => void;
}

const everything = 'ALL';
const lengths = [
  { value: '60', label: 'For 1 hour' },
  { value: '240', label: 'For 4 hours' },
  { value: '1440', label: 'For 1 day' },
  { value: '10080', label: 'For 1 week' },
];

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

/** Tells nobody of one rule, or of all, for a while. */
export function SilenceDialog({ projectId, rules, ruleId, onClose }: SilenceDialogProps) {
  const [{ fetching }, silence] = useSilenceAlertsMutation();
  const { register, control, submit, formError, formState } = useServerForm({
    ruleIds: ruleId ?? everything,
    endsAt: '60',
    reason: '',
  });
  const { errors } = formState;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Silence alerts"
      description="What fires is recorded, but nobody is told. What still fires at the end is told then."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="silence" look="primary" isPending={fetching}>
            Silence alerts
          </Button>
        </>
      }
    >
      <form
        id="silence"
        className="space-y-4"
        onSubmit={submit(async ({ ruleIds, endsAt, reason }) => {
          const result = await silence({
            input: {
              projectId,
              ruleIds: ruleIds === everything ? [] : [ruleIds],
              endsAt: minutesFromNow(Number(endsAt)),
              reason,
            },
          });
          if (!result.error) onClose();
          return result;
        })}
      >
        {formError ? <QueryError error={formError} /> : null}
        <FormField label="Which alerts" error={errors.ruleIds?.message}>
          {(field) => (
            <Controller
              control={control}
              name="ruleIds"
              render={({ field: { value, onChange } }) => (
                <Select
                  {...aria(field)}
                  value={value}
                  onChange={onChange}
                  options={[
                    { value: everything, label: 'All of the project' },
                    ...rules.map(({ id, name }) => ({ value: id, label: name })),
                  ]}
                />
              )}
            />
          )}
        </FormField>
        <FormField label="How long" error={errors.endsAt?.message}>
          {(field) => (
            <Controller
              control={control}
              name="endsAt"
              render={({ field: { value, onChange } }) => (
                <Select {...aria(field)} value={value} onChange={onChange} options={lengths} />
              )}
            />
          )}
        </FormField>
        <FormField label="Why" error={errors.reason?.message}>
          {(field) => <Input {...field} {...register('reason')} placeholder="The database moves tonight" />}
        </FormField>
      </form>
    </Dialog>
  );
}

const aria = (field: { id: string; 'aria-invalid': boolean | undefined; 'aria-describedby': string | undefined }) => ({
  id: field.id,
  ...(field['aria-invalid'] && { 'aria-invalid': true }),
  ...(field['aria-describedby'] && { 'aria-describedby': field['aria-describedby'] }),
});
