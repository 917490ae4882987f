import { RotateCw } from 'lucide-react';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import {
  type Delivery_NotificationDeliveryFragment,
  type NotificationStatus,
  useDeliveryLogQuery,
  useResendNotificationMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Select } from '../../ui/select.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';
import { eventName } from './event-names.ts';

type Delivery = Delivery_NotificationDeliveryFragment;

const looks: Record<NotificationStatus, { word: string; tone: Tone }> = {
  PENDING: { word: 'On its way', tone: 'running' },
  DELIVERED: { word: 'Delivered', tone: 'succeeded' },
  FAILED: { word: 'Failed', tone: 'failed' },
};
const everything = 'ALL';
const statuses = [
  { value: everything, label: 'All messages' },
  { value: 'FAILED', label: 'Failed' },
  { value: 'PENDING', label: 'On their way' },
  { value: 'DELIVERED', label: 'Delivered' },
];
/** While something is on its way: how often the log is asked for. */
const POLL_MS = 3_000;

/** Every message of the last 30 days, and what became of it. `tests` counts up when the page has sent one. */
export function DeliveryLog({ slug, tests }: { slug: string; tests: number }) {
  const [search, setSearch] = useSearchParams();
  const status = statuses.find(({ value }) => value === search.get('status'))?.value ?? everything;
  const after = search.get('after');
  const [{ data, error }, retry] = useDeliveryLogQuery({
    variables: { slug, after, status: status === everything ? null : (status as NotificationStatus) },
  });
  const resend = useResend();
  const project = data?.project;
  const log = project?.notificationDeliveries;
  const rows = log?.nodes ?? [];
  const isMoving = rows.some((row) => row.status === 'PENDING');
  useEffect(() => {
    if (tests > 0) retry({ requestPolicy: 'network-only' });
  }, [tests, retry]);
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(() => {
      if (!document.hidden) retry({ requestPolicy: 'network-only' });
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [isMoving, retry]);
  const show = (changes: Record<string, string | null>) =>
    setSearch(
      (previous) => {
        for (const [name, value] of Object.entries(changes)) {
          if (value === null) previous.delete(name);
          else previous.set(name, value);
        }
        return previous;
      },
      { replace: true },
    );
  return (
    <section aria-labelledby="log" className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="log" className="text-lg">
          Log
        </h2>
        <Select
          className="w-40"
          aria-label="Which messages"
          value={status}
          onChange={(value) => show({ status: value === everything ? null : value, after: null })}
          options={statuses}
        />
      </div>
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      {log && rows.length === 0 ? (
        <EmptyState title={status === everything ? 'Nothing was told yet' : 'There is no such message'}>
          {status === everything
            ? 'Messages are kept here for 30 days, with the reason when one did not arrive. Send a test to a channel to see one.'
            : null}
        </EmptyState>
      ) : error && !log ? null : (
        <Table
          label="Log"
          columns={columnsOf(project?.viewerCanManageNotifications ? resend : null)}
          rows={rows}
          rowKey={(row) => row.id}
          loadingRows={log ? 0 : 3}
        />
      )}
      <div className="flex gap-2">
        {after ? <Button onClick={() => show({ after: null })}>Newest messages</Button> : null}
        {log?.pageInfo.hasNextPage ? (
          <Button onClick={() => show({ after: log.pageInfo.endCursor })}>Older messages</Button>
        ) : null}
      </div>
    </section>
  );
}

function columnsOf(resend: ((delivery: Delivery) => Promise<void>) | null): Column<Delivery>[] {
  return [
    {
      key: 'title',
      header: 'Message',
      cell: (delivery) => (
        <span className="block min-w-0">
          <span className="block break-words text-sm text-strong">{delivery.title}</span>
          <span className="block text-muted">
            {eventName(delivery.event)} · {delivery.channel?.name ?? 'Mail by default'} ·{' '}
            <RelativeTime at={delivery.createdAt} />
          </span>
          {delivery.lastError ? (
            <span className="block break-words text-failed">
              {delivery.lastError}
              {delivery.attempts > 1 ? ` ${delivery.attempts} attempts.` : null}
            </span>
          ) : null}
          {delivery.status === 'PENDING' && delivery.attempts > 0 && delivery.nextAttemptAt ? (
            <span className="block text-muted">
              Next attempt <RelativeTime at={delivery.nextAttemptAt} />
            </span>
          ) : null}
        </span>
      ),
    },
    {
      key: 'status',
      header: 'Status',
      width: 'w-24 sm:w-28',
      cell: ({ status }) => <Badge tone={looks[status].tone}>{looks[status].word}</Badge>,
    },
    {
      key: 'actions',
      header: <span className="sr-only">Actions</span>,
      width: resend ? 'w-12 sm:w-24' : 'w-2',
      align: 'right',
      cell: (delivery) =>
        resend && delivery.status !== 'PENDING' ? (
          <Button
            size="sm"
            look="ghost"
            aria-label={`Send “${delivery.title}” again`}
            icon={<RotateCw />}
            onClick={() => void resend(delivery)}
          >
            <span className="max-sm:sr-only">Resend</span>
          </Button>
        ) : null,
    },
  ];
}

function useResend() {
  const [, resendNotification] = useResendNotificationMutation();
  return async (delivery: Delivery) => {
    const { error } = await resendNotification({ id: delivery.id });
    if (error) showErrorToast('The message was not sent again', describeError(error).message);
    else showToast('The message is on its way again');
  };
}
