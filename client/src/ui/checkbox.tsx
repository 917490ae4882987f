import { Check } from 'lucide-react';
import { Checkbox as Radix } from 'radix-ui';
import { type ReactNode, useId } from 'react';

interface CheckboxProps {
  label: ReactNode;
  hint?: ReactNode;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  isDisabled?: boolean;
}

/** A yes or no with its label; the label is part of the target. */
export function Checkbox({ label, hint, isChecked, onChange, isDisabled }: CheckboxProps) {
  const id = useId();
  return (
    <div className="relative flex items-start gap-2 py-0.5 pointer-coarse:min-h-10 pointer-coarse:min-w-10 pointer-coarse:py-2">
      <Radix.Root
        id={id}
        checked={isChecked}
        disabled={isDisabled}
        onCheckedChange={(value) => onChange(value === true)}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="relative z-1 mt-px flex size-4 shrink-0 items-center justify-center rounded-sm border border-control bg-page text-on-accent hover:border-faint disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <Radix.Indicator>
          <Check className="size-3" strokeWidth={3} />
        </Radix.Indicator>
      </Radix.Root>
      <div className="min-w-0">
        <label htmlFor={id} className="cursor-pointer text-body after:absolute after:inset-0">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-muted text-xs">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
