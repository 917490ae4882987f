import { ArrowRight, GitCompare, Lock, Rocket } from 'lucide-react';
import { Link } from 'react-router';
import type {
  Matrix_EnvironmentFragment,
  Matrix_MatrixCellFragment,
  Matrix_ServiceFragment,
} from '../../graphql/generated.ts';
import { deployAccessPath } from '../../lib/access-path.ts';
import { AnchoredPopover } from '../../ui/anchored-popover.tsx';
import { Button } from '../../ui/button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { compareWithLeft, viewCell } from './cell-view.ts';

interface CellPopoverProps {
  slug: string;
  anchor: HTMLElement;
  cell: Matrix_MatrixCellFragment | undefined;
  service: Matrix_ServiceFragment | undefined;
  environment: Matrix_EnvironmentFragment | undefined;
  left: { environment: Matrix_EnvironmentFragment; cell: Matrix_MatrixCellFragment | undefined } | undefined;
  onClose: () => void;
}

/** What stands behind a cell, and what can be done there: deploy, open, compare with the environment before. */
export function CellPopover({ slug, anchor, cell, service, environment, left, onClose }: CellPopoverProps) {
  if (!service || !environment) return null;
  const view = viewCell(cell);
  const comparison = compareWithLeft(
    cell?.live?.version,
    left ? { name: left.environment.name, version: left.cell?.live?.version } : undefined,
  );
  // One press promotes what the environment before has.
  const promotable = comparison?.isBehind ? left?.cell?.live : null;
  const canDeploy = service.viewerCanDeploy && environment.viewerCanDeploy;
  return (
    <AnchoredPopover
      anchor={anchor}
      onClose={onClose}
      className="w-84 p-0"
      aria-label={`${service.name} in ${environment.name}`}
    >
      <div className="space-y-2.5 p-3.5">
        <p className="flex items-center gap-1.5 font-medium text-strong">
          {service.name}
          <ArrowRight aria-label="to" className="size-3.5 text-faint" />
          {environment.name}
        </p>
        {view.kind === 'never' ? <p className="text-muted">Nothing has been deployed here yet.</p> : null}
        {view.kind === 'never' ? null : (
          <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1.5">
            <dt className="text-muted">Live</dt>
            <dd className="min-w-0">
              {view.live ? (
                <DeploymentLink
                  slug={slug}
                  deployment={view.live}
                  at={view.live.finishedAt}
                  by={view.live.createdByName}
                />
              ) : (
                <span className="text-muted">Nothing yet</span>
              )}
            </dd>
            {view.kind === 'settled' ? null : (
              <>
                <dt className="text-muted">Newest</dt>
                <dd className="min-w-0 space-y-1">
                  <DeploymentLink
                    slug={slug}
                    deployment={view.latest}
                    at={view.latest.createdAt}
                    by={view.latest.createdByName}
                  />
                  <StatusBadge status={view.latest.status} isPlain className="text-xs" />
                  {view.latest.statusReason ? <p className="text-muted text-xs">{view.latest.statusReason}</p> : null}
                </dd>
              </>
            )}
          </dl>
        )}
        {comparison ? (
          <p className="flex items-center gap-1.5 text-muted text-xs">
            <GitCompare aria-hidden className="size-3.5 shrink-0" />
            <span className="min-w-0 truncate">{comparison.text}</span>
          </p>
        ) : null}
        {canDeploy ? null : (
          <p className="flex items-center gap-1.5 text-muted text-xs">
            <Lock aria-hidden className="size-3.5 shrink-0" />
            <span>
              You may not deploy here.{' '}
              <Link
                to={deployAccessPath(slug, { environmentId: environment.id, serviceId: service.id })}
                onClick={onClose}
                className="rounded-sm text-accent-text underline underline-offset-2"
              >
                Who may, and why
              </Link>
            </span>
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2 border-line border-t bg-panel px-3.5 py-2.5">
        {canDeploy ? (
          <Button asChild look="primary" size="sm">
            {promotable ? (
              <Link to={`?deploy=${service.id}&to=${environment.id}&from=${promotable.id}`} onClick={onClose}>
                <Rocket aria-hidden />
                <span className="max-w-40 truncate">Deploy {promotable.version}</span>
              </Link>
            ) : (
              <Link to={`?deploy=${service.id}&to=${environment.id}`} onClick={onClose}>
                <Rocket aria-hidden /> Deploy {service.name}
              </Link>
            )}
          </Button>
        ) : null}
        {canDeploy && promotable ? (
          <Button asChild size="sm">
            <Link to={`?deploy=${service.id}&to=${environment.id}`} onClick={onClose}>
              Other version
            </Link>
          </Button>
        ) : null}
        {view.kind === 'never' ? null : (
          <Button asChild size="sm">
            <Link to={`/p/${slug}/deployments/${view.latest.id}`}>Open #{view.latest.number}</Link>
          </Button>
        )}
        <Button asChild size="sm" look="ghost">
          <Link to={`/p/${slug}/deployments?service=${service.id}&environment=${environment.id}`}>History</Link>
        </Button>
      </div>
    </AnchoredPopover>
  );
}

interface DeploymentLinkProps {
  slug: string;
  deployment: { id: string; number: number; version: string };
  at: string | null;
  by: string;
}

function DeploymentLink({ slug, deployment, at, by }: DeploymentLinkProps) {
  return (
    <span className="block min-w-0">
      <Link
        to={`/p/${slug}/deployments/${deployment.id}`}
        className="block truncate rounded-sm text-strong hover:underline"
      >
        <code>{deployment.version}</code>
      </Link>
      <span className="text-muted text-xs">
        #{deployment.number} · {by}
        {at ? (
          <>
            {' · '}
            <RelativeTime at={at} />
          </>
        ) : null}
      </span>
    </span>
  );
}
