import { describeError } from '../../graphql/errors.ts';
import {
  type EnvironmentForm_EnvironmentFragment,
  useDeleteVariableMutation,
  useEnvironmentVariablesQuery,
  useSetVariableMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { NameValueEditor } from '../../ui/name-value-editor.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';

interface EnvironmentVariablesProps {
  environment: EnvironmentForm_EnvironmentFragment;
  onClose: () => void;
}

/** What every deployment to this environment finds in its environment. */
export function EnvironmentVariables({ environment, onClose }: EnvironmentVariablesProps) {
  const [{ data, error }, retry] = useEnvironmentVariablesQuery({ variables: { id: environment.id } });
  const [, setVariable] = useSetVariableMutation();
  const [, deleteVariable] = useDeleteVariableMutation();
  const refresh = () => retry({ requestPolicy: 'network-only' });
  return (
    <SidePanel open onOpenChange={onClose} title={`Variables of ${environment.name}`}>
      {error && !data?.environment ? (
        <QueryError error={error} onRetry={refresh} />
      ) : (
        <NameValueEditor
          isNarrow
          entries={data?.environment?.variables}
          canEdit={data?.environment?.viewerCanUpdate ?? false}
          hint="Given to each deployment to this environment. Those of a service win over them."
          onSet={async (entry) => {
            const result = await setVariable({ input: { environmentId: environment.id, ...entry } });
            refresh();
            return result.error ? describeError(result.error) : null;
          }}
          onDelete={async (id) => {
            const result = await deleteVariable({ id });
            refresh();
            return result.error ? describeError(result.error) : null;
          }}
        />
      )}
    </SidePanel>
  );
}
