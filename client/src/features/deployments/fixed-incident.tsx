import { useDeployDialogIncidentsQuery } from '../../graphql/generated.ts';
import { formatExact } from '../../lib/format.ts';
import { FormField } from '../../ui/form-field.tsx';
import { Select } from '../../ui/select.tsx';

interface FixedIncidentProps {
  slug: string;
  serviceId: string;
  environmentId: string | undefined;
  chosenId: string | null;
  error: string | undefined;
  onChoose: (incidentId: string | null) => void;
}

/** No choice: Radix takes no empty value. */
const none = '-';

/** Which of the open incidents of this service, here or at no certain place, a deployment fixes. Nothing when there are none. */
export function FixedIncident({ slug, serviceId, environmentId, chosenId, error, onChoose }: FixedIncidentProps) {
  const [{ data }] = useDeployDialogIncidentsQuery({
    variables: { slug, filter: { serviceIds: [serviceId], statuses: ['OPEN'] } },
    requestPolicy: 'cache-and-network',
  });
  const incidents = (data?.project?.incidents.nodes ?? []).filter(
    ({ id, status, environment }) =>
      status === 'OPEN' && (!environment || environment.id === environmentId || id === chosenId),
  );
  if (incidents.length === 0) return null;
  return (
    <FormField label="Fixes an incident" hint="It then counts as a hotfix of it." {...(error ? { error } : {})}>
      {(control) => (
        <Select
          {...control}
          value={chosenId ?? none}
          onChange={(value) => onChoose(value === none ? null : value)}
          options={[
            { value: none, label: 'None' },
            ...incidents.map(({ id, number, title, detectedAt }) => ({
              value: id,
              label: `#${number} ${title}`,
              hint: `Since ${formatExact(new Date(detectedAt))}`,
            })),
          ]}
        />
      )}
    </FormField>
  );
}
