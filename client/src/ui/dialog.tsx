import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '../lib/cn.ts';
import { useReturnFocus } from './use-return-focus.ts';

interface DialogProps {
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  /** The row of buttons at the bottom, the primary one last. */
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
  /** False: a click outside or Escape doesn't close it (a secret that is shown once, say). */
  isDismissible?: boolean;
}

const widths = { sm: 'sm:w-100', md: 'sm:w-130', lg: 'sm:w-180' };

/** Above another dialog, `autoFocus` loses to that one's focus trap: then the first field is found here, or the first choice still open. */
function focusFirstField(event: Event): void {
  const field =
    event.currentTarget instanceof Element
      ? event.currentTarget.querySelector('form :is(input, textarea, [role=combobox][data-placeholder])')
      : null;
  if (!(field instanceof HTMLElement)) return;
  event.preventDefault();
  field.focus();
}

/** A modal dialog; on phones a sheet from below. Traps focus and gives it back. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  size = 'md',
  isDismissible = true,
}: DialogProps) {
  const keepOpen = isDismissible ? undefined : (event: Event) => event.preventDefault();
  const { remember, giveBack } = useReturnFocus(open);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-veil" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          ref={remember}
          onOpenAutoFocus={focusFirstField}
          onCloseAutoFocus={giveBack}
          onInteractOutside={keepOpen}
          onEscapeKeyDown={keepOpen}
          className={cn(
            'fixed z-50 flex max-h-[90dvh] animate-appear flex-col overflow-hidden border border-line bg-page shadow-float focus:outline-none',
            'max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-t-lg',
            'sm:-translate-x-1/2 sm:top-[12vh] sm:left-1/2 sm:max-h-[80vh] sm:max-w-[calc(100vw-32px)] sm:rounded-lg',
            widths[size],
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg">{title}</Radix.Title>
              {description ? <Radix.Description className="mt-0.5 text-muted">{description}</Radix.Description> : null}
            </div>
            {isDismissible ? (
              <Radix.Close
                aria-label="Close"
                className="-mt-1 -mr-1.5 rounded-md p-1.5 text-muted hover:bg-hover hover:text-strong pointer-coarse:p-3"
              >
                <X className="size-4" />
              </Radix.Close>
            ) : null}
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">{children}</div>
          {footer ? (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t bg-panel px-5 py-3 max-sm:flex-wrap-reverse max-sm:pb-[max(12px,env(safe-area-inset-bottom))] max-sm:[&>button]:grow">
              {footer}
            </footer>
          ) : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
