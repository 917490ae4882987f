import { Controller } from 'react-hook-form';
import { type AlertSeverity, useSilenceAlertsMutation, useSilencePlacesQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { severityOptions } from './alert-words.ts';

interface SilenceDialogProps {
  slug: string;
  projectId: string;
  rules: { id: string; name: string }[];
  /** The rule to begin with; null for all. */
  ruleId: string | null;
  onClose: () => void;
}

interface SilenceForm {
  ruleIds: string;
  severities: AlertSeverity[];
  serviceIds: string[];
  environmentIds: string[];
  endsAt: string;
  reason: string;
}

const everything = 'ALL';
const lengths = [
  { value: '60', label: 'For 1 hour' },
  { value: '240', label: 'For 4 hours' },
  { value: '1440', label: 'For 1 day' },
  { value: '10080', label: 'For 1 week' },
];

const optionOf = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

/** Tells nobody of one rule, or of all that are so severe and about these places, for a while. */
export function SilenceDialog({ slug, projectId, rules, ruleId, onClose }: SilenceDialogProps) {
  const [{ fetching }, silence] = useSilenceAlertsMutation();
  const { register, control, submit, watch, formError, formState } = useServerForm<SilenceForm>({
    ruleIds: ruleId ?? everything,
    severities: [],
    serviceIds: [],
    environmentIds: [],
    endsAt: '60',
    reason: '',
  });
  const { errors } = formState;
  const [{ data }] = useSilencePlacesQuery({ variables: { slug } });
  const places = data?.project;
  const [chosenServices, chosenEnvironments] = watch(['serviceIds', 'environmentIds']);
  const isPlaced = chosenServices.length + chosenEnvironments.length > 0;
  const onlyProblem = errors.severities?.message ?? errors.serviceIds?.message ?? errors.environmentIds?.message;
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
        onSubmit={submit(async ({ ruleIds, endsAt, ...only }) => {
          const result = await silence({
            input: {
              projectId,
              ruleIds: ruleIds === everything ? [] : [ruleIds],
              endsAt: minutesFromNow(Number(endsAt)),
              ...only,
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
        <fieldset className="space-y-1" aria-describedby={onlyProblem || isPlaced ? 'silence-only' : undefined}>
          <legend className="mb-1 font-medium text-body">
            Only these <span className="font-normal text-faint text-xs">optional</span>
          </legend>
          <div className="flex flex-wrap items-center gap-1.5">
            <Controller
              control={control}
              name="severities"
              render={({ field: { value, onChange } }) => (
                <FilterChip label="Severity" options={severityOptions} values={value} onChange={onChange} />
              )}
            />
            <Controller
              control={control}
              name="serviceIds"
              render={({ field: { value, onChange } }) => (
                <FilterChip
                  label="Service"
                  options={places?.services.nodes.map(optionOf) ?? []}
                  values={value}
                  onChange={onChange}
                />
              )}
            />
            <Controller
              control={control}
              name="environmentIds"
              render={({ field: { value, onChange } }) => (
                <FilterChip
                  label="Environment"
                  options={places?.environments.map(optionOf) ?? []}
                  values={value}
                  onChange={onChange}
                />
              )}
            />
          </div>
          {onlyProblem ? (
            <p id="silence-only" role="alert" className="text-failed text-xs">
              {onlyProblem}
            </p>
          ) : isPlaced ? (
            <p id="silence-only" className="text-muted text-xs">
              Rules that are about other places as well are told.
            </p>
          ) : null}
        </fieldset>
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
