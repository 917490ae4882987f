import { useInstallationAuditPageQuery } from '../../graphql/generated.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { installationSubjects } from './audit-filter.ts';
import { AuditFilters } from './audit-filters.tsx';
import { AuditTrail } from './audit-trail.tsx';
import { useAuditSearch } from './use-audit-search.ts';

/** What concerns no project: who signed in, what was set, and what strangers tried. For administrators. */
export default function InstallationAuditPage() {
  const at = useAuditSearch();
  const [{ data, error, fetching, stale }, retry] = useInstallationAuditPageQuery({
    variables: { filter: at.filter, after: at.after },
  });
  useBreadcrumbs([{ label: 'Administration', to: '/administration' }, { label: 'Audit' }]);
  const trail = data?.installationAuditEvents;
  const people = new Map(
    trail?.nodes.flatMap(({ actorId, actorName }) => (actorId ? [[actorId, actorName] as const] : [])),
  );
  return (
    <div className="space-y-3">
      <AuditFilters
        at={at}
        subjects={installationSubjects}
        people={[...people].map(([id, name]) => ({ id, name }))}
        filePath="/api/v1/audit"
      />
      <AuditTrail
        at={at}
        trail={trail}
        error={error}
        isFetching={fetching || stale}
        onRetry={() => retry({ requestPolicy: 'network-only' })}
      />
    </div>
  );
}
