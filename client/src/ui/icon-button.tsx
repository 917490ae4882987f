import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../lib/cn.ts';
import { Tooltip } from './tooltip.tsx';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** What it does: the accessible name and the tooltip. */
  label: string;
  icon: ReactNode;
  /** Keys that do the same, shown in the tooltip. */
  keys?: string[];
  size?: 'sm' | 'md';
}

/** A button with only an icon; its name is in the tooltip and for screen readers. */
export function IconButton({ label, icon, keys, size = 'md', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip content={label} keys={keys}>
      <button
        type="button"
        aria-label={label}
        className={cn(
          'inline-flex shrink-0 items-center justify-center rounded-md text-muted transition-colors duration-100',
          'hover:bg-hover hover:text-strong active:bg-pressed disabled:opacity-40 data-[state=open]:bg-hover',
          'aria-pressed:bg-accent-soft aria-pressed:text-accent-text [&>svg]:shrink-0',
          size === 'sm'
            ? 'size-6 pointer-coarse:size-10 [&>svg]:size-3.5'
            : 'size-7.5 pointer-coarse:size-10 [&>svg]:size-4',
          className,
        )}
        {...rest}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
