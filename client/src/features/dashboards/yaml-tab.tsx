import { useMemo } from 'react';
import { CodeEditor } from '../../ui/code-editor/lazy-code-editor.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ProblemList } from './problem-list.tsx';
import type { Draft } from './use-dashboard-draft.ts';

const nothing = () => [];

/** The draft as its file will be. What is wrong is said with its line, and nothing of it is saved until it is right. */
export function YamlTab({ draft }: { draft: Draft }) {
  const { source, state, changeSource } = draft;
  const problems = state.kind === 'invalid' ? state.problems : [];
  const first = problems.find(({ line }) => line !== null) ?? null;
  const problem = useMemo(() => {
    if (!first?.line) return null;
    const lines = source.split('\n').slice(0, first.line - 1);
    return { at: lines.reduce((length, line) => length + line.length + 1, 0), message: first.message };
  }, [first, source]);
  if (draft.unsaved === 'content') {
    if (state.kind === 'saving') return <Skeleton className="h-80" />;
    return <EmptyState title="The panels are not saved yet">Their YAML stands here as soon as they are.</EmptyState>;
  }
  return (
    <div className="space-y-3">
      {problems.length > 0 ? <ProblemList problems={problems} /> : null}
      <CodeEditor
        label="YAML of the dashboard"
        value={source}
        onChange={changeSource}
        isInvalid={problems.length > 0}
        problem={problem}
        placesIn={nothing}
        lines={24}
        isTall
      />
    </div>
  );
}
