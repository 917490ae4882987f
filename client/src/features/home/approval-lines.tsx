import { Link } from 'react-router';
import { useHomeApprovalsQuery, useHomeRunsChangedSubscription } from '../../graphql/generated.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusIcon } from '../../ui/status-badge.tsx';

/** The runs that wait for my approval; nothing where there are none. */
export function ApprovalLines({ slug, projectId }: { slug: string; projectId: string }) {
  const [{ data }] = useHomeApprovalsQuery({ variables: { slug } });
  useHomeRunsChangedSubscription({ variables: { projectId } });
  const waiting = data?.project?.approvals.nodes ?? [];
  if (waiting.length === 0) return null;
  return (
    <section className="mt-6 min-w-0 first:mt-0">
      <h2 className="mb-2 text-sm">
        Runs that wait for me <span className="font-normal text-muted">{waiting.length}</span>
      </h2>
      <ul className="divide-y divide-line border-line border-t">
        {waiting.map(({ id, nodeKey, startedAt, approval, run }) => (
          <li key={id} className="relative flex gap-2 py-2 hover:bg-hover">
            <StatusIcon status="AWAITING_APPROVAL" className="mt-px" />
            <div className="min-w-0 flex-1">
              <Link
                to={`/p/${slug}/runs/${run.id}?node=${nodeKey}`}
                className="block truncate text-strong after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
              >
                {run.workflow.name} <span className="text-muted">#{run.number}</span>
              </Link>
              <p className="truncate text-muted text-xs">
                <RelativeTime at={startedAt} className="relative z-10" />
                {approval ? ` · ${approval.message}` : null}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
