import { Button } from './button.tsx';
import { CodeBlock } from './code-block.tsx';
import { Dialog } from './dialog.tsx';

interface SecretDialogProps {
  title: string;
  secret: string;
  /** Names the secret for the copy button: “token”. */
  noun: string;
  /** How to use it. */
  example?: { label: string; code: string };
  onClose: () => void;
}

/** Shows a secret once. It doesn't close by accident: a click beside it or Escape does nothing. */
export function SecretDialog({ title, secret, noun, example, onClose }: SecretDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      isDismissible={false}
      title={title}
      description={`Copy the ${noun} now. It is shown this once and can’t be read back.`}
      footer={
        <Button look="primary" onClick={onClose}>
          I have stored the {noun}
        </Button>
      }
    >
      <div className="space-y-4">
        <CodeBlock code={secret} label={noun} />
        {example ? (
          <div>
            <p className="mb-1 text-muted text-xs">{example.label}</p>
            <CodeBlock code={example.code} label="example" />
          </div>
        ) : null}
      </div>
    </Dialog>
  );
}
