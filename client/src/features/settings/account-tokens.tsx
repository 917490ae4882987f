import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { AccountPageQuery } from '../../graphql/generated.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AccountSection } from './account-section.tsx';
import { CreateTokenDialog } from './create-token-dialog.tsx';
import { TokenTable } from './token-table.tsx';

interface AccountTokensProps {
  viewer: NonNullable<AccountPageQuery['viewer']>;
  projects: AccountPageQuery['projects']['nodes'];
  onChanged: () => void;
}

/** The viewer’s personal tokens. */
export function AccountTokens({ viewer, projects, onChanged }: AccountTokensProps) {
  const [isCreating, setCreating] = useState(false);
  const tokens = viewer.tokens.nodes;
  const create = (
    <Button icon={<Plus />} onClick={() => setCreating(true)}>
      Create token
    </Button>
  );
  return (
    <AccountSection
      id="tokens"
      title="Personal tokens"
      text="For your own scripts. They act as you, within what you allow them."
      isWide
    >
      {tokens.length > 0 ? (
        <div className="space-y-3">
          <TokenTable tokens={tokens} isLoading={false} canSetLimit={viewer.isAdministrator} />
          {create}
        </div>
      ) : (
        <EmptyState title="You have no tokens" action={create} />
      )}
      {isCreating ? (
        <CreateTokenDialog
          kind="PERSONAL"
          projects={projects}
          onClose={() => setCreating(false)}
          onCreated={onChanged}
        />
      ) : null}
    </AccountSection>
  );
}
