import { useState } from 'react';
import {
  type IncidentPage_IncidentFragment,
  type LinkIncidentInput,
  useIncidentCausesQuery,
  useIncidentOriginalsQuery,
  useLinkIncidentMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatExact } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Select } from '../../ui/select.tsx';

interface CauseDialogProps {
  incident: IncidentPage_IncidentFragment;
  onClose: () => void;
}

type Kind = 'deployment' | 'outside' | 'same' | 'none';

const kinds: { value: Kind; label: string; hint: string }[] = [
  { value: 'deployment', label: 'A deployment', hint: 'It counts as failed.' },
  { value: 'outside', label: 'Something outside', hint: 'A provider, the network. No deployment is blamed.' },
  { value: 'same', label: 'The same as another incident', hint: 'The two count once.' },
  { value: 'none', label: 'Nothing known', hint: 'No deployment is blamed.' },
];

/** Corrects what caused an incident. */
export function CauseDialog({ incident, onClose }: CauseDialogProps) {
  const { project, deployment, duplicateOf, isExternal } = incident;
  const [kind, setKind] = useState<Kind>(
    duplicateOf ? 'same' : isExternal ? 'outside' : deployment ? 'deployment' : 'none',
  );
  const [deploymentId, setDeploymentId] = useState(deployment?.id);
  const [originalId, setOriginalId] = useState(duplicateOf?.id);
  const [{ fetching, error }, link] = useLinkIncidentMutation();
  const [causes] = useIncidentCausesQuery({
    variables: {
      projectId: project.id,
      filter: {
        to: incident.detectedAt,
        statuses: ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'CANCELED'],
        ...(incident.service && { serviceIds: [incident.service.id] }),
      },
    },
  });
  const [originals] = useIncidentOriginalsQuery({ variables: { slug: project.slug }, pause: kind !== 'same' });
  const made = (causes.data?.deployments.nodes ?? []).filter(({ isDryRun }) => !isDryRun);
  const options = made.map((each) => ({
    value: each.id,
    label: `${each.service.name} #${each.number} ${each.version}`,
    hint: `${each.environment.name}, ${each.finishedAt ? formatExact(new Date(each.finishedAt)) : 'under way'}`,
  }));
  if (deployment && !options.some(({ value }) => value === deployment.id))
    options.unshift({
      value: deployment.id,
      label: `${deployment.service.name} #${deployment.number} ${deployment.version}`,
      hint: 'As it is linked now',
    });
  const others = (originals.data?.project?.incidents.nodes ?? []).filter(
    (other) => other.id !== incident.id && !other.duplicateOf,
  );
  const isReady = kind === 'deployment' ? Boolean(deploymentId) : kind === 'same' ? Boolean(originalId) : true;
  const save = async () => {
    const input: LinkIncidentInput = {
      id: incident.id,
      ...(kind === 'deployment' && { deploymentId }),
      ...(kind === 'outside' && { isExternal: true }),
      ...(kind === 'same' && { duplicateOfId: originalId }),
    };
    const result = await link({ input });
    if (!result.error) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Correct the cause"
      description={`Of incident #${incident.number}. It stays as you say, whatever comes later.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={!isReady} isPending={fetching} onClick={() => void save()}>
            Save cause
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {error ? <QueryError error={error} /> : null}
        <FormField label="What caused it">
          {(field) => <Select {...field} value={kind} onChange={(value) => setKind(value as Kind)} options={kinds} />}
        </FormField>
        {kind === 'deployment' ? (
          <FormField
            label="Deployment"
            hint={
              causes.data && options.length === 0
                ? 'None was made before it was detected.'
                : 'The last 50 that were made before it was detected.'
            }
          >
            {(field) => (
              <Select
                {...field}
                value={deploymentId}
                onChange={setDeploymentId}
                options={options}
                placeholder="Choose a deployment"
              />
            )}
          </FormField>
        ) : null}
        {kind === 'same' ? (
          <FormField label="Incident" hint="The last 50 that are no duplicates themselves.">
            {(field) => (
              <Select
                {...field}
                value={originalId}
                onChange={setOriginalId}
                options={others.map(({ id, number, title, detectedAt }) => ({
                  value: id,
                  label: `#${number} ${title}`,
                  hint: formatExact(new Date(detectedAt)),
                }))}
                placeholder="Choose an incident"
              />
            )}
          </FormField>
        ) : null}
      </div>
    </Dialog>
  );
}
