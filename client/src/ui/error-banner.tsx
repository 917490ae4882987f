import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../lib/cn.ts';
import { Button } from './button.tsx';
import { CopyButton } from './copy-button.tsx';

interface ErrorBannerProps {
  /** What happened. */
  title: string;
  /** What to do. */
  message: ReactNode;
  requestId?: string | null;
  onRetry?: () => void;
  className?: string;
}

/** A failure: what happened, what to do, and the request id to give to whoever runs the server. */
export function ErrorBanner({ title, message, requestId, onRetry, className }: ErrorBannerProps) {
  return (
    <div
      role="alert"
      className={cn('flex gap-2.5 rounded-md border border-failed/30 bg-failed-soft px-3 py-2.5', className)}
    >
      <CircleAlert aria-hidden className="mt-px size-4 shrink-0 text-failed" />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-strong">{title}</p>
        <p className="break-words text-body">{message}</p>
        {requestId ? (
          <p className="mt-0.5 flex items-center gap-1 text-muted text-xs">
            Request <code className="truncate text-xs">{requestId}</code>
            <CopyButton text={requestId} label="Copy request id" />
          </p>
        ) : null}
      </div>
      {onRetry ? (
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}
