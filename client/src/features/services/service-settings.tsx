import { useState } from 'react';
import { useNavigate } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import { useDeleteServiceMutation, useRestoreServiceMutation } from '../../graphql/generated.ts';
import { formatPeriod } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { showErrorToast, showUndoToast } from '../../ui/toast.tsx';
import { EditServiceDialog } from './edit-service-dialog.tsx';
import { runnerLabel } from './runner-label.ts';
import type { ServiceOfPage } from './service-page.tsx';

/** How the service is deployed. What a folder says is changed in the folder. */
export function ServiceSettings({ slug, service }: { slug: string; service: ServiceOfPage }) {
  const [isEditing, setEditing] = useState(false);
  const health = service.healthCheck;
  return (
    <div className="max-w-180 space-y-6">
      <div>
        <Facts
          facts={[
            { label: 'Runner', value: runnerLabel(service.runner) },
            { label: 'Entry point', value: <code className="break-all">{service.entrypoint.join(' ')}</code> },
            ...(service.inventory ? [{ label: 'Inventory', value: <code>{service.inventory}</code> }] : []),
            {
              label: 'Steps',
              value: service.stepNames.length > 0 ? service.stepNames.join(', ') : 'Reported while it runs',
            },
            {
              label: 'Health check',
              value: health ? (
                <>
                  <code className="break-all">{health.url}</code>
                  <span className="block text-muted text-xs">
                    Answers {health.expectStatus} within {formatPeriod(health.timeoutSeconds)}; asked up to{' '}
                    {health.attempts} times, {formatPeriod(health.intervalSeconds)} apart
                  </span>
                </>
              ) : (
                'None: an exit code of 0 is success'
              ),
            },
            { label: 'Time limit', value: formatPeriod(service.timeoutSeconds) },
            { label: 'Grace when canceled', value: formatPeriod(service.cancelGraceSeconds) },
            { label: 'Added', value: <RelativeTime at={service.createdAt} /> },
          ]}
        />
        {service.syncedAt ? (
          <p className="mt-2 text-muted text-xs">
            These come from <code className="text-xs">{service.source}/service.yaml</code>. Change them there, then
            sync.
          </p>
        ) : service.viewerCanUpdate ? (
          <Button className="mt-3" onClick={() => setEditing(true)}>
            Edit settings
          </Button>
        ) : null}
      </div>
      {service.viewerCanUpdate ? <DeleteService slug={slug} service={service} /> : null}
      <EditServiceDialog service={service} open={isEditing} onOpenChange={setEditing} />
    </div>
  );
}

function DeleteService({ slug, service }: { slug: string; service: ServiceOfPage }) {
  const [{ fetching }, deleteService] = useDeleteServiceMutation();
  const [, restoreService] = useRestoreServiceMutation();
  const navigate = useNavigate();
  const remove = async () => {
    const { error } = await deleteService({ id: service.id });
    if (error) {
      showErrorToast(`${service.name} was not deleted`, describeError(error).message);
      return;
    }
    showUndoToast(`${service.name} deleted`, () => void restoreService({ id: service.id }));
    await navigate(`/p/${slug}/services`);
  };
  return (
    <section className="space-y-2">
      <h2 className="text-sm">Delete</h2>
      <p className="text-muted">
        It can’t be deployed any more. Its deployments and logs stay.
        {service.syncedAt ? ' The next sync adds it again while its folder is there.' : null}
      </p>
      <Button look="danger-quiet" isPending={fetching} onClick={() => void remove()}>
        Delete {service.name}
      </Button>
    </section>
  );
}
