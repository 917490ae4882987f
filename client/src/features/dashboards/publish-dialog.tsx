import { PublishDialog } from '../../graphql/drafts/publish-dialog.tsx';
import { type DashboardPageQuery, usePublishDashboardMutation } from '../../graphql/generated.ts';
import { LineDiff } from '../../ui/line-diff.tsx';

interface PublishDashboardDialogProps {
  dashboard: NonNullable<DashboardPageQuery['dashboard']>;
  name: string;
  source: string;
  onSave: () => Promise<number | null>;
  onClose: () => void;
}

/** Makes the draft what everybody sees, with what changes by it. */
export function PublishDashboardDialog({ dashboard, name, source, onSave, onClose }: PublishDashboardDialogProps) {
  const [, publish] = usePublishDashboardMutation();
  return (
    <PublishDialog
      name={name}
      description="From then on, everybody in the project sees it so."
      size="lg"
      onSave={onSave}
      onPublish={async (revision, note) => {
        const { data, error } = await publish({ input: { id: dashboard.id, revision, note } });
        return { number: data?.publishDashboard.published?.number, error };
      }}
      onClose={onClose}
    >
      {dashboard.published ? (
        <section>
          <h3 className="mb-1.5 text-xs">What changes</h3>
          <LineDiff label="What changes" before={dashboard.published.source} after={source} className="max-h-60" />
        </section>
      ) : null}
    </PublishDialog>
  );
}
