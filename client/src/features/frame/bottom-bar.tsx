import { NavLink } from 'react-router';
import { destinations } from './navigation.ts';

/** The sections of the project on phones, within reach of the thumb. */
export function BottomBar({ slug }: { slug: string }) {
  return (
    <nav
      aria-label="Project"
      className="fixed inset-x-0 bottom-0 z-30 flex border-line border-t bg-panel pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {destinations.map(({ path, label, icon: Icon }) => (
        <NavLink
          key={path}
          to={`/p/${slug}${path}`}
          end={path === ''}
          className="flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-2xs text-muted aria-[current=page]:font-medium aria-[current=page]:text-accent-text"
        >
          <Icon aria-hidden className="size-5" />
          {label === 'Deployments' ? 'Deploys' : label}
        </NavLink>
      ))}
    </nav>
  );
}
