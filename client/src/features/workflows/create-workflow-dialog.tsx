import { useNavigate } from 'react-router';
import { useCreateWorkflowMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input, TextArea } from '../../ui/input.tsx';

interface CreateWorkflowDialogProps {
  projectId: string;
  projectSlug: string;
  onClose: () => void;
}

/** Names a workflow, and opens it to be drawn. */
export function CreateWorkflowDialog({ projectId, projectSlug, onClose }: CreateWorkflowDialogProps) {
  const navigate = useNavigate();
  const [, create] = useCreateWorkflowMutation();
  const form = useServerForm({ name: '', description: '' });
  const { errors, isSubmitting } = form.formState;
  const run = form.submit(async ({ name, description }) => {
    const answer = await create({ input: { projectId, name: name.trim(), description: description.trim() || null } });
    if (answer.data) void navigate(`/p/${projectSlug}/workflows/${answer.data.createWorkflow.id}`);
    return answer;
  });
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="New workflow"
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" type="submit" form="create-workflow" isPending={isSubmitting}>
            Create workflow
          </Button>
        </>
      }
    >
      <form id="create-workflow" className="space-y-4" onSubmit={(event) => void run(event)}>
        {form.formError ? <QueryError error={form.formError} /> : null}
        <FormField label="Name" error={errors.name?.message}>
          {(control) => (
            <Input
              {...control}
              placeholder="Nightly backup"
              {...form.register('name', { required: 'Give it a name.' })}
            />
          )}
        </FormField>
        <FormField label="What it is for" isOptional error={errors.description?.message}>
          {(control) => <TextArea {...control} {...form.register('description')} />}
        </FormField>
      </form>
    </Dialog>
  );
}
