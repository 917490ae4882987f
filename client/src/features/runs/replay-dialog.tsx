import { useMemo, useState } from 'react';
import type { RunPage_RunFragment } from '../../graphql/generated.ts';
import { isSameJson } from '../../lib/json-diff.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { readParameterFields } from '../../ui/schema-form/parameter-schema.ts';
import { type OutputDrafts, OutputsField, readOutputs } from './outputs-field.tsx';
import { draftOf, PayloadField, readDraft } from './payload-field.tsx';
import { formOf, nodeStates, pinnable, readGraph } from './run-graph.ts';
import { ValueView } from './value-view.tsx';

export interface Replay {
  /** Left out: as it was. */
  payload?: unknown;
  pinned?: Record<string, unknown>;
}

interface ReplayDialogProps {
  run: RunPage_RunFragment;
  isPending: boolean;
  onReplay: (replay: Replay) => void;
  onClose: () => void;
}

/** Runs the same version again: with the payload as it was or edited, and with outputs of this run in the place of nodes. */
export function ReplayDialog({ run, isPending, onReplay, onClose }: ReplayDialogProps) {
  const graph = useMemo(() => readGraph(run.workflowVersion.graph), [run.workflowVersion.graph]);
  const fields = useMemo(() => readParameterFields(formOf(graph, run.triggerNodeKey)), [graph, run.triggerNodeKey]);
  const states = useMemo(
    () => pinnable(graph, nodeStates(graph, run.nodeRuns, run.status)),
    [graph, run.nodeRuns, run.status],
  );
  const isStored = run.inputPayload !== null;
  const [payload, setPayload] = useState(() => draftOf(run.payload, fields));
  const [drafts, setDrafts] = useState<OutputDrafts>(new Map());
  const replay = () => {
    const read = isStored ? { payload: run.payload, problems: null } : readDraft(payload, fields);
    const pinned = readOutputs(drafts);
    setDrafts(pinned.drafts);
    setPayload({ ...payload, problems: read.problems ?? {} });
    if (read.problems || !pinned.outputs) return;
    onReplay({
      ...(isSameJson(read.payload, run.payload) ? {} : { payload: read.payload }),
      ...(Object.keys(pinned.outputs).length > 0 ? { pinned: pinned.outputs } : {}),
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Replay #${run.number}`}
      description="The same version runs again from its beginning, as a new run."
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" isPending={isPending} onClick={replay}>
            Replay run
          </Button>
        </>
      }
    >
      <form
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending) replay();
        }}
      >
        {isStored ? (
          <ValueView title="Payload" value={run.payload} payload={run.inputPayload} />
        ) : (
          <PayloadField fields={fields} draft={payload} onChange={setPayload} />
        )}
        <OutputsField
          legend="Pinned outputs"
          hint="Nodes that are chosen don’t run: what stands here is taken as their output."
          storedHint="The node runs."
          states={states}
          drafts={drafts}
          onChange={setDrafts}
        />
      </form>
    </Dialog>
  );
}
