import { useSearchParams } from 'react-router';
import type { IncidentFilter, IncidentSeverity, IncidentSource, IncidentStatus } from '../../graphql/generated.ts';
import { readList, writeParams } from '../../lib/url-filters.ts';
import { severities, sources, statuses } from './incident-words.tsx';

const among = <Value extends string>(names: Record<Value, unknown>, values: string[]): Value[] =>
  values.filter((value): value is Value => value in names);

/** What narrows the list of incidents, as it stands in the address. */
export function useIncidentFilters() {
  const [params, setParams] = useSearchParams();
  const chosen = {
    statuses: among<IncidentStatus>(statuses, readList(params.get('status'))),
    severities: among<IncidentSeverity>(severities, readList(params.get('severity'))),
    sources: among<IncidentSource>(sources, readList(params.get('source'))),
    serviceIds: readList(params.get('service')),
    environmentIds: readList(params.get('environment')),
    deploymentId: params.get('cause') ?? '',
    text: params.get('q') ?? '',
  };
  const isFiltered = Object.values(chosen).some((value) => value.length > 0);
  const filter: IncidentFilter = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value.length > 0));
  const write = (values: Record<string, string>) =>
    setParams((before) => writeParams(before, values), { replace: true });
  const clear = () => write({ status: '', severity: '', source: '', service: '', environment: '', cause: '', q: '' });
  return { ...chosen, filter, isFiltered, write, clear, params };
}

export type IncidentFilters = ReturnType<typeof useIncidentFilters>;
