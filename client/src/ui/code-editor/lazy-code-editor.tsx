import { lazy, Suspense } from 'react';
import { TextArea } from '../input.tsx';
import type { CodeEditorProps } from './code-editor.ts';

const load = () => import('./editor.tsx');
const Editor = lazy(load);

/** Fetches the editor before it is needed, on pages where it soon will be. */
export function preloadCodeEditor(): void {
  // One that did not come now is asked for again when it is drawn.
  load().catch(() => {});
}

/** A text with code in it. The editor comes when it is first needed; until then one writes in a plain field. */
export function CodeEditor(props: CodeEditorProps) {
  const { id, label, value, onChange, isInvalid, describedBy, lines = 1 } = props;
  return (
    <Suspense
      fallback={
        <TextArea
          id={id}
          aria-label={label}
          aria-invalid={isInvalid}
          aria-describedby={describedBy}
          rows={lines}
          className="block min-h-8! font-mono text-code"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      }
    >
      <Editor {...props} />
    </Suspense>
  );
}
