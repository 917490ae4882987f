import { ChartColumn } from 'lucide-react';
import { useState } from 'react';
import { type MetricDimension, useExploreMeasuresQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button } from '../../ui/button.tsx';
import { MeasurePicker } from '../../ui/chart/measure-picker.tsx';
import type { RangeBarFilter } from '../../ui/chart/range-bar.tsx';
import { Select } from '../../ui/select.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AnalyticsPage } from './analytics-page.tsx';
import { choices, dimensionWords, type ExploredMeasure, kindOf, readExplored } from './explore.ts';
import { GroupTable } from './group-table.tsx';
import { MetricStat, UsageChart } from './panels.tsx';
import { type Analytics, useAnalytics } from './use-analytics.ts';
import { useAnnotations } from './use-annotations.ts';
import { useRows } from './use-rows.ts';
import { useUsage } from './use-usage.ts';

const nothing = 'nothing';

/** Any measure, in any window, told apart and narrowed as one likes; all of it is in the address. */
export default function ExplorePage() {
  const [{ data, error }, retry] = useExploreMeasuresQuery({ requestPolicy: 'cache-first' });
  const analytics = useAnalytics();
  const measures = data?.measures;
  if (error && !measures) return <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!measures) return <Skeleton className="h-96 rounded-lg" />;
  const explored = readExplored(analytics.params, measures, analytics.narrowed);
  const { measure } = explored;
  const choose = ({ key }: ExploredMeasure) => analytics.write({ measure: key, rows: '', rowsIn: '', rowsOf: '' });
  if (!measure) return <FirstChoice measures={measures} asked={analytics.params.get('measure')} onChoose={choose} />;
  return (
    <Explored
      analytics={{ ...analytics, narrowed: explored.narrowed }}
      explored={{ ...explored, measure }}
      measures={measures}
      onChoose={choose}
    />
  );
}

interface FirstChoiceProps {
  measures: readonly ExploredMeasure[];
  asked: string | null;
  onChoose: (measure: ExploredMeasure) => void;
}

function FirstChoice({ measures, asked, onChoose }: FirstChoiceProps) {
  useDocumentTitle('Explore');
  return (
    <section aria-labelledby="explore" className="max-w-180 space-y-3">
      <h2 id="explore" className="text-lg">
        What do you want to look at?
      </h2>
      {asked ? <p className="text-waiting">There is no measure “{asked}” on this server.</p> : null}
      <MeasurePicker measures={measures} chosen={null} onChoose={onChoose} />
    </section>
  );
}

interface ExploredProps {
  analytics: Analytics;
  explored: ReturnType<typeof readExplored> & { measure: ExploredMeasure };
  measures: readonly ExploredMeasure[];
  onChoose: (measure: ExploredMeasure) => void;
}

function Explored({ analytics, explored, measures, onChoose }: ExploredProps) {
  const { measure, groupBy, can, narrowed } = explored;
  const { slug, project, window, zone, write, filters } = analytics;
  useDocumentTitle(`${measure.title}, explored`);
  const [isPicking, setPicking] = useState(false);
  const rows = useRows(analytics);
  const usage = useUsage({
    slug,
    projectId: project?.id ?? null,
    window,
    queries: [{ measure: measure.key, groupBy, ...narrowed }],
  });
  const { annotations } = useAnnotations(analytics);
  const result = usage.results?.[0];
  const groupsOf = (dimension: MetricDimension) => (groupBy === dimension ? (result?.groups ?? []) : []);
  const chip = (key: string, dimension: MetricDimension, values: string[]): RangeBarFilter[] => {
    const options = choices(values, groupsOf(dimension));
    const onChange = (chosen: string[]) => write({ [key]: chosen.join(',') });
    const isShown = can(dimension) && options.length > 0;
    return isShown ? [{ key, label: dimensionWords[dimension], options, values, onChange }] : [];
  };
  const open = () => rows.open({ source: 'usage', metric: measure.key });
  return (
    <AnalyticsPage
      title="Explore"
      isExplorable={false}
      analytics={{
        ...analytics,
        filters: [
          ...filters.filter(({ key }) => can(key === 'service' ? 'SERVICE' : 'ENVIRONMENT')),
          ...chip('name', 'NAME', narrowed.names ?? []),
          ...chip('status', 'STATUS', narrowed.statuses ?? []),
        ],
      }}
      rows={rows}
      error={usage.error}
      onRetry={usage.retry}
      hasData={usage.results !== null}
      isOutdated={usage.isOutdated}
    >
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 break-words text-lg">{measure.title}</h2>
        <Button icon={<ChartColumn />} onClick={() => setPicking(true)}>
          Another measure
        </Button>
        {measure.dimensions.length > 0 ? (
          <Select
            className="w-auto"
            aria-label="Told apart by"
            value={groupBy ?? nothing}
            onChange={(value) => write({ by: value === nothing ? '' : value.toLowerCase() })}
            options={[
              { value: nothing, label: 'All together' },
              ...measure.dimensions.map((value) => ({ value, label: `By ${dimensionWords[value].toLowerCase()}` })),
            ]}
          />
        ) : null}
      </div>
      <div className="grid gap-3 lg:grid-cols-[minmax(0,1fr)_minmax(0,4fr)]">
        <MetricStat placeholder={measure.title} metric={result?.total} better={measure.better} onOpen={open} />
        <UsageChart
          key={`${measure.key} ${groupBy}`}
          placeholder={measure.title}
          panels={[result]}
          groupBy={groupBy ?? undefined}
          kind={kindOf(measure)}
          zone={zone}
          annotations={annotations}
          source="usage"
          onRows={rows.open}
          exports={{ slug, window, narrowed }}
          isCompared={Boolean(window?.compare)}
        />
      </div>
      {groupBy ? (
        <GroupTable
          analytics={analytics}
          title={`By ${dimensionWords[groupBy].toLowerCase()}`}
          source="usage"
          groupBy={groupBy}
          onRows={rows.open}
          columns={[{ measure: measure.key, header: measure.title }]}
        />
      ) : null}
      <SidePanel open={isPicking} onOpenChange={setPicking} title="Another measure">
        <MeasurePicker
          measures={measures}
          chosen={measure.key}
          onChoose={(chosen) => {
            setPicking(false);
            onChoose(chosen);
          }}
        />
      </SidePanel>
    </AnalyticsPage>
  );
}
