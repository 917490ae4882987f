import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import { createContext, type ReactElement, type ReactNode, useContext, useRef } from 'react';
import { cn } from '../lib/cn.ts';
import { Kbd } from './kbd.tsx';

interface DropdownMenuProps {
  trigger: ReactElement;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom';
  className?: string;
}

/** Has something done once the menu is closed: a dialog that opens then gives the focus back to the menu’s button. */
const AfterClose = createContext<(run: () => void) => void>((run) => run());

/** A menu that opens from a button. */
export function DropdownMenu({ trigger, children, align = 'end', side = 'bottom', className }: DropdownMenuProps) {
  const chosen = useRef<(() => void) | null>(null);
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={() => {
            chosen.current?.();
            chosen.current = null;
          }}
          className={cn(
            'z-60 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 animate-appear overflow-y-auto rounded-lg border border-line bg-page p-1 shadow-float',
            className,
          )}
        >
          <AfterClose
            value={(run) => {
              chosen.current = run;
            }}
          >
            {children}
          </AfterClose>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const itemClasses = cn(
  'flex cursor-pointer select-none items-center gap-2 rounded-md px-2 py-1.5 outline-none',
  'data-[disabled]:cursor-not-allowed data-[highlighted]:bg-hover data-[disabled]:opacity-50 pointer-coarse:py-2.5',
  '[&>svg]:size-3.5 [&>svg]:shrink-0',
);

interface MenuItemProps {
  children: ReactNode;
  icon?: ReactNode;
  keys?: string[];
  isDangerous?: boolean;
  isDisabled?: boolean;
  onSelect?: () => void;
  /** Draws the child (a link) as the item. */
  asChild?: boolean;
}

export function MenuItem({ children, icon, keys, isDangerous, isDisabled, onSelect, asChild }: MenuItemProps) {
  const afterClose = useContext(AfterClose);
  return (
    <Radix.Item
      asChild={asChild}
      disabled={isDisabled}
      onSelect={onSelect ? () => afterClose(onSelect) : undefined}
      className={cn(itemClasses, isDangerous ? 'text-failed [&>svg]:text-failed' : 'text-body [&>svg]:text-muted')}
    >
      {asChild ? (
        children
      ) : (
        <>
          {icon}
          <span className="min-w-0 flex-1 truncate">{children}</span>
          {keys ? <Kbd keys={keys} /> : null}
        </>
      )}
    </Radix.Item>
  );
}

interface MenuCheckItemProps {
  children: ReactNode;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  /** Stays open, for choosing several. */
  keepsOpen?: boolean;
}

export function MenuCheckItem({ children, isChecked, onChange, keepsOpen }: MenuCheckItemProps) {
  return (
    <Radix.CheckboxItem
      checked={isChecked}
      onCheckedChange={onChange}
      onSelect={keepsOpen ? (event) => event.preventDefault() : undefined}
      className={cn(itemClasses, 'text-body')}
    >
      <span className="flex size-3.5 items-center">
        <Radix.ItemIndicator>
          <Check className="size-3.5 text-accent-text" />
        </Radix.ItemIndicator>
      </span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
    </Radix.CheckboxItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-muted text-xs">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
