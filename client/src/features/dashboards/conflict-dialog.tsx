import { ConflictDialog } from '../../graphql/drafts/conflict-dialog.tsx';
import { useTheirDashboardDraftQuery } from '../../graphql/generated.ts';
import { LineDiff } from '../../ui/line-diff.tsx';
import type { Draft } from './use-dashboard-draft.ts';

interface DashboardConflictDialogProps {
  dashboardId: string;
  savedByName: string;
  draft: Draft;
}

export function DashboardConflictDialog({ dashboardId, savedByName, draft }: DashboardConflictDialogProps) {
  const [{ data, error }, ask] = useTheirDashboardDraftQuery({
    variables: { id: dashboardId },
    requestPolicy: 'network-only',
  });
  const theirs = data?.dashboard?.draft ?? null;
  return (
    <ConflictDialog
      title={`${savedByName} has changed this dashboard, too`}
      description="Your changes are not saved yet, and theirs are untouched. Below: what they changed in the YAML you began from."
      theirs={theirs}
      error={error}
      onAsk={() => ask({ requestPolicy: 'network-only' })}
      onTakeTheirs={draft.adopt}
      onKeepMine={({ revision }) => draft.overwrite(revision)}
      className="mb-4"
    >
      {theirs ? <LineDiff label="Their changes" before={draft.source} after={theirs.source} /> : null}
    </ConflictDialog>
  );
}
