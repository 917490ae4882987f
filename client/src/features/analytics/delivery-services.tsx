import { Medal } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import {
  type DeliveryMetricsInput,
  type Figure_MetricFragment as Figure,
  type DeliveryServices_ServiceDeliveryFragment as ServiceDelivery,
  useDeliveryServicesQuery,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatMetric, noData } from '../../lib/metrics.ts';
import { FilterToggle } from '../../ui/filter-bar.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { underRangeBar } from './analytics-page.tsx';
import type { Analytics } from './use-analytics.ts';
import type { useRows } from './use-rows.ts';

interface DeliveryServicesProps {
  analytics: Analytics;
  input: DeliveryMetricsInput;
  rows: ReturnType<typeof useRows>;
  /** How often the numbers have moved since the page was opened: with each they are asked for again. */
  changes: number;
}

type MetricName = Exclude<keyof ServiceDelivery, '__typename' | 'service' | 'bands'>;

const metrics: Array<{ name: MetricName; header: string; isHiddenOnPhone?: boolean }> = [
  { name: 'deploymentFrequency', header: 'Frequency' },
  { name: 'leadTime', header: 'Lead time' },
  { name: 'changeFailRate', header: 'Fail rate' },
  { name: 'failedDeploymentRecoveryTime', header: 'Recovery', isHiddenOnPhone: true },
  { name: 'reworkRate', header: 'Rework', isHiddenOnPhone: true },
];

/** Each service's numbers. Bands compare a service with the field, which is of use to some: they are off until asked for. */
export function DeliveryServices({ analytics, input, rows, changes }: DeliveryServicesProps) {
  const { slug, params, write } = analytics;
  const hasBands = params.get('bands') === 'on';
  const [{ data, error }, ask] = useDeliveryServicesQuery({
    variables: { slug, input: { ...input, compare: null, withBands: hasBands } },
  });
  useEffect(() => {
    if (changes > 0) ask({ requestPolicy: 'network-only' });
  }, [changes, ask]);
  // Those without deployments in the window come last.
  const services = [...(data?.project?.deliveryMetrics.services ?? [])].sort(
    (one, other) => Number(other.deploymentFrequency.sampleSize > 0) - Number(one.deploymentFrequency.sampleSize > 0),
  );
  const columns: Column<ServiceDelivery>[] = [
    { key: 'service', header: 'Service', cell: ({ service }) => <span className="text-strong">{service.name}</span> },
    ...metrics.map(({ name, header, isHiddenOnPhone }) => ({
      key: name,
      header,
      align: 'right' as const,
      isHiddenOnPhone,
      cell: (row: ServiceDelivery): ReactNode => (
        <Value
          metric={row[name]}
          band={hasBands ? bandOf(row, name) : null}
          label={`${header} of ${row.service.name}`}
          onOpen={() =>
            rows.open({ source: 'delivery', metric: name, group: { dimension: 'SERVICE', key: row.service.id } })
          }
        />
      ),
    })),
  ];
  return (
    <section aria-labelledby="delivery-services" className="space-y-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="delivery-services" className="text-lg">
          Services
        </h2>
        <FilterToggle icon={<Medal />} isOn={hasBands} onChange={(isOn) => write({ bands: isOn ? 'on' : '' })}>
          Show bands
        </FilterToggle>
      </div>
      {error && !data ? (
        <QueryError error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
      ) : data && services.length === 0 ? (
        <p className="text-muted">No service was deployed to production in this window.</p>
      ) : (
        <Table
          label="Delivery by service"
          columns={columns}
          rows={services}
          rowKey={({ service }) => service.id}
          loadingRows={data ? 0 : 3}
          stickyTop={underRangeBar}
        />
      )}
    </section>
  );
}

interface ValueProps {
  metric: Figure;
  band: string | null;
  label: string;
  onOpen: () => void;
}

function Value({ metric, band, label, onOpen }: ValueProps) {
  if (metric.value === null) return <span className="text-muted">{noData}</span>;
  const text = formatMetric(metric.value, metric.unit);
  return (
    <span className="inline-flex flex-col items-end">
      <button
        type="button"
        aria-label={`${label}: ${text}. Open its rows`}
        onClick={onOpen}
        className="rounded-sm text-strong underline decoration-control decoration-dotted underline-offset-3 hover:decoration-accent pointer-coarse:min-h-10 pointer-coarse:min-w-10"
      >
        {text}
      </button>
      {band ? <span className="text-2xs text-muted">{band}</span> : null}
    </span>
  );
}

function bandOf({ bands }: ServiceDelivery, name: MetricName): string | null {
  // Rework has no bands.
  const band = name === 'reworkRate' ? null : bands?.[name];
  return band ? `${band.charAt(0)}${band.slice(1).toLowerCase()}` : null;
}
