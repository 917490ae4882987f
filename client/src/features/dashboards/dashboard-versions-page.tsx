import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { describeError, errorCode } from '../../graphql/errors.ts';
import {
  type DashboardVersionsPage_VersionFragment,
  useDashboardVersionsPageQuery,
  useRestoreDashboardVersionMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { cn } from '../../lib/cn.ts';
import { Badge } from '../../ui/badge.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { LineDiff } from '../../ui/line-diff.tsx';
import { NotFound } from '../../ui/not-found.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';

type Version = DashboardVersionsPage_VersionFragment;

const draft = 'draft';

/** All that was published of a dashboard: what each changed, and the way back to it. Which two are looked at stands in the URL. */
export default function DashboardVersionsPage() {
  const { slug = '', id = '' } = useParams();
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error }, retry] = useDashboardVersionsPageQuery({ variables: { id, after } });
  const [params, setParams] = useSearchParams();
  const dashboard = data?.dashboard ?? null;
  const versions = dashboard?.versions.nodes ?? [];
  const chosen = versions.find(({ number }) => String(number) === params.get('version')) ?? versions[0];
  const path = `/p/${slug}/analytics/dashboards`;
  useBreadcrumbs([
    { label: 'Dashboards', to: path },
    { label: dashboard?.name ?? 'Dashboard', to: `${path}/${id}` },
    { label: 'Versions' },
  ]);
  if (errorCode(error) === 'NOT_FOUND' || (data && !dashboard)) {
    return <NotFound title="There is no such dashboard" message="It may have been deleted." />;
  }
  const choose = (values: Record<string, string>) => setParams(values, { replace: true });
  return (
    <>
      <PageHeader
        title={`Versions of ${dashboard?.name ?? '…'}`}
        documentTitle={`Versions of ${dashboard?.name ?? ''}`}
      />
      {error ? (
        <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} className="mb-4" />
      ) : null}
      {dashboard && versions.length === 0 ? (
        <EmptyState title="Nothing is published yet">Publish the draft, and its versions stand here.</EmptyState>
      ) : null}
      {!dashboard && !error ? <Skeleton className="h-60" /> : null}
      {dashboard && chosen ? (
        <div className="grid gap-5 lg:grid-cols-[280px_1fr]">
          <nav aria-label="Versions">
            <ul className="space-y-0.5">
              {versions.map((version) => (
                <li key={version.id}>
                  <VersionButton
                    version={version}
                    isChosen={version === chosen}
                    onChoose={() => choose({ version: String(version.number) })}
                  />
                </li>
              ))}
            </ul>
            {dashboard.versions.pageInfo.hasNextPage ? (
              <Button className="mt-3" onClick={() => setAfter(dashboard.versions.pageInfo.endCursor)}>
                Load more versions
              </Button>
            ) : null}
          </nav>
          <VersionDetails
            key={chosen.id}
            version={chosen}
            others={versions}
            against={params.get('against')}
            onAgainst={(against) => choose({ version: String(chosen.number), against })}
            dashboard={dashboard}
            editorPath={`${path}/${id}/edit`}
          />
        </div>
      ) : null}
    </>
  );
}

interface VersionButtonProps {
  version: Version;
  isChosen: boolean;
  onChoose: () => void;
}

function VersionButton({ version, isChosen, onChoose }: VersionButtonProps) {
  return (
    <button
      type="button"
      aria-current={isChosen || undefined}
      onClick={onChoose}
      className={cn('w-full rounded-md px-2.5 py-2 text-left hover:bg-hover', isChosen ? 'bg-pressed' : null)}
    >
      <span className="flex items-center gap-2">
        <span className="font-medium text-strong">Version {version.number}</span>
        {version.isPublished ? <Badge tone="succeeded">Published</Badge> : null}
        <RelativeTime at={version.publishedAt} form="short" className="ml-auto text-muted text-xs" />
      </span>
      <span className="block truncate text-muted text-xs">{version.note ?? version.publishedByName}</span>
    </button>
  );
}

interface VersionDetailsProps {
  version: Version;
  others: Version[];
  /** The number of the version it is compared with, or the draft; null: the one before it. */
  against: string | null;
  onAgainst: (against: string) => void;
  dashboard: { id: string; viewerCanManage: boolean; draft: { source: string } };
  editorPath: string;
}

function VersionDetails({ version, others, against, onAgainst, dashboard, editorPath }: VersionDetailsProps) {
  const navigate = useNavigate();
  const [, restore] = useRestoreDashboardVersionMutation();
  const [isRestoring, setRestoring] = useState(false);
  const numbered = (number: number) => others.find((other) => other.number === number && other !== version);
  const other =
    against === draft ? undefined : (numbered(Number(against ?? Number.NaN)) ?? numbered(version.number - 1));
  const otherSource = other ? other.source : dashboard.draft.source;
  // From the older to the newer, whichever was chosen first.
  const isForward = other !== undefined && other.number < version.number;
  const [before, after] = isForward ? [otherSource, version.source] : [version.source, otherSource];
  const run = async () => {
    setRestoring(true);
    const answer = await restore({ input: { id: dashboard.id, versionId: version.id } });
    setRestoring(false);
    if (answer.error) return showErrorToast('The draft was not changed', describeError(answer.error).message);
    showToast(`The draft is version ${version.number} again`, { description: 'Publish it to have it shown.' });
    void navigate(editorPath);
  };
  const choices = [
    { value: draft, label: 'The draft' },
    ...others
      .filter((each) => each !== version)
      .map(({ number }) => ({ value: String(number), label: `Version ${number}` })),
  ];
  return (
    <section aria-label={`Version ${version.number}`} className="min-w-0 space-y-4">
      <div className="flex flex-wrap items-end gap-3">
        <FormField label="Compared with" className="w-48">
          {(control) => (
            <Select {...control} value={other ? String(other.number) : draft} onChange={onAgainst} options={choices} />
          )}
        </FormField>
        {dashboard.viewerCanManage ? (
          <Button icon={<RotateCcw />} className="ml-auto" isPending={isRestoring} onClick={() => void run()}>
            Restore version {version.number} as draft
          </Button>
        ) : null}
      </div>
      <p className="text-muted">
        Published by {version.publishedByName} <RelativeTime at={version.publishedAt} />
        {version.note ? `: ${version.note}` : null}
      </p>
      <LineDiff label={`Changes of version ${version.number}`} before={before} after={after} className="max-h-160" />
    </section>
  );
}
