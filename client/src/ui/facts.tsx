import type { ReactNode } from 'react';

/** Names and values, one under the other. */
export function Facts({ facts }: { facts: Array<{ label: string; value: ReactNode }> }) {
  return (
    <dl className="divide-y divide-line border-line border-y">
      {facts.map(({ label, value }) => (
        <div key={label} className="flex gap-4 py-2 max-sm:flex-col max-sm:gap-0">
          <dt className="w-40 shrink-0 text-muted">{label}</dt>
          <dd className="min-w-0 break-words text-body">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
