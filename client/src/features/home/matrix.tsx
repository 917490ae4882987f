import { Globe, Lock, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { Link } from 'react-router';
import type {
  Matrix_EnvironmentFragment,
  Matrix_MatrixCellFragment,
  Matrix_ServiceFragment,
} from '../../graphql/generated.ts';
import { cn } from '../../lib/cn.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { CellPopover } from './cell-popover.tsx';
import { MatrixCellContent } from './matrix-cell.tsx';

interface MatrixProps {
  slug: string;
  services: Matrix_ServiceFragment[];
  environments: Matrix_EnvironmentFragment[];
  cells: Matrix_MatrixCellFragment[];
  isPhone: boolean;
}

export interface OpenCell {
  anchor: HTMLElement;
  serviceId: string;
  environmentId: string;
}

/** Services down, environments across, in the order in which versions travel. On phones a list for each service. */
export function Matrix({ slug, services, environments, cells, isPhone }: MatrixProps) {
  const [open, setOpen] = useState<OpenCell | null>(null);
  const byPlace = useMemo(
    () => new Map(cells.map((cell) => [`${cell.service.id} ${cell.environment.id}`, cell])),
    [cells],
  );
  const find = (serviceId: string, environmentId: string) => byPlace.get(`${serviceId} ${environmentId}`);
  const mayDeploy = (service: Matrix_ServiceFragment, environment: Matrix_EnvironmentFragment) =>
    service.viewerCanDeploy && environment.viewerCanDeploy;
  // Only to whom some cells are open and some are not: everybody else knows without.
  const hasLocks = services.some((service) => environments.some((environment) => mayDeploy(service, environment)));
  const isLocked = (service: Matrix_ServiceFragment, environment: Matrix_EnvironmentFragment) =>
    hasLocks && !mayDeploy(service, environment);
  const cellButton = (service: Matrix_ServiceFragment, environment: Matrix_EnvironmentFragment) => (
    <button
      type="button"
      title={isLocked(service, environment) ? `You may not deploy ${service.name} to ${environment.name}` : undefined}
      data-cell=""
      aria-haspopup="dialog"
      aria-expanded={open?.serviceId === service.id && open.environmentId === environment.id}
      onClick={(event) =>
        setOpen({ anchor: event.currentTarget, serviceId: service.id, environmentId: environment.id })
      }
      className={cn(
        'relative flex w-full min-w-0 flex-col justify-center gap-0.5 overflow-hidden text-left transition-colors duration-100 hover:bg-hover aria-expanded:bg-hover',
        'focus-visible:outline-2 focus-visible:-outline-offset-2',
        isPhone ? 'min-h-14 flex-1 px-3 py-2' : 'h-13 px-3',
      )}
    >
      <span className="sr-only">
        {service.name} in {environment.name}:
      </span>
      <MatrixCellContent cell={find(service.id, environment.id)} />
      {isLocked(service, environment) ? (
        <Lock aria-hidden className="absolute top-2 right-2 size-3 text-faint" />
      ) : null}
    </button>
  );
  const openIndex = environments.findIndex((environment) => environment.id === open?.environmentId);
  const left = environments[openIndex - 1];
  const layout = isPhone ? (
    <div className="space-y-3">
      {services.map((service) => (
        <section key={service.id} aria-label={service.name} className="overflow-hidden rounded-lg border border-line">
          <h2 className="border-line border-b bg-panel px-3 py-2">
            <ServiceLink slug={slug} service={service} />
          </h2>
          <ul className="divide-y divide-line">
            {environments.map((environment) => (
              <li key={environment.id} className="flex">
                <span className="flex w-24 shrink-0 items-center pl-3 text-muted text-xs">
                  <span className="truncate">{environment.name}</span>
                </span>
                {cellButton(service, environment)}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  ) : (
    <div className="overflow-x-auto rounded-lg border border-line">
      <table
        aria-label="What is deployed where"
        className="w-full table-fixed border-separate border-spacing-0"
        onKeyDown={(event) => moveBetweenCells(event, environments.length)}
      >
        <thead>
          <tr className="bg-panel">
            <th
              scope="col"
              className="sticky left-0 z-10 h-9 w-44 border-line border-b bg-panel px-3 text-left font-medium text-muted text-xs"
            >
              Service
            </th>
            {environments.map((environment) => (
              <th
                key={environment.id}
                scope="col"
                className="h-9 w-48 border-line border-b border-l px-3 text-left font-medium text-xs"
              >
                <EnvironmentName environment={environment} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {services.map((service) => (
            <tr key={service.id} className="group">
              <th
                scope="row"
                className="sticky left-0 z-10 border-line border-b bg-page px-3 text-left font-medium group-last:border-b-0"
              >
                <ServiceLink slug={slug} service={service} />
              </th>
              {environments.map((environment) => (
                <td key={environment.id} className="border-line border-b border-l p-0 group-last:border-b-0">
                  {cellButton(service, environment)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
  return (
    <>
      {layout}
      {open ? (
        <CellPopover
          slug={slug}
          anchor={open.anchor}
          cell={find(open.serviceId, open.environmentId)}
          service={services.find((service) => service.id === open.serviceId)}
          environment={environments[openIndex]}
          left={left ? { environment: left, cell: find(open.serviceId, left.id) } : undefined}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  );
}

function ServiceLink({ slug, service }: { slug: string; service: Matrix_ServiceFragment }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Link to={`/p/${slug}/services/${service.id}`} className="truncate rounded-sm text-strong hover:underline">
        {service.name}
      </Link>
      {service.problems.length > 0 ? (
        <Tooltip content={service.problems[0]?.message}>
          <Link
            to={`/p/${slug}/services/${service.id}?tab=source`}
            aria-label={`${service.name} has problems in its source`}
            className="shrink-0 rounded-sm text-waiting"
          >
            <TriangleAlert className="size-3.5" />
          </Link>
        </Tooltip>
      ) : null}
    </span>
  );
}

function EnvironmentName({ environment }: { environment: Matrix_EnvironmentFragment }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span className="truncate text-body">{environment.name}</span>
      {environment.url ? (
        <Tooltip content={environment.url}>
          <a
            href={environment.url}
            target="_blank"
            rel="noreferrer"
            aria-label={`Open ${environment.url}`}
            className="rounded-sm p-0.5 text-faint hover:text-strong"
          >
            <Globe className="size-3" />
          </a>
        </Tooltip>
      ) : null}
    </span>
  );
}

function moveBetweenCells(event: KeyboardEvent<HTMLElement>, columns: number): void {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
  if (!step || !(event.target instanceof HTMLElement) || !event.target.matches('[data-cell]')) return;
  const cells = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-cell]')];
  const next = cells[cells.indexOf(event.target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
