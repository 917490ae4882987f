import { Pencil, Plus, Power, PowerOff, Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../graphql/errors.ts';
import {
  type Channel_NotificationChannelFragment,
  useDeleteNotificationChannelMutation,
  useEnableNotificationChannelMutation,
  useTestNotificationChannelMutation,
  useUpdateNotificationChannelMutation,
} from '../../graphql/generated.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';
import { kindName } from './channel-kinds.ts';

type Channel = Channel_NotificationChannelFragment;

interface ChannelsSectionProps {
  channels: Channel[];
  isLoading: boolean;
  canManage: boolean;
  onAdd: () => void;
  onEdit: (channel: Channel) => void;
  onTested: () => void;
}

/** Where people are told, whether it works, and a test of it. */
export function ChannelsSection({ channels, isLoading, canManage, onAdd, onEdit, onTested }: ChannelsSectionProps) {
  const [deleting, setDeleting] = useState<Channel | null>(null);
  const [{ fetching: isDeleting }, deleteChannel] = useDeleteNotificationChannelMutation();
  const verbs = useChannelVerbs(onTested);
  const add = canManage ? (
    <Button look={channels.length === 0 ? 'primary' : 'secondary'} icon={<Plus />} onClick={onAdd}>
      Add channel
    </Button>
  ) : null;
  const columns: Column<Channel>[] = [
    {
      key: 'name',
      header: 'Channel',
      cell: (channel) => (
        <span className="block min-w-0">
          <span className="text-sm text-strong">{channel.name}</span>{' '}
          <code className="text-muted text-xs">{channel.slug}</code>
          <span className="block break-words text-muted">
            {kindName(channel.kind)} · {channel.target}
          </span>
          {channel.isEnabled ? null : <span className="block break-words text-failed">{channel.disabledReason}</span>}
        </span>
      ),
    },
    { key: 'state', header: 'State', width: 'w-32', isHiddenOnPhone: true, cell: (channel) => <State {...channel} /> },
    {
      key: 'actions',
      header: <span className="sr-only">Actions</span>,
      width: canManage ? 'w-24 sm:w-32' : 'w-2',
      align: 'right',
      cell: (channel) =>
        canManage ? (
          <span className="inline-flex flex-wrap justify-end">
            <IconButton
              size="sm"
              label={`Send a test to ${channel.name}`}
              icon={<Send />}
              onClick={() => void verbs.test(channel)}
            />
            <IconButton
              size="sm"
              label={channel.isEnabled ? `Switch ${channel.name} off` : `Switch ${channel.name} on`}
              icon={channel.isEnabled ? <PowerOff /> : <Power />}
              onClick={() => void verbs.toggle(channel)}
            />
            <IconButton size="sm" label={`Edit ${channel.name}`} icon={<Pencil />} onClick={() => onEdit(channel)} />
            <IconButton
              size="sm"
              label={`Delete ${channel.name}`}
              icon={<Trash2 />}
              onClick={() => setDeleting(channel)}
            />
          </span>
        ) : null,
    },
  ];
  return (
    <section aria-labelledby="channels" className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="channels" className="text-lg">
          Channels
        </h2>
        {channels.length > 0 ? add : null}
      </div>
      {!isLoading && channels.length === 0 ? (
        <EmptyState title="There is no channel yet" action={add}>
          A channel is where somebody is told: a webhook that a program listens at, mail addresses, or a chat. Rules and
          workflows send through it.
        </EmptyState>
      ) : (
        <Table
          label="Channels"
          columns={columns}
          rows={channels}
          rowKey={(channel) => channel.id}
          loadingRows={isLoading ? 2 : 0}
        />
      )}
      <ConfirmDialog
        open={deleting !== null}
        onOpenChange={() => setDeleting(null)}
        title={`Delete ${deleting?.name ?? ''}`}
        confirmLabel="Delete channel"
        isPending={isDeleting}
        onConfirm={() => {
          if (!deleting) return;
          void deleteChannel({ id: deleting.id }).then(({ error }) => {
            setDeleting(null);
            if (error) showErrorToast(`${deleting.name} was not deleted`, describeError(error).message);
            else showToast(`${deleting.name} deleted`);
          });
        }}
      >
        It leaves the rules it is part of, and workflows that send through it fail. Its messages stay in the log.
      </ConfirmDialog>
    </section>
  );
}

function State({ isEnabled, failureCount, lastDeliveryAt }: Channel) {
  if (!isEnabled) return <Badge tone="failed">Off</Badge>;
  if (failureCount > 0) return <Badge tone="waiting">{failureCount} failed in a row</Badge>;
  if (!lastDeliveryAt) return <span className="text-muted">Not used yet</span>;
  return (
    <span className="text-muted">
      Delivered <RelativeTime at={lastDeliveryAt} />
    </span>
  );
}

function useChannelVerbs(onTested: () => void) {
  const [, testChannel] = useTestNotificationChannelMutation();
  const [, enableChannel] = useEnableNotificationChannelMutation();
  const [, updateChannel] = useUpdateNotificationChannelMutation();
  return {
    async test({ id, name }: Channel) {
      const { error } = await testChannel({ id });
      if (error) return showErrorToast(`No test was sent to ${name}`, describeError(error).message);
      showToast(`Test on its way to ${name}`, { description: 'The log below says whether it arrived.' });
      onTested();
    },
    async toggle({ id, name, isEnabled }: Channel) {
      const { error } = isEnabled
        ? await updateChannel({ input: { id, isEnabled: false } })
        : await enableChannel({ id });
      if (error) showErrorToast(`${name} was not changed`, describeError(error).message);
      else showToast(isEnabled ? `${name} is off` : `${name} is on`);
    },
  };
}
