import { BellOff, Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import {
  type AlertSeverity,
  type AlertsPageQuery,
  useAlertsPageChangedSubscription,
  useAlertsPageQuery,
  useEndedAlertsQuery,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { readList, writeParams } from '../../lib/url-filters.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { examples } from './alert-draft.ts';
import { severityLooks, severityOptions } from './alert-words.ts';
import { FiringList } from './firing-list.tsx';
import { FiringPanel } from './firing-panel.tsx';
import { RulesTable } from './rules-table.tsx';
import { SilenceDialog } from './silence-dialog.tsx';
import { SilenceList } from './silence-list.tsx';

type Project = NonNullable<AlertsPageQuery['project']>;

const everyRule = 'all';

/** What fires, what is watched, what is silent and what has fired. What is open and what narrows it is in the address. */
export default function AlertsPage() {
  const { slug = '', firingId } = useParams();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const [{ data, error }, retry] = useAlertsPageQuery({ variables: { slug }, requestPolicy: 'cache-and-network' });
  const project = data?.project;
  const changes = useAlertChanges(project?.id, () => retry({ requestPolicy: 'network-only' }));
  useBreadcrumbs([{ label: 'Analytics', to: `/p/${slug}/analytics` }, { label: 'Alerts' }]);
  useDocumentTitle('Alerts');
  const base = `/p/${slug}/analytics/alerts`;
  const newRule = `${base}/rules/new`;
  const canManage = project?.viewerCanManageAlerts ?? false;
  useHotkeys({ n: () => void navigate(newRule) }, { isEnabled: canManage });
  const set = (values: Record<string, string>) => setSearch((before) => writeParams(before, values), { replace: true });
  const silenced = search.get('silence');
  const kept = search.size > 0 ? `?${search}` : '';
  if (error && !project) return <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  const hasNothing = project && project.alertRules.length === 0 && project.firing.nodes.length === 0;
  return (
    <div className="space-y-8">
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      {hasNothing ? (
        <NoRules newRule={newRule} canManage={canManage} />
      ) : (
        <>
          <FiringNow slug={slug} project={project} search={kept} onSilence={() => set({ silence: everyRule })} />
          <section aria-labelledby="rules" className="space-y-3">
            <div className="flex flex-wrap items-center justify-between gap-3">
              <h2 id="rules" className="text-lg">
                Rules
              </h2>
              {canManage ? (
                <Button asChild look="primary">
                  <Link to={newRule}>
                    <Plus aria-hidden /> Add rule
                  </Link>
                </Button>
              ) : null}
            </div>
            <RulesTable
              slug={slug}
              rules={project?.alertRules ?? []}
              isLoading={!project}
              canManage={canManage}
              onSilence={({ id }) => set({ silence: id })}
            />
          </section>
          <SilenceList silences={project?.alertSilences ?? []} canManage={canManage} />
        </>
      )}
      <Ended slug={slug} rules={project?.alertRules ?? []} changes={changes} isQuiet={Boolean(hasNothing)} />
      {project && firingId ? (
        <FiringPanel
          key={firingId}
          id={firingId}
          slug={slug}
          zone={project.timeZone}
          changes={changes}
          canAcknowledge={project.viewerCanAcknowledgeAlerts}
          canManage={canManage}
          onSilence={(id) => void navigate(`${base}?silence=${id}`)}
          onClose={() => void navigate(`${base}${kept}`)}
        />
      ) : null}
      {project && canManage && silenced ? (
        <SilenceDialog
          slug={slug}
          projectId={project.id}
          rules={project.alertRules}
          ruleId={project.alertRules.find(({ id }) => id === silenced)?.id ?? null}
          onClose={() => set({ silence: '' })}
        />
      ) : null}
    </div>
  );
}

/** Counts what has changed since the page was opened, and asks for it. */
function useAlertChanges(projectId: string | undefined, onChange: () => void): number {
  const [changes, setChanges] = useState(0);
  const seen = useRef<string>(undefined);
  useAlertsPageChangedSubscription(
    { variables: { projectId: projectId ?? '' }, pause: !projectId },
    (_previous, change) => {
      const { at } = change.alertsChanged;
      // The first answer says how things stand, which the page knows.
      if (seen.current && seen.current !== at) {
        setChanges((count) => count + 1);
        onChange();
      }
      seen.current = at;
      return change;
    },
  );
  return changes;
}

interface FiringNowProps {
  slug: string;
  project: Project | null | undefined;
  search: string;
  onSilence: () => void;
}

function FiringNow({ slug, project, search, onSilence }: FiringNowProps) {
  const firings = project?.firing.nodes ?? [];
  return (
    <section aria-labelledby="firing" className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="firing" className="text-lg">
          Firing now
        </h2>
        {project?.viewerCanManageAlerts ? (
          <Button icon={<BellOff />} onClick={onSilence}>
            Silence
          </Button>
        ) : null}
      </div>
      {project && firings.length === 0 ? (
        <p className="rounded-lg border border-line px-3 py-4 text-muted" role="status">
          Nothing is wrong.
        </p>
      ) : (
        <FiringList label="Firing now" slug={slug} firings={firings} search={search} loadingRows={project ? 0 : 2} />
      )}
    </section>
  );
}

interface EndedProps {
  slug: string;
  rules: { id: string; name: string }[];
  changes: number;
  /** Says nothing where there is nothing. */
  isQuiet: boolean;
}

function Ended({ slug, rules, changes, isQuiet }: EndedProps) {
  const [search, setSearch] = useSearchParams();
  const chosen = readList(search.get('severity')).filter((value) => value in severityLooks) as AlertSeverity[];
  const ruleIds = readList(search.get('rule'));
  const after = search.get('after');
  const [{ data, error }, retry] = useEndedAlertsQuery({
    variables: { slug, after, filter: { status: 'RESOLVED', severities: chosen, ruleIds } },
    requestPolicy: 'cache-and-network',
  });
  useEffect(() => {
    if (changes > 0) retry({ requestPolicy: 'network-only' });
  }, [changes, retry]);
  const set = (values: Record<string, string>) =>
    setSearch((before) => writeParams(before, { after: '', ...values }), { replace: true });
  const page = data?.project?.alertFirings;
  const isFiltered = chosen.length + ruleIds.length > 0;
  if (page && page.nodes.length === 0 && !isFiltered && (isQuiet || !after)) return null;
  return (
    <section aria-labelledby="ended" className="space-y-3">
      <h2 id="ended" className="text-lg">
        Ended
      </h2>
      <FilterBar isFiltered={isFiltered} onClear={() => set({ severity: '', rule: '' })}>
        <FilterChip
          label="Severity"
          options={severityOptions}
          values={chosen}
          onChange={(values) => set({ severity: values.join(',') })}
        />
        <FilterChip
          label="Rule"
          options={rules.map(({ id, name }) => ({ value: id, label: name }))}
          values={ruleIds}
          onChange={(values) => set({ rule: values.join(',') })}
        />
      </FilterBar>
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      {page && page.nodes.length === 0 ? (
        <EmptyState title="There is no such alert" />
      ) : error && !page ? null : (
        <FiringList
          label="Ended alerts"
          slug={slug}
          firings={page?.nodes ?? []}
          search={search.size > 0 ? `?${search}` : ''}
          loadingRows={page ? 0 : 2}
        />
      )}
      <div className="flex gap-2">
        {after ? <Button onClick={() => set({})}>Newest alerts</Button> : null}
        {page?.pageInfo.hasNextPage && page.pageInfo.endCursor ? (
          <Button onClick={() => set({ after: page.pageInfo.endCursor ?? '' })}>Older alerts</Button>
        ) : null}
      </div>
    </section>
  );
}

function NoRules({ newRule, canManage }: { newRule: string; canManage: boolean }) {
  return (
    <EmptyState
      title="Nothing is watched yet"
      action={
        canManage ? (
          <Button asChild look="primary">
            <Link to={newRule}>
              <Plus aria-hidden /> Add rule
            </Link>
          </Button>
        ) : null
      }
      example={
        canManage ? (
          <ul className="grid gap-2 sm:grid-cols-2">
            {examples.map(({ key, title, text }) => (
              <li key={key}>
                <Link
                  to={`${newRule}?example=${key}`}
                  className="block h-full rounded-md border border-line bg-page p-3 hover:bg-hover"
                >
                  <span className="block font-medium text-strong">{title}</span>
                  <span className="block text-muted">{text}</span>
                </Link>
              </li>
            ))}
          </ul>
        ) : null
      }
    >
      A rule looks at a number again and again, and tells people through the project’s channels when it is wrong. Before
      you save it you see how often it would have fired.
    </EmptyState>
  );
}
