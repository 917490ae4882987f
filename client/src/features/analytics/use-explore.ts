import { createContext, useContext } from 'react';
import { type ExploredQuery, exploreUrl } from '../../lib/explore-url.ts';
import type { MetricRange } from '../../lib/metric-range.ts';
import type { ExploreLink } from '../../ui/chart/explore-links.tsx';
import type { Analytics } from './use-analytics.ts';

interface Scope extends Pick<Analytics, 'slug' | 'narrowed'> {
  range: MetricRange;
}

/** What the panels of a page are of; null where Explore would show something else. */
export const ExploreScope = createContext<Scope | null>(null);

/** Leads from a panel to Explore, with the range and filters of the page; no link where there is none to lead to. */
export function useExplore(): (title: string, query: ExploredQuery) => ExploreLink[] {
  const scope = useContext(ExploreScope);
  return (title, query) =>
    scope ? [{ title, url: exploreUrl(scope.slug, scope.range, { ...scope.narrowed, ...query }) }] : [];
}
