import { ChevronDown, X } from 'lucide-react';
import { cn } from '../lib/cn.ts';
import { DropdownMenu, MenuCheckItem } from './dropdown-menu.tsx';

interface FilterChipProps<Value extends string> {
  label: string;
  options: { value: Value; label: string }[];
  values: Value[];
  onChange: (values: Value[]) => void;
  isSingle?: boolean;
}

/** What narrows a list, as a chip that says what it is set to and opens the choices. */
export function FilterChip<Value extends string>({
  label,
  options,
  values,
  onChange,
  isSingle = false,
}: FilterChipProps<Value>) {
  const isSet = values.length > 0;
  // Until the names are there, the number of them.
  const names = values.map((value) => options.find((option) => option.value === value)?.label);
  const summary = names.every((name) => name !== undefined) ? names.join(', ') : String(values.length);
  const toggle = (value: Value, isChecked: boolean) => {
    const others = isSingle ? [] : values.filter((other) => other !== value);
    onChange(isChecked ? [...others, value] : others);
  };
  return (
    <span
      className={cn(
        'inline-flex h-7 items-center rounded-full border pointer-coarse:h-10.5',
        isSet ? 'border-accent/40 bg-accent-soft' : 'border-control',
      )}
    >
      <DropdownMenu
        align="start"
        trigger={
          <button
            type="button"
            className={cn(
              'flex h-full items-center gap-1 rounded-full pl-3 text-xs',
              isSet ? 'pr-1 text-accent-text' : 'pr-2.5 text-muted hover:text-strong',
            )}
          >
            <span className="max-w-60 truncate">
              {label}
              {isSet ? (
                <>
                  : <span className="font-medium">{summary}</span>
                </>
              ) : null}
            </span>
            {isSet ? null : <ChevronDown aria-hidden className="size-3" />}
          </button>
        }
      >
        {options.map((option) => (
          <MenuCheckItem
            key={option.value}
            keepsOpen={!isSingle}
            isChecked={values.includes(option.value)}
            onChange={(isChecked) => toggle(option.value, isChecked)}
          >
            {option.label}
          </MenuCheckItem>
        ))}
      </DropdownMenu>
      {isSet ? (
        <button
          type="button"
          aria-label={`Any ${label.toLowerCase()}`}
          onClick={() => onChange([])}
          className="flex h-full items-center rounded-full pr-2 pl-1 text-accent-text hover:text-strong pointer-coarse:min-w-10 pointer-coarse:justify-center"
        >
          <X aria-hidden className="size-3" />
        </button>
      ) : null}
    </span>
  );
}
