import { Toaster as Sonner, toast } from 'sonner';
import { useTheme } from '../lib/theme.ts';

/** Where toasts appear: bottom right, above the bottom bar on phones. */
export function Toaster() {
  const { theme } = useTheme();
  return (
    <Sonner
      theme={theme}
      position="bottom-right"
      mobileOffset={{ bottom: 72 }}
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full sm:w-90 items-center gap-3 rounded-lg border border-line bg-page px-3.5 py-2.5 text-sm text-body shadow-float',
          content: 'min-w-0 flex-1',
          title: 'text-strong font-medium',
          description: 'text-muted text-xs',
          icon: 'hidden',
          actionButton:
            'shrink-0 cursor-pointer rounded-md border border-control px-2 py-0.5 text-xs font-medium text-accent-text hover:bg-hover pointer-coarse:py-2',
        },
      }}
    />
  );
}

interface ToastAction {
  label: string;
  onPress: () => void;
}

/** Says that something was done, with a link to it or an undo. */
export function showToast(title: string, options: { description?: string; action?: ToastAction } = {}): void {
  toast(title, {
    description: options.description,
    duration: options.action ? 8_000 : 4_000,
    action: options.action ? { label: options.action.label, onClick: options.action.onPress } : undefined,
  });
}

/** Says that something was done and offers to take it back for ten seconds. */
export function showUndoToast(title: string, onUndo: () => void): void {
  toast(title, { duration: 10_000, action: { label: 'Undo', onClick: onUndo } });
}

/** Says that something failed, where no place on the page can say it. */
export function showErrorToast(title: string, description: string): void {
  toast.error(title, { description, duration: 8_000 });
}
