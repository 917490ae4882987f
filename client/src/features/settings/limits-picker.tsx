import { Checkbox } from '../../ui/checkbox.tsx';
import type { Place } from './assignment.ts';

interface LimitPickerProps {
  /** `environments`. */
  noun: string;
  places: Place[];
  value: string[];
  onChange: (ids: string[]) => void;
  /** The only ones that the viewer may give; null for all. */
  own?: string[] | null;
  error?: string | undefined;
}

/** Where rights to deploy, cancel, approve and manage hold. None ticked: everywhere, in places to come too. */
export function LimitPicker({ noun, places, value, onChange, own = null, error }: LimitPickerProps) {
  if (places.length === 0) return null;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 flex items-baseline gap-1.5 font-medium text-body">
        Limit to {noun}
        <span className="font-normal text-muted text-xs">{value.length === 0 ? 'none ticked: all of them' : null}</span>
      </legend>
      <div className="grid max-h-40 grid-cols-[repeat(auto-fill,minmax(140px,1fr))] gap-x-4 overflow-y-auto rounded-md border border-line px-3 py-2">
        {places.map(({ id, name }) => {
          const isBeyond = own !== null && !own.includes(id);
          return (
            <Checkbox
              key={id}
              label={name}
              {...(isBeyond ? { hint: 'Beyond your own limits' } : {})}
              isChecked={value.includes(id)}
              isDisabled={isBeyond && !value.includes(id)}
              onChange={(isChecked) => onChange(isChecked ? [...value, id] : value.filter((each) => each !== id))}
            />
          );
        })}
      </div>
      {error ? (
        <p role="alert" className="mt-1 text-failed text-xs">
          {error}
        </p>
      ) : own && value.length === 0 ? (
        <p className="mt-1 text-waiting text-xs">Your own rights are limited, so tick at least one.</p>
      ) : null}
    </fieldset>
  );
}
