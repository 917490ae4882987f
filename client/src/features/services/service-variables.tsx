import { useServiceVariablesQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { VariableEditor } from '../../graphql/variables/variable-editor.tsx';

/** What a deployment of this service finds in its environment, over what the project and the environment set. */
export function ServiceVariables({ serviceId }: { serviceId: string }) {
  const [{ data, error }, retry] = useServiceVariablesQuery({ variables: { id: serviceId } });
  const refresh = () => retry({ requestPolicy: 'network-only' });
  if (error && !data?.service) return <QueryError error={error} onRetry={refresh} />;
  return (
    <VariableEditor
      place={{ serviceId }}
      variables={data?.service?.variables}
      canEdit={data?.service?.viewerCanManageVariables ?? false}
      hint="Given to each deployment of this service. They win over those of the environment and the project."
      onChange={refresh}
    />
  );
}
