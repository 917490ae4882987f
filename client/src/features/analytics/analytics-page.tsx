import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';
import { QueryError } from '../../graphql/query-error.tsx';
import { cn } from '../../lib/cn.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { RangeBar } from '../../ui/chart/range-bar.tsx';
import { RowsPanel } from './rows-panel.tsx';
import type { Analytics } from './use-analytics.ts';
import { ExploreScope } from './use-explore.ts';
import type { useRows } from './use-rows.ts';
import type { DeliveryChoice } from './use-rows-query.ts';

/** Where the head of a table stays when it is scrolled: below the row of range and filters. */
export const underRangeBar = 'top-23 pointer-coarse:top-26.5';

interface AnalyticsPageProps {
  /** As the bar above names it. */
  title: string;
  analytics: Analytics;
  rows: ReturnType<typeof useRows>;
  error: CombinedError | undefined;
  onRetry: () => void;
  /** Nothing was found yet: with an error there is nothing to draw. */
  hasData: boolean;
  /** What is shown is of another window. */
  isOutdated?: boolean;
  delivery?: DeliveryChoice;
  /** Whether Explore shows the same numbers, so that panels lead there. */
  isExplorable?: boolean;
  /** More switches in the row. */
  switches?: ReactNode;
  children: ReactNode;
}

/** A page of numbers: the row of range and filters, the panels, and the rows behind whatever was opened. */
export function AnalyticsPage(props: AnalyticsPageProps) {
  const { analytics, rows, error, onRetry, hasData, isExplorable = true } = props;
  useBreadcrumbs([{ label: 'Analytics', to: `/p/${analytics.slug}/analytics` }, { label: props.title }]);
  const { range, window, zone, setRange, filters } = analytics;
  const failure = analytics.error ?? error;
  return (
    <>
      <RangeBar range={range} window={window} onChange={setRange} zone={zone} filters={filters}>
        {props.switches}
      </RangeBar>
      {failure ? (
        <QueryError
          error={failure}
          className="mb-4"
          onRetry={() => {
            if (analytics.error) analytics.retry();
            else onRetry();
          }}
        />
      ) : null}
      {failure && !hasData ? null : (
        <div
          aria-busy={props.isOutdated || undefined}
          className={cn('space-y-4', props.isOutdated ? 'opacity-60' : null)}
        >
          <ExploreScope value={isExplorable ? analytics : null}>{props.children}</ExploreScope>
        </div>
      )}
      {rows.target ? (
        <RowsPanel analytics={analytics} target={rows.target} onClose={rows.close} delivery={props.delivery} />
      ) : null}
    </>
  );
}
