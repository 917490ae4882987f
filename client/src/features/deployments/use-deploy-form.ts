import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { type DescribedError, describeError } from '../../graphql/errors.ts';
import { useDeployMutation } from '../../graphql/generated.ts';
import { createIdempotencyKey } from '../../lib/idempotency-key.ts';
import {
  initialValues,
  parseValues,
  type RawValues,
  readParameterFields,
} from '../../ui/schema-form/parameter-schema.ts';
import { showToast } from '../../ui/toast.tsx';

export interface DeployChoice {
  serviceId: string | undefined;
  environmentId: string | undefined;
  version: string;
  isDryRun: boolean;
  note: string;
  /** The incident that it fixes, and whose service that is of; empty for none. */
  remediates: { incidentId: string; serviceId: string } | null;
}

interface UseDeployFormOptions {
  slug: string;
  choice: DeployChoice;
  onChoose: (change: Partial<DeployChoice>) => void;
  /** Parameters of the deployment that is repeated. */
  earlierParameters: unknown;
  parameterSchema: unknown;
  onDone: () => void;
}

const prefix = 'parameters.';

/** What is chosen and typed in the deploy dialog, what is wrong with it, and the sending of it. */
export function useDeployForm({
  slug,
  choice,
  onChoose,
  earlierParameters,
  parameterSchema,
  onDone,
}: UseDeployFormOptions) {
  const [typed, setTyped] = useState<RawValues>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<DescribedError>();
  const [{ fetching }, deploy] = useDeployMutation();
  const navigate = useNavigate();
  const key = useIdempotencyKey();

  const fields = useMemo(() => readParameterFields(parameterSchema), [parameterSchema]);
  const values = useMemo(
    () => ({ ...initialValues(fields, earlierParameters), ...typed }),
    [fields, earlierParameters, typed],
  );

  const change = (next: Partial<DeployChoice>) => {
    onChoose(next);
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([path]) => !(path in next))));
    if (next.serviceId) setTyped({});
  };
  const changeParameter = (name: string, value: string | boolean) => {
    setTyped((before) => ({ ...before, [name]: value }));
    setErrors(({ [prefix + name]: _fixed, ...others }) => others);
  };

  const submit = async () => {
    const version = choice.version.trim();
    const parameters = parseValues(fields, values);
    const found: Record<string, string> = {};
    if (!choice.serviceId) found.serviceId = 'Choose a service.';
    if (!choice.environmentId) found.environmentId = 'Choose an environment.';
    if (!version) found.version = 'Give a version, such as a tag or a commit.';
    for (const { name, message } of parameters.problems) found[prefix + name] = message;
    setErrors(found);
    setFailure(undefined);
    if (!choice.serviceId || !choice.environmentId || Object.keys(found).length > 0) return;

    const input = {
      serviceId: choice.serviceId,
      environmentId: choice.environmentId,
      version,
      parameters: fields.length > 0 ? parameters.values : null,
      dryRun: choice.isDryRun,
      note: choice.note.trim() || null,
      // Of the service that was chosen before it counts no more; a dry run mends nothing.
      ...(choice.remediates?.serviceId === choice.serviceId && !choice.isDryRun
        ? { remediatesIncidentId: choice.remediates.incidentId }
        : {}),
    };
    const { data, error } = await deploy({ input: { ...input, idempotencyKey: key(input) } });
    if (error) {
      const described = describeError(error);
      setErrors(Object.fromEntries(described.problems.map(({ path, message }) => [path, message])));
      setFailure(described);
    } else if (data) {
      const { id, number, service, environment } = data.deploy;
      onDone();
      await navigate(`/p/${slug}/deployments/${id}`);
      showToast(`Deploying ${service.name} ${version} to ${environment.name}`, {
        description: `Deployment #${number}`,
      });
    }
  };

  return { change, fields, values, changeParameter, errors, failure, isPending: fetching, submit };
}

/** One key for one content: sending it again (a lost answer, a second press) counts once, sending something else is something else. */
function useIdempotencyKey(): (input: object) => string {
  const sent = useRef<{ content: string; key: string }>(undefined);
  return (input) => {
    const content = JSON.stringify(input);
    if (sent.current?.content !== content) sent.current = { content, key: createIdempotencyKey() };
    return sent.current.key;
  };
}
