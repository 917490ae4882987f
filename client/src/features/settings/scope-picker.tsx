import { cn } from '../../lib/cn.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { areSameScopes, type Grantable, scopePresets } from './scopes.ts';

interface ScopePickerProps {
  offered: Grantable[];
  value: string[];
  onChange: (scopes: string[]) => void;
  error?: string;
}

/** What a token may do: a usual choice, or right by right. */
export function ScopePicker({ offered, value, onChange, error }: ScopePickerProps) {
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 font-medium">What it may do</legend>
      <div className="flex flex-wrap gap-1.5">
        {scopePresets(offered.map((each) => each.name)).map((preset) => (
          <button
            key={preset.label}
            type="button"
            aria-pressed={areSameScopes(preset.scopes, value)}
            onClick={() => onChange(preset.scopes)}
            className={cn(
              'h-6 rounded-full border border-control px-2.5 text-muted text-xs hover:text-strong pointer-coarse:h-10',
              'aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-text',
            )}
          >
            {preset.label}
          </button>
        ))}
      </div>
      <div className="grid gap-x-4 rounded-md border border-line p-3 sm:grid-cols-2">
        <Checkbox
          label={<code>project:read</code>}
          hint="Always part of a token"
          isChecked
          isDisabled
          onChange={() => {}}
        />
        {offered.map(({ name: scope, description }) => (
          <Checkbox
            key={scope}
            label={<code>{scope}</code>}
            hint={description}
            isChecked={value.includes(scope)}
            onChange={(isChecked) => onChange(isChecked ? [...value, scope] : value.filter((each) => each !== scope))}
          />
        ))}
      </div>
      {error ? (
        <p role="alert" className="text-failed text-xs">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
