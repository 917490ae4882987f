import { Switch as Radix } from 'radix-ui';

interface OnSwitchProps {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  isDisabled?: boolean;
}

/** On or off, at once. */
export function OnSwitch({ label, isOn, onChange, isDisabled }: OnSwitchProps) {
  return (
    <Radix.Root
      aria-label={label}
      checked={isOn}
      disabled={isDisabled}
      onCheckedChange={onChange}
      // A thumb's width around it, where it is pressed with one.
      className="group relative z-1 inline-flex shrink-0 items-center justify-center disabled:opacity-50 pointer-coarse:size-10"
    >
      <span className="inline-flex h-4.5 w-8 items-center rounded-full border border-control bg-pressed px-px group-data-[state=checked]:border-accent group-data-[state=checked]:bg-accent">
        <Radix.Thumb className="block size-3.5 rounded-full bg-page shadow-float transition-transform duration-100 data-[state=checked]:translate-x-3.5" />
      </span>
    </Radix.Root>
  );
}
