import { useState } from 'react';
import type { CombinedError } from 'urql';
import {
  type DashboardDriftKind,
  type SyncDialog_DriftFragment,
  useDashboardDriftsQuery,
  useSyncDashboardsMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LineDiff } from '../../ui/line-diff.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';
import { ProblemList } from './problem-list.tsx';

type Drift = SyncDialog_DriftFragment;
type Choice = 'leave' | 'read' | 'write';

const looks: Record<DashboardDriftKind, { label: string; tone: Tone }> = {
  SAME: { label: 'Same', tone: 'neutral' },
  CHANGED_HERE: { label: 'Changed here', tone: 'accent' },
  CHANGED_THERE: { label: 'File changed', tone: 'running' },
  BOTH: { label: 'Changed on both sides', tone: 'waiting' },
  ONLY_HERE: { label: 'No file', tone: 'neutral' },
  ONLY_THERE: { label: 'New file', tone: 'running' },
  GONE: { label: 'File is gone', tone: 'waiting' },
};

/** What can be chosen for each: the first is what happens unless somebody chooses. */
function choicesOf({ drift, hereSource, problems }: Drift): Choice[] {
  if (problems.length > 0) return hereSource === null ? ['leave'] : ['leave', 'write'];
  switch (drift) {
    case 'SAME':
      return ['leave'];
    case 'CHANGED_THERE':
    case 'ONLY_THERE':
      return hereSource === null ? ['read'] : ['read', 'write'];
    case 'BOTH':
      return hereSource === null ? ['leave', 'read'] : ['leave', 'read', 'write'];
    default:
      return hereSource === null ? ['leave'] : ['leave', 'write'];
  }
}

const choiceLabels: Record<Choice, string> = {
  leave: 'Leave both',
  read: 'Take the file',
  write: 'Write the file',
};

/** The project's folder of dashboards beside what is published: what differs, and which side to take. */
export function SyncDialog({ project, onClose }: { project: { id: string; slug: string }; onClose: () => void }) {
  const [{ data, error: unread }, ask] = useDashboardDriftsQuery({
    variables: { slug: project.slug },
    requestPolicy: 'network-only',
  });
  const [, sync] = useSyncDashboardsMutation();
  const [chosen, setChosen] = useState<Record<string, Choice>>({});
  const [error, setError] = useState<CombinedError | null>(null);
  const [isPending, setPending] = useState(false);
  const drifts = data?.project?.dashboardDrifts ?? null;
  const choiceOf = (drift: Drift): Choice => chosen[drift.slug] ?? choicesOf(drift)[0] ?? 'leave';
  const doing = drifts?.filter((drift) => choiceOf(drift) !== 'leave') ?? [];
  const run = async () => {
    setPending(true);
    setError(null);
    const writeIds = doing.flatMap((drift) => (choiceOf(drift) === 'write' ? (drift.dashboard?.id ?? []) : []));
    const readSlugs = doing.flatMap((drift) => (choiceOf(drift) === 'read' ? drift.slug : []));
    const answer = await sync({ input: { projectId: project.id, writeIds, readSlugs } });
    setPending(false);
    if (answer.error) return setError(answer.error);
    const { added = [], updated = [], written = [] } = answer.data?.syncDashboards ?? {};
    showToast('Dashboards and files are in step', {
      description: `${added.length + updated.length} read, ${written.length} written`,
    });
    setChosen({});
    ask({ requestPolicy: 'network-only' });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Sync with files"
      description={
        <>
          Files lie in <code className="break-all">{data?.project?.servicesFolder ?? '…'}/dashboards</code>. What
          changed on both sides stays until you choose.
        </>
      }
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button look="primary" disabled={doing.length === 0} isPending={isPending} onClick={() => void run()}>
            {doing.length === 0 ? 'Nothing to sync' : `Sync ${doing.length}`}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {unread ? <QueryError error={unread} onRetry={() => ask({ requestPolicy: 'network-only' })} /> : null}
        {error ? <QueryError error={error} /> : null}
        {!drifts && !unread ? <Skeleton className="h-20" /> : null}
        {drifts?.length === 0 ? (
          <p className="text-muted">
            There is neither a dashboard nor a file yet. Put a file “name.yaml” into the folder, or publish a dashboard.
          </p>
        ) : null}
        <ul className="divide-y divide-line">
          {drifts?.map((drift) => (
            <DriftItem
              key={drift.slug}
              drift={drift}
              choice={choiceOf(drift)}
              onChoose={(choice) => setChosen((before) => ({ ...before, [drift.slug]: choice }))}
            />
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

interface DriftItemProps {
  drift: Drift;
  choice: Choice;
  onChoose: (choice: Choice) => void;
}

function DriftItem({ drift, choice, onChoose }: DriftItemProps) {
  const { label, tone } = looks[drift.drift];
  const choices = choicesOf(drift);
  const isDiffShown = drift.hereSource !== null && drift.thereSource !== null && drift.drift !== 'SAME';
  const [before, after] =
    choice === 'write' ? [drift.thereSource, drift.hereSource] : [drift.hereSource, drift.thereSource];
  return (
    <li className="space-y-2 py-3 first:pt-0">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium text-strong">{drift.dashboard?.name ?? drift.slug}</span>
        <Badge tone={tone}>{label}</Badge>
        {choices.length > 1 ? (
          <Select
            aria-label={`What to do with ${drift.slug}`}
            className="ml-auto w-36"
            value={choice}
            onChange={(value) => onChoose(value as Choice)}
            options={choices.map((value) => ({ value, label: choiceLabels[value] }))}
          />
        ) : (
          <span className="ml-auto text-muted">{choice === 'read' ? 'Will be read' : null}</span>
        )}
      </div>
      <p className="text-muted text-xs">
        <code>{drift.path}</code>
      </p>
      {drift.problems.length > 0 ? <ProblemList problems={drift.problems} /> : null}
      {isDiffShown ? (
        <LineDiff
          label={
            choice === 'write'
              ? `What would change in the file of ${drift.slug}`
              : `What would change here in ${drift.slug}`
          }
          before={before ?? ''}
          after={after ?? ''}
          className="max-h-60"
        />
      ) : null}
    </li>
  );
}
