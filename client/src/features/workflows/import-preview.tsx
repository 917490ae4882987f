import { Check, CircleAlert, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCompareWorkflowGraphsQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatPlural } from '../../lib/format.ts';
import { DiffList } from '../../ui/graph-diff/diff-list.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { type Graph, readGraph } from './graph.ts';
import type { ImportedFile } from './import-dialog.tsx';

interface ImportPreviewProps {
  file: ImportedFile;
  /** What the drawing is now that it could replace. */
  replace?: { name: string; graph: Graph };
}

/** What a file would bring: what is wrong with it here, what its runs need, and how it differs. */
export function ImportPreview({ file, replace }: ImportPreviewProps) {
  const count = readGraph(file.graph).nodes.length;
  return (
    <>
      <div>
        <p className="font-medium text-strong">{file.name}</p>
        <p className="text-muted">
          {formatPlural(count, 'node')}
          {file.description ? `. ${file.description}` : null}
        </p>
        {file.existing ? (
          <p className="text-muted">
            {file.existing.name} has its short name <code>{file.slug}</code> already: a new workflow gets another one.
          </p>
        ) : null}
      </div>
      <Part title="What is wrong with it here">
        {file.problems.length === 0 ? <p className="text-muted">Nothing.</p> : null}
        <ul className="space-y-1">
          {file.problems.map((problem) => (
            <li key={`${problem.nodeKey} ${problem.path} ${problem.message}`} className="flex items-start gap-2">
              {problem.severity === 'ERROR' ? (
                <CircleAlert role="img" aria-label="Error" className="mt-0.5 size-3.5 shrink-0 text-failed" />
              ) : (
                <TriangleAlert role="img" aria-label="Warning" className="mt-0.5 size-3.5 shrink-0 text-waiting" />
              )}
              <span className="min-w-0 break-words">
                {problem.nodeKey ? <code className="text-xs">{problem.nodeKey} </code> : null}
                {problem.message}
              </span>
            </li>
          ))}
        </ul>
      </Part>
      {file.rights.length > 0 ? (
        <Part title="What its runs may do">
          <ul className="space-y-1">
            {file.rights.map((right) => (
              <li key={`${right.permission} ${right.environment} ${right.service}`} className="flex items-center gap-2">
                {right.isHeld ? (
                  <Check role="img" aria-label="You have it" className="size-3.5 text-succeeded" />
                ) : (
                  <X role="img" aria-label="You lack it" className="size-3.5 text-failed" />
                )}
                <code className="text-xs">{right.permission}</code>
                <span className="text-muted">{[right.service, right.environment].filter(Boolean).join(', ')}</span>
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      {file.secrets.length > 0 ? (
        <Part title="Secrets and variables it asks for">
          <p className="flex flex-wrap gap-2">
            {file.secrets.map((name) => (
              <code key={name} className="text-xs">
                {name}
              </code>
            ))}
          </p>
        </Part>
      ) : null}
      {replace ? <Difference file={file} {...replace} /> : null}
    </>
  );
}

function Difference({ file, name, graph }: { file: ImportedFile; name: string; graph: Graph }) {
  const [{ data, error }] = useCompareWorkflowGraphsQuery({ variables: { input: { from: graph, to: file.graph } } });
  return (
    <Part title={`What becomes of ${name} if it is replaced`}>
      {error ? <QueryError error={error} /> : null}
      {data ? <DiffList diff={data.compareWorkflowGraphs} /> : error ? null : <Skeleton className="h-16" />}
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 text-xs">{title}</h3>
      {children}
    </section>
  );
}
