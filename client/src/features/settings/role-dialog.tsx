import {
  type RolesPage_ProjectRoleFragment,
  type RolesPageQuery,
  useCreateRoleMutation,
  useUpdateRoleMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { formatPlural } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { showToast } from '../../ui/toast.tsx';

interface RoleDialogProps {
  projectId: string;
  permissions: NonNullable<RolesPageQuery['project']>['permissions'];
  /** What the viewer has, and so may put into a role. */
  ownPermissions: string[];
  /** Null for a new one. */
  role: RolesPage_ProjectRoleFragment | null;
  onClose: () => void;
}

/** Makes or changes a role of the project's own. */
export function RoleDialog({ projectId, permissions, ownPermissions, role, onClose }: RoleDialogProps) {
  const [creating, createRole] = useCreateRoleMutation();
  const [updating, updateRole] = useUpdateRoleMutation();
  const form = useServerForm({
    name: role?.name ?? '',
    description: role?.description ?? '',
    permissions: role?.permissions ?? ['project:read'],
  });
  const { errors } = form.formState;
  const chosen = form.watch('permissions');
  const choose = (name: string, isChecked: boolean) =>
    form.setValue('permissions', isChecked ? [...chosen, name] : chosen.filter((each) => each !== name));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={role ? `Change ${role.name}` : 'Make role'}
      description={
        role && role.memberCount > 0
          ? `It counts at once for ${formatPlural(role.memberCount, 'member')}.`
          : 'Rights that can be limited to environments and services are limited for each member.'
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="role" look="primary" isPending={creating.fetching || updating.fetching}>
            {role ? 'Save role' : 'Make role'}
          </Button>
        </>
      }
    >
      <form
        id="role"
        className="space-y-4"
        onSubmit={form.submit(async (values) => {
          const result = role
            ? await updateRole({ input: { id: role.id, ...values } })
            : await createRole({ input: { projectId, ...values } });
          if (!result.error) {
            showToast(role ? `${values.name} saved` : `${values.name} made`);
            onClose();
          }
          return result;
        })}
      >
        {form.formError ? <QueryError error={form.formError} /> : null}
        <FormField label="Name" error={errors.name?.message}>
          {(field) => (
            <Input
              {...field}
              {...form.register('name', { required: 'Give it a name.' })}
              placeholder="Release manager"
              autoFocus
            />
          )}
        </FormField>
        <FormField label="What it is for" isOptional error={errors.description?.message}>
          {(field) => <Input {...field} {...form.register('description')} />}
        </FormField>
        <fieldset className="min-w-0">
          <legend className="mb-1 font-medium">What it may do</legend>
          <div className="space-y-1 rounded-md border border-line p-3">
            {permissions.map(({ name, description }) => {
              const isAlways = name === 'project:read';
              const isLacking = !ownPermissions.includes(name);
              return (
                <Checkbox
                  key={name}
                  label={description}
                  hint={
                    isAlways ? (
                      'Always part of a role'
                    ) : isLacking ? (
                      'You don’t have this right, so you can’t give it'
                    ) : (
                      <code className="text-xs">{name}</code>
                    )
                  }
                  isChecked={isAlways || chosen.includes(name)}
                  isDisabled={isAlways || isLacking}
                  onChange={(isChecked) => choose(name, isChecked)}
                />
              );
            })}
          </div>
          {errors.permissions?.message ? (
            <p role="alert" className="mt-1 text-failed text-xs">
              {errors.permissions.message}
            </p>
          ) : null}
        </fieldset>
      </form>
    </Dialog>
  );
}
