import { type ComponentType, lazy, Suspense } from 'react';
import { Navigate, type RouteObject, useParams, useSearchParams } from 'react-router';
import { readLastProject } from './lib/last-project.ts';
import { FrameOutline } from './ui/frame-outline.tsx';
import { NotFound, RouteError } from './ui/not-found.tsx';

const DeployDialog = lazy(async () => ({
  default: (await import('./features/deployments/deploy-dialog.tsx')).DeployDialog,
}));

const ProjectFrame = lazy(async () => ({
  default: (await import('./features/frame/project-frame.tsx')).ProjectFrame,
}));

/** Loads a page's code when its route is first visited. */
function page(load: () => Promise<{ default: ComponentType }>) {
  return async () => ({ Component: (await load()).default });
}

/**
 * The deploy dialog belongs to every page of a project: `?deploy=<serviceId>&to=<environmentId>` opens it (`deploy` may be
 * empty: then the dialog asks), `from=<deploymentId>` begins with what that one was. Features link to it by URL, so none of them needs to know the other.
 */
function DeploySlot() {
  const { slug = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const serviceId = search.get('deploy');
  if (serviceId === null) return null;
  const close = () => {
    setSearch(
      (previous) => {
        previous.delete('deploy');
        // On pages of numbers both are times of a window of one's own.
        if (previous.get('to')?.startsWith('env_')) previous.delete('to');
        if (previous.get('from')?.startsWith('dpl_')) previous.delete('from');
        return previous;
      },
      { replace: true },
    );
  };
  return (
    <Suspense>
      <DeployDialog
        projectSlug={slug}
        serviceId={serviceId || undefined}
        environmentId={search.get('to') ?? undefined}
        open
        onOpenChange={(isOpen) => {
          if (!isOpen) close();
        }}
      />
    </Suspense>
  );
}

function ToLastProject() {
  const slug = readLastProject();
  return <Navigate to={slug ? `/p/${slug}` : '/projects'} replace />;
}

export const routes: RouteObject[] = [
  {
    errorElement: <RouteError />,
    hydrateFallbackElement: <FrameOutline />,
    children: [
      { path: '/', Component: ToLastProject },
      { path: '/setup', lazy: page(() => import('./features/access/setup-page.tsx')) },
      { path: '/sign-in', lazy: page(() => import('./features/access/sign-in-page.tsx')) },
      { path: '/invitation', lazy: page(() => import('./features/access/invitation-page.tsx')) },
      { path: '/forgot-password', lazy: page(() => import('./features/access/forgot-password-page.tsx')) },
      { path: '/reset-password', lazy: page(() => import('./features/access/reset-password-page.tsx')) },
      { path: '/verify-email', lazy: page(() => import('./features/access/verify-email-page.tsx')) },
      { path: '/link-account', lazy: page(() => import('./features/access/link-account-page.tsx')) },
      {
        lazy: async () => ({ Component: (await import('./features/frame/plain-frame.tsx')).PlainFrame }),
        children: [
          { path: '/projects', lazy: page(() => import('./features/projects/projects-page.tsx')) },
          { path: '/account', lazy: page(() => import('./features/settings/account-page.tsx')) },
          {
            path: '/administration',
            lazy: page(() => import('./features/administration/administration-layout.tsx')),
            children: [
              { index: true, element: <Navigate to="doctor" replace /> },
              { path: 'doctor', lazy: page(() => import('./features/administration/doctor-page.tsx')) },
              { path: 'jobs', lazy: page(() => import('./features/jobs/jobs-page.tsx')) },
              { path: 'people', lazy: page(() => import('./features/administration/people-page.tsx')) },
              { path: 'data', lazy: page(() => import('./features/storage/storage-page.tsx')) },
              { path: 'settings', lazy: page(() => import('./features/administration/instance-settings-page.tsx')) },
              { path: 'audit', lazy: page(() => import('./features/settings/installation-audit-page.tsx')) },
            ],
          },
          { path: '*', Component: NotFound },
        ],
      },
      {
        path: '/p/:slug',
        element: (
          <Suspense fallback={<FrameOutline />}>
            <ProjectFrame floating={<DeploySlot />} />
          </Suspense>
        ),
        children: [
          { index: true, lazy: page(() => import('./features/home/home-page.tsx')) },
          { path: 'services', lazy: page(() => import('./features/services/services-page.tsx')) },
          { path: 'services/:id', lazy: page(() => import('./features/services/service-page.tsx')) },
          { path: 'workflows', lazy: page(() => import('./features/workflows/workflows-page.tsx')) },
          { path: 'workflows/templates', lazy: page(() => import('./features/templates/templates-page.tsx')) },
          { path: 'workflows/templates/:template', lazy: page(() => import('./features/templates/template-page.tsx')) },
          { path: 'workflows/:id', lazy: page(() => import('./features/workflows/workflow-page.tsx')) },
          {
            path: 'workflows/:id/versions',
            lazy: page(() => import('./features/workflows/workflow-versions-page.tsx')),
          },
          { path: 'deployments', lazy: page(() => import('./features/deployments/deployments-page.tsx')) },
          { path: 'deployments/:id', lazy: page(() => import('./features/deployments/deployment-page.tsx')) },
          { path: 'analytics/dashboards/:id', lazy: page(() => import('./features/dashboards/dashboard-page.tsx')) },
          {
            path: 'analytics/dashboards/:id/edit',
            lazy: page(() => import('./features/dashboards/dashboard-edit-page.tsx')),
          },
          {
            path: 'analytics/dashboards/:id/versions',
            lazy: page(() => import('./features/dashboards/dashboard-versions-page.tsx')),
          },
          { path: 'runs', lazy: page(() => import('./features/runs/runs-page.tsx')) },
          { path: 'runs/compare', lazy: page(() => import('./features/runs/compare-page.tsx')) },
          { path: 'runs/:id', lazy: page(() => import('./features/runs/run-page.tsx')) },
          {
            path: 'analytics',
            lazy: page(() => import('./features/analytics/analytics-layout.tsx')),
            children: [
              { index: true, element: <Navigate to="delivery" replace /> },
              { path: 'events', lazy: page(() => import('./features/events/events-page.tsx')) },
              { path: 'alerts', lazy: page(() => import('./features/alerts/alerts-page.tsx')) },
              { path: 'alerts/rules/new', lazy: page(() => import('./features/alerts/rule-page.tsx')) },
              { path: 'alerts/rules/:ruleId', lazy: page(() => import('./features/alerts/rule-page.tsx')) },
              { path: 'alerts/:firingId', lazy: page(() => import('./features/alerts/alerts-page.tsx')) },
              { path: 'delivery', lazy: page(() => import('./features/analytics/delivery-page.tsx')) },
              { path: 'incidents', lazy: page(() => import('./features/incidents/incidents-page.tsx')) },
              { path: 'incidents/:id', lazy: page(() => import('./features/incidents/incident-page.tsx')) },
              { path: 'deployments', lazy: page(() => import('./features/analytics/deployments-page.tsx')) },
              { path: 'workflows', lazy: page(() => import('./features/analytics/workflows-page.tsx')) },
              { path: 'platform', lazy: page(() => import('./features/analytics/platform-page.tsx')) },
              { path: 'explore', lazy: page(() => import('./features/analytics/explore-page.tsx')) },
              { path: 'dashboards', lazy: page(() => import('./features/dashboards/dashboards-page.tsx')) },
              { path: 'scores', lazy: page(() => import('./features/scores/scores-page.tsx')) },
              { path: 'roadmap', lazy: page(() => import('./features/roadmap/roadmap-page.tsx')) },
            ],
          },
          {
            path: 'settings',
            lazy: page(() => import('./features/settings/settings-layout.tsx')),
            children: [
              { index: true, element: <Navigate to="general" replace /> },
              { path: 'general', lazy: page(() => import('./features/settings/general-page.tsx')) },
              { path: 'environments', lazy: page(() => import('./features/settings/environments-page.tsx')) },
              { path: 'variables', lazy: page(() => import('./features/settings/variables-page.tsx')) },
              { path: 'members', lazy: page(() => import('./features/settings/members-page.tsx')) },
              { path: 'roles', lazy: page(() => import('./features/settings/roles-page.tsx')) },
              { path: 'access', lazy: page(() => import('./features/settings/access-page.tsx')) },
              {
                path: 'notifications',
                lazy: page(() => import('./features/notifications/notifications-page.tsx')),
              },
              { path: 'tokens', lazy: page(() => import('./features/settings/tokens-page.tsx')) },
              { path: 'audit', lazy: page(() => import('./features/settings/audit-page.tsx')) },
            ],
          },
          { path: '*', Component: NotFound },
        ],
      },
    ],
  },
];
