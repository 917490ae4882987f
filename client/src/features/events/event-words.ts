import { formatMetric } from '../../lib/metrics.ts';

/** `SUCCEEDED` → `Succeeded`, `TIMED_OUT` → `Timed out`; what users call theirs stays as it is. */
export const statusWords = (status: string): string =>
  status !== 'OK' && /^[A-Z_]+$/.test(status)
    ? `${status[0]}${status.slice(1).toLowerCase().replaceAll('_', ' ')}`
    : status;

/** What came out, or how long it took; of several events what they come to on average. */
export function valueWords({
  value,
  unit,
  count,
}: {
  value?: number | null;
  unit?: string | null;
  count: number;
}): string {
  if (value == null || !unit) return '';
  const each = count > 1 && unit !== 'NUMBER' ? value / count : value;
  const text = unit === 'SECONDS' || unit === 'BYTES' ? formatMetric(each, unit) : each.toLocaleString('en');
  return count > 1 && unit !== 'NUMBER' ? `⌀ ${text}` : text;
}

/** How to send one, with what is the viewer's own filled in. */
export const curlExample = (origin: string, slug: string): string =>
  `curl ${origin}/api/v1/events \\
  -H "Authorization: Bearer $PILOTHOUSE_TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{ "project": "${slug}", "events": [
    { "name": "order.paid", "value": 49.9, "actor": "customer-7", "status": "OK", "id": "order-1042" }
  ] }'`;
