import { Controller } from 'react-hook-form';
import { useNavigate } from 'react-router';
import {
  type IncidentPage_IncidentFragment,
  type IncidentSeverity,
  useCreateIncidentMutation,
  useIncidentDeploymentQuery,
  useIncidentPlacesQuery,
  useUpdateIncidentMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input, TextArea } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { severityOptions } from './incident-words.tsx';

interface IncidentDialogProps {
  slug: string;
  projectId: string;
  /** Null to report one. */
  incident: IncidentPage_IncidentFragment | null;
  /** Of a new one: what caused it. */
  deploymentId?: string | null;
  onClose: () => void;
}

/** Reports an incident or changes what is said of it. That of a deployment waits for what is known of the deployment. */
export function IncidentDialog(props: IncidentDialogProps) {
  const [{ data, fetching, error }] = useIncidentDeploymentQuery({
    variables: { id: props.deploymentId ?? '' },
    pause: !props.deploymentId,
  });
  const cause = props.deploymentId && !error ? data?.deployment : null;
  if (props.deploymentId && (fetching || (!data && !error)))
    return (
      <Dialog open onOpenChange={props.onClose} title="Report incident">
        <Skeleton className="h-60" />
      </Dialog>
    );
  return <IncidentForm {...props} cause={cause ?? null} />;
}

/** No choice: Radix takes no empty value. */
const none = '-';
const asLocal = (at: string) => {
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

interface Cause {
  id: string;
  number: number;
  version: string;
  service: { id: string; name: string };
  environment: { id: string };
}

function IncidentForm({ slug, projectId, incident, cause, onClose }: IncidentDialogProps & { cause: Cause | null }) {
  const navigate = useNavigate();
  const [{ data: places }] = useIncidentPlacesQuery({ variables: { slug } });
  const [{ fetching: isCreating }, create] = useCreateIncidentMutation();
  const [{ fetching: isUpdating }, update] = useUpdateIncidentMutation();
  const detectedBefore = incident ? asLocal(incident.detectedAt) : '';
  const { register, control, submit, formError, formState } = useServerForm<{
    title: string;
    severity: IncidentSeverity;
    serviceId: string;
    environmentId: string;
    detectedAt: string;
    note: string;
    url: string;
  }>({
    title: incident?.title ?? '',
    severity: incident?.severity ?? 'MEDIUM',
    serviceId: incident?.service?.id ?? cause?.service.id ?? none,
    environmentId: incident?.environment?.id ?? cause?.environment.id ?? none,
    detectedAt: detectedBefore,
    note: incident?.note ?? '',
    url: incident?.url ?? '',
  });
  const errors = formState.errors;
  const choice = (
    name: 'severity' | 'serviceId' | 'environmentId',
    label: string,
    options: { value: string; label: string }[],
  ) => (
    <FormField label={label} error={errors[name]?.message}>
      {(field) => (
        <Controller
          control={control}
          name={name}
          render={({ field: { value, onChange } }) => (
            <Select {...field} value={value} onChange={onChange} options={options} />
          )}
        />
      )}
    </FormField>
  );
  const named = (things: { id: string; name: string }[] | undefined, nothing: string) => [
    { value: none, label: nothing },
    ...(things ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={incident ? `Edit incident #${incident.number}` : 'Report incident'}
      description={
        cause
          ? `Caused by ${cause.service.name} #${cause.number} (${cause.version}).`
          : incident
            ? undefined
            : 'Which deployment caused it is looked for, and can be corrected.'
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="incident" look="primary" isPending={isCreating || isUpdating}>
            {incident ? 'Save incident' : 'Report incident'}
          </Button>
        </>
      }
    >
      <form
        id="incident"
        className="space-y-4"
        onSubmit={submit(async ({ detectedAt, serviceId, environmentId, note, url, ...values }) => {
          const at = detectedAt && detectedAt !== detectedBefore ? new Date(detectedAt).toISOString() : null;
          const given = {
            ...values,
            serviceId: serviceId === none ? null : serviceId,
            environmentId: environmentId === none ? null : environmentId,
            note: note || null,
            url: url || null,
            ...(at && { detectedAt: at }),
          };
          if (incident) {
            const result = await update({ input: { id: incident.id, ...given } });
            if (!result.error) onClose();
            return result;
          }
          const result = await create({ input: { projectId, ...given, ...(cause && { deploymentId: cause.id }) } });
          const made = result.data?.createIncident;
          if (made) void navigate(`/p/${slug}/analytics/incidents/${made.id}`);
          return result;
        })}
      >
        {formError ? <QueryError error={formError} /> : null}
        <FormField label="What is wrong" error={errors.title?.message}>
          {(field) => (
            <Input
              {...field}
              {...register('title', { required: 'Say what is wrong.' })}
              placeholder="Checkout answers with 502"
              autoFocus
            />
          )}
        </FormField>
        <div className="grid gap-4 sm:grid-cols-3">
          {choice('severity', 'Severity', severityOptions)}
          {choice('serviceId', 'Service', named(places?.project?.services.nodes, 'Not one service'))}
          {choice('environmentId', 'Environment', named(places?.project?.environments, 'Not known'))}
        </div>
        <FormField
          label="Noticed"
          isOptional
          hint="By this machine’s clock. Left out: now."
          error={errors.detectedAt?.message}
        >
          {(field) => <Input {...field} {...register('detectedAt')} type="datetime-local" className="w-56" />}
        </FormField>
        <FormField label="Note" isOptional error={errors.note?.message}>
          {(field) => <TextArea {...field} {...register('note')} rows={3} />}
        </FormField>
        <FormField label="Link" isOptional hint="A status page, a thread, a dashboard." error={errors.url?.message}>
          {(field) => <Input {...field} {...register('url')} type="url" placeholder="https://status.example.com/42" />}
        </FormField>
      </form>
    </Dialog>
  );
}
