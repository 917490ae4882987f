import { Download } from 'lucide-react';
import type { ValueView_PayloadFragment } from '../../graphql/generated.ts';
import { formatBytes } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { JsonTree } from '../../ui/json-tree.tsx';

interface ValueViewProps {
  title: string;
  value: unknown;
  /** Where it is stored, if it is too large for its row; `value` then says how it begins. */
  payload?: ValueView_PayloadFragment | null;
}

/** What went in or came out, under its name. */
export function ValueView({ title, value, payload = null }: ValueViewProps) {
  const preview = payload ? previewOf(value) : null;
  return (
    <div>
      <h3 className="mb-1.5 text-xs">{title}</h3>
      {payload ? (
        <div className="space-y-2 rounded-md border border-line bg-panel p-3">
          <p className="text-muted">
            {formatBytes(payload.byteCount)}, too large to show here{preview ? '. It begins:' : '.'}
          </p>
          {preview ? (
            <pre className="max-h-40 overflow-auto whitespace-pre-wrap break-all text-code">{preview}…</pre>
          ) : null}
          <Button asChild size="sm">
            <a href={payload.url} download>
              <Download aria-hidden /> Download {title.toLowerCase()}
            </a>
          </Button>
        </div>
      ) : value === null || value === undefined ? (
        <p className="text-muted">None.</p>
      ) : (
        <JsonTree label={title.toLowerCase()} value={value} />
      )}
    </div>
  );
}

/** The first letters of a value that is stored apart. */
function previewOf(value: unknown): string | null {
  const { $payload } = (value ?? {}) as { $payload?: { preview?: unknown } };
  return typeof $payload?.preview === 'string' ? $payload.preview : null;
}

/** Why something failed: first in words, then all that is known. */
export function ErrorView({ error }: { error: unknown }) {
  const { message } = (typeof error === 'object' && error !== null ? error : {}) as { message?: unknown };
  return (
    <div className="space-y-2">
      {typeof message === 'string' ? (
        <p className="whitespace-pre-wrap text-failed [overflow-wrap:anywhere]">{message}</p>
      ) : null}
      <ValueView title="Error" value={error} />
    </div>
  );
}
