import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { CombinedError } from 'urql';
import { useStartWorkflowRunMutation } from '../../graphql/generated.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { Graph } from './graph.ts';
import { PayloadFields } from './payload-fields.tsx';

interface RunDialogProps {
  workflow: { id: string; name: string };
  projectSlug: string;
  /** What is published: runs take that, not the draft. */
  graph: Graph;
  version: number;
  hasUnpublishedChanges: boolean;
  onClose: () => void;
}

/** Starts a run: with the form of its manual trigger, or any JSON. */
export function RunDialog({ workflow, projectSlug, graph, version, hasUnpublishedChanges, onClose }: RunDialogProps) {
  const navigate = useNavigate();
  const [, start] = useStartWorkflowRunMutation();
  // One for the whole dialog: pressed twice, or sent again after a lost answer, it is still one run.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [payload, setPayload] = useState<unknown>(undefined);
  const [error, setError] = useState<CombinedError | null>(null);
  const [isPending, setPending] = useState(false);
  const run = async () => {
    setPending(true);
    setError(null);
    const input = { workflowId: workflow.id, idempotencyKey, ...(payload === undefined ? {} : { payload }) };
    const answer = await start({ input });
    setPending(false);
    if (answer.data) void navigate(`/p/${projectSlug}/runs/${answer.data.startRun.id}`);
    else setError(answer.error ?? null);
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Run ${workflow.name}`}
      description={
        hasUnpublishedChanges
          ? `Version ${version} runs, without the changes that are not published.`
          : `Version ${version} runs.`
      }
      footer={
        <>
          <Button onClick={onClose}>Don’t run</Button>
          <Button look="primary" isPending={isPending} onClick={() => void run()}>
            Run {workflow.name}
          </Button>
        </>
      }
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending) void run();
        }}
      >
        <PayloadFields graph={graph} value={payload} onChange={setPayload} error={error} />
      </form>
    </Dialog>
  );
}
