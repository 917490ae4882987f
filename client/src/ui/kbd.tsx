import { cn } from '../lib/cn.ts';
import { modifierLabel } from '../lib/platform.ts';

interface KbdProps {
  /** Keys pressed together or one after the other; `mod` is ⌘ or Ctrl. */
  keys: string[];
  isInverted?: boolean;
}

/** Keys, drawn as keys. */
export function Kbd({ keys, isInverted = false }: KbdProps) {
  return (
    <span className="inline-flex items-center gap-0.5">
      {keys.map((key) => (
        <kbd
          key={key}
          className={cn(
            'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm px-1 font-sans text-2xs leading-none',
            isInverted ? 'bg-page/20 text-page' : 'border border-line bg-panel text-muted',
          )}
        >
          {key === 'mod' ? modifierLabel : key}
        </kbd>
      ))}
    </span>
  );
}
