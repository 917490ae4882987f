import { Fragment, type ReactNode, useEffect } from 'react';
import { Navigate, useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import { errorCode } from '../../graphql/errors.ts';
import { useProjectFrameQuery } from '../../graphql/generated.ts';
import { rememberLastProject } from '../../lib/last-project.ts';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { NotFound } from '../../ui/not-found.tsx';
import { Frame } from './frame.tsx';
import { LiveAlerts } from './live-alerts.tsx';
import { LiveDeployments } from './live-deployments.tsx';

/** The frame of a project's pages. `floating` is what may open above any of them. */
export function ProjectFrame({ floating }: { floating: ReactNode }) {
  const { slug = '' } = useParams();
  const [{ data, error, fetching }] = useProjectFrameQuery({ variables: { slug } });
  const location = useLocation();
  const project = data?.project?.slug === slug ? data.project : null;
  const isMissing = errorCode(error) === 'NOT_FOUND' || (data !== undefined && !fetching && !error && !data.project);
  const isSignedOut = data !== undefined && !fetching && !error && !data.viewer;

  useGoKeys(slug, project?.viewerCanDeploy ?? false);
  useEffect(() => {
    if (project) rememberLastProject(project.slug);
    else if (isMissing) rememberLastProject(null);
  }, [project, isMissing]);

  if (isSignedOut) {
    return <Navigate to={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`} replace />;
  }
  return (
    <Frame
      slug={isMissing ? undefined : slug}
      viewer={data?.viewer ?? null}
      project={project}
      instead={
        isMissing ? (
          <NotFound
            title="There is no such project"
            message="It may have been deleted, or you are not a member of it."
          />
        ) : undefined
      }
      floating={
        <>
          {project ? (
            <Fragment key={project.id}>
              <LiveDeployments projectId={project.id} />
              <LiveAlerts projectId={project.id} />
            </Fragment>
          ) : null}
          {isMissing ? null : floating}
        </>
      }
    />
  );
}

function useGoKeys(slug: string, canDeploy: boolean): void {
  const navigate = useNavigate();
  const [, setSearch] = useSearchParams();
  const go = (path: string) => () => void navigate(`/p/${slug}${path}`);
  useHotkeys(
    {
      'g h': go(''),
      'g d': go('/deployments'),
      'g s': go('/services'),
      'g w': go('/workflows'),
      'g r': go('/runs'),
      'g a': go('/analytics'),
      ...(canDeploy
        ? {
            d: () =>
              setSearch((previous) => {
                previous.set('deploy', '');
                return previous;
              }),
          }
        : {}),
    },
    { scope: 'frame' },
  );
}
