import { Moon, Search, Sun } from 'lucide-react';
import { Link } from 'react-router';
import type { Frame_ProjectFragment, Frame_ViewerFragment } from '../../graphql/generated.ts';
import { toggleTheme, useTheme } from '../../lib/theme.ts';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Logo } from '../../ui/logo.tsx';
import { AccountMenu } from './account-menu.tsx';
import { ProjectSwitcher } from './project-switcher.tsx';

interface TopBarProps {
  slug: string | undefined;
  project: Frame_ProjectFragment | null;
  viewer: Frame_ViewerFragment | null;
  onOpenPalette: () => void;
  onOpenKeys: () => void;
}

/** Where one is, the palette, the theme and the account. */
export function TopBar({ slug, project, viewer, onOpenPalette, onOpenKeys }: TopBarProps) {
  const { theme } = useTheme();
  return (
    <header className="sticky top-0 z-30 flex h-12 shrink-0 items-center gap-2 border-line border-b bg-page px-3 sm:px-6 print:hidden">
      {slug ? (
        <div className="w-34 shrink-0 sm:hidden">
          <ProjectSwitcher slug={slug} name={project?.name} />
        </div>
      ) : (
        <Link to="/projects" className="mr-2 flex items-center gap-2 rounded-md font-semibold text-strong">
          <Logo />
          <span className="max-sm:sr-only">Pilothouse</span>
        </Link>
      )}
      <Breadcrumbs />
      <button
        type="button"
        onClick={onOpenPalette}
        className="flex h-7.5 w-60 items-center gap-2 rounded-md border border-line bg-panel px-2.5 text-muted hover:border-control hover:text-strong max-lg:w-44 max-sm:hidden"
      >
        <Search aria-hidden className="size-3.5" />
        <span className="flex-1 text-left">Search or run…</span>
        <Kbd keys={['mod', 'K']} />
      </button>
      <IconButton className="sm:hidden" label="Search or run a command" icon={<Search />} onClick={onOpenPalette} />
      <IconButton
        className="max-sm:hidden"
        label={theme === 'dark' ? 'Use the light theme' : 'Use the dark theme'}
        icon={theme === 'dark' ? <Sun /> : <Moon />}
        onClick={toggleTheme}
      />
      <AccountMenu viewer={viewer} onOpenKeys={onOpenKeys} />
    </header>
  );
}
