import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCreateDashboardMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';

interface CreateDialogProps {
  projectId: string;
  projectSlug: string;
  builtIns: Array<{ key: string; name: string; description: string | null }>;
  onClose: () => void;
}

const nothing = 'nothing';

/** Names a dashboard and what it begins with, and opens it to be changed. */
export function CreateDialog({ projectId, projectSlug, builtIns, onClose }: CreateDialogProps) {
  const navigate = useNavigate();
  const [, create] = useCreateDashboardMutation();
  const [start, setStart] = useState(nothing);
  const form = useServerForm({ name: '' });
  const { errors, isSubmitting } = form.formState;
  const run = form.submit(async ({ name }) => {
    const answer = await create({
      input: { projectId, name: name.trim(), copyOf: start === nothing ? null : start },
    });
    if (answer.data) void navigate(`/p/${projectSlug}/analytics/dashboards/${answer.data.createDashboard.id}/edit`);
    return answer;
  });
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="New dashboard"
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" type="submit" form="create-dashboard" isPending={isSubmitting}>
            Create dashboard
          </Button>
        </>
      }
    >
      <form id="create-dashboard" className="space-y-4" onSubmit={(event) => void run(event)}>
        {form.formError ? <QueryError error={form.formError} /> : null}
        <FormField label="Name" error={errors.name?.message}>
          {(control) => (
            <Input
              {...control}
              placeholder="Team overview"
              {...form.register('name', { required: 'Give it a name.' })}
            />
          )}
        </FormField>
        <FormField label="Start from">
          {(control) => (
            <Select
              {...control}
              value={start}
              onChange={setStart}
              options={[
                { value: nothing, label: 'Nothing' },
                ...builtIns.map(({ key, name, description }) => ({ value: key, label: name, hint: description })),
              ]}
            />
          )}
        </FormField>
      </form>
    </Dialog>
  );
}
