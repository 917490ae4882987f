import type { ReactNode } from 'react';
import { cn } from '../lib/cn.ts';
import { Button } from './button.tsx';

interface FilterBarProps {
  children: ReactNode;
  isFiltered: boolean;
  onClear: () => void;
}

/** What narrows a list, in a row that scrolls sideways on phones. */
export function FilterBar({ children, isFiltered, onClear }: FilterBarProps) {
  return (
    <div
      role="toolbar"
      aria-label="Filters"
      className="max-sm:-mx-4 mb-3 flex items-center gap-1.5 max-sm:overflow-x-auto max-sm:px-4 sm:flex-wrap [&>*]:shrink-0"
    >
      {children}
      {isFiltered ? (
        <Button size="sm" look="ghost" onClick={onClear}>
          Clear filters
        </Button>
      ) : null}
    </div>
  );
}

interface FilterToggleProps {
  children: ReactNode;
  icon: ReactNode;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

/** A filter that is on or off. */
export function FilterToggle({ children, icon, isOn, onChange }: FilterToggleProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={() => onChange(!isOn)}
      className={cn(
        'inline-flex h-7 items-center gap-1.5 rounded-full border px-3 text-xs pointer-coarse:h-10.5 [&>svg]:size-3',
        isOn
          ? 'border-accent/40 bg-accent-soft font-medium text-accent-text'
          : 'border-control text-muted hover:text-strong',
      )}
    >
      {icon}
      {children}
    </button>
  );
}
