import { ChevronRight } from 'lucide-react';
import { createContext, Fragment, type ReactNode, useContext, useEffect, useState } from 'react';
import { Link } from 'react-router';

export interface Crumb {
  label: string;
  /** Left out for the page itself. */
  to?: string;
}

const SetCrumbs = createContext<(crumbs: Crumb[]) => void>(() => {});
const Crumbs = createContext<Crumb[]>([]);

/** Lets pages say where they are to a bar above them. */
export function BreadcrumbsProvider({ children }: { children: ReactNode }) {
  const [crumbs, setCrumbs] = useState<Crumb[]>([]);
  return (
    <SetCrumbs value={setCrumbs}>
      <Crumbs value={crumbs}>{children}</Crumbs>
    </SetCrumbs>
  );
}

/** Says where this page is: the way from the project to it. */
export function useBreadcrumbs(crumbs: Crumb[]): void {
  const set = useContext(SetCrumbs);
  const key = JSON.stringify(crumbs);
  useEffect(() => {
    set(JSON.parse(key) as Crumb[]);
  }, [set, key]);
}

/** The way to this page, in the top bar. */
export function Breadcrumbs() {
  const crumbs = useContext(Crumbs);
  return (
    <nav aria-label="Breadcrumbs" className="min-w-0 flex-1">
      <ol className="flex min-w-0 items-center gap-1 text-muted">
        {crumbs.map((crumb, index) => (
          <Fragment key={crumb.label}>
            {index > 0 ? (
              <li aria-hidden className="max-sm:hidden">
                <ChevronRight className="size-3.5 text-faint" />
              </li>
            ) : null}
            <li className={index < crumbs.length - 1 ? 'shrink-0 max-sm:hidden' : 'min-w-0 truncate'}>
              {crumb.to ? (
                <Link to={crumb.to} className="rounded-sm hover:text-strong">
                  {crumb.label}
                </Link>
              ) : (
                <span aria-current="page" className="text-strong">
                  {crumb.label}
                </span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
