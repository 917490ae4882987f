import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import {
  type AccountPageQuery,
  useAccountPageQuery,
  useChangePasswordMutation,
  useUpdateProfileMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Badge } from '../../ui/badge.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';
import { CreateTokenDialog } from './create-token-dialog.tsx';
import { TokenTable } from './token-table.tsx';

/** The signed-in person: name, password, personal tokens. */
export default function AccountPage() {
  const [{ data, error }, retry] = useAccountPageQuery();
  useBreadcrumbs([{ label: 'Account' }]);
  const viewer = data?.viewer;
  const refresh = () => retry({ requestPolicy: 'network-only' });
  return (
    <div className="mx-auto max-w-240">
      <PageHeader
        title="Account"
        meta={
          viewer ? (
            <span className="flex items-center gap-2">
              {viewer.email}
              {viewer.isAdministrator ? <Badge tone="accent">Administrator</Badge> : null}
            </span>
          ) : null
        }
      />
      {error ? <QueryError error={error} onRetry={refresh} className="mb-5" /> : null}
      {viewer ? (
        <div className="divide-y divide-line">
          <Section title="Profile" text="How others see you in deployments and in the audit trail.">
            <ProfileForm key={viewer.id} name={viewer.name} />
          </Section>
          <Section title="Password" text="Changing it signs you out everywhere else.">
            <PasswordForm />
          </Section>
          <PersonalTokens viewer={viewer} projects={data.projects.nodes} onChanged={refresh} />
        </div>
      ) : error ? null : (
        <Skeleton className="h-60 w-full" />
      )}
    </div>
  );
}

function Section({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className="grid gap-x-8 gap-y-3 py-6 first:pt-0 md:grid-cols-[220px_1fr]">
      <div>
        <h2 className="text-sm">{title}</h2>
        <p className="text-muted">{text}</p>
      </div>
      <div className="max-w-100">{children}</div>
    </section>
  );
}

function ProfileForm({ name }: { name: string }) {
  const [{ fetching }, updateProfile] = useUpdateProfileMutation();
  const { register, submit, reset, formError, formState } = useServerForm({ name });
  return (
    <form
      className="space-y-4"
      onSubmit={submit(async (input) => {
        const result = await updateProfile({ input });
        if (!result.error) {
          reset(input);
          showToast('Profile saved');
        }
        return result;
      })}
    >
      {formError ? <QueryError error={formError} /> : null}
      <FormField label="Name" error={formState.errors.name?.message}>
        {(field) => <Input {...field} {...register('name', { required: 'Enter your name.' })} autoComplete="name" />}
      </FormField>
      <Button type="submit" isPending={fetching} disabled={!formState.isDirty}>
        Save profile
      </Button>
    </form>
  );
}

function PasswordForm() {
  const [{ fetching }, changePassword] = useChangePasswordMutation();
  const { register, submit, reset, formError, formState } = useServerForm({ currentPassword: '', newPassword: '' });
  const { currentPassword, newPassword } = formState.errors;
  return (
    <form
      className="space-y-4"
      onSubmit={submit(async (input) => {
        const result = await changePassword({ input });
        if (!result.error) {
          reset();
          showToast('Password changed');
        }
        return result;
      })}
    >
      {formError ? <QueryError error={formError} /> : null}
      <FormField label="Current password" error={currentPassword?.message}>
        {(field) => (
          <Input
            {...field}
            {...register('currentPassword', { required: 'Enter your current password.' })}
            type="password"
            autoComplete="current-password"
          />
        )}
      </FormField>
      <FormField label="New password" hint="At least 10 characters" error={newPassword?.message}>
        {(field) => (
          <Input
            {...field}
            {...register('newPassword', { required: 'Choose a new password.' })}
            type="password"
            autoComplete="new-password"
          />
        )}
      </FormField>
      <Button type="submit" isPending={fetching}>
        Change password
      </Button>
    </form>
  );
}

interface PersonalTokensProps {
  viewer: NonNullable<AccountPageQuery['viewer']>;
  projects: AccountPageQuery['projects']['nodes'];
  onChanged: () => void;
}

function PersonalTokens({ viewer, projects, onChanged }: PersonalTokensProps) {
  const [isCreating, setCreating] = useState(false);
  const create = (
    <Button icon={<Plus />} onClick={() => setCreating(true)}>
      Create token
    </Button>
  );
  return (
    <section className="space-y-3 py-6">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="text-sm">Personal tokens</h2>
          <p className="text-muted">For your own scripts. They act as you, within what you allow them.</p>
        </div>
        {viewer.tokens.nodes.length > 0 ? create : null}
      </div>
      {viewer.tokens.nodes.length > 0 ? (
        <TokenTable tokens={viewer.tokens.nodes} isLoading={false} />
      ) : (
        <EmptyState title="You have no tokens" action={create} />
      )}
      {isCreating ? (
        <CreateTokenDialog
          kind="PERSONAL"
          projects={projects}
          onClose={() => setCreating(false)}
          onCreated={onChanged}
        />
      ) : null}
    </section>
  );
}
