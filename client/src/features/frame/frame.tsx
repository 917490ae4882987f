import type { ReactNode } from 'react';
import { Suspense, useState } from 'react';
import { Outlet } from 'react-router';
import type { Frame_ProjectFragment, Frame_ViewerFragment } from '../../graphql/generated.ts';
import { toggleTheme } from '../../lib/theme.ts';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { BreadcrumbsProvider } from '../../ui/breadcrumbs.tsx';
import { Arrival } from './arrival.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { Palette, type PaletteProject } from './palette.tsx';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';

interface FrameProps {
  slug?: string;
  viewer: Frame_ViewerFragment | null;
  project: (Frame_ProjectFragment & PaletteProject) | null;
  /** Instead of the page: it isn't there, or couldn't be asked for. */
  instead?: ReactNode;
  floating?: ReactNode;
}

/** What stays while pages change: rail, top bar, palette, keys. Draws the page at once, before its own data is there. */
export function Frame({ slug, viewer, project, instead, floating }: FrameProps) {
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isKeysOpen, setKeysOpen] = useState(false);
  useHotkeys(
    {
      'mod+k': () => setPaletteOpen((isOpen) => !isOpen),
      '?': () => setKeysOpen(true),
    },
    { scope: 'frame' },
  );
  return (
    <BreadcrumbsProvider>
      <a
        href="#content"
        className="sr-only z-60 rounded-md bg-page px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <div className="flex min-h-dvh">
        {slug ? <Rail slug={slug} project={project} onOpenKeys={() => setKeysOpen(true)} /> : null}
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar
            slug={slug}
            project={project}
            viewer={viewer}
            onOpenPalette={() => setPaletteOpen(true)}
            onOpenKeys={() => setKeysOpen(true)}
          />
          <ConnectionBanner />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-360 flex-1 px-4 pt-5 pb-24 focus:outline-none has-[[data-full-bleed]]:max-w-none has-[[data-full-bleed]]:p-0 sm:px-6 sm:pb-10"
          >
            <Suspense>{instead ?? <Outlet />}</Suspense>
          </main>
        </div>
      </div>
      <Arrival />
      {slug ? <BottomBar slug={slug} openAlertCount={project?.openAlertCount} /> : null}
      <Palette
        open={isPaletteOpen}
        onOpenChange={setPaletteOpen}
        project={project}
        onOpenKeys={() => setKeysOpen(true)}
        onToggleTheme={toggleTheme}
      />
      <KeysDialog open={isKeysOpen} onOpenChange={setKeysOpen} />
      {floating}
    </BreadcrumbsProvider>
  );
}
