import { useState } from 'react';
import { useCreateInvitationMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { SecretDialog } from '../../ui/secret-dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import { type Assignable, type AssignmentForm, assignmentInput, firstAssignment } from './assignment.ts';
import { AssignmentFields } from './assignment-fields.tsx';
import { isWholeDays } from './whole-days.ts';

interface InviteDialogProps {
  projectId: string;
  assignable: Assignable;
  onClose: () => void;
}

/** Invites somebody, with or without an account: by mail, or by a link to hand over. */
export function InviteDialog({ projectId, assignable, onClose }: InviteDialogProps) {
  const [{ fetching }, createInvitation] = useCreateInvitationMutation();
  const [link, setLink] = useState<{ url: string; email: string | null } | null>(null);
  const form = useServerForm<AssignmentForm>({ email: '', expiresInDays: '7', ...firstAssignment(assignable) });
  const { errors } = form.formState;
  if (link) {
    return (
      <SecretDialog
        title={link.email ? `Invitation for ${link.email}` : 'Invitation for whoever has the link'}
        secret={new URL(link.url, window.location.origin).href}
        noun="link"
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Invite"
      description="Makes a link that works once. Who has no account makes one with it."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="invite" look="primary" isPending={fetching}>
            Make invitation
          </Button>
        </>
      }
    >
      <form
        id="invite"
        className="space-y-4"
        noValidate
        onSubmit={form.submit(async ({ email, expiresInDays, ...assignment }) => {
          const result = await createInvitation({
            input: {
              projectId,
              email: email.trim() || null,
              expiresInDays: Number(expiresInDays),
              ...assignmentInput(assignment, assignable),
            },
          });
          if (!result.data) return result;
          const { url, invitation } = result.data.createInvitation;
          if (url) {
            setLink({ url, email: invitation.email });
          } else {
            showToast(`Invitation sent to ${invitation.email}`);
            onClose();
          }
          return result;
        })}
      >
        {form.formError ? <QueryError error={form.formError} /> : null}
        <div className="flex gap-3">
          <FormField
            className="min-w-0 flex-1"
            label="E-mail"
            isOptional
            hint="Empty: whoever has the link can use it"
            error={errors.email?.message}
          >
            {(field) => (
              <Input {...field} {...form.register('email')} type="email" placeholder="ada@example.com" autoFocus />
            )}
          </FormField>
          <FormField className="w-28" label="Works for" hint="1–30 days" error={errors.expiresInDays?.message}>
            {(field) => (
              <Input
                {...field}
                {...form.register('expiresInDays', { validate: isWholeDays })}
                type="number"
                min={1}
                max={30}
              />
            )}
          </FormField>
        </div>
        <AssignmentFields assignable={assignable} form={form} />
      </form>
    </Dialog>
  );
}
