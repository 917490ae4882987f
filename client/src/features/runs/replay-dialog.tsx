import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { TextArea } from '../../ui/input.tsx';

interface ReplayDialogProps {
  number: number;
  payload: unknown;
  isPending: boolean;
  onReplay: (payload: unknown) => void;
  onClose: () => void;
}

/** Runs the same version again, with the payload as it was or as it is changed here. */
export function ReplayDialog({ number, payload, isPending, onReplay, onClose }: ReplayDialogProps) {
  const [text, setText] = useState(() => JSON.stringify(payload ?? null, null, 2));
  const [error, setError] = useState<string>();
  const replay = () => {
    try {
      onReplay(JSON.parse(text));
    } catch {
      setError('This is not valid JSON.');
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Replay #${number}`}
      description="The same version runs again from its beginning, as a new run."
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" isPending={isPending} onClick={replay}>
            Replay run
          </Button>
        </>
      }
    >
      <FormField label="Payload" hint="JSON, at most 1 MiB" {...(error ? { error } : {})}>
        {(field) => (
          <TextArea
            {...field}
            rows={12}
            spellCheck={false}
            className="font-mono text-code!"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setError(undefined);
            }}
          />
        )}
      </FormField>
    </Dialog>
  );
}
