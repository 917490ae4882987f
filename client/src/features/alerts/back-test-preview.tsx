import { useState } from 'react';
import { describeError } from '../../graphql/errors.ts';
import { type BackTestAlertInput, useBackTestQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatDuration } from '../../lib/format.ts';
import { formatMetric } from '../../lib/metrics.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { Select } from '../../ui/select.tsx';
import { formatLabel } from './point-label.ts';
import { PointsChart } from './points-chart.tsx';

const spans = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
];
const shownFirings = 8;

interface BackTestPreviewProps {
  projectId: string;
  zone: string;
  question: Omit<BackTestAlertInput, 'projectId' | 'days'>;
}

/** How often a rule would have fired, and where; asked again a moment after the last change. */
export function BackTestPreview({ projectId, zone, question }: BackTestPreviewProps) {
  const [days, setDays] = useState('30');
  // By value: the form makes a new object with each key.
  const settled = useDebounced(JSON.stringify(question), 400);
  const [{ data, error, fetching }, retry] = useBackTestQuery({
    variables: { input: { projectId, days: Number(days), ...(JSON.parse(settled) as typeof question) } },
  });
  const test = data?.backTestAlert;
  const isRefused = error && describeError(error).problems.length > 0;
  return (
    <section aria-labelledby="back-test" className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="back-test" className="text-lg">
          What it would have done
        </h2>
        <Select className="w-28" aria-label="How far back" value={days} onChange={setDays} options={spans} />
      </div>
      {error && isRefused ? (
        <p className="rounded-md border border-line bg-panel px-3 py-2 text-muted">{describeError(error).message}</p>
      ) : error ? (
        <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />
      ) : null}
      {error ? null : (
        <>
          <p role="status" className="font-medium text-strong">
            {test ? test.verdict : 'Looking back…'}
            {test && test.unknownCount > 0 && test.unknownCount < test.lookCount ? (
              <span className="block font-normal text-muted">
                {test.unknownCount} of {test.lookCount} looks had no data to judge by.
              </span>
            ) : null}
          </p>
          <PointsChart
            title="Value and limit"
            points={test?.points ?? []}
            unit={test?.unit ?? 'NUMBER'}
            zone={zone}
            firings={test?.firings ?? []}
            isLoading={!test && fetching}
          />
          {test && test.firings.length > 0 ? (
            <ul className="divide-y divide-line rounded-lg border border-line" aria-label="It would have fired">
              {test.firings
                .slice(-shownFirings)
                .reverse()
                .map(({ from, to, value }) => (
                  <li key={from} className="flex flex-wrap justify-between gap-x-3 px-3 py-1.5">
                    <span>{formatLabel(from, zone)}</span>
                    <span className="text-muted tabular-nums">
                      {formatMetric(value, test.unit)} ·{' '}
                      {to ? `for ${formatDuration(Date.parse(to) - Date.parse(from))}` : 'still'}
                    </span>
                  </li>
                ))}
            </ul>
          ) : null}
          {test && test.firingCount > shownFirings ? (
            <p className="text-muted">And {test.firingCount - shownFirings} times before.</p>
          ) : null}
        </>
      )}
    </section>
  );
}
