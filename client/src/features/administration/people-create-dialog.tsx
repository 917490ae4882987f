import { useState } from 'react';
import { Controller } from 'react-hook-form';
import { type CreateUserMutation, useCreateUserMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { LinkDialog } from './people-link-dialog.tsx';

/** An account for somebody, and the link with which they set its password. */
export function CreatePersonDialog({ onClose }: { onClose: () => void }) {
  const [{ fetching }, createUser] = useCreateUserMutation();
  const [made, setMade] = useState<CreateUserMutation['createUser'] | null>(null);
  const form = useServerForm({ name: '', email: '', isAdministrator: false });
  const { register, submit, control, formError, formState } = form;
  if (made) return <LinkDialog title={`${made.user.name} has an account`} link={made} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title="Make account"
      description="You get a link to hand over. With it they set their password."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="create-person" look="primary" isPending={fetching}>
            Make account
          </Button>
        </>
      }
    >
      <form
        id="create-person"
        className="space-y-4"
        onSubmit={submit(async (input) => {
          const result = await createUser({ input });
          if (result.data) setMade(result.data.createUser);
          return result;
        })}
      >
        {formError ? <QueryError error={formError} /> : null}
        <FormField label="Name" error={formState.errors.name?.message}>
          {(field) => <Input {...field} {...register('name', { required: 'Enter a name.' })} autoFocus />}
        </FormField>
        <FormField label="E-mail" error={formState.errors.email?.message}>
          {(field) => (
            <Input {...field} {...register('email', { required: 'Enter an e-mail address.' })} type="email" />
          )}
        </FormField>
        <Controller
          control={control}
          name="isAdministrator"
          render={({ field: { value, onChange } }) => (
            <Checkbox
              label="Administrator"
              hint="Runs the installation: people, settings, sign-in. It gives no access to projects."
              isChecked={value}
              onChange={onChange}
            />
          )}
        />
      </form>
    </Dialog>
  );
}
