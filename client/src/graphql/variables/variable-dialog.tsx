import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorBanner } from '../../ui/error-banner.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input, TextArea } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { type DescribedError, describeError } from '../errors.ts';
import { type SetVariableInput, useSetVariableMutation, type VariableEditor_VariableFragment } from '../generated.ts';

/** Where a variable holds: one of the three. */
export type VariablePlace = Pick<SetVariableInput, 'projectId' | 'environmentId' | 'serviceId'>;

interface VariableDialogProps {
  place: VariablePlace;
  /** Null to add one. */
  variable: VariableEditor_VariableFragment | null;
  onClose: () => void;
  onSet: () => void;
}

const KINDS = [
  { value: 'TEXT', label: 'Text', hint: 'Programs find it in their environment' },
  { value: 'SSH_KEY', label: 'Private SSH key', hint: 'Programs find the path of a file; Ansible signs in with it' },
] as const;

const MASKED = 'font-mono [-webkit-text-security:disc]';

/** Sets one variable. Of a secret only a new value can be given; what it was is shown nowhere. */
export function VariableDialog({ place, variable, onClose, onSet }: VariableDialogProps) {
  const [name, setName] = useState(variable?.name ?? '');
  const [kind, setKind] = useState<'TEXT' | 'SSH_KEY'>(variable?.kind ?? 'TEXT');
  const [value, setValue] = useState(variable?.value ?? '');
  const [isSecret, setSecret] = useState(variable?.isSecret ?? false);
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<DescribedError | null>(null);
  const [, setVariable] = useSetVariableMutation();
  const isKey = kind === 'SSH_KEY';
  const problem = (path: string) => refusal?.problems.find((each) => each.path === path)?.message;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    const { error } = await setVariable({
      input: { ...place, name, kind, value, isSecret: isSecret || isKey, expectedVersion: variable?.version ?? 0 },
    });
    setPending(false);
    setRefusal(error ? describeError(error) : null);
    if (error) return;
    onSet();
    onClose();
  };
  const isPlaced = problem('name') !== undefined || problem('value') !== undefined;
  const isReplaced = variable?.isSecret ?? false;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={variable ? `${isReplaced ? 'Replace' : 'Set'} ${variable.name}` : 'Set variable'}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form="variable"
            look="primary"
            isPending={isPending}
            disabled={name.trim() === '' || ((isSecret || isKey) && value === '')}
          >
            {isReplaced ? 'Replace value' : 'Set variable'}
          </Button>
        </>
      }
    >
      <form id="variable" className="space-y-4" onSubmit={(event) => void save(event)}>
        {refusal && !isPlaced ? <ErrorBanner title={refusal.title} message={refusal.message} /> : null}
        {variable ? null : (
          <>
            <FormField label="Name" hint="Such as DATABASE_URL" error={problem('name')}>
              {(field) => (
                <Input {...field} isMono value={name} onChange={(event) => setName(event.target.value)} autoFocus />
              )}
            </FormField>
            <FormField label="Kind">
              {({ id }) => (
                <Select
                  id={id}
                  value={kind}
                  onChange={(chosen) => setKind(chosen === 'SSH_KEY' ? 'SSH_KEY' : 'TEXT')}
                  options={[...KINDS]}
                />
              )}
            </FormField>
          </>
        )}
        <FormField
          label={isReplaced ? 'New value' : 'Value'}
          hint={isKey ? 'The whole file, without a passphrase' : undefined}
          error={problem('value')}
        >
          {(field) => (
            <TextArea
              {...field}
              className={isSecret || isKey ? MASKED : 'font-mono'}
              autoComplete="off"
              spellCheck={false}
              value={value}
              onChange={(event) => setValue(event.target.value)}
            />
          )}
        </FormField>
        {isKey ? null : (
          <Checkbox
            label="Secret"
            hint="Hidden on screens and in logs; nobody can read it back"
            isChecked={isSecret}
            isDisabled={isReplaced}
            onChange={setSecret}
          />
        )}
      </form>
    </Dialog>
  );
}
