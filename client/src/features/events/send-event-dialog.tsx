import { Link } from 'react-router';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { curlExample } from './event-words.ts';

interface SendEventDialogProps {
  slug: string;
  isOpen: boolean;
  onClose: () => void;
}

/** How programs send events of their own. */
export function SendEventDialog({ slug, isOpen, onClose }: SendEventDialogProps) {
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => (open ? null : onClose())}
      title="Send an event"
      description="Anything that happens in your programs: it is counted, charted and watched as deployments and runs are."
      size="lg"
    >
      <div className="space-y-4">
        <CodeBlock code={curlExample(location.origin, slug)} label="command" />
        <ul className="list-disc space-y-1 pl-5 text-muted">
          <li>
            The token needs the scope <code>event:track</code>. Make one under{' '}
            <Link className="text-accent-text underline" to={`/p/${slug}/settings/tokens`}>
              Settings › Tokens
            </Link>
            .
          </li>
          <li>
            Up to 1,000 events at once. With an <code>id</code> each counts once, however often it is sent.
          </li>
          <li>
            <code>at</code> dates one back, as far as events are kept. <code>service</code> and <code>environment</code>{' '}
            take slugs.
          </li>
          <li>
            <code>ERROR</code> and <code>FAILED</code> count as errors. Different <code>actor</code>s are counted as
            people.
          </li>
        </ul>
      </div>
    </Dialog>
  );
}
