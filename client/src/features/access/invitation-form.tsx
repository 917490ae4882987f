import type { SyntheticEvent } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { Button } from '../../ui/button.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { newPasswordHint, PasswordInput } from '../../ui/password-input.tsx';

export interface InvitationAccount {
  email: string;
  name: string;
  password: string;
}

interface InvitationFormProps {
  form: UseFormReturn<InvitationAccount>;
  /** The invitation's own address, half hidden: the new account gets it. Null asks for one. */
  emailHint: string | null;
  isPending: boolean;
  onSubmit: (event: SyntheticEvent) => Promise<void>;
}

/** Makes the account that joins. */
export function InvitationForm({ form, emailHint, isPending, onSubmit }: InvitationFormProps) {
  const { errors } = form.formState;
  return (
    <form className="space-y-4" noValidate onSubmit={(event) => void onSubmit(event)}>
      <FormField label="Your name" error={errors.name?.message}>
        {(field) => (
          <Input
            {...field}
            {...form.register('name', { required: 'Enter your name.' })}
            autoComplete="name"
            autoFocus
          />
        )}
      </FormField>
      {emailHint ? (
        <p className="text-muted">
          Your account is for <strong className="text-body">{emailHint}</strong>.
        </p>
      ) : (
        <FormField label="E-mail" hint="You sign in with it" error={errors.email?.message}>
          {(field) => (
            <Input
              {...field}
              {...form.register('email', { required: 'Enter your e-mail address.' })}
              type="email"
              autoComplete="username"
            />
          )}
        </FormField>
      )}
      <FormField label="Password" hint={newPasswordHint} error={errors.password?.message}>
        {(field) => <PasswordInput {...field} {...form.register('password', { required: 'Choose a password.' })} />}
      </FormField>
      <Button type="submit" look="primary" size="lg" className="w-full" isPending={isPending}>
        Make account and join
      </Button>
    </form>
  );
}
