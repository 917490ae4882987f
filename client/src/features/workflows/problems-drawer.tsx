import { ChevronDown, ChevronUp, CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { formatPlural } from '../../lib/format.ts';
import { Spinner } from '../../ui/spinner.tsx';
import type { GraphNode, Problem } from './graph.ts';

interface ProblemsDrawerProps {
  problems: readonly Problem[] | null;
  isChecking: boolean;
  nodes: readonly GraphNode[];
  onShow: (nodeKey: string) => void;
}

/** What is wrong with the drawing, at the bottom; a line leads to its node. */
export function ProblemsDrawer({ problems, isChecking, nodes, onShow }: ProblemsDrawerProps) {
  const [isOpen, setOpen] = useState(false);
  const list = problems ?? [];
  const errors = list.filter(({ severity }) => severity === 'ERROR').length;
  const names = new Map(nodes.map((node) => [node.key, node.name]));
  return (
    <section aria-label="Problems" className="border-line border-t bg-page">
      <button
        type="button"
        aria-expanded={isOpen}
        disabled={list.length === 0}
        onClick={() => setOpen(!isOpen)}
        className="flex h-8 w-full items-center gap-2 px-4 text-left hover:bg-hover disabled:hover:bg-page pointer-coarse:h-10"
      >
        {problems === null ? (
          <Spinner className="size-3.5" />
        ) : errors > 0 ? (
          <CircleAlert aria-hidden className="size-3.5 text-failed" />
        ) : list.length > 0 ? (
          <TriangleAlert aria-hidden className="size-3.5 text-waiting" />
        ) : (
          <CircleCheck aria-hidden className="size-3.5 text-succeeded" />
        )}
        <span role="status">{problems === null ? 'Checking…' : summary(errors, list.length - errors)}</span>
        {isChecking && problems !== null ? <span className="text-faint text-xs">checking…</span> : null}
        {list.length === 0 ? null : isOpen ? (
          <ChevronDown aria-hidden className="ml-auto size-3.5 text-faint" />
        ) : (
          <ChevronUp aria-hidden className="ml-auto size-3.5 text-faint" />
        )}
      </button>
      {isOpen && list.length > 0 ? (
        <ul className="max-h-48 overflow-y-auto border-line border-t py-1">
          {list.map((problem) => (
            <li key={`${problem.nodeKey} ${problem.path} ${problem.message}`}>
              <button
                type="button"
                disabled={problem.nodeKey === null}
                onClick={() => problem.nodeKey && onShow(problem.nodeKey)}
                className="flex w-full items-start gap-2 px-4 py-1 text-left hover:bg-hover disabled:cursor-default"
              >
                {problem.severity === 'ERROR' ? (
                  <CircleAlert aria-label="Error" role="img" className="mt-0.5 size-3.5 shrink-0 text-failed" />
                ) : (
                  <TriangleAlert aria-label="Warning" role="img" className="mt-0.5 size-3.5 shrink-0 text-waiting" />
                )}
                <span className="shrink-0 font-medium text-strong">
                  {problem.nodeKey ? (names.get(problem.nodeKey) ?? problem.nodeKey) : 'Workflow'}
                </span>
                <span className="min-w-0 break-words">{problem.message}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function summary(errors: number, warnings: number): string {
  if (errors + warnings === 0) return 'No problems';
  return [errors > 0 ? formatPlural(errors, 'error') : null, warnings > 0 ? formatPlural(warnings, 'warning') : null]
    .filter(Boolean)
    .join(', ');
}
