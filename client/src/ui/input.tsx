import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../lib/cn.ts';

/** Shared by everything one types or chooses in. */
export const controlClasses = cn(
  'rounded-md border border-control bg-page px-2.5 text-body text-sm',
  'transition-colors duration-100 hover:border-faint focus-visible:border-accent focus-visible:-outline-offset-1',
  'disabled:cursor-not-allowed disabled:bg-panel disabled:text-muted disabled:hover:border-control',
  'aria-invalid:border-failed',
);

/** 16 px on phones: below that, iOS zooms the page when one begins to type. */
const typedClasses = 'max-sm:text-[16px]';

/** Full width unless the classes given say another. */
export function controlWidth(className: string | undefined): string | null {
  return /(^|\s)([a-z-]+:)?w-/.test(className ?? '') ? null : 'w-full';
}

interface InputProps extends ComponentProps<'input'> {
  /** Drawn inside, before the text. */
  icon?: ReactNode;
  isMono?: boolean;
}

/** One line of text. */
export function Input({ icon, isMono = false, className, ...rest }: InputProps) {
  const input = (
    <input
      autoComplete="off"
      spellCheck={false}
      className={cn(
        controlClasses,
        typedClasses,
        controlWidth(icon ? undefined : className),
        'h-8 pointer-coarse:h-10',
        icon ? 'pl-8' : null,
        isMono ? 'font-mono' : null,
        icon ? null : className,
      )}
      {...rest}
    />
  );
  if (!icon) return input;
  return (
    <span className={cn('relative block', className)}>
      <span className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 text-faint [&>svg]:size-3.5">
        {icon}
      </span>
      {input}
    </span>
  );
}

/** Several lines of text. */
export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={3}
      className={cn(controlClasses, typedClasses, controlWidth(className), 'min-h-16 resize-y py-1.5', className)}
      {...rest}
    />
  );
}
