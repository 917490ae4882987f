import { useAnalyticsAnnotationsQuery } from '../../graphql/generated.ts';
import type { ChartAnnotation } from '../../ui/chart/chart-types.ts';
import type { Analytics } from './use-analytics.ts';

const none: ChartAnnotation[] = [];

/** What happened in the window: deployments, incidents, alerts. Charts do without them until they come, and when they don't. */
export function useAnnotations({ slug, window, narrowed }: Analytics) {
  const [{ data }, ask] = useAnalyticsAnnotationsQuery({
    variables: { slug, from: window?.from ?? '', to: window?.to ?? '', ...narrowed },
    pause: !window,
  });
  const annotations: readonly ChartAnnotation[] = data?.project?.annotations ?? none;
  return { annotations, ask: () => ask({ requestPolicy: 'network-only' }) };
}
