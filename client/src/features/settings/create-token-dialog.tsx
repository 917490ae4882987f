import { useState } from 'react';
import { Controller } from 'react-hook-form';
import { type TokenKind, useCreateTokenMutation, useTokenPlacesQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { SecretDialog } from '../../ui/secret-dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { LimitPicker } from './limits-picker.tsx';
import { ScopePicker } from './scope-picker.tsx';
import { type Grantable, hasPlaced, offeredScopes } from './scopes.ts';
import { isWholeDays } from './whole-days.ts';

export interface TokenProject {
  id: string;
  name?: string;
  grantablePermissions: Grantable[];
}

interface CreateTokenDialogProps {
  kind: Extract<TokenKind, 'PERSONAL' | 'SERVICE'>;
  /** A service token belongs to the only one; a personal token may be limited to one of them. */
  projects: TokenProject[];
  onClose: () => void;
  onCreated: () => void;
}

const anyProject = 'any';

/** Makes a token, then shows its secret once. */
export function CreateTokenDialog({ kind, projects, onClose, onCreated }: CreateTokenDialogProps) {
  const [{ fetching }, createToken] = useCreateTokenMutation();
  const [secret, setSecret] = useState<string | null>(null);
  const { register, control, submit, formError, formState, watch, setValue } = useServerForm<{
    name: string;
    projectId: string;
    scopes: string[];
    expiresInDays: string;
    environmentIds: string[];
    serviceIds: string[];
  }>({
    name: '',
    projectId: kind === 'SERVICE' ? (projects[0]?.id ?? '') : anyProject,
    scopes: [],
    expiresInDays: '90',
    environmentIds: [],
    serviceIds: [],
  });
  const project = projects.find((each) => each.id === watch('projectId'));
  const offered = offeredScopes(project ? [project] : projects);
  const places = useTokenPlaces(project && hasPlaced(offered, watch('scopes')) ? project.id : null);
  if (secret) return <TokenSecret secret={secret} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={kind === 'SERVICE' ? 'Create service token' : 'Create personal token'}
      description={
        kind === 'SERVICE'
          ? 'For a program, such as a build server. It belongs to the project.'
          : 'For your own scripts. It acts as you, within what you allow it.'
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="create-token" look="primary" isPending={fetching}>
            Create token
          </Button>
        </>
      }
    >
      <form
        id="create-token"
        className="space-y-4"
        onSubmit={submit(async ({ projectId, expiresInDays, environmentIds, serviceIds, ...values }) => {
          const result = await createToken({
            input: {
              ...values,
              environmentIds: places && environmentIds.length > 0 ? environmentIds : null,
              serviceIds: places && serviceIds.length > 0 ? serviceIds : null,
              kind,
              projectId: projectId === anyProject ? null : projectId,
              expiresInDays: Number(expiresInDays),
            },
          });
          if (result.data) {
            setSecret(result.data.createToken.secret);
            onCreated();
          }
          return result;
        })}
      >
        {formError ? <QueryError error={formError} /> : null}
        <div className="flex gap-3">
          <FormField className="flex-1" label="Name" hint="What it is for" error={formState.errors.name?.message}>
            {(field) => (
              <Input
                {...field}
                {...register('name', { required: 'Say what it is for.' })}
                placeholder={kind === 'SERVICE' ? 'Build server' : 'My laptop'}
                autoFocus
              />
            )}
          </FormField>
          <FormField
            className="w-28"
            label="Works for"
            hint="1–365 days"
            error={formState.errors.expiresInDays?.message}
          >
            {(field) => (
              <Input
                {...field}
                {...register('expiresInDays', { validate: isWholeDays })}
                type="number"
                min={1}
                max={365}
              />
            )}
          </FormField>
        </div>
        {kind === 'PERSONAL' ? (
          <FormField label="Project" hint="Where it works" error={formState.errors.projectId?.message}>
            {(field) => (
              <Controller
                control={control}
                name="projectId"
                render={({ field: { value, onChange } }) => (
                  <Select
                    {...field}
                    value={value}
                    onChange={(id) => {
                      onChange(id);
                      setValue('scopes', []);
                      setValue('environmentIds', []);
                      setValue('serviceIds', []);
                    }}
                    options={[
                      { value: anyProject, label: 'All my projects' },
                      ...projects.map((each) => ({ value: each.id, label: each.name ?? each.id })),
                    ]}
                  />
                )}
              />
            )}
          </FormField>
        ) : null}
        <Controller
          control={control}
          name="scopes"
          render={({ field: { value, onChange } }) => (
            <ScopePicker offered={offered} value={value} onChange={onChange} error={formState.errors.scopes?.message} />
          )}
        />
        {places ? (
          <>
            <LimitPicker
              noun="environments"
              places={places.environments}
              value={watch('environmentIds')}
              onChange={(ids) => setValue('environmentIds', ids)}
              error={formState.errors.environmentIds?.message}
            />
            <LimitPicker
              noun="services"
              places={places.services}
              value={watch('serviceIds')}
              onChange={(ids) => setValue('serviceIds', ids)}
              error={formState.errors.serviceIds?.message}
            />
          </>
        ) : null}
      </form>
    </Dialog>
  );
}

/** The secret, this once, with a request that uses it. */
function TokenSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <SecretDialog
      title="Token created"
      secret={secret}
      noun="token"
      example={{
        label: 'Try it',
        code: `curl ${window.location.origin}/graphql \\
  -H 'Authorization: Bearer ${secret}' \\
  -H 'Content-Type: application/json' \\
  -d '{"query":"{ viewer { name } }"}'`,
      }}
      onClose={onClose}
    />
  );
}

/** Where the project's tokens can be limited to; null while unknown, or for no project. */
function useTokenPlaces(projectId: string | null) {
  const [{ data }] = useTokenPlacesQuery({ variables: { projectId: projectId ?? '' }, pause: projectId === null });
  if (projectId === null || data?.node?.__typename !== 'Project') return null;
  const { environments, services } = data.node;
  return { environments: [...environments].sort((one, other) => one.rank - other.rank), services: services.nodes };
}
