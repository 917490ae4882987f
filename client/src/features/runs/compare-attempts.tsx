import { useState } from 'react';
import { useRunCompareValuesQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { statusWord } from '../../ui/status-badge.tsx';
import { type AttemptPair, type NodePair, pairAttempts } from './compare.ts';
import { pathLabel } from './run-graph.ts';
import { ValueDiff } from './value-diff.tsx';

/** Every choice there is would be too many of a loop over thousands; those that ended differently come first. */
const choicesAtMost = 500;

/** Where input, output and error of one node differ; of a node in a loop, iteration by iteration. */
export function CompareAttempts({ pair }: { pair: NodePair }) {
  const attempts = pairAttempts(pair);
  const [path, setPath] = useState<string>();
  const chosen = attempts.find((one) => one.path === path) ?? attempts[0];
  if (!chosen) return <p className="px-2 pb-3 text-muted sm:pl-9">Neither run came here.</p>;
  return (
    <div className="space-y-4 px-2 pt-1 pb-4 sm:pl-9">
      {attempts.length > 1 ? (
        <FormField label="Iteration" className="max-w-80">
          {(field) => (
            <Select
              {...field}
              value={chosen.path}
              onChange={setPath}
              options={attempts.slice(0, choicesAtMost).map((one) => ({ value: one.path, label: labelOf(one) }))}
            />
          )}
        </FormField>
      ) : null}
      <Values key={chosen.path} attempt={chosen} />
    </div>
  );
}

function labelOf({ path, before, after, isDifferent }: AttemptPair): string {
  const words = [before, after].map((nodeRun) => (nodeRun ? statusWord(nodeRun.status) : 'Not there'));
  return `${pathLabel(path)} · ${isDifferent ? words.join(' → ') : words[0]}`;
}

function Values({ attempt: { before, after } }: { attempt: AttemptPair }) {
  const [{ data, error }, ask] = useRunCompareValuesQuery({
    variables: {
      before: before?.id ?? '',
      hasBefore: before !== null,
      after: after?.id ?? '',
      hasAfter: after !== null,
    },
    requestPolicy: 'cache-and-network',
  });
  if (error && !data) return <QueryError error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  if (!data)
    return (
      <div aria-busy="true" className="space-y-2">
        <Skeleton className="h-4 w-24" />
        <Skeleton className="h-24 w-full" />
      </div>
    );
  const [one, other] = [data.before, data.after].map((node) => (node?.__typename === 'NodeRun' ? node : null));
  return (
    <>
      {one?.error || other?.error ? <ValueDiff title="Error" before={one?.error} after={other?.error} /> : null}
      <div className="grid gap-4 lg:grid-cols-2 [&>*]:min-w-0">
        <ValueDiff title="Input" before={one?.input} after={other?.input} />
        <ValueDiff title="Output" before={one?.output} after={other?.output} />
      </div>
    </>
  );
}
