import { useUpdateProfileMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { showToast } from '../../ui/toast.tsx';

/** What the viewer is called. */
export function AccountProfile({ name }: { name: string }) {
  const [{ fetching }, updateProfile] = useUpdateProfileMutation();
  const { register, submit, reset, formError, formState } = useServerForm({ name });
  return (
    <form
      className="space-y-4"
      onSubmit={submit(async (input) => {
        const result = await updateProfile({ input });
        if (!result.error) {
          reset(input);
          showToast('Name saved');
        }
        return result;
      })}
    >
      {formError ? <QueryError error={formError} /> : null}
      <FormField label="Name" error={formState.errors.name?.message}>
        {(field) => <Input {...field} {...register('name', { required: 'Enter your name.' })} autoComplete="name" />}
      </FormField>
      <Button type="submit" isPending={fetching} disabled={!formState.isDirty}>
        Save name
      </Button>
    </form>
  );
}
