import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';

interface VersionFieldProps {
  version: string;
  onChange: (version: string) => void;
  /** Undefined while they are on their way. */
  recent: string[] | undefined;
  error: string | undefined;
  /** Whether it is what to begin with. */
  isFirst: boolean;
}

/** A version, with those deployed before at hand. */
export function VersionField({ version, onChange, recent, error, isFirst }: VersionFieldProps) {
  return (
    <div className="space-y-1.5">
      <FormField label="Version" {...(error ? { error } : {})}>
        {(control) => (
          <Input
            {...control}
            autoFocus={isFirst}
            isMono
            placeholder="1.4.2, main, 4f2a91c…"
            value={version}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </FormField>
      {recent?.length === 0 ? null : (
        <div className="flex min-h-6 flex-wrap items-center gap-1.5 text-xs">
          {recent ? <span className="text-muted">Recent</span> : null}
          {recent?.slice(0, 5).map((value) => (
            <button
              key={value}
              type="button"
              aria-pressed={value === version}
              onClick={() => onChange(value)}
              className="max-w-40 truncate rounded-full border border-line px-2 font-mono leading-5 hover:border-control aria-pressed:border-accent/40 aria-pressed:bg-accent-soft aria-pressed:text-accent-text pointer-coarse:px-3 pointer-coarse:leading-9.5"
            >
              {value}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
