import { KeyRound, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../graphql/errors.ts';
import {
  type IncidentHooksQuery,
  useCreateIncidentHookMutation,
  useDeleteIncidentHookMutation,
  useIncidentHooksQuery,
  useRotateIncidentHookSecretMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Input } from '../../ui/input.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SecretDialog } from '../../ui/secret-dialog.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';

type Hook = NonNullable<IncidentHooksQuery['project']>['incidentHooks'][number];
interface Shown {
  name: string;
  url: string;
  secret: string;
}

const example = ({ url, secret }: Shown) => `# alertmanager.yml
receivers:
  - name: pilothouse
    webhook_configs:
      - url: ${url}
        http_config:
          authorization: { credentials: ${secret} }

# any program: the body signed with the secret
body='{"title":"Checkout is down","externalId":"probe-1","status":"open"}'
curl ${url} -H 'Content-Type: application/json' -d "$body" \\
  -H "X-Pilothouse-Signature: sha256=$(printf %s "$body" | openssl dgst -sha256 -hmac '${secret}' -r | cut -d' ' -f1)"`;

interface IncidentHooksPanelProps {
  slug: string;
  projectId: string;
  onClose: () => void;
}

/** Addresses for monitoring: Alertmanager, PagerDuty, or any program that sends JSON. */
export function IncidentHooksPanel({ slug, projectId, onClose }: IncidentHooksPanelProps) {
  const [{ data, error }, retry] = useIncidentHooksQuery({ variables: { slug }, requestPolicy: 'cache-and-network' });
  const [shown, setShown] = useState<Shown | null>(null);
  const [doomed, setDoomed] = useState<Hook | null>(null);
  const [{ fetching: isDeleting }, deleteHook] = useDeleteIncidentHookMutation();
  const [, rotate] = useRotateIncidentHookSecretMutation();
  const project = data?.project;
  const again = () => retry({ requestPolicy: 'network-only' });
  const remove = async (hook: Hook) => {
    const { error } = await deleteHook({ id: hook.id });
    if (error) showErrorToast(`Could not delete ${hook.name}`, describeError(error).message);
    else showToast(`${hook.name} is deleted`);
    setDoomed(null);
    again();
  };
  const renew = async (hook: Hook) => {
    const { data, error } = await rotate({ id: hook.id });
    if (error) showErrorToast('Could not make another secret', describeError(error).message);
    if (data) setShown({ ...hook, secret: data.rotateIncidentHookSecret.secret });
  };
  return (
    <SidePanel
      open
      onOpenChange={onClose}
      title="Webhooks of incidents"
      description="Prometheus Alertmanager, PagerDuty or any program opens and resolves incidents here."
    >
      <div className="space-y-5">
        {error ? <QueryError error={error} onRetry={again} /> : null}
        {!project && !error ? <Skeleton className="h-24" /> : null}
        {project && project.incidentHooks.length === 0 ? (
          <p className="text-muted">There is none yet. What your monitoring finds would be written down by itself.</p>
        ) : null}
        <ul className="divide-y divide-line">
          {project?.incidentHooks.map((hook) => (
            <li key={hook.id} className="flex items-start gap-2 py-3 first:pt-0">
              <div className="min-w-0 flex-1">
                <p className="text-strong">{hook.name}</p>
                <p className="flex items-center gap-1 text-muted text-xs">
                  <code className="truncate">{hook.url}</code>
                  <CopyButton text={hook.url} label="Copy address" />
                </p>
                <p className="text-muted text-xs">
                  {hook.lastDeliveryAt ? (
                    <>
                      last called <RelativeTime at={hook.lastDeliveryAt} />
                    </>
                  ) : (
                    'never called'
                  )}
                </p>
              </div>
              {project.viewerCanManageIncidentHooks ? (
                <>
                  <IconButton
                    label={`New secret of ${hook.name}`}
                    icon={<KeyRound />}
                    onClick={() => void renew(hook)}
                  />
                  <IconButton label={`Delete ${hook.name}`} icon={<Trash2 />} onClick={() => setDoomed(hook)} />
                </>
              ) : null}
            </li>
          ))}
        </ul>
        {project?.viewerCanManageIncidentHooks ? (
          <AddHook
            projectId={projectId}
            onAdded={(made) => {
              setShown(made);
              again();
            }}
          />
        ) : null}
      </div>
      {shown ? (
        <SecretDialog
          title={`Secret of ${shown.name}`}
          secret={shown.secret}
          noun="secret"
          example={{ label: 'How to use it', code: example(shown) }}
          onClose={() => setShown(null)}
        />
      ) : null}
      <ConfirmDialog
        open={doomed !== null}
        onOpenChange={() => setDoomed(null)}
        title={`Delete ${doomed?.name}`}
        confirmLabel="Delete webhook"
        isPending={isDeleting}
        onConfirm={() => doomed && void remove(doomed)}
      >
        Calls are refused from then on. Its incidents stay.
      </ConfirmDialog>
    </SidePanel>
  );
}

function AddHook({ projectId, onAdded }: { projectId: string; onAdded: (made: Shown) => void }) {
  const [{ fetching }, create] = useCreateIncidentHookMutation();
  const { register, submit, reset, formError, formState } = useServerForm<{ name: string }>({ name: '' });
  return (
    <form
      className="space-y-2"
      onSubmit={submit(async ({ name }) => {
        const result = await create({ input: { projectId, name } });
        const made = result.data?.createIncidentHook;
        if (made) {
          reset();
          onAdded({ name: made.hook.name, url: made.hook.url, secret: made.secret });
        }
        return result;
      })}
    >
      {formError ? <QueryError error={formError} /> : null}
      <FormField label="Add a webhook" error={formState.errors.name?.message}>
        {(field) => (
          <div className="flex gap-2">
            <Input {...field} {...register('name', { required: 'Give it a name.' })} placeholder="Alertmanager" />
            <Button type="submit" icon={<Plus />} isPending={fetching}>
              Add
            </Button>
          </div>
        )}
      </FormField>
    </form>
  );
}
