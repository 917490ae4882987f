import { Eye, History, Plus, Settings2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { errorCode } from '../../graphql/errors.ts';
import { type DashboardPageQuery, useDashboardPageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useIsPhone } from '../../lib/use-media-query.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { NotFound } from '../../ui/not-found.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { DashboardConflictDialog } from './conflict-dialog.tsx';
import { DraftNote } from './draft-note.tsx';
import { GridEditor } from './grid-editor.tsx';
import { PublishDashboardDialog } from './publish-dialog.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { type Draft, useDashboardDraft } from './use-dashboard-draft.ts';
import { YamlTab } from './yaml-tab.tsx';

type Dashboard = NonNullable<DashboardPageQuery['dashboard']>;

/** Changes the draft of a dashboard: its panels on the grid, or its YAML. */
export default function DashboardEditPage() {
  const { slug = '', id = '' } = useParams();
  const isPhone = useIsPhone();
  const [{ data, error, fetching, stale }, retry] = useDashboardPageQuery({
    variables: { id },
    // What is changed must be what is there, not what was when the page was last seen.
    requestPolicy: 'cache-and-network',
  });
  const [begun, setBegun] = useState<Dashboard | null>(null);
  const dashboard = data?.dashboard ?? null;
  if (begun === null && dashboard && !fetching && !stale) setBegun(dashboard);
  const [hasOpened, setOpened] = useState(false);
  if (begun && !isPhone && !hasOpened) setOpened(true);
  const path = `/p/${slug}/analytics/dashboards`;
  useBreadcrumbs([
    { label: 'Dashboards', to: path },
    { label: dashboard?.name ?? 'Dashboard', to: `${path}/${id}` },
    { label: 'Edit' },
  ]);
  if (!begun && (errorCode(error) === 'NOT_FOUND' || (data && !dashboard))) {
    return <NotFound title="There is no such dashboard" message="It may have been deleted." />;
  }
  if (error && !begun) return <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!begun) return <Skeleton className="h-80" />;
  // While it is asked for again there is none: what is being written must not go with it.
  const current = dashboard ?? begun;
  const refusal = (
    <EmptyState
      title={isPhone ? 'Dashboards are changed on a larger screen' : 'You may look at this dashboard, not change it'}
      action={
        <Button asChild look="primary">
          <Link to={`${path}/${id}`}>Look at {current.name}</Link>
        </Button>
      }
    />
  );
  if (!begun.viewerCanManage || (isPhone && !hasOpened)) return refusal;
  return (
    <>
      {isPhone ? refusal : null}
      {/* A window made narrow for a moment keeps what is being written. */}
      <div hidden={isPhone}>
        <Editor key={begun.id} begun={begun} dashboard={current} path={`${path}/${id}`} />
      </div>
    </>
  );
}

type Open = 'publish' | 'settings' | 'add';

function Editor({ begun, dashboard, path }: { begun: Dashboard; dashboard: Dashboard; path: string }) {
  const draft = useDashboardDraft(begun.id, begun.draft);
  const [tab, setTab] = useState('panels');
  const [open, setOpen] = useState<Open | null>(null);
  const name = draft.content?.name ?? dashboard.name;
  const { catchUp } = draft;
  const known = dashboard.draft;
  useEffect(() => catchUp(known), [catchUp, known]);
  const change = (to: string) => {
    setTab(to);
    // The YAML of panels that were just moved is made by the server, as are the panels of YAML.
    void draft.flush();
  };
  const isGood = draft.content !== null && draft.unsaved !== 'source';
  return (
    <>
      <PageHeader
        title={name}
        documentTitle={`Edit ${name}`}
        meta={<DraftNote state={draft.state} />}
        action={
          <>
            <IconButton
              label="Name and defaults"
              icon={<Settings2 />}
              disabled={!isGood}
              onClick={() => setOpen('settings')}
            />
            <Button asChild>
              <Link to={`${path}/versions`}>
                <History aria-hidden /> Versions
              </Link>
            </Button>
            <Button asChild>
              <Link to={path}>
                <Eye aria-hidden /> View
              </Link>
            </Button>
            <Button
              icon={<Plus />}
              disabled={!isGood}
              onClick={() => {
                setTab('panels');
                setOpen('add');
              }}
            >
              Add panel
            </Button>
            <Button
              look="primary"
              disabled={
                draft.content === null ||
                draft.state.kind === 'invalid' ||
                (draft.state.kind === 'saved' && !dashboard.hasUnpublishedChanges)
              }
              onClick={() => setOpen('publish')}
            >
              Publish
            </Button>
          </>
        }
      />
      {draft.state.kind === 'conflict' ? (
        <DashboardConflictDialog dashboardId={begun.id} savedByName={draft.state.savedByName} draft={draft} />
      ) : null}
      <Tabs
        aria-label="Ways to change it"
        value={tab}
        onChange={change}
        tabs={[
          {
            value: 'panels',
            label: 'Panels',
            content: (
              <PanelsTab
                draft={draft}
                dashboard={begun}
                isAdding={open === 'add'}
                onAdding={setOpen}
                onCorrect={() => setTab('yaml')}
              />
            ),
          },
          { value: 'yaml', label: 'YAML', content: <YamlTab draft={draft} /> },
        ]}
      />
      {open === 'publish' ? (
        <PublishDashboardDialog
          dashboard={dashboard}
          name={name}
          source={draft.source}
          onSave={draft.flush}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === 'settings' && draft.content ? (
        <SettingsPanel
          content={draft.content}
          onChange={(content) => draft.changeContent(() => content)}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  );
}

interface PanelsTabProps {
  draft: Draft;
  dashboard: Dashboard;
  isAdding: boolean;
  onAdding: (open: 'add' | null) => void;
  onCorrect: () => void;
}

function PanelsTab({ draft, dashboard, isAdding, onAdding, onCorrect }: PanelsTabProps) {
  if (draft.unsaved === 'source') {
    if (draft.state.kind === 'saving') return <Skeleton className="h-80" />;
    return (
      <EmptyState title="The YAML is not saved yet" action={<Button onClick={onCorrect}>Open the YAML</Button>}>
        Its panels stand here as soon as it is.
      </EmptyState>
    );
  }
  if (!draft.content) {
    return (
      <EmptyState title="This release can’t read the YAML of this draft">
        Correct it in the tab YAML, and its panels stand here.
      </EmptyState>
    );
  }
  return (
    <GridEditor
      project={dashboard.project}
      content={draft.content}
      isAdding={isAdding}
      onAdding={(isOpen) => onAdding(isOpen ? 'add' : null)}
      onChange={(change) => draft.changeContent((content) => ({ ...content, panels: change(content.panels) }))}
    />
  );
}
