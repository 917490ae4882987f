import { CircleCheck } from 'lucide-react';
import { Facts } from '../../ui/facts.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import type { ServiceOfPage } from './service-page.tsx';

/** Where the service comes from, and what is wrong there. */
export function ServiceSource({ service }: { service: ServiceOfPage }) {
  return (
    <div className="max-w-180 space-y-5">
      <Facts
        facts={[
          {
            label: 'Folder',
            value: <code className="break-all">{`${service.project.servicesFolder}/${service.source}`}</code>,
          },
          {
            label: 'Last read',
            value: service.syncedAt ? (
              <RelativeTime at={service.syncedAt} />
            ) : (
              'Never: it was made by hand or by the API'
            ),
          },
        ]}
      />
      {service.problems.length === 0 ? (
        <p className="flex items-center gap-1.5 text-succeeded">
          <CircleCheck aria-hidden className="size-4" /> No problems found
        </p>
      ) : (
        <section>
          <h2 className="mb-2 text-sm">Problems</h2>
          <p className="mb-2 text-muted">Correct them in the folder, then sync.</p>
          <ul className="divide-y divide-line border-line border-y">
            {service.problems.map((problem) => (
              <li key={`${problem.path}:${problem.line}:${problem.message}`} className="py-2">
                <code className="text-waiting text-xs">
                  {problem.path}
                  {problem.line ? `, line ${problem.line}` : ''}
                </code>
                <p>{problem.message}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
