import { type ReactNode, useId } from 'react';
import { cn } from '../lib/cn.ts';

interface ControlProps {
  id: string;
  'aria-invalid': boolean | undefined;
  'aria-describedby': string | undefined;
}

interface FormFieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  isOptional?: boolean;
  className?: string;
  /** Gets the ids that tie the control to its label, hint and error. */
  children: (control: ControlProps) => ReactNode;
}

/** A labelled control. The error takes the hint's place, so nothing jumps. */
export function FormField({ label, hint, error, isOptional, className, children }: FormFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className={cn('space-y-1', className)}>
      <label htmlFor={id} className="flex items-baseline gap-1.5 font-medium text-body">
        {label}
        {isOptional ? ' ' : null}
        {isOptional ? <span className="font-normal text-faint text-xs">optional</span> : null}
      </label>
      {children({
        id,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': error || hint ? noteId : undefined,
      })}
      {error ? (
        <p id={noteId} role="alert" className="text-failed text-xs">
          {error}
        </p>
      ) : hint ? (
        <p id={noteId} className="text-muted text-xs">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
