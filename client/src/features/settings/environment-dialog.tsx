import { Controller } from 'react-hook-form';
import {
  type EnvironmentForm_EnvironmentFragment,
  useCreateEnvironmentMutation,
  useUpdateEnvironmentMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { toSlug } from '../../lib/slug.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';

interface EnvironmentDialogProps {
  projectId: string;
  /** Null to create one. */
  environment: EnvironmentForm_EnvironmentFragment | null;
  nextRank: number;
  onClose: () => void;
}

/** Creates or changes a place to deploy to. */
export function EnvironmentDialog({ projectId, environment, nextRank, onClose }: EnvironmentDialogProps) {
  const [{ fetching: isCreating }, createEnvironment] = useCreateEnvironmentMutation();
  const [{ fetching: isUpdating }, updateEnvironment] = useUpdateEnvironmentMutation();
  const { register, control, submit, formError, formState, setValue } = useServerForm({
    name: environment?.name ?? '',
    slug: environment?.slug ?? '',
    rank: environment?.rank ?? nextRank,
    url: environment?.url ?? '',
    isProduction: environment?.isProduction ?? false,
    requiresApproval: environment?.requiresApproval ?? false,
  });
  const errors = formState.errors;
  const verb = environment ? 'Save environment' : 'Create environment';
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={environment ? `Edit ${environment.name}` : 'Create environment'}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="environment" look="primary" isPending={isCreating || isUpdating}>
            {verb}
          </Button>
        </>
      }
    >
      <form
        id="environment"
        className="space-y-4"
        onSubmit={submit(async ({ slug, url, ...values }) => {
          const input = { ...values, url: url.trim() || null };
          const result = environment
            ? await updateEnvironment({ input: { id: environment.id, ...input } })
            : await createEnvironment({ input: { projectId, slug, ...input } });
          if (!result.error) onClose();
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
                  if (!environment && !formState.dirtyFields.slug) setValue('slug', toSlug(event.target.value));
                },
              })}
              placeholder="Production"
              autoFocus
            />
          )}
        </FormField>
        <div className="flex gap-3">
          <FormField
            className="flex-1"
            label="Slug"
            hint="What programs see. It stays for good."
            error={errors.slug?.message}
          >
            {(field) => (
              <Input
                {...field}
                {...register('slug', { required: 'Give it a slug.' })}
                isMono
                disabled={environment !== null}
              />
            )}
          </FormField>
          <FormField className="w-24" label="Rank" hint="Low comes first" error={errors.rank?.message}>
            {(field) => <Input {...field} {...register('rank', { valueAsNumber: true })} type="number" />}
          </FormField>
        </div>
        <FormField label="Address" isOptional hint="Where people see what is deployed" error={errors.url?.message}>
          {(field) => <Input {...field} {...register('url')} type="url" placeholder="https://shop.example.com" />}
        </FormField>
        <div className="space-y-1">
          <Controller
            control={control}
            name="isProduction"
            render={({ field }) => (
              <Checkbox
                label="Production"
                hint="The real thing: marked wherever it is shown"
                isChecked={field.value}
                onChange={field.onChange}
              />
            )}
          />
          <Controller
            control={control}
            name="requiresApproval"
            render={({ field }) => (
              <Checkbox
                label="Needs approval"
                hint="A deployment waits until somebody who may approves it"
                isChecked={field.value}
                onChange={field.onChange}
              />
            )}
          />
        </div>
      </form>
    </Dialog>
  );
}
