import { useState } from 'react';
import type { CombinedError } from 'urql';
import { type ImportPlanMutation, useImportPlanMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatCount } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FileSource } from '../../ui/file-source.tsx';
import { showToast } from '../../ui/toast.tsx';
import { ImportPlanPreview } from './import-plan-preview.tsx';

export type PlanOutcome = ImportPlanMutation['importPlan'];

/** Less than a request may have, as it travels. */
const mostBytes = 1_000_000;

/** Takes a plan from a file or the clipboard: shows what would change and what is wrong before anything is stored. */
export function ImportPlanDialog({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const [, run] = useImportPlanMutation();
  const [csv, setCsv] = useState('');
  const [outcome, setOutcome] = useState<PlanOutcome | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const [isPending, setPending] = useState(false);
  const isTooLarge = new Blob([JSON.stringify(csv)]).size > mostBytes;
  const problem = isTooLarge
    ? 'A page can send 1 MB. Use “pilothouse plan sync” or the REST API for larger plans.'
    : undefined;
  const change = (text: string) => {
    setCsv(text);
    setOutcome(null);
    setError(null);
  };
  const send = async (dryRun: boolean) => {
    setPending(true);
    const { data, error: failed } = await run({ input: { projectId, csv, dryRun } });
    setPending(false);
    setError(failed ?? null);
    if (!data) return;
    if (dryRun) return setOutcome(data.importPlan);
    const { added, updated, removed } = data.importPlan;
    showToast(
      `Plan imported: ${formatCount(added)} added, ${formatCount(updated)} changed, ${formatCount(removed)} removed`,
    );
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Import a plan"
      description="Nothing is stored before you have seen what would change."
      size="lg"
      footer={
        outcome ? (
          <>
            <Button onClick={() => setOutcome(null)}>Another file</Button>
            <Button look="primary" isPending={isPending} onClick={() => void send(false)}>
              {outcome.problemCount > 0 ? 'Import the rest' : 'Import the plan'}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>Not now</Button>
            <Button
              look="primary"
              disabled={csv.trim() === '' || isTooLarge}
              isPending={isPending}
              onClick={() => void send(true)}
            >
              Look at the changes
            </Button>
          </>
        )
      }
    >
      <div className="space-y-4">
        {error ? <QueryError error={error} /> : null}
        {outcome ? (
          <ImportPlanPreview outcome={outcome} />
        ) : (
          <FileSource
            accept=".csv,.tsv,.txt,text/csv"
            hint="CSV with a column “title”; also id, phase, status, priority, estimate, owner, due, version, deployment"
            error={problem}
            value={csv}
            onChange={change}
          />
        )}
      </div>
    </Dialog>
  );
}
