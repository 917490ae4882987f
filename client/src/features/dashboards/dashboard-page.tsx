import { Code, Ellipsis, FileSpreadsheet, History, Link2, Maximize2, Minimize2, PencilRuler } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { errorCode } from '../../graphql/errors.ts';
import {
  type DashboardPageQuery,
  useDashboardAnnotationsQuery,
  useDashboardPageQuery,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { cn } from '../../lib/cn.ts';
import { copyText } from '../../lib/copy-text.ts';
import { exploreUrl } from '../../lib/explore-url.ts';
import { useIsPhone } from '../../lib/use-media-query.ts';
import { useMetricRange } from '../../lib/use-metric-range.ts';
import { Badge } from '../../ui/badge.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { RangeBar } from '../../ui/chart/range-bar.tsx';
import { DropdownMenu, MenuItem, MenuSeparator } from '../../ui/dropdown-menu.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { NotFound } from '../../ui/not-found.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';
import { type DashboardContent, type Panel, rangeOf, readContent } from './dashboard.ts';
import { ExportDialog } from './export-dialog.tsx';
import { gap, inReadingOrder, rowHeight } from './grid.ts';
import { PanelView, type RowsAsked } from './panel-view.tsx';
import { RowsPanel } from './rows-panel.tsx';
import { useDefaultRange } from './use-default-range.ts';
import { useMeasures, usePanels, usePlaceFilters } from './use-panels.ts';

type Dashboard = NonNullable<DashboardPageQuery['dashboard']>;

/** A dashboard as it is published; before that its draft. */
export default function DashboardPage() {
  const { slug = '', id = '' } = useParams();
  const [{ data, error }, retry] = useDashboardPageQuery({ variables: { id } });
  const dashboard = data?.dashboard ?? null;
  useBreadcrumbs([
    { label: 'Dashboards', to: `/p/${slug}/analytics/dashboards` },
    { label: dashboard?.name ?? 'Dashboard' },
  ]);
  if (errorCode(error) === 'NOT_FOUND' || (data && !dashboard)) {
    return <NotFound title="There is no such dashboard" message="It may have been deleted." />;
  }
  if (error && !dashboard) {
    return <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  }
  if (!dashboard) return <Skeleton className="h-80" />;
  const content = readContent(dashboard.published ? dashboard.published.content : dashboard.draft.content);
  return <DashboardView dashboard={dashboard} content={content} />;
}

function DashboardView({ dashboard, content }: { dashboard: Dashboard; content: DashboardContent | null }) {
  const [isExporting, setExporting] = useState(false);
  const page = useRef<HTMLDivElement>(null);
  const { isFull, toggle } = useFullScreen(page);
  const path = `/p/${dashboard.project.slug}/analytics/dashboards/${dashboard.id}`;
  const share = async () => {
    if (await copyText(location.href)) showToast('The link is copied', { description: 'Range and filters included.' });
    else showErrorToast('The link was not copied', 'Copy it from the address bar.');
  };
  return (
    <div ref={page} className="bg-page data-full:overflow-auto data-full:p-5" data-full={isFull || undefined}>
      <PageHeader
        title={dashboard.name}
        meta={dashboard.description}
        action={
          <>
            {dashboard.published === null ? (
              <Badge>Draft</Badge>
            ) : dashboard.hasUnpublishedChanges && dashboard.viewerCanManage ? (
              <Badge tone="accent">Changes not published</Badge>
            ) : null}
            <IconButton
              label={isFull ? 'Leave full screen' : 'Full screen'}
              icon={isFull ? <Minimize2 /> : <Maximize2 />}
              onClick={toggle}
            />
            <IconButton label="Copy link" icon={<Link2 />} onClick={() => void share()} />
            <DropdownMenu trigger={<IconButton label="More of this dashboard" icon={<Ellipsis />} />}>
              <MenuItem icon={<FileSpreadsheet />} onSelect={() => setExporting(true)}>
                Export numbers
              </MenuItem>
              <MenuItem icon={<Code />} onSelect={() => saveYaml(dashboard)}>
                Save as YAML
              </MenuItem>
              <MenuSeparator />
              <MenuItem asChild>
                <Link to={`${path}/versions`}>
                  <History aria-hidden /> Versions
                </Link>
              </MenuItem>
            </DropdownMenu>
            {dashboard.viewerCanManage ? (
              <Button asChild look="primary" className="max-sm:hidden">
                <Link to={`${path}/edit`}>
                  <PencilRuler aria-hidden /> Edit
                </Link>
              </Button>
            ) : null}
          </>
        }
      />
      {content ? (
        <Panels
          dashboard={dashboard}
          content={content}
          isExporting={isExporting}
          onExported={() => setExporting(false)}
        />
      ) : (
        <EmptyState title="This release can’t read this dashboard">
          It was made by another one. Open its YAML to see what is in it.
        </EmptyState>
      )}
    </div>
  );
}

interface PanelsProps {
  dashboard: Dashboard;
  content: DashboardContent;
  isExporting: boolean;
  onExported: () => void;
}

function Panels({
  dashboard: { project, viewerCanManage, ...dashboard },
  content,
  isExporting,
  onExported,
}: PanelsProps) {
  const isPhone = useIsPhone();
  useDefaultRange(content);
  const { range, window, setRange } = useMetricRange(project.timeZone, rangeOf(content));
  const measures = useMeasures();
  const { filters, chips } = usePlaceFilters(project, content);
  const { data, error, retry, isReady } = usePanels({ project, content, measures, filters, window });
  const [asked, setAsked] = useState<RowsAsked | null>(null);
  const [{ data: noted }] = useDashboardAnnotationsQuery({
    variables: { slug: project.slug, from: window?.from ?? '', to: window?.to ?? '', ...filters },
    pause: !window,
  });
  if (content.panels.length === 0) {
    return (
      <EmptyState
        title="There are no panels yet"
        action={
          viewerCanManage ? (
            <Button asChild look="primary">
              <Link to={`/p/${project.slug}/analytics/dashboards/${dashboard.id}/edit`}>Add a panel</Link>
            </Button>
          ) : undefined
        }
      >
        A panel shows one or more measures: as lines, bars, a number or a table.
      </EmptyState>
    );
  }
  return (
    <>
      <RangeBar range={range} window={window} onChange={setRange} zone={project.timeZone} filters={chips} />
      {error ? <QueryError error={error} onRetry={retry} className="mb-4" /> : null}
      <div
        className="grid grid-cols-12 gap-3 print:auto-rows-auto!"
        style={isPhone ? undefined : { gap, gridAutoRows: rowHeight }}
      >
        {inReadingOrder(content.panels).map((panel) => {
          const { x, y, w, h } = panel.position;
          const tall = h * (rowHeight + gap) - gap;
          return (
            <div
              key={panel.key}
              className={cn(
                'min-w-0 print:row-auto!',
                // On paper there is no room for two charts beside each other.
                panel.kind === 'stat' ? 'col-span-6 print:col-[span_3]!' : 'col-span-12 print:col-[1/-1]!',
              )}
              style={isPhone ? undefined : { gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` }}
            >
              {isReady && window ? (
                <PanelView
                  panel={panel}
                  data={data.get(panel.key) ?? []}
                  window={window}
                  zone={project.timeZone}
                  height={Math.max(100, tall - 92)}
                  annotations={noted?.project?.annotations}
                  onShowRows={setAsked}
                  exploreUrlOf={(query) => exploreUrl(project.slug, range, query)}
                />
              ) : (
                <div style={{ height: isPhone ? phoneHeight(panel, tall) : '100%' }}>
                  <Skeleton className="h-full rounded-lg" />
                </div>
              )}
            </div>
          );
        })}
      </div>
      {asked ? (
        <RowsPanel key={JSON.stringify(asked)} slug={project.slug} asked={asked} onClose={() => setAsked(null)} />
      ) : null}
      {isExporting && window ? (
        <ExportDialog slug={project.slug} panels={content.panels} data={data} window={window} onClose={onExported} />
      ) : null}
    </>
  );
}

/** Of what stands around the numbers of a panel: its title, its edges, and a legend. */
const aroundPanel = 78;

/** On a phone panels stand below each other, as high as they are; so high is what stands there until the numbers come. */
const phoneHeight = ({ kind }: Panel, tall: number) => (kind === 'stat' ? 100 : Math.max(100, tall - 92) + aroundPanel);

function saveYaml({ slug, draft, published }: Dashboard) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([published?.source ?? draft.source], { type: 'application/yaml' }));
  link.download = `${slug}.yaml`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}

/** Shows a part of the page on the whole screen, until it is asked to or Escape is pressed. */
function useFullScreen(part: React.RefObject<HTMLElement | null>) {
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const note = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', note);
    return () => document.removeEventListener('fullscreenchange', note);
  }, []);
  const toggle = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else
      part.current
        ?.requestFullscreen()
        .catch(() => showErrorToast('Full screen is not available', 'This browser does not allow it here.'));
  };
  return { isFull, toggle };
}
