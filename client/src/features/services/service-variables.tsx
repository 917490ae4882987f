import { describeError } from '../../graphql/errors.ts';
import {
  useDeleteServiceVariableMutation,
  useServiceVariablesQuery,
  useSetServiceVariableMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { NameValueEditor } from '../../ui/name-value-editor.tsx';

/** What a deployment of this service finds in its environment, over what the project and the environment set. */
export function ServiceVariables({ serviceId }: { serviceId: string }) {
  const [{ data, error }, retry] = useServiceVariablesQuery({ variables: { id: serviceId } });
  const [, setVariable] = useSetServiceVariableMutation();
  const [, deleteVariable] = useDeleteServiceVariableMutation();
  const refresh = () => retry({ requestPolicy: 'network-only' });
  if (error && !data?.service) return <QueryError error={error} onRetry={refresh} />;
  return (
    <NameValueEditor
      entries={data?.service?.variables}
      canEdit={data?.service?.viewerCanUpdate ?? false}
      hint="Given to each deployment of this service. They win over those of the environment and the project."
      onSet={async (entry) => {
        const result = await setVariable({ input: { serviceId, ...entry } });
        refresh();
        return result.error ? describeError(result.error) : null;
      }}
      onDelete={async (id) => {
        const result = await deleteVariable({ id });
        refresh();
        return result.error ? describeError(result.error) : null;
      }}
    />
  );
}
