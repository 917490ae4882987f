import { cn } from '../../lib/cn.ts';
import type { Pane } from './deployment-page.tsx';

interface PaneTabsProps {
  pane: Pane;
  onChange: (pane: Pane) => void;
  stepCount: number;
}

/** Chooses the pane on narrow windows. */
export function PaneTabs({ pane, onChange, stepCount }: PaneTabsProps) {
  const panes: { value: Pane; label: string }[] = [
    { value: 'status', label: 'Status' },
    { value: 'steps', label: stepCount > 0 ? `Steps ${stepCount}` : 'Steps' },
    { value: 'log', label: 'Log' },
  ];
  return (
    <nav aria-label="Parts of this page" className="flex border-line border-b px-2 lg:hidden">
      {panes.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          aria-pressed={pane === value}
          onClick={() => onChange(value)}
          className={cn(
            '-mb-px h-9 flex-1 border-b-2 text-center pointer-coarse:h-11',
            pane === value ? 'border-accent font-medium text-strong' : 'border-transparent text-muted',
          )}
        >
          {label}
        </button>
      ))}
    </nav>
  );
}
