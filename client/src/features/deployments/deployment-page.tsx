import { type ReactNode, useRef, useState } from 'react';
import { useLocation, useParams } from 'react-router';
import { describeError, errorCode } from '../../graphql/errors.ts';
import {
  type DeploymentPage_DeploymentFragment,
  type DeploymentStatus,
  useDeploymentPageChangedSubscription,
  useDeploymentPageQuery,
} from '../../graphql/generated.ts';
import { cn } from '../../lib/cn.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { useMediaQuery } from '../../lib/use-media-query.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { ErrorBanner } from '../../ui/error-banner.tsx';
import { NotFound } from '../../ui/not-found.tsx';
import { statusWord } from '../../ui/status-badge.tsx';
import { DeploymentActions } from './deployment-actions.tsx';
import { DeploymentDetails } from './deployment-details.tsx';
import { DeploymentHeader } from './deployment-header.tsx';
import { DeploymentSkeleton } from './deployment-skeleton.tsx';
import { DeploymentVerdict } from './deployment-verdict.tsx';
import { LogViewer, type LogViewerHandle } from './log/log-viewer.tsx';
import { PaneTabs } from './pane-tabs.tsx';
import { StepTree } from './step-tree.tsx';
import './deployment-page.css';

/** One deployment: how it stands, its steps and its log, live. */
export default function DeploymentPage() {
  const { slug = '', id = '' } = useParams();
  const [{ data, error, fetching, stale }, ask] = useDeploymentPageQuery({ variables: { id } });
  useDeploymentPageChangedSubscription({ variables: { id }, pause: !data?.deployment });
  const deployment = data?.deployment;
  if (!deployment) {
    if (error && errorCode(error) !== 'NOT_FOUND') {
      const { title, message, requestId } = describeError(error);
      return (
        <ErrorBanner
          title={title}
          message={message}
          requestId={requestId}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      );
    }
    // The cache answers for the thing, not for the question: of one that isn't there it knows nothing at all.
    if (error || (!fetching && !stale)) {
      return (
        <NotFound
          title="There is no such deployment"
          message="It may belong to a project you are not a member of."
          to={`/p/${slug}/deployments`}
          linkLabel="Go to deployments"
        />
      );
    }
    return <DeploymentSkeleton />;
  }
  // Anew for each deployment: its log, its open steps and its tab are its own.
  return <Deployment key={deployment.id} slug={slug} deployment={deployment} />;
}

export type Pane = 'status' | 'steps' | 'log';

const beginsAtStatus: readonly DeploymentStatus[] = ['AWAITING_APPROVAL', 'QUEUED', 'REJECTED', 'FAILED'];

function Deployment({ slug, deployment }: { slug: string; deployment: DeploymentPage_DeploymentFragment }) {
  const { service, number, status } = deployment;
  const { hash } = useLocation();
  const title = `${service.name} #${number}`;
  useDocumentTitle(`${title}: ${statusWord(status)}`);
  useBreadcrumbs([{ label: 'Deployments', to: `/p/${slug}/deployments` }, { label: title }]);

  const log = useRef<LogViewerHandle>(null);
  const [topStep, setTopStep] = useState<string | null>(null);
  // A step that was pressed stays the marked one until the person scrolls: its lines may not reach the top of the log.
  const [pressedStep, setPressedStep] = useState<string | null>(null);
  const release = () => setPressedStep(null);
  // On a phone one pane at a time; a link to a line means the log.
  const [pane, setPane] = useState<Pane>(() => (hash || !beginsAtStatus.includes(status) ? 'log' : 'status'));
  const showStep = ({ key, firstLogSeq }: { key: string; firstLogSeq: number | null }) => {
    if (firstLogSeq === null) return;
    setPressedStep(key);
    setPane('log');
    log.current?.showLine(firstLogSeq);
  };
  // Once, where it can be reached: in the header, or under the thumb.
  const isWide = useMediaQuery('(min-width: 1024px)');
  const actions = <DeploymentActions slug={slug} deployment={deployment} />;

  return (
    <article data-fills-window="" className="flex min-h-0 flex-col overflow-hidden" aria-label={`Deployment ${title}`}>
      <DeploymentHeader slug={slug} deployment={deployment} actions={isWide ? actions : null} />
      <DeploymentVerdict slug={slug} deployment={deployment} />
      <PaneTabs pane={pane} onChange={setPane} stepCount={new Set(deployment.steps.map((step) => step.key)).size} />
      <div className="relative min-h-0 flex-1 lg:grid lg:grid-cols-[minmax(300px,1fr)_2fr]">
        <div className="min-h-0 overflow-y-auto border-line max-lg:contents lg:border-r">
          <PaneBox isShown={pane === 'steps'} label="Steps">
            {deployment.steps.length > 0 ? (
              <StepTree deployment={deployment} currentKey={pressedStep ?? topStep} onSelect={showStep} />
            ) : (
              <p className="px-4 py-3 text-muted text-xs">
                No steps yet. A program names them by printing lines such as{' '}
                <code className="text-xs">{'{"name":"build","state":"running"}'}</code>.
              </p>
            )}
          </PaneBox>
          <PaneBox isShown={pane === 'status'} label="Details">
            <DeploymentDetails slug={slug} deployment={deployment} />
          </PaneBox>
        </div>
        <PaneBox isShown={pane === 'log'} isBare>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: it only notices that the person scrolls. */}
          <div className="h-full" onWheel={release} onTouchMove={release} onKeyDown={release}>
            <LogViewer ref={log} deployment={deployment} onTopStep={setTopStep} />
          </div>
        </PaneBox>
      </div>
      {isWide ? null : (
        <div className="flex flex-wrap items-center gap-2 border-line border-t bg-page px-4 py-2 empty:hidden [&>button]:flex-1 [&>span>button:first-child]:flex-1 [&>span]:flex-1">
          {actions}
        </div>
      )}
    </article>
  );
}

interface PaneBoxProps {
  isShown: boolean;
  /** Left out where what is inside has one. */
  label?: string;
  /** Scrolls by itself. */
  isBare?: boolean;
  children: ReactNode;
}

/** A pane of the page; on narrow windows they lie on each other and one is seen. Hidden by visibility, so that each keeps its place. */
function PaneBox({ isShown, label, isBare, children }: PaneBoxProps) {
  const Box = label ? 'section' : 'div';
  return (
    <Box
      aria-label={label}
      className={cn(
        'max-lg:absolute max-lg:inset-0',
        isBare ? 'min-h-0 lg:overflow-hidden' : 'max-lg:overflow-y-auto',
        isShown ? null : 'max-lg:invisible',
      )}
    >
      {children}
    </Box>
  );
}
