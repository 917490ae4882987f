import { useNavigate } from 'react-router';
import { useCreateProjectMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { toSlug } from '../../lib/slug.ts';
import { browserTimeZone } from '../../lib/time-zones.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { TimeZoneInput } from '../../ui/time-zone-input.tsx';

interface CreateProjectDialogProps {
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Name, slug and time zone of a new project. The slug follows the name until it is typed. */
export function CreateProjectDialog({ open, onOpenChange }: CreateProjectDialogProps) {
  const [{ fetching }, createProject] = useCreateProjectMutation();
  const navigate = useNavigate();
  const { register, submit, formError, formState, setValue, watch } = useServerForm({
    name: '',
    slug: '',
    timeZone: browserTimeZone(),
  });
  const errors = formState.errors;
  const slug = watch('slug');
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Create project"
      size="sm"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form="create-project" look="primary" isPending={fetching}>
            Create project
          </Button>
        </>
      }
    >
      <form
        id="create-project"
        className="space-y-4"
        onSubmit={submit(async (input) => {
          const result = await createProject({ input });
          if (result.data) await navigate(`/p/${result.data.createProject.slug}`);
          return result;
        })}
      >
        {formError ? <QueryError error={formError} /> : null}
        <FormField label="Name" error={errors.name?.message}>
          {(field) => (
            <Input
              {...field}
              {...register('name', {
                required: 'Give it a name.',
                onChange: (event: { target: { value: string } }) => {
                  if (!formState.dirtyFields.slug) setValue('slug', toSlug(event.target.value));
                },
              })}
              placeholder="Shop"
              autoFocus
            />
          )}
        </FormField>
        <FormField
          label="Slug"
          hint={
            <>
              In addresses and folders, for good: <code>/p/{slug || 'shop'}</code>
            </>
          }
          error={errors.slug?.message}
        >
          {(field) => (
            <Input {...field} {...register('slug', { required: 'Give it a slug.' })} isMono placeholder="shop" />
          )}
        </FormField>
        <FormField
          label="Time zone"
          hint="Days and weeks of charts and schedules begin in it"
          error={errors.timeZone?.message}
        >
          {(field) => <TimeZoneInput {...field} {...register('timeZone')} />}
        </FormField>
      </form>
    </Dialog>
  );
}
