import { Upload } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import type { CombinedError } from 'urql';
import { type ImportPlanMutation, useImportPlanMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatCount } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { TextArea } from '../../ui/input.tsx';
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
        {outcome ? <ImportPlanPreview outcome={outcome} /> : <Source csv={csv} problem={problem} onChange={change} />}
      </div>
    </Dialog>
  );
}

interface SourceProps {
  csv: string;
  problem: string | undefined;
  onChange: (text: string) => void;
}

function Source({ csv, problem, onChange }: SourceProps) {
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
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          className="sr-only"
          onChange={(event) => take(event.target.files?.[0])}
        />
      </label>
      <FormField
        label="Or paste it"
        hint="CSV with a column “title”; also id, phase, status, priority, estimate, owner, due, version, deployment"
        error={problem}
      >
        {(control) => (
          <TextArea
            {...control}
            rows={10}
            spellCheck={false}
            className="font-mono text-code"
            value={csv}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </FormField>
    </div>
  );
}
