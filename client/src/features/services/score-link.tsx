import { Gauge } from 'lucide-react';
import { Link } from 'react-router';
import { useServiceScoreLinkQuery } from '../../graphql/generated.ts';
import { formatMetric } from '../../lib/metrics.ts';

/** The service's score, which opens to what it is made of; nothing while there is none. Asked for apart: the page waits for no number. */
export function ScoreLink({ slug, serviceId }: { slug: string; serviceId: string }) {
  const [{ data }] = useServiceScoreLinkQuery({ variables: { id: serviceId }, requestPolicy: 'cache-and-network' });
  const total = data?.service?.score?.total ?? null;
  if (total === null) return null;
  const text = formatMetric(Math.round(total), 'SCORE');
  return (
    <Link
      to={`/p/${slug}/analytics/scores?score=${serviceId}`}
      aria-label={`Score ${text} of 100. Open what it is made of`}
      className="inline-flex items-center gap-1 text-accent-text tabular-nums hover:underline"
    >
      <Gauge aria-hidden className="size-3.5" />
      Score {text}
    </Link>
  );
}
