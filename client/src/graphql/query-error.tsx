import type { CombinedError } from 'urql';
import { ErrorBanner } from '../ui/error-banner.tsx';
import { describeError } from './errors.ts';

interface QueryErrorProps {
  error: CombinedError;
  onRetry?: () => void;
  className?: string;
}

/** A failed operation as a banner. */
export function QueryError({ error, onRetry, className }: QueryErrorProps) {
  const { title, message, requestId } = describeError(error);
  return <ErrorBanner title={title} message={message} requestId={requestId} onRetry={onRetry} className={className} />;
}
