import { Button } from '../../../ui/button.tsx';

/** Lines that could not be fetched; they are tried again by themselves. */
export function LogFailure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <div role="alert" className="flex items-center gap-2 border-line border-b bg-failed-soft px-3 py-1 text-xs">
      <span className="min-w-0 flex-1">Some lines could not be loaded: {error.message} Trying again.</span>
      <Button size="sm" onClick={onRetry}>
        Try now
      </Button>
    </div>
  );
}
