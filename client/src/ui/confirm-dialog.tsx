import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FormField } from './form-field.tsx';
import { Input } from './input.tsx';

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  children: ReactNode;
  /** The verb and the thing: “Revoke token”. */
  confirmLabel: string;
  /** What not doing it is called. */
  cancelLabel?: string;
  onConfirm: () => void;
  isPending?: boolean;
  isDangerous?: boolean;
  /** What must be typed first. Only for what can't be undone. */
  typeToConfirm?: string;
}

/** Asks before something that can't simply be undone. */
export function ConfirmDialog({ isDangerous = true, isPending = false, typeToConfirm, ...props }: ConfirmDialogProps) {
  const [typed, setTyped] = useState('');
  const isReady = !typeToConfirm || typed === typeToConfirm;
  return (
    <Dialog
      open={props.open}
      onOpenChange={(isOpen) => {
        setTyped('');
        props.onOpenChange(isOpen);
      }}
      title={props.title}
      size="sm"
      footer={
        <>
          <Button onClick={() => props.onOpenChange(false)}>{props.cancelLabel ?? 'Keep it'}</Button>
          <Button
            look={isDangerous ? 'danger' : 'primary'}
            disabled={!isReady}
            isPending={isPending}
            onClick={props.onConfirm}
          >
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        <div>{props.children}</div>
        {typeToConfirm ? (
          <FormField label={`Type ${typeToConfirm} to confirm`}>
            {(field) => <Input {...field} value={typed} onChange={(event) => setTyped(event.target.value)} />}
          </FormField>
        ) : null}
      </div>
    </Dialog>
  );
}
