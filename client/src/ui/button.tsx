import { Slot } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../lib/cn.ts';
import { Spinner } from './spinner.tsx';

const looks = {
  primary: 'border border-transparent bg-accent text-on-accent hover:bg-accent-strong active:bg-accent-strong',
  secondary: 'border border-control bg-page text-body hover:bg-hover hover:text-strong active:bg-pressed',
  ghost: 'border border-transparent text-muted hover:bg-hover hover:text-strong active:bg-pressed',
  danger: 'border border-transparent bg-danger text-on-accent hover:bg-danger-strong active:bg-danger-strong',
  'danger-quiet': 'border border-control bg-page text-failed hover:bg-failed-soft active:bg-failed-soft',
};

const sizes = {
  sm: 'h-6 gap-1 px-2 text-xs pointer-coarse:h-10',
  md: 'h-7.5 gap-1.5 px-3 text-sm pointer-coarse:h-10',
  lg: 'h-9 gap-2 px-4 text-sm pointer-coarse:h-11',
};

export interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
  /** A lucide icon element; it becomes a spinner while pending. */
  icon?: ReactNode;
  isPending?: boolean;
  /** Draws the child (a link, say) as this button. */
  asChild?: boolean;
}

/** A button that says a verb and a thing. While pending it can't be pressed, keeps its width, and says it is busy. */
export function Button({
  look = 'secondary',
  size = 'md',
  icon,
  isPending = false,
  asChild = false,
  className,
  children,
  disabled,
  type = 'button',
  ...rest
}: ButtonProps) {
  const classes = cn(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md font-medium',
    'transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:opacity-50',
    '[&>svg]:size-3.5 [&>svg]:shrink-0',
    looks[look],
    sizes[size],
    className,
  );
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type={type}
      className={classes}
      disabled={disabled || isPending}
      aria-busy={isPending || undefined}
      {...rest}
    >
      {isPending ? <Spinner /> : icon}
      {children}
    </button>
  );
}
