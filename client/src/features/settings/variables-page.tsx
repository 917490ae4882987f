import { useParams } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import { useDeleteVariableMutation, useSetVariableMutation, useVariablesPageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { NameValueEditor } from '../../ui/name-value-editor.tsx';

/** What every deployment of the project finds in its environment. */
export default function VariablesPage() {
  const { slug = '' } = useParams();
  const [{ data, error }, retry] = useVariablesPageQuery({ variables: { slug } });
  const [, setVariable] = useSetVariableMutation();
  const [, deleteVariable] = useDeleteVariableMutation();
  useBreadcrumbs([{ label: 'Settings', to: `/p/${slug}/settings` }, { label: 'Variables' }]);
  const project = data?.project;
  const refresh = () => retry({ requestPolicy: 'network-only' });
  if (error && !project) return <QueryError error={error} onRetry={refresh} />;
  return (
    <NameValueEditor
      entries={project?.variables}
      canEdit={project?.viewerCanManageVariables ?? false}
      hint="Given to every deployment of the project. Those of an environment win over them, those of a service over both."
      onSet={async (entry) => {
        const result = await setVariable({ input: { projectId: project?.id, ...entry } });
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
