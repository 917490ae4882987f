import { Rocket } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type HomePageQuery, useHomePageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useIsPhone } from '../../lib/use-media-query.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ApprovalLines } from './approval-lines.tsx';
import { DeploymentLines, FailedDetail, RunningDetail, WaitingDetail } from './deployment-lines.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Matrix } from './matrix.tsx';

/** What is deployed where, and what needs somebody. Kept up to date by the frame's subscription. */
export default function HomePage() {
  const { slug = '' } = useParams();
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error }, retry] = useHomePageQuery({ variables: { slug, after } });
  useBreadcrumbs([{ label: 'Home' }]);
  const project = data?.project?.slug === slug ? data.project : null;
  const hasMatrix = project !== null && project.services.nodes.length > 0 && project.environments.length > 0;
  return (
    <>
      <PageHeader
        title={project?.name ?? <Skeleton className="mt-1.5 h-4 w-32" />}
        documentTitle={project?.name ?? 'Home'}
        action={
          hasMatrix && project.viewerCanDeploy ? (
            <Button asChild look="primary">
              <Link to="?deploy=">
                <Rocket aria-hidden /> Deploy
              </Link>
            </Button>
          ) : null
        }
      />
      {error ? (
        <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} className="mb-4" />
      ) : null}
      {!project && !error ? <MatrixSkeleton /> : null}
      {project && !hasMatrix ? <FirstSteps project={project} /> : null}
      {project && hasMatrix ? <HomeContent project={project} onLoadMore={setAfter} /> : null}
    </>
  );
}

interface HomeContentProps {
  project: NonNullable<HomePageQuery['project']>;
  onLoadMore: (after: string | null) => void;
}

function HomeContent({ project, onLoadMore }: HomeContentProps) {
  const isPhone = useIsPhone();
  const waiting = project.waiting.nodes.filter((deployment) => deployment.viewerCanApprove);
  const needsMe = (
    <DeploymentLines
      title="Waits for me"
      slug={project.slug}
      deployments={waiting}
      count={waiting.length}
      none="Nothing waits for your approval."
      detail={(deployment) => <WaitingDetail deployment={deployment} />}
    />
  );
  return (
    <>
      {isPhone ? (
        <div className="mb-5 empty:hidden">
          {waiting.length > 0 ? needsMe : null}
          <ApprovalLines slug={project.slug} projectId={project.id} />
        </div>
      ) : null}
      <Matrix
        slug={project.slug}
        services={project.services.nodes}
        environments={project.environments}
        cells={project.matrix}
        isPhone={isPhone}
      />
      {project.services.pageInfo.hasNextPage ? (
        <Button className="mt-3" onClick={() => onLoadMore(project.services.pageInfo.endCursor)}>
          Load more services
        </Button>
      ) : null}
      <div className="mt-8 grid gap-x-8 gap-y-6 md:grid-cols-2 xl:grid-cols-3">
        {isPhone && waiting.length > 0 ? null : (
          <div className="min-w-0">
            {needsMe}
            {isPhone ? null : <ApprovalLines slug={project.slug} projectId={project.id} />}
          </div>
        )}
        <DeploymentLines
          title="Failed last"
          slug={project.slug}
          deployments={project.failed.nodes}
          allTo={`/p/${project.slug}/deployments?status=FAILED,TIMED_OUT`}
          none="No deployment has failed."
          detail={(deployment) => <FailedDetail deployment={deployment} />}
        />
        <DeploymentLines
          title="Running now"
          slug={project.slug}
          deployments={project.running.nodes}
          count={project.running.nodes.length}
          none="Nothing is running."
          detail={(deployment) => <RunningDetail deployment={deployment} />}
        />
      </div>
    </>
  );
}

function MatrixSkeleton() {
  return (
    <div aria-busy="true" className="overflow-hidden rounded-lg border border-line">
      <div className="h-9 border-line border-b bg-panel" />
      {[1, 2, 3, 4].map((row) => (
        <div key={row} className="flex h-13 items-center gap-8 border-line border-b px-3 last:border-b-0">
          <Skeleton className="h-3 w-24" />
          <Skeleton className="h-3 w-32" />
          <Skeleton className="h-3 w-32 max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}
