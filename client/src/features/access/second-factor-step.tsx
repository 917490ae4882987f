import { useState } from 'react';
import type { CombinedError } from 'urql';
import { errorCode } from '../../graphql/errors.ts';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { AccessRefusal } from './access-refusal.tsx';
import { Door } from './door.tsx';

interface SecondFactorStepProps {
  email: string;
  /** Signs in with the password that was right, and this code. */
  signIn: (code: string) => Promise<{ error?: CombinedError }>;
  isPending: boolean;
  onBack: () => void;
}

/** After the password: the code of the authenticator app, or a backup code. */
export function SecondFactorStep({ email, signIn, isPending, onBack }: SecondFactorStepProps) {
  const [isBackup, setBackup] = useState(false);
  const { register, submit, formError, formState, clearErrors, setValue, setFocus } = useServerForm({ code: '' });
  const isWrong = errorCode(formError ?? undefined) === 'UNAUTHENTICATED';
  const noun = isBackup ? 'Backup code' : 'Code';
  return (
    <Door title="Enter your code" lead={<span className="break-all">{email}</span>}>
      <form
        className="space-y-4"
        onSubmit={submit(async ({ code }) => {
          const result = await signIn(code);
          if (result.error) {
            setValue('code', '');
            setFocus('code');
          }
          return result;
        })}
      >
        {formError && !isWrong ? <AccessRefusal error={formError} /> : null}
        <FormField
          label={noun}
          hint={isBackup ? 'Each of the ten works once' : 'The six digits that your authenticator app shows now'}
          error={formState.errors.code?.message ?? (isWrong ? formError?.graphQLErrors[0]?.message : undefined)}
        >
          {(field) => (
            <Input
              key={noun}
              {...field}
              {...register('code', { required: isBackup ? 'Enter a backup code.' : 'Enter the six digits.' })}
              inputMode={isBackup ? 'text' : 'numeric'}
              autoComplete={isBackup ? 'off' : 'one-time-code'}
              autoCapitalize="none"
              isMono
              autoFocus
            />
          )}
        </FormField>
        <Button type="submit" look="primary" size="lg" className="w-full" isPending={isPending}>
          Sign in
        </Button>
        <div className="flex flex-wrap justify-between gap-2">
          <Button look="ghost" size="sm" onClick={onBack}>
            Back
          </Button>
          <Button
            look="ghost"
            size="sm"
            onClick={() => {
              clearErrors();
              setValue('code', '');
              setBackup(!isBackup);
            }}
          >
            {isBackup ? 'Use the app' : 'Use a backup code'}
          </Button>
        </div>
      </form>
    </Door>
  );
}
