import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '../lib/cn.ts';
import { controlClasses, controlWidth } from './input.tsx';

export interface SelectOption {
  value: string;
  label: string;
  /** A second line in the list. */
  hint?: ReactNode;
  isDisabled?: boolean;
}

interface SelectProps {
  value: string | undefined;
  onChange: (value: string) => void;
  options: SelectOption[];
  placeholder?: string;
  id?: string;
  isDisabled?: boolean;
  className?: string;
  'aria-label'?: string;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string;
}

/** One of a few. For many, use a filterable list. */
export function Select({ value, onChange, options, placeholder, id, isDisabled, className, ...aria }: SelectProps) {
  return (
    <Radix.Root value={value ?? ''} onValueChange={onChange} disabled={isDisabled}>
      <Radix.Trigger
        id={id}
        className={cn(
          controlClasses,
          controlWidth(className),
          'flex h-8 items-center justify-between gap-2 text-left data-[placeholder]:text-faint pointer-coarse:h-10',
          className,
        )}
        {...aria}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Radix.Icon>
          <ChevronDown className="size-3.5 text-faint" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-60 max-h-80 min-w-(--radix-select-trigger-width) max-w-90 animate-appear overflow-hidden rounded-lg border border-line bg-page shadow-float"
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.isDisabled}
                // Radix names an option by its first line alone; what is seen must be heard, too.
                {...(option.hint ? { 'aria-labelledby': undefined } : {})}
                className="flex cursor-pointer select-none items-start gap-2 rounded-md py-1.5 pr-2 pl-7 outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover pointer-coarse:py-2.5"
              >
                <span className="-ml-5 mt-0.5 w-3.5">
                  <Radix.ItemIndicator>
                    <Check className="size-3.5 text-accent-text" />
                  </Radix.ItemIndicator>
                </span>
                <span className="min-w-0">
                  <Radix.ItemText>{option.label}</Radix.ItemText>
                  {option.hint ? <span className="block text-muted text-xs">{option.hint}</span> : null}
                </span>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
