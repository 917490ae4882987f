import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useTokensPageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { CreateTokenDialog } from './create-token-dialog.tsx';
import { TokenTable } from './token-table.tsx';

/** The service tokens of the project: credentials of programs. */
export default function TokensPage() {
  const { slug = '' } = useParams();
  const [after, setAfter] = useState<string | null>(null);
  const [isCreating, setCreating] = useState(false);
  const [{ data, error }, retry] = useTokensPageQuery({ variables: { slug, after } });
  useBreadcrumbs([{ label: 'Settings', to: `/p/${slug}/settings` }, { label: 'Tokens' }]);
  const project = data?.project;
  const tokens = project?.tokens.nodes ?? [];
  const create = project?.viewerCanManageTokens ? (
    <Button look="primary" icon={<Plus />} onClick={() => setCreating(true)}>
      Create token
    </Button>
  ) : null;
  return (
    <div className="space-y-4">
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">
          Credentials for programs: build servers, scripts, monitors. Your own are under Account.
        </p>
        {tokens.length > 0 ? create : null}
      </div>
      {project && tokens.length === 0 ? (
        <EmptyState title="No program has a token yet" action={create}>
          A build server needs one to deploy what it has built.
        </EmptyState>
      ) : error && !project ? null : (
        <TokenTable tokens={tokens} isLoading={!project} canSetLimit={data?.viewer?.isAdministrator ?? false} />
      )}
      {project?.tokens.pageInfo.hasNextPage ? (
        <Button onClick={() => setAfter(project.tokens.pageInfo.endCursor)}>Load more tokens</Button>
      ) : null}
      {project && isCreating ? (
        <CreateTokenDialog
          kind="SERVICE"
          projects={[project]}
          onClose={() => setCreating(false)}
          onCreated={() => retry({ requestPolicy: 'network-only' })}
        />
      ) : null}
    </div>
  );
}
