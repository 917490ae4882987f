import { type ServiceDetails_ServiceFragment, useUpdateServiceMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input, TextArea } from '../../ui/input.tsx';

interface EditServiceDialogProps {
  service: ServiceDetails_ServiceFragment;
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Settings of a service that isn't kept in a folder. */
export function EditServiceDialog({ service, open, onOpenChange }: EditServiceDialogProps) {
  const [{ fetching }, updateService] = useUpdateServiceMutation();
  const { register, submit, formError, formState } = useServerForm({
    name: service.name,
    description: service.description ?? '',
    timeoutSeconds: service.timeoutSeconds,
    cancelGraceSeconds: service.cancelGraceSeconds,
  });
  const errors = formState.errors;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Edit ${service.name}`}
      size="sm"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form="edit-service" look="primary" isPending={fetching}>
            Save settings
          </Button>
        </>
      }
    >
      <form
        id="edit-service"
        className="space-y-4"
        onSubmit={submit(async (values) => {
          const result = await updateService({ input: { id: service.id, ...values } });
          if (!result.error) onOpenChange(false);
          return result;
        })}
      >
        {formError ? <QueryError error={formError} /> : null}
        <FormField label="Name" error={errors.name?.message}>
          {(field) => <Input {...field} {...register('name', { required: 'Give it a name.' })} />}
        </FormField>
        <FormField label="What it is" isOptional error={errors.description?.message}>
          {(field) => <TextArea {...field} {...register('description')} rows={2} />}
        </FormField>
        <FormField label="Time limit in seconds" error={errors.timeoutSeconds?.message}>
          {(field) => (
            <Input {...field} {...register('timeoutSeconds', { valueAsNumber: true })} type="number" min={1} />
          )}
        </FormField>
        <FormField
          label="Grace when canceled, in seconds"
          hint="Between asking the program to stop and ending it"
          error={errors.cancelGraceSeconds?.message}
        >
          {(field) => (
            <Input {...field} {...register('cancelGraceSeconds', { valueAsNumber: true })} type="number" min={0} />
          )}
        </FormField>
      </form>
    </Dialog>
  );
}
