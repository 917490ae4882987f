import { type FormEvent, useState } from 'react';
import { Button } from './button.tsx';
import { Checkbox } from './checkbox.tsx';
import { Dialog } from './dialog.tsx';
import { ErrorBanner } from './error-banner.tsx';
import { FormField } from './form-field.tsx';
import { Input, TextArea } from './input.tsx';
import type { NameValue, Refusal } from './name-value-editor.tsx';

interface NameValueDialogProps {
  /** Null to add one. */
  entry: NameValue | null;
  onClose: () => void;
  onSet: (entry: { name: string; value: string; isSecret: boolean }) => Promise<Refusal | null>;
}

/** Sets one variable. */
export function NameValueDialog({ entry, onClose, onSet }: NameValueDialogProps) {
  const [name, setName] = useState(entry?.name ?? '');
  const [value, setValue] = useState(entry?.value ?? '');
  const [isSecret, setSecret] = useState(entry?.isSecret ?? false);
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const problem = (path: string) => refusal?.problems.find((each) => each.path === path)?.message;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    const answer = await onSet({ name, value, isSecret });
    setPending(false);
    setRefusal(answer);
    if (!answer) onClose();
  };
  const isPlaced = problem('name') !== undefined || problem('value') !== undefined;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={entry ? `Set ${entry.name}` : 'Set variable'}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="name-value" look="primary" isPending={isPending} disabled={name.trim() === ''}>
            Set variable
          </Button>
        </>
      }
    >
      <form id="name-value" className="space-y-4" onSubmit={(event) => void save(event)}>
        {refusal && !isPlaced ? <ErrorBanner title={refusal.title} message={refusal.message} /> : null}
        {entry ? null : (
          <FormField label="Name" hint="Such as DATABASE_URL" error={problem('name')}>
            {(field) => (
              <Input {...field} isMono value={name} onChange={(event) => setName(event.target.value)} autoFocus />
            )}
          </FormField>
        )}
        <FormField label={entry?.isSecret ? 'New value' : 'Value'} error={problem('value')}>
          {(field) =>
            isSecret ? (
              <Input
                {...field}
                isMono
                type="password"
                autoComplete="new-password"
                value={value}
                onChange={(event) => setValue(event.target.value)}
              />
            ) : (
              <TextArea
                {...field}
                className="font-mono"
                value={value}
                onChange={(event) => setValue(event.target.value)}
              />
            )
          }
        </FormField>
        <Checkbox
          label="Secret"
          hint="Hidden on screens and in logs; nobody can read it back"
          isChecked={isSecret}
          isDisabled={entry?.isSecret}
          onChange={setSecret}
        />
      </form>
    </Dialog>
  );
}
