import { Braces, Keyboard, LogOut, ServerCog, User } from 'lucide-react';
import { Link } from 'react-router';
import type { Frame_ViewerFragment } from '../../graphql/generated.ts';
import { chooseTheme, type ThemeChoice, useTheme } from '../../lib/theme.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { DropdownMenu, MenuCheckItem, MenuItem, MenuLabel, MenuSeparator } from '../../ui/dropdown-menu.tsx';
import { useSignOut } from './use-sign-out.ts';

const themes: Array<{ choice: ThemeChoice; label: string }> = [
  { choice: 'system', label: 'As the system' },
  { choice: 'light', label: 'Light' },
  { choice: 'dark', label: 'Dark' },
];

interface AccountMenuProps {
  viewer: Frame_ViewerFragment | null;
  onOpenKeys: () => void;
}

/** Who is signed in, their settings, and the way out. */
export function AccountMenu({ viewer, onOpenKeys }: AccountMenuProps) {
  const { choice } = useTheme();
  const signOut = useSignOut();
  return (
    <DropdownMenu
      className="w-56"
      trigger={
        <button
          type="button"
          className="flex size-8 items-center justify-center rounded-full hover:bg-hover data-[state=open]:bg-hover pointer-coarse:size-10"
        >
          <span className="sr-only">{viewer ? `Account of ${viewer.name}` : 'Account'}</span>
          <Avatar name={viewer?.name ?? ''} />
        </button>
      }
    >
      {viewer ? (
        <div className="px-2 pt-1.5 pb-2">
          <p className="truncate font-medium text-strong">{viewer.name}</p>
          <p className="truncate text-muted text-xs">{viewer.email}</p>
        </div>
      ) : null}
      <MenuSeparator />
      <MenuItem asChild>
        <Link to="/account">
          <User aria-hidden /> Account
        </Link>
      </MenuItem>
      {viewer?.isAdministrator ? (
        <MenuItem asChild>
          <Link to="/administration">
            <ServerCog aria-hidden /> Administration
          </Link>
        </MenuItem>
      ) : null}
      <MenuItem asChild>
        <a href="/playground">
          <Braces aria-hidden /> API playground
        </a>
      </MenuItem>
      <MenuItem icon={<Keyboard />} keys={['?']} onSelect={onOpenKeys}>
        Keyboard
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>Theme</MenuLabel>
      {themes.map((theme) => (
        <MenuCheckItem
          key={theme.choice}
          isChecked={choice === theme.choice}
          onChange={() => chooseTheme(theme.choice)}
          keepsOpen
        >
          {theme.label}
        </MenuCheckItem>
      ))}
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onSelect={() => void signOut()}>
        Sign out
      </MenuItem>
    </DropdownMenu>
  );
}
