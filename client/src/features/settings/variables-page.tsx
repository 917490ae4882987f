import { useParams } from 'react-router';
import { useVariablesPageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { VariableEditor } from '../../graphql/variables/variable-editor.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';

/** What every deployment of the project finds in its environment. */
export default function VariablesPage() {
  const { slug = '' } = useParams();
  const [{ data, error }, retry] = useVariablesPageQuery({ variables: { slug } });
  useBreadcrumbs([{ label: 'Settings', to: `/p/${slug}/settings` }, { label: 'Variables' }]);
  const project = data?.project;
  const refresh = () => retry({ requestPolicy: 'network-only' });
  if (error && !project) return <QueryError error={error} onRetry={refresh} />;
  return (
    <VariableEditor
      place={{ projectId: project?.id }}
      variables={project?.variables}
      canEdit={project?.viewerCanManageVariables ?? false}
      hint="Given to every deployment of the project. Those of an environment win over them, those of a service over both."
      onChange={refresh}
    />
  );
}
