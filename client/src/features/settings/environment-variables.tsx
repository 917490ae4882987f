import { type EnvironmentForm_EnvironmentFragment, useEnvironmentVariablesQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { VariableEditor } from '../../graphql/variables/variable-editor.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';

interface EnvironmentVariablesProps {
  environment: EnvironmentForm_EnvironmentFragment;
  onClose: () => void;
}

/** What every deployment to this environment finds in its environment. */
export function EnvironmentVariables({ environment, onClose }: EnvironmentVariablesProps) {
  const [{ data, error }, retry] = useEnvironmentVariablesQuery({ variables: { id: environment.id } });
  const refresh = () => retry({ requestPolicy: 'network-only' });
  return (
    <SidePanel open onOpenChange={onClose} title={`Variables of ${environment.name}`}>
      {error && !data?.environment ? (
        <QueryError error={error} onRetry={refresh} />
      ) : (
        <VariableEditor
          isNarrow
          place={{ environmentId: environment.id }}
          variables={data?.environment?.variables}
          canEdit={data?.environment?.viewerCanManageVariables ?? false}
          hint="Given to each deployment to this environment. Those of a service win over them."
          onChange={refresh}
        />
      )}
    </SidePanel>
  );
}
