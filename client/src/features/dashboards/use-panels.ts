import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type DashboardPageQuery, useDashboardMeasuresQuery } from '../../graphql/generated.ts';
import type { MetricWindow } from '../../lib/metric-range.ts';
import { readList, writeParams } from '../../lib/url-filters.ts';
import type { RangeBarFilter } from '../../ui/chart/range-bar.tsx';
import { type DashboardContent, type Filters, keyOf, type Places, queryOf, variablesOf } from './dashboard.ts';
import type { Measure, PanelData } from './panel-view.tsx';
import { useMetrics } from './use-metrics.ts';

export type DashboardProject = NonNullable<DashboardPageQuery['dashboard']>['project'];

/** Every measure by its key, once they are known. */
export function useMeasures(): ReadonlyMap<string, Measure> | null {
  const [{ data }] = useDashboardMeasuresQuery();
  const measures = data?.measures;
  return useMemo(() => (measures ? new Map(measures.map((measure) => [measure.key, measure])) : null), [measures]);
}

const placesOf = (project: DashboardProject): Places => ({
  services: project.services.nodes,
  environments: project.environments,
});

/** Which services and environments the panels are narrowed to; it stands in the URL. */
export function usePlaceFilters(project: DashboardProject, content: DashboardContent) {
  const [params, setParams] = useSearchParams();
  const [service, environment] = [params.get('service'), params.get('environment')];
  const variables = variablesOf(content);
  const hasServices = variables.includes('service');
  const hasEnvironments = variables.includes('environment');
  const filters = useMemo<Filters>(() => {
    const idsOf = (text: string | null, places: Array<{ id: string; slug: string }>) =>
      readList(text).flatMap((slug) => places.find((place) => place.slug === slug)?.id ?? []);
    return {
      serviceIds: hasServices ? idsOf(service, project.services.nodes) : [],
      environmentIds: hasEnvironments ? idsOf(environment, project.environments) : [],
    };
  }, [service, environment, hasServices, hasEnvironments, project]);
  const chip = (name: 'service' | 'environment', label: string, places: Array<{ slug: string; name: string }>) => ({
    key: name,
    label,
    options: places.map((place) => ({ value: place.slug, label: place.name })),
    values: readList(params.get(name)),
    onChange: (values: string[]) =>
      setParams((before) => writeParams(before, { [name]: values.join(',') }), { replace: true }),
  });
  const chips: RangeBarFilter[] = [
    ...(hasServices ? [chip('service', 'Service', project.services.nodes)] : []),
    ...(hasEnvironments ? [chip('environment', 'Environment', project.environments)] : []),
  ];
  return { filters, chips };
}

interface PanelsRequest {
  project: DashboardProject;
  content: DashboardContent;
  measures: ReadonlyMap<string, Measure> | null;
  filters: Filters;
  window: MetricWindow | null;
}

/** What each panel shows, by its key. */
export function usePanels({ project, content, measures, filters, window }: PanelsRequest) {
  const { panels } = content;
  // Positions and titles change nothing that is asked.
  const asked = JSON.stringify(panels.map(({ key, measures: own }) => [key, own ?? []]));
  const plan = useMemo(() => {
    const places = placesOf(project);
    const entries = JSON.parse(asked) as Array<[string, NonNullable<(typeof panels)[number]['measures']>]>;
    return entries.map(([key, own]) => ({
      key,
      parts: own.map((given) => {
        const measure = measures?.get(given.measure) ?? null;
        return { given, measure, query: queryOf(given, measure?.dimensions ?? [], places, filters) };
      }),
    }));
  }, [asked, measures, filters, project]);
  const queries = useMemo(
    () => (measures ? plan.flatMap(({ parts }) => parts.flatMap((part) => (part.measure ? part.query : []))) : []),
    [plan, measures],
  );
  const { results, error, retry } = useMetrics({ project, window, queries });
  const data = useMemo(
    () =>
      new Map(
        plan.map(({ key, parts }): [string, PanelData[]] => [
          key,
          parts.map((part) => ({ ...part, result: results.get(keyOf(part.query)) ?? null })),
        ]),
      ),
    [plan, results],
  );
  return { data, error, retry, isReady: measures !== null };
}
