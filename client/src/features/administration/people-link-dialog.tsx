import { formatExact } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';

interface LinkDialogProps {
  title: string;
  link: { url: string; expiresAt: string };
  onClose: () => void;
}

/** A one-time link to hand over. It doesn't close by accident: it is shown this once. */
export function LinkDialog({ title, link, onClose }: LinkDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      isDismissible={false}
      title={title}
      description="Hand over this link by a way that you trust. Whoever opens it sets the password."
      footer={
        <Button look="primary" onClick={onClose}>
          I have the link
        </Button>
      }
    >
      <div className="space-y-2">
        <CodeBlock code={link.url} label="link" />
        <p className="text-muted">
          It works once, until {formatExact(new Date(link.expiresAt))}, and is shown this once. Earlier links end.
        </p>
      </div>
    </Dialog>
  );
}
