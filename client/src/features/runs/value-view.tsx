import { Download } from 'lucide-react';
import { formatBytes } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { JsonTree } from '../../ui/json-tree.tsx';

interface StoredPayload {
  id: string;
  byteCount: number;
  preview?: string;
}

/** A value above 1 MiB is stored apart, and says where. */
export function storedPayload(value: unknown): StoredPayload | null {
  if (typeof value !== 'object' || value === null || !('$payload' in value)) return null;
  const stored = value.$payload as Partial<StoredPayload> | null;
  return typeof stored?.id === 'string' && typeof stored.byteCount === 'number' ? (stored as StoredPayload) : null;
}

/** What went in or came out, under its name. */
export function ValueView({ title, value }: { title: string; value: unknown }) {
  const stored = storedPayload(value);
  return (
    <div>
      <h3 className="mb-1.5 text-xs">{title}</h3>
      {stored ? (
        <div className="space-y-2 rounded-md border border-line bg-panel p-3">
          <p className="text-muted">{formatBytes(stored.byteCount)}, too large to show here.</p>
          {stored.preview ? (
            <pre className="max-h-40 overflow-auto whitespace-pre-wrap break-all text-code">{stored.preview}…</pre>
          ) : null}
          <Button asChild size="sm">
            <a href={`/api/v1/payloads/${stored.id}`} download>
              <Download aria-hidden /> Download
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
