import { Link } from 'react-router';
import type { AuditPage_AuditEventFragment } from '../../graphql/generated.ts';
import { formatExact } from '../../lib/format.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { eventWords } from './audit-filter.ts';

interface AuditEventPanelProps {
  event: AuditPage_AuditEventFragment;
  onClose: () => void;
}

/** Everything that was recorded of one event. */
export function AuditEventPanel({ event, onClose }: AuditEventPanelProps) {
  return (
    <SidePanel open onOpenChange={onClose} title={eventWords(event)} description={formatExact(new Date(event.at))}>
      <div className="space-y-5">
        <Facts
          facts={[
            { label: 'Action', value: <code>{event.action}</code> },
            { label: 'Who', value: event.actorName },
            { label: 'To what', value: [event.subjectType, event.subjectName].filter(Boolean).join(' ') || '–' },
            ...(event.subjectId
              ? [
                  {
                    label: 'Its id',
                    value: (
                      <span className="flex items-center gap-1">
                        <code className="break-all text-xs">{event.subjectId}</code>
                        <CopyButton text={event.subjectId} label="Copy id" />
                      </span>
                    ),
                  },
                ]
              : []),
            { label: 'From address', value: event.address ?? '–' },
            { label: 'Request', value: <code className="break-all text-xs">{event.requestId}</code> },
            { label: 'Number', value: event.seq },
            { label: 'Hash', value: <code className="break-all text-xs">{event.hash}</code> },
          ]}
        />
        {event.detail ? (
          <div>
            <h3 className="mb-1.5 text-sm">Detail</h3>
            <CodeBlock code={JSON.stringify(event.detail, null, 2)} label="detail" />
          </div>
        ) : null}
        <div className="flex flex-wrap gap-x-4 gap-y-2">
          {event.subjectId ? (
            <Link to={`?subject=${event.subjectId}`} className="rounded-sm text-accent-text hover:underline">
              Everything that happened to it
            </Link>
          ) : null}
          {event.actorId ? (
            <Link to={`?who=${event.actorId}`} className="rounded-sm text-accent-text hover:underline">
              Everything by {event.actorName}
            </Link>
          ) : null}
        </div>
      </div>
    </SidePanel>
  );
}
