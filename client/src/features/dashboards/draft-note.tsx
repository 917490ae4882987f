import type { DraftState } from './use-dashboard-draft.ts';

/** Whether what was changed is kept. */
export function DraftNote({ state }: { state: DraftState }) {
  const words: Record<DraftState['kind'], string> = {
    saved: 'Draft saved',
    saving: 'Saving the draft…',
    failed: state.kind === 'failed' ? `The draft is not saved yet: ${state.message} Trying again.` : '',
    invalid: 'The draft is not saved: correct the YAML first',
    conflict: 'The draft is not saved: somebody else changed it',
  };
  const isBad = state.kind === 'failed' || state.kind === 'invalid' || state.kind === 'conflict';
  return (
    <span role="status" className={isBad ? 'text-failed' : undefined}>
      {words[state.kind]}
    </span>
  );
}
