import { BellOff, Check } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import { type FiringPanelQuery, useAcknowledgeAlertMutation, useFiringPanelQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatDuration, formatExact } from '../../lib/format.ts';
import { formatMetric } from '../../lib/metrics.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';
import { endReasons, firingLooks, severityLooks } from './alert-words.ts';
import { PointsChart } from './points-chart.tsx';

type Firing = FiringPanelQuery['alertFiring'];

interface FiringPanelProps {
  id: string;
  slug: string;
  zone: string;
  /** Counts up when something about alerts has changed. */
  changes: number;
  canAcknowledge: boolean;
  canManage: boolean;
  onSilence: (ruleId: string) => void;
  onClose: () => void;
}

/** One firing: what was wrong, what led to it, who is on it, and the data behind it. */
export function FiringPanel(props: FiringPanelProps) {
  const { id, slug, zone, changes, canManage } = props;
  const [{ data, error }, retry] = useFiringPanelQuery({ variables: { id }, requestPolicy: 'cache-and-network' });
  useEffect(() => {
    if (changes > 0) retry({ requestPolicy: 'network-only' });
  }, [changes, retry]);
  const firing = data?.alertFiring;
  return (
    <SidePanel
      open
      onOpenChange={props.onClose}
      title={firing?.rule?.name ?? 'Alert'}
      description={firing ? firing.summary : undefined}
      footer={
        firing?.status === 'FIRING' && canManage && !firing.silence && firing.rule ? (
          <Button icon={<BellOff />} onClick={() => firing.rule && props.onSilence(firing.rule.id)}>
            Silence
          </Button>
        ) : undefined
      }
    >
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      {!firing && !error ? <Skeleton className="h-60 rounded-md" /> : null}
      {firing ? (
        <div className="space-y-5">
          <div className="flex flex-wrap gap-1">
            <Badge tone={firingLooks[firing.status].tone}>{firingLooks[firing.status].word}</Badge>
            <Badge tone={severityLooks[firing.severity].tone}>{severityLooks[firing.severity].word}</Badge>
            {firing.silence ? (
              <Badge icon={<BellOff />} tone="canceled">
                Silent
              </Badge>
            ) : null}
          </div>
          <PointsChart
            title="What led to it"
            points={firing.evidence}
            unit={firing.unit}
            zone={zone}
            firings={[{ from: firing.startedAt }]}
          />
          <Facts firing={firing} zone={zone} />
          {firing.acknowledgedAt ? null : props.canAcknowledge ? <Acknowledge firing={firing} /> : null}
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {firing.dataUrl ? (
              <Link to={firing.dataUrl} className="text-accent-text hover:underline">
                Open the data
              </Link>
            ) : null}
            {firing.rule && !firing.rule.deletedAt ? (
              <Link
                to={`/p/${slug}/analytics/alerts/rules/${firing.rule.id}`}
                className="text-accent-text hover:underline"
              >
                Open the rule
              </Link>
            ) : null}
          </div>
        </div>
      ) : null}
    </SidePanel>
  );
}

function Facts({ firing, zone }: { firing: Firing; zone: string }) {
  const rows: [string, React.ReactNode][] = [
    ['Value', formatMetric(firing.value, firing.unit)],
    ...(firing.threshold == null ? [] : [['Limit', formatMetric(firing.threshold, firing.unit)] as [string, string]]),
    ['Window', `${formatExact(new Date(firing.windowFrom), zone)} – ${formatExact(new Date(firing.windowTo), zone)}`],
    ['First seen', <RelativeTime key="began" at={firing.beganAt} />],
    [
      firing.endedAt ? 'Ended' : 'Fires for',
      firing.endedAt ? (
        <>
          <RelativeTime at={firing.endedAt} />, after {formatDuration(firing.durationMs)}
          {firing.endReason ? `: ${endReasons[firing.endReason]}` : null}
        </>
      ) : (
        formatDuration(firing.durationMs)
      ),
    ],
    [
      'Told',
      firing.notifiedAt ? (
        <>
          <RelativeTime at={firing.notifiedAt} />
          {firing.notificationCount > 1 ? `, ${firing.notificationCount} times` : null}
        </>
      ) : firing.silence ? (
        `Nobody: ${firing.silence.reason} (${firing.silence.createdByName})`
      ) : (
        'Nobody'
      ),
    ],
    ...(firing.acknowledgedAt
      ? [
          [
            'Taken on',
            <span key="by">
              {firing.acknowledgedByName}, <RelativeTime at={firing.acknowledgedAt} />
              {firing.acknowledgeNote ? <span className="block text-muted">{firing.acknowledgeNote}</span> : null}
            </span>,
          ] as [string, React.ReactNode],
        ]
      : []),
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Acknowledge({ firing }: { firing: Firing }) {
  const [note, setNote] = useState('');
  const [{ fetching }, acknowledge] = useAcknowledgeAlertMutation();
  const take = async () => {
    const { error } = await acknowledge({ input: { id: firing.id, note: note || null } });
    if (error) showErrorToast('The alert was not taken on', describeError(error).message);
    else showToast('You have taken it on');
  };
  return (
    <form
      className="space-y-2 rounded-md border border-line bg-panel p-3"
      onSubmit={(event) => {
        event.preventDefault();
        void take();
      }}
    >
      <FormField label="Note" isOptional hint="Others see it. It is told no more until it has ended.">
        {(field) => (
          <Input
            {...field}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            placeholder="I roll it back"
          />
        )}
      </FormField>
      <Button type="submit" look="primary" icon={<Check />} isPending={fetching}>
        Take it on
      </Button>
    </form>
  );
}
