import { useRunResumePreviewQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatPlural } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorBanner } from '../../ui/error-banner.tsx';
import { DiffList } from '../../ui/graph-diff/diff-list.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

interface ResumeDialogProps {
  run: { id: string; number: number };
  /** Names of nodes by key. */
  names: ReadonlyMap<string, string>;
  isPending: boolean;
  onResume: (versionId: string) => void;
  onClose: () => void;
}

/** Goes on with the published version: first what is different in it, what is kept of this run, and what runs again. */
export function ResumeDialog({ run, names, isPending, onResume, onClose }: ResumeDialogProps) {
  const [{ data, error }, ask] = useRunResumePreviewQuery({
    variables: { id: run.id },
    requestPolicy: 'network-only',
  });
  const preview = data?.run?.resumePreview;
  const called = (keys: string[]) => keys.map((key) => names.get(key) ?? key).join(', ');
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Resume #${run.number}`}
      description="A new run goes on with the published version. What finished and did not change is kept."
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button
            look="primary"
            isPending={isPending}
            disabled={!preview?.canResume}
            onClick={() => preview && onResume(preview.version.id)}
          >
            {preview ? `Resume with version ${preview.version.number}` : 'Resume run'}
          </Button>
        </>
      }
    >
      {error ? (
        <QueryError error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
      ) : preview ? (
        <div className="space-y-4">
          {preview.problem ? <ErrorBanner title="It can’t go on with this version" message={preview.problem} /> : null}
          {preview.canResume ? (
            <>
              <NodeNames title="Kept" keys={preview.keptNodeKeys} called={called} />
              <NodeNames title="Run, or run again" keys={preview.redoneNodeKeys} called={called} />
            </>
          ) : null}
          <section>
            <h3 className="mb-1.5 text-xs">What is different in version {preview.version.number}</h3>
            <DiffList diff={preview.diff} />
          </section>
        </div>
      ) : (
        <Skeleton className="h-40 w-full" />
      )}
    </Dialog>
  );
}

interface NodeNamesProps {
  title: string;
  keys: string[];
  called: (keys: string[]) => string;
}

function NodeNames({ title, keys, called }: NodeNamesProps) {
  return (
    <section>
      <h3 className="mb-0.5 text-xs">
        {title} <span className="font-normal text-muted">({formatPlural(keys.length, 'node')})</span>
      </h3>
      <p className="break-words text-body">{keys.length > 0 ? called(keys) : 'None.'}</p>
    </section>
  );
}
