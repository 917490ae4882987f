import { Ellipsis } from 'lucide-react';
import { Link, NavLink, useLocation } from 'react-router';
import { cn } from '../../lib/cn.ts';
import { DropdownMenu, MenuItem } from '../../ui/dropdown-menu.tsx';
import { AlertCount } from './alert-count.tsx';
import { destinations } from './navigation.ts';

const itemClasses =
  'relative flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-2xs text-muted aria-[current=page]:font-medium aria-[current=page]:text-accent-text';

/** The sections of the project on phones, within reach of the thumb; those that are less needed there behind More. */
export function BottomBar({ slug, openAlertCount }: { slug: string; openAlertCount?: number }) {
  const { pathname } = useLocation();
  const more = destinations.filter(({ isOnPhone }) => !isOnPhone);
  const isInMore = more.some(({ path }) => pathname.startsWith(`/p/${slug}${path}`));
  return (
    <nav
      aria-label="Project"
      className="fixed inset-x-0 bottom-0 z-30 flex border-line border-t bg-panel pb-[env(safe-area-inset-bottom)] sm:hidden print:hidden"
    >
      {destinations
        .filter(({ isOnPhone }) => isOnPhone)
        .map(({ path, label, icon: Icon }) => (
          <NavLink key={path} to={`/p/${slug}${path}`} end={path === ''} className={itemClasses}>
            <Icon aria-hidden className="size-5" />
            {label === 'Deployments' ? 'Deploys' : label}
          </NavLink>
        ))}
      <DropdownMenu
        side="top"
        trigger={
          <button type="button" className={cn(itemClasses, isInMore ? 'font-medium text-accent-text!' : null)}>
            <Ellipsis aria-hidden className="size-5" />
            More
            <AlertCount count={openAlertCount} isDot />
          </button>
        }
      >
        {more.map(({ path, label, icon: Icon }) => (
          <MenuItem key={path} asChild>
            <Link to={`/p/${slug}${path}`}>
              <Icon aria-hidden /> {label}
              {path === '/analytics' ? <AlertCount count={openAlertCount} /> : null}
            </Link>
          </MenuItem>
        ))}
      </DropdownMenu>
    </nav>
  );
}
