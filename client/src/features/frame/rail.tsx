import { Braces, Keyboard, PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { NavLink } from 'react-router';
import type { Frame_ProjectFragment } from '../../graphql/generated.ts';
import { cn } from '../../lib/cn.ts';
import { readStored, store } from '../../lib/storage.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { AlertCount } from './alert-count.tsx';
import { destinations } from './navigation.ts';
import { ProjectSwitcher } from './project-switcher.tsx';

const collapsedKey = 'pilothouse.railCollapsed';

const itemClasses = cn(
  'relative flex h-7.5 w-full items-center gap-2.5 rounded-md px-2 text-muted transition-colors duration-100 hover:bg-hover hover:text-strong',
  'aria-[current=page]:bg-pressed aria-[current=page]:font-medium aria-[current=page]:text-strong [&>svg]:size-4 [&>svg]:shrink-0',
);

interface RailProps {
  slug: string;
  project: Frame_ProjectFragment | null;
  onOpenKeys: () => void;
}

/** The sections of the project, at the left from 640 px on. */
export function Rail({ slug, project, onOpenKeys }: RailProps) {
  const [isCollapsed, setCollapsed] = useState(() => readStored(collapsedKey) === 'yes');
  const toggle = () => {
    store(collapsedKey, isCollapsed ? null : 'yes');
    setCollapsed(!isCollapsed);
  };
  return (
    <aside
      className={cn(
        'sticky top-0 flex h-dvh shrink-0 flex-col border-line border-r bg-panel max-sm:hidden print:hidden',
        isCollapsed ? 'w-13' : 'w-50',
      )}
    >
      <div className="flex h-12 items-center border-line border-b px-2">
        <ProjectSwitcher slug={slug} name={project?.name} isCollapsed={isCollapsed} />
      </div>
      <nav aria-label="Project" className="flex-1 space-y-0.5 overflow-y-auto p-2">
        {destinations.map(({ path, label, icon: Icon, keys }) => (
          <RailTip key={path} label={label} keys={keys} isShown={isCollapsed}>
            <NavLink to={`/p/${slug}${path}`} end={path === ''} className={itemClasses}>
              <Icon aria-hidden />
              <span className={isCollapsed ? 'sr-only' : 'truncate'}>{label}</span>
              {path === '/analytics' ? <AlertCount count={project?.openAlertCount} isDot={isCollapsed} /> : null}
            </NavLink>
          </RailTip>
        ))}
      </nav>
      <div className="space-y-0.5 p-2">
        <RailTip label="API playground" isShown={isCollapsed}>
          <a href="/playground" className={itemClasses}>
            <Braces aria-hidden />
            <span className={isCollapsed ? 'sr-only' : 'truncate'}>API playground</span>
          </a>
        </RailTip>
        <RailTip label="Keyboard" keys={['?']} isShown={isCollapsed}>
          <button type="button" className={itemClasses} onClick={onOpenKeys}>
            <Keyboard aria-hidden />
            <span className={isCollapsed ? 'sr-only' : 'truncate'}>Keyboard</span>
          </button>
        </RailTip>
        <RailTip label="Widen" isShown={isCollapsed}>
          <button type="button" className={itemClasses} onClick={toggle} aria-expanded={!isCollapsed}>
            {isCollapsed ? <PanelLeftOpen aria-hidden /> : <PanelLeftClose aria-hidden />}
            <span className={isCollapsed ? 'sr-only' : 'truncate'}>{isCollapsed ? 'Widen' : 'Collapse'}</span>
          </button>
        </RailTip>
      </div>
    </aside>
  );
}

interface RailTipProps {
  label: string;
  keys?: string[];
  isShown: boolean;
  children: ReactNode;
}

function RailTip({ label, keys, isShown, children }: RailTipProps) {
  if (!isShown) return children;
  return (
    <Tooltip content={label} keys={keys} side="right">
      <span className="block">{children}</span>
    </Tooltip>
  );
}
