import { useEffect } from 'react';
import { useNodeOutputQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatBytes } from '../../lib/format.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { TextArea } from '../../ui/input.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { NodeState } from './run-graph.ts';

interface OutputDraft {
  /** Undefined: not read yet. */
  text?: string;
  error?: string;
  /** It is too large to be edited. */
  isStored?: boolean;
}

/** Outputs by node key, as they are typed. */
export type OutputDrafts = ReadonlyMap<string, OutputDraft>;

/** What was typed as values; null with the mistakes marked where something is not JSON. What is too large stays out of it. */
export function readOutputs(drafts: OutputDrafts): { outputs: Record<string, unknown> | null; drafts: OutputDrafts } {
  const outputs: Record<string, unknown> = {};
  const checked = new Map<string, OutputDraft>();
  for (const [key, draft] of drafts) {
    const error = draft.isStored ? undefined : readInto(outputs, key, draft.text);
    checked.set(key, { ...draft, ...(error ? { error } : {}) });
  }
  const isGood = [...checked.values()].every(({ error }) => error === undefined);
  return { outputs: isGood ? outputs : null, drafts: checked };
}

function readInto(outputs: Record<string, unknown>, key: string, text: string | undefined): string | undefined {
  if (text === undefined) return 'It is being read.';
  try {
    outputs[key] = JSON.parse(text);
    return undefined;
  } catch {
    return 'This is not valid JSON.';
  }
}

interface OutputsFieldProps {
  legend: string;
  hint: string;
  /** What becomes of a node whose output is too large to be edited. */
  storedHint: string;
  /** The nodes that can be chosen. */
  states: NodeState[];
  drafts: OutputDrafts;
  onChange: (change: (before: OutputDrafts) => OutputDrafts) => void;
}

/** Chooses nodes, and shows and edits what each gave in this run. */
export function OutputsField({ legend, hint, storedHint, states, drafts, onChange }: OutputsFieldProps) {
  if (states.length === 0) return null;
  const choose = (key: string, isChosen: boolean) =>
    onChange((before) => {
      const next = new Map(before);
      if (isChosen) next.set(key, {});
      else next.delete(key);
      return next;
    });
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-body">{legend}</legend>
      <p className="mb-1.5 text-muted text-xs">{hint}</p>
      <ul className="space-y-1">
        {states.map((state) => {
          const draft = drafts.get(state.key);
          return (
            <li key={state.key}>
              <Checkbox
                label={state.name}
                isChecked={draft !== undefined}
                onChange={(isChosen) => choose(state.key, isChosen)}
              />
              {draft ? (
                <Output
                  state={state}
                  draft={draft}
                  storedHint={storedHint}
                  onChange={(change) => onChange((before) => new Map(before).set(state.key, change))}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

interface OutputProps {
  state: NodeState;
  draft: OutputDraft;
  storedHint: string;
  onChange: (draft: OutputDraft) => void;
}

function Output({ state, draft, storedHint, onChange }: OutputProps) {
  const id = state.latest.at(-1)?.id ?? '';
  const [{ data, error }, ask] = useNodeOutputQuery({ variables: { id } });
  const node = data?.node?.__typename === 'NodeRun' ? data.node : null;
  const value: unknown = node?.output;
  const stored = node?.outputPayload ?? null;
  const isStored = stored !== null;
  const isFresh = value !== undefined && draft.text === undefined && !draft.isStored;
  useEffect(() => {
    if (isFresh) onChange(isStored ? { isStored } : { text: JSON.stringify(value, null, 2) });
  }, [isFresh, isStored, value, onChange]);
  if (error) return <QueryError error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  if (stored)
    return (
      <p className="mb-2 ml-6 text-muted text-xs">
        {formatBytes(stored.byteCount)}, too large to be edited here. {storedHint}
      </p>
    );
  if (draft.text === undefined) return <Skeleton className="mb-2 ml-6 h-16" />;
  return (
    <FormField
      label={<span className="sr-only">Output of {state.name}</span>}
      className="mb-2 ml-6"
      {...(draft.error ? { error: draft.error } : {})}
    >
      {(control) => (
        <TextArea
          {...control}
          rows={Math.min(12, Math.max(3, (draft.text ?? '').split('\n').length))}
          spellCheck={false}
          className="font-mono text-code!"
          value={draft.text}
          onChange={(event) => onChange({ text: event.target.value })}
        />
      )}
    </FormField>
  );
}
