import { Building2 } from 'lucide-react';
import type { Better } from '../../lib/metrics.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { FilterToggle } from '../../ui/filter-bar.tsx';
import { WhenSeen } from '../../ui/when-seen.tsx';
import { AnalyticsPage } from './analytics-page.tsx';
import { GroupTable } from './group-table.tsx';
import { MetricStat, UsageChart } from './panels.tsx';
import { useAnalytics } from './use-analytics.ts';
import { useRows } from './use-rows.ts';
import { useUsage } from './use-usage.ts';

interface StatWish {
  measure: string;
  placeholder: string;
  better?: Better;
}

const stats: StatWish[] = [
  { measure: 'api.count', placeholder: 'API operations' },
  { measure: 'api.error_rate', placeholder: 'API error rate', better: 'LOWER' },
  { measure: 'api.duration_p95', placeholder: 'API duration, p95', better: 'LOWER' },
  { measure: 'ai.count', placeholder: 'AI calls' },
];
// As many of the one as of the other: until it is known who looks, nothing moves.
const installationStats: StatWish[] = [
  { measure: 'sign_ins.count', placeholder: 'Sign-ins' },
  { measure: 'sign_ins.refused', placeholder: 'Refused sign-ins', better: 'LOWER' },
  { measure: 'sign_ins.people', placeholder: 'People who signed in' },
  { measure: 'ai.cost', placeholder: 'AI cost' },
];
const projectStats: StatWish[] = [
  { measure: 'api.duration_p50', placeholder: 'API duration, median', better: 'LOWER' },
  { measure: 'api.duration_p99', placeholder: 'API duration, p99', better: 'LOWER' },
  { measure: 'ai.cost', placeholder: 'AI cost' },
  { measure: 'storage.bytes', placeholder: 'Storage', better: 'LOWER' },
];

/** How the product itself does: its API, sign-ins, models, and what it stores; of the installation, or of this project. */
export default function PlatformPage() {
  useDocumentTitle('Platform, in numbers');
  const analytics = useAnalytics('7d');
  const rows = useRows(analytics);
  const { slug, project, window, zone, isAdministrator, params, write } = analytics;
  const isPlatform = isAdministrator && params.get('of') !== 'project';
  const source = isPlatform ? 'platform' : 'usage';
  const usage = useUsage({
    slug,
    projectId: project?.id ?? null,
    isPlatform,
    window: project ? window : null,
    queries: [
      { measure: 'api.count', groupBy: 'STATUS' },
      { measure: 'api.error_rate' },
      { measure: 'api.duration_p50' },
      { measure: 'api.duration_p95' },
      { measure: 'api.duration_p99' },
      { measure: 'ai.count' },
      { measure: 'ai.cost' },
      // Sign-ins belong to the installation; what it stores is on a page of its own.
      ...(isPlatform
        ? [{ measure: 'sign_ins.count' }, { measure: 'sign_ins.refused' }, { measure: 'sign_ins.people' }]
        : [{ measure: 'storage.bytes', groupBy: 'NAME' as const }]),
    ],
  });
  const [calls, errors, p50, p95, p99, models, cost, ...rest] = usage.results ?? [];
  const [signIns, refused] = rest;
  const storage = isPlatform ? undefined : rest[0];
  const exports = { slug, window };
  const common = { zone, exports, source, onRows: rows.open, isCompared: Boolean(window?.compare) } as const;
  const open = (metric: string) => () => rows.open({ source, metric });
  return (
    <AnalyticsPage
      title="Platform"
      isExplorable={!isPlatform}
      analytics={{ ...analytics, filters: [] }}
      rows={rows}
      error={usage.error}
      onRetry={usage.retry}
      hasData={usage.results !== null}
      isOutdated={usage.isOutdated}
      switches={
        isAdministrator ? (
          <FilterToggle
            icon={<Building2 />}
            isOn={isPlatform}
            onChange={(isOn) => write({ of: isOn ? '' : 'project', rows: '', rowsIn: '', rowsOf: '' })}
          >
            Whole installation
          </FilterToggle>
        ) : null
      }
    >
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {[...stats, ...(isPlatform ? installationStats : projectStats)].map(({ measure, ...stat }) => (
          <MetricStat
            key={measure}
            {...stat}
            metric={usage.results?.find((result) => result.measure.key === measure)?.total}
            onOpen={open(measure)}
          />
        ))}
      </div>
      <div className="grid gap-3 lg:grid-cols-2 lg:[&>:last-child:nth-child(odd)]:col-span-2">
        <UsageChart {...common} placeholder="API operations" panels={[calls]} groupBy="STATUS" kind="bar" />
        <UsageChart
          {...common}
          title="API latency"
          placeholder="API latency"
          panels={[p50, p95, p99]}
          labels={['Median', '95 of 100', '99 of 100']}
          kind="line"
        />
        <WhenSeen minHeight={270}>
          <UsageChart {...common} placeholder="API error rate" panels={[errors]} kind="line" />
        </WhenSeen>
        {isPlatform ? (
          <WhenSeen minHeight={270}>
            <UsageChart
              {...common}
              title="Sign-ins"
              placeholder="Sign-ins"
              panels={[signIns, refused]}
              labels={['All', 'Refused']}
              kind="bar"
            />
          </WhenSeen>
        ) : (
          <WhenSeen minHeight={270}>
            <UsageChart
              {...common}
              title="Storage"
              placeholder="Storage"
              panels={[storage]}
              groupBy="NAME"
              kind="area"
              emptyText="Measured once a day: the line begins with the first measurement"
            />
          </WhenSeen>
        )}
        <WhenSeen minHeight={270}>
          <UsageChart
            {...common}
            placeholder="AI cost"
            panels={[cost]}
            kind="bar"
            emptyText={
              models?.total.value
                ? 'What these models cost is not known. Set PILOTHOUSE_AI_PRICES where the server runs.'
                : 'No model was asked in this window'
            }
          />
        </WhenSeen>
      </div>
      <WhenSeen minHeight={200}>
        <GroupTable
          analytics={analytics}
          title="By operation"
          source={source}
          groupBy="NAME"
          onRows={rows.open}
          columns={[
            { measure: 'api.count', header: 'Calls' },
            { measure: 'api.error_rate', header: 'Errors' },
            { measure: 'api.duration_p50', header: 'Median', isHiddenOnPhone: true },
            { measure: 'api.duration_p95', header: 'p95' },
            { measure: 'api.duration_p99', header: 'p99', isHiddenOnPhone: true },
          ]}
        />
      </WhenSeen>
    </AnalyticsPage>
  );
}
