import { type TokenTable_TokenFragment, useSetTokenRateLimitMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { showToast } from '../../ui/toast.tsx';

interface TokenLimitDialogProps {
  token: Pick<TokenTable_TokenFragment, 'id' | 'name' | 'kind' | 'rateLimitPerMinute'>;
  onClose: () => void;
}

/** Gives a token an allowance of its own, more or less than its kind has. */
export function TokenLimitDialog({ token, onClose }: TokenLimitDialogProps) {
  const [{ fetching }, setLimit] = useSetTokenRateLimitMutation();
  const { register, submit, formError, formState } = useServerForm({
    perMinute: token.rateLimitPerMinute === null ? '' : String(token.rateLimitPerMinute),
  });
  const shared = token.kind === 'SERVICE' ? 'what all service tokens have' : 'its person’s allowance';
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Limit of ${token.name}`}
      description="How much it may ask for. Each request costs points, more for more data."
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="token-limit" look="primary" isPending={fetching}>
            Save limit
          </Button>
        </>
      }
    >
      <form
        id="token-limit"
        className="space-y-4"
        onSubmit={submit(async ({ perMinute }) => {
          const wanted = perMinute.trim();
          const result = await setLimit({ input: { id: token.id, perMinute: wanted ? Number(wanted) : null } });
          if (!result.error) {
            showToast(wanted ? `${token.name} has a limit of its own` : `${token.name} has ${shared}`);
            onClose();
          }
          return result;
        })}
      >
        {formError ? <QueryError error={formError} /> : null}
        <FormField
          label="Points a minute"
          isOptional
          hint={`1–1,000,000. Empty: ${shared}.`}
          error={formState.errors.perMinute?.message}
        >
          {(field) => (
            <Input
              {...field}
              {...register('perMinute', {
                pattern: { value: /^\s*\d{0,7}\s*$/, message: 'Use a whole number, or leave it empty.' },
              })}
              inputMode="numeric"
              autoFocus
            />
          )}
        </FormField>
      </form>
    </Dialog>
  );
}
