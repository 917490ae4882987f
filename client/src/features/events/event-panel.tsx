import type { EventsTable_EventFragment } from '../../graphql/generated.ts';
import { formatExact } from '../../lib/format.ts';
import { Facts } from '../../ui/facts.tsx';
import { JsonTree } from '../../ui/json-tree.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { statusWords, valueWords } from './event-words.ts';

interface EventPanelProps {
  event: EventsTable_EventFragment;
  kindTitle: string;
  timeZone: string;
  onClose: () => void;
}

/** All that is known of an event that opens to nothing else. */
export function EventPanel({ event, kindTitle, timeZone, onClose }: EventPanelProps) {
  const facts: [string, string | null | undefined][] = [
    ['When', formatExact(new Date(event.at), timeZone)],
    ['Status', event.status && statusWords(event.status)],
    ['Value', valueWords(event)],
    ['Events', event.count > 1 ? event.count.toLocaleString('en') : null],
    ['Service', event.serviceName],
    ['Environment', event.environmentName],
    ['Who', event.actor],
    ['Cost', event.costNano == null ? null : `$${(event.costNano / 1e9).toPrecision(3)}`],
    ['Id', event.senderId],
  ];
  return (
    <SidePanel open onOpenChange={(isOpen) => (isOpen ? null : onClose())} title={event.title} description={kindTitle}>
      <div className="space-y-5">
        <Facts facts={facts.flatMap(([label, value]) => (value ? [{ label, value }] : []))} />
        {event.data ? (
          <section className="space-y-2">
            <h3 className="text-sm">Data</h3>
            <JsonTree label="data" value={event.data} />
          </section>
        ) : null}
      </div>
    </SidePanel>
  );
}
