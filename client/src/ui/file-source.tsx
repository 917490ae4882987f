import { Upload } from 'lucide-react';
import type { DragEvent } from 'react';
import { FormField } from './form-field.tsx';
import { TextArea } from './input.tsx';

interface FileSourceProps {
  /** File name endings and media types, as an input takes them. */
  accept: string;
  hint: string;
  error?: string;
  value: string;
  onChange: (text: string) => void;
}

/** A text that is chosen as a file, dropped, or pasted. */
export function FileSource({ accept, hint, error, value, onChange }: FileSourceProps) {
  const take = (file: File | undefined) => void file?.text().then(onChange);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a file can be dropped here beside the button that does the same.
    <div onDragOver={(event) => event.preventDefault()} onDrop={drop} className="space-y-4">
      <label className="flex w-fit cursor-pointer items-center gap-1.5 rounded-md border border-control px-3 py-1.5 text-sm focus-within:outline-2 focus-within:outline-accent hover:bg-hover">
        <Upload aria-hidden className="size-3.5 text-muted" />
        Choose or drop a file
        <input type="file" accept={accept} className="sr-only" onChange={(event) => take(event.target.files?.[0])} />
      </label>
      <FormField label="Or paste it" hint={hint} error={error}>
        {(control) => (
          <TextArea
            {...control}
            rows={12}
            spellCheck={false}
            className="font-mono text-code"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </FormField>
    </div>
  );
}
