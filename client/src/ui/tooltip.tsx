import { Tooltip as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { Kbd } from './kbd.tsx';

/** One provider for the app: after the first tooltip the next ones come at once. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={350} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  );
}

interface TooltipProps {
  content: ReactNode;
  keys?: string[];
  side?: 'top' | 'right' | 'bottom' | 'left';
  /** One element that takes a ref and focus. */
  children: ReactElement;
}

/** A short explanation on hover and on keyboard focus. Never the only place of something needed on a phone. */
export function Tooltip({ content, keys, side = 'top', children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-60 flex max-w-80 animate-appear items-center gap-2 rounded-md bg-strong px-2 py-1 text-page text-xs shadow-float"
        >
          {content}
          {keys ? <Kbd keys={keys} isInverted /> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
