import { useState } from 'react';
import { Controller } from 'react-hook-form';
import { type Role, type RolePicker_RoleDescriptionFragment, useAddMemberMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { SecretDialog } from '../../ui/secret-dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import { RolePicker } from './role-picker.tsx';

interface AddMemberDialogProps {
  projectId: string;
  roles: RolePicker_RoleDescriptionFragment[];
  onClose: () => void;
}

/** Adds somebody by e-mail. Without an account they get one, with a password that is shown once. */
export function AddMemberDialog({ projectId, roles, onClose }: AddMemberDialogProps) {
  const [{ fetching }, addMember] = useAddMemberMutation();
  const [made, setMade] = useState<{ name: string; email: string; password: string } | null>(null);
  const { register, control, submit, formError, formState } = useServerForm<{
    email: string;
    name: string;
    role: Role;
  }>({
    email: '',
    name: '',
    role: 'OPERATOR',
  });
  if (made) {
    return (
      <SecretDialog
        title={`${made.name} can sign in`}
        secret={made.password}
        noun="password"
        example={{ label: 'Send them', code: `${window.location.origin}/sign-in\n${made.email}` }}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Add member"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="add-member" look="primary" isPending={fetching}>
            Add member
          </Button>
        </>
      }
    >
      <form
        id="add-member"
        className="space-y-4"
        onSubmit={submit(async ({ name, ...values }) => {
          const result = await addMember({ input: { projectId, ...values, name: name.trim() || null } });
          if (!result.data) return result;
          const { member, temporaryPassword } = result.data.addMember;
          if (temporaryPassword) {
            setMade({ name: member.user.name, email: member.user.email, password: temporaryPassword });
          } else {
            showToast(`${member.user.name} added`);
            onClose();
          }
          return result;
        })}
      >
        {formError ? <QueryError error={formError} /> : null}
        <div className="flex gap-3 max-sm:flex-col max-sm:gap-4">
          <FormField className="flex-1" label="E-mail" error={formState.errors.email?.message}>
            {(field) => (
              <Input
                {...field}
                {...register('email', { required: 'Enter an e-mail address.' })}
                type="email"
                placeholder="ada@example.com"
                autoFocus
              />
            )}
          </FormField>
          <FormField
            className="flex-1"
            label="Name"
            isOptional
            hint="For a new account"
            error={formState.errors.name?.message}
          >
            {(field) => <Input {...field} {...register('name')} />}
          </FormField>
        </div>
        <Controller
          control={control}
          name="role"
          render={({ field }) => <RolePicker roles={roles} value={field.value} onChange={field.onChange} />}
        />
      </form>
    </Dialog>
  );
}
