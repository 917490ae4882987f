import { Popover as Radix } from 'radix-ui';
import { type ReactNode, useMemo } from 'react';
import { cn } from '../lib/cn.ts';

interface AnchoredPopoverProps {
  /** What it stands beside; gets the focus back. */
  anchor: HTMLElement;
  onClose: () => void;
  children: ReactNode;
  className?: string;
  'aria-label': string;
}

/** One panel for many places (a grid's cells), rather than one for each. Open while mounted. */
export function AnchoredPopover({ anchor, onClose, children, className, ...aria }: AnchoredPopoverProps) {
  const virtualRef = useMemo(() => ({ current: anchor }), [anchor]);
  return (
    <Radix.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Radix.Anchor virtualRef={virtualRef} />
      <Radix.Portal>
        <Radix.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.focus();
          }}
          className={cn(
            'z-50 max-w-[calc(100vw-16px)] animate-appear overflow-hidden rounded-lg border border-line bg-page shadow-float focus:outline-none',
            className,
          )}
          {...aria}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
