import { Lock, Rocket } from 'lucide-react';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import {
  type DeployDialogQuery,
  type DeployDialogSourceQuery,
  useDeployDialogServiceQuery,
} from '../../graphql/generated.ts';
import { deployAccessPath } from '../../lib/access-path.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { ParameterFields } from '../../ui/schema-form/parameter-fields.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { DeployFailure } from './deploy-failure.tsx';
import { DeployPreview } from './deploy-preview.tsx';
import { FixedIncident } from './fixed-incident.tsx';
import { type DeployChoice, useDeployForm } from './use-deploy-form.ts';
import { VersionField } from './version-field.tsx';

type Project = NonNullable<DeployDialogQuery['project']>;

interface DeployFormProps {
  slug: string;
  project: Project;
  initial: Pick<DeployChoice, 'serviceId' | 'environmentId'>;
  /** The deployment that is repeated. */
  source: NonNullable<DeployDialogSourceQuery['deployment']> | undefined;
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

const parameterErrors = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).flatMap(([path, message]) =>
      path.startsWith('parameters.') ? [[path.slice('parameters.'.length), message]] : [],
    ),
  );

/** The dialog, once it knows what there is to choose from. */
export function DeployForm({ slug, project, initial, source, open, onOpenChange }: DeployFormProps) {
  const formId = useId();
  const [choice, setChoice] = useState<DeployChoice>({
    ...initial,
    version: source?.version ?? '',
    isDryRun: false,
    note: '',
    remediates: null,
  });
  const { serviceId, environmentId } = choice;
  const [{ data }] = useDeployDialogServiceQuery({ variables: { id: serviceId ?? '' }, pause: !serviceId });
  const service = data?.service?.id === serviceId ? data?.service : undefined;
  const form = useDeployForm({
    slug,
    choice,
    onChoose: (change) => setChoice((before) => ({ ...before, ...change })),
    earlierParameters: source && source.service.id === serviceId ? source.parameters : undefined,
    parameterSchema: service?.parameterSchema,
    onDone: () => onOpenChange(false),
  });
  const { change, errors } = form;
  const chosenService = project.services.nodes.find(({ id }) => id === serviceId);
  const chosenEnvironment = project.environments.find(({ id }) => id === environmentId);
  const serviceName = chosenService?.name;
  const environmentName = chosenEnvironment?.name;
  // A link may ask for a place that is not theirs.
  const isRefused = chosenService?.viewerCanDeploy === false || chosenEnvironment?.viewerCanDeploy === false;
  const place = { ...(serviceId ? { serviceId } : {}), ...(environmentId ? { environmentId } : {}) };
  const version = choice.version.trim();

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="md"
      title={source && source.environment.id === initial.environmentId ? `Deploy #${source.number} again` : 'Deploy'}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Not now</Button>
          <Button
            look="primary"
            type="submit"
            form={formId}
            icon={<Rocket />}
            isPending={form.isPending}
            disabled={isRefused || (serviceId !== undefined && !service)}
            className="min-w-0 max-w-full shrink!"
          >
            <span className="truncate">
              {choice.isDryRun ? 'Dry-run' : 'Deploy'} {serviceName} {version}
              {environmentName ? ` to ${environmentName}` : ''}
            </span>
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void form.submit();
        }}
      >
        {form.failure ? <DeployFailure failure={form.failure} /> : null}
        <Places project={project} choice={choice} errors={errors} onChange={change} />
        {isRefused ? (
          <p role="status" className="flex items-center gap-1.5 text-waiting">
            <Lock aria-hidden className="size-3.5 shrink-0" />
            <span>
              You may not deploy {serviceName ?? 'anything'}
              {environmentName ? ` to ${environmentName}` : ''}.{' '}
              <Link to={deployAccessPath(slug, place)} className="underline underline-offset-2">
                Who may, and why
              </Link>
            </span>
          </p>
        ) : null}
        {serviceId && environmentId ? (
          <DeployPreview
            slug={slug}
            serviceId={serviceId}
            environmentId={environmentId}
            environmentName={environmentName ?? 'it'}
          />
        ) : null}
        <VersionField
          version={choice.version}
          recent={service ? service.recentVersions : serviceId ? undefined : []}
          error={errors.version}
          // Mostly the one thing that is missing when the dialog opens.
          isFirst={initial.serviceId !== undefined}
          onChange={(next) => change({ version: next })}
        />
        {serviceId && !service ? <Skeleton className="h-14" /> : null}
        {form.fields.length > 0 ? (
          <ParameterFields
            fields={form.fields}
            values={form.values}
            errors={parameterErrors(errors)}
            onChange={form.changeParameter}
          />
        ) : null}
        <FormField label="Note" isOptional {...(errors.note ? { error: errors.note } : {})}>
          {(control) => (
            <Input
              {...control}
              value={choice.note}
              placeholder="Why now, for those who look later"
              onChange={(event) => change({ note: event.target.value })}
            />
          )}
        </FormField>
        {serviceId && !choice.isDryRun ? (
          <FixedIncident
            slug={slug}
            serviceId={serviceId}
            environmentId={environmentId}
            chosenId={choice.remediates?.serviceId === serviceId ? choice.remediates.incidentId : null}
            error={errors.remediatesIncidentId}
            onChoose={(incidentId) => change({ remediates: incidentId ? { incidentId, serviceId } : null })}
          />
        ) : null}
        <Checkbox
          label="Dry run"
          hint={
            service?.runner === 'ANSIBLE'
              ? 'Shows what would change (check mode with diffs); changes nothing.'
              : 'Tells the program not to change anything; it has to honour it.'
          }
          isChecked={choice.isDryRun}
          onChange={(isDryRun) => change({ isDryRun })}
        />
      </form>
    </Dialog>
  );
}

interface PlacesProps {
  project: Project;
  choice: DeployChoice;
  errors: Record<string, string>;
  onChange: (change: Partial<DeployChoice>) => void;
}

/** What, and where to. Places one may not deploy to are shown, so that nobody looks for them. */
function Places({ project, choice, errors, onChange }: PlacesProps) {
  const services = project.services.nodes.map(({ id, name, viewerCanDeploy }) => ({
    value: id,
    label: name,
    isDisabled: !viewerCanDeploy,
    ...(viewerCanDeploy ? {} : { hint: 'You may not deploy this service' }),
  }));
  const environments = [...project.environments]
    .sort((one, other) => one.rank - other.rank)
    .map(({ id, name, viewerCanDeploy }) => ({
      value: id,
      label: name,
      isDisabled: !viewerCanDeploy,
      ...(viewerCanDeploy ? {} : { hint: 'You may not deploy here' }),
    }));
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <FormField label="Service" {...(errors.serviceId ? { error: errors.serviceId } : {})}>
        {(control) => (
          <Select
            {...control}
            value={choice.serviceId}
            options={services}
            placeholder="Choose a service"
            onChange={(serviceId) => onChange({ serviceId })}
          />
        )}
      </FormField>
      <FormField label="Environment" {...(errors.environmentId ? { error: errors.environmentId } : {})}>
        {(control) => (
          <Select
            {...control}
            value={choice.environmentId}
            options={environments}
            placeholder="Choose an environment"
            onChange={(environmentId) => onChange({ environmentId })}
          />
        )}
      </FormField>
    </div>
  );
}
