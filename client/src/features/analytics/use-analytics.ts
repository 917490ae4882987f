import { useMemo } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { type AnalyticsScopeQuery, useAnalyticsScopeQuery } from '../../graphql/generated.ts';
import type { RangeName } from '../../lib/metric-range.ts';
import { readList, writeParams } from '../../lib/url-filters.ts';
import { useMetricRange } from '../../lib/use-metric-range.ts';
import type { RangeBarFilter } from '../../ui/chart/range-bar.tsx';

export type AnalyticsProject = NonNullable<AnalyticsScopeQuery['project']>;

/** What numbers are narrowed to; null where they are not. */
export interface Narrowed {
  serviceIds: string[] | null;
  environmentIds: string[] | null;
  names?: string[] | null;
  statuses?: string[] | null;
}

const orNull = (values: string[]) => (values.length > 0 ? values : null);

/** What all pages of numbers share: the project and its zone, and the range and filters in the URL. */
export function useAnalytics(fallback: RangeName = '30d') {
  const { slug = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const [{ data, error }, retry] = useAnalyticsScopeQuery({ variables: { slug }, requestPolicy: 'cache-first' });
  const project = data?.project?.slug === slug ? data.project : null;
  const range = useMetricRange(project?.timeZone, fallback);
  const [service, environment] = [params.get('service') ?? '', params.get('environment') ?? ''];
  const narrowed = useMemo<Narrowed>(
    () => ({ serviceIds: orNull(readList(service)), environmentIds: orNull(readList(environment)) }),
    [service, environment],
  );
  const write = (values: Record<string, string | undefined>) =>
    setParams((before) => writeParams(before, values), { replace: true });
  const filters: RangeBarFilter[] = [
    {
      key: 'service',
      label: 'Service',
      options: project?.services.nodes.map(({ id, name }) => ({ value: id, label: name })) ?? [],
      values: narrowed.serviceIds ?? [],
      onChange: (values) => write({ service: values.join(',') }),
    },
    {
      key: 'environment',
      label: 'Environment',
      options: [...(project?.environments ?? [])]
        .sort((one, other) => one.rank - other.rank)
        .map(({ id, name }) => ({ value: id, label: name })),
      values: narrowed.environmentIds ?? [],
      onChange: (values) => write({ environment: values.join(',') }),
    },
  ];
  return {
    slug,
    params,
    write,
    project,
    isAdministrator: data?.viewer?.isAdministrator ?? false,
    zone: project?.timeZone ?? 'UTC',
    error,
    retry: () => retry({ requestPolicy: 'network-only' }),
    ...range,
    narrowed,
    filters,
  };
}

export type Analytics = ReturnType<typeof useAnalytics>;
