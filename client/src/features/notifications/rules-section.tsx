import { Mail, Pencil, Plus, Trash2, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../graphql/errors.ts';
import {
  type NotificationsPageQuery,
  type Rule_NotificationRuleFragment,
  useDeleteNotificationRuleMutation,
  useUpdateNotificationRuleMutation,
} from '../../graphql/generated.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';
import { eventName } from './event-names.ts';

type Rule = Rule_NotificationRuleFragment;
type Default = NonNullable<NotificationsPageQuery['project']>['notificationDefault'];

interface RulesSectionProps {
  rules: Rule[];
  byDefault: Default | undefined;
  isLoading: boolean;
  canManage: boolean;
  hasChannels: boolean;
  onAdd: () => void;
  onEdit: (rule: Rule) => void;
}

/** Which events are told where, and what happens without a rule. */
export function RulesSection({
  rules,
  byDefault,
  isLoading,
  canManage,
  hasChannels,
  onAdd,
  onEdit,
}: RulesSectionProps) {
  const [deleting, setDeleting] = useState<Rule | null>(null);
  const [{ fetching: isDeleting }, deleteRule] = useDeleteNotificationRuleMutation();
  const [, updateRule] = useUpdateNotificationRuleMutation();
  const toggle = async ({ id, name, isEnabled }: Rule) => {
    const { error } = await updateRule({ input: { id, isEnabled: !isEnabled } });
    if (error) showErrorToast(`${name} was not changed`, describeError(error).message);
  };
  const add =
    canManage && hasChannels ? (
      <Button icon={<Plus />} look={rules.length === 0 ? 'primary' : 'secondary'} onClick={onAdd}>
        Add rule
      </Button>
    ) : null;
  const columns: Column<Rule>[] = [
    {
      key: 'name',
      header: 'Rule',
      cell: (rule) => (
        <span className="block min-w-0">
          <span className={rule.isEnabled ? 'text-sm text-strong' : 'text-muted text-sm line-through'}>
            {rule.name}
          </span>
          <span className="block break-words text-muted">
            {rule.events.map(eventName).join(', ')}
            {rule.environments.length > 0 ? ` · only ${rule.environments.map(({ name }) => name).join(', ')}` : null}
          </span>
          <span className="block sm:hidden">
            <Told rule={rule} />
          </span>
        </span>
      ),
    },
    { key: 'channels', header: 'Tells', width: 'w-52', isHiddenOnPhone: true, cell: (rule) => <Told rule={rule} /> },
    {
      key: 'actions',
      header: <span className="sr-only">Actions</span>,
      width: canManage ? 'w-28' : 'w-2',
      align: 'right',
      cell: (rule) =>
        canManage ? (
          <span className="inline-flex items-center justify-end">
            <Checkbox
              label={<span className="sr-only">Follow {rule.name}</span>}
              isChecked={rule.isEnabled}
              onChange={() => void toggle(rule)}
            />
            <IconButton size="sm" label={`Edit ${rule.name}`} icon={<Pencil />} onClick={() => onEdit(rule)} />
            <IconButton size="sm" label={`Delete ${rule.name}`} icon={<Trash2 />} onClick={() => setDeleting(rule)} />
          </span>
        ) : null,
    },
  ];
  return (
    <section aria-labelledby="rules" className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="rules" className="text-lg">
          Rules
        </h2>
        {rules.length > 0 ? add : null}
      </div>
      {byDefault && byDefault.events.length > 0 ? <ByDefault {...byDefault} /> : null}
      {!isLoading && rules.length === 0 ? (
        <EmptyState title="There is no rule yet" action={add}>
          {hasChannels
            ? 'A rule says which events are told through which channels, for all environments or some.'
            : 'A rule says which events are told through which channels. Add a channel first.'}
        </EmptyState>
      ) : (
        <Table
          label="Rules"
          columns={columns}
          rows={rules}
          rowKey={(rule) => rule.id}
          loadingRows={isLoading ? 2 : 0}
        />
      )}
      <ConfirmDialog
        open={deleting !== null}
        onOpenChange={() => setDeleting(null)}
        title={`Delete ${deleting?.name ?? ''}`}
        confirmLabel="Delete rule"
        isPending={isDeleting}
        onConfirm={() => {
          if (!deleting) return;
          void deleteRule({ id: deleting.id }).then(({ error }) => {
            setDeleting(null);
            if (error) showErrorToast(`${deleting.name} was not deleted`, describeError(error).message);
            else showToast(`${deleting.name} deleted`);
          });
        }}
      >
        What it is about is no longer told through its channels.
      </ConfirmDialog>
    </section>
  );
}

function Told({ rule }: { rule: Rule }) {
  if (rule.channels.length === 0) return <Badge tone="waiting">No channel</Badge>;
  return (
    <span className="flex flex-wrap gap-1">
      {rule.channels.map((channel) => (
        <Badge key={channel.id} tone={channel.isEnabled ? 'neutral' : 'failed'}>
          {channel.isEnabled ? channel.name : `${channel.name} (off)`}
        </Badge>
      ))}
    </span>
  );
}

/** What is told although no rule says so; or that nobody is, which is worth a warning. */
function ByDefault({ events, sendsMail, recipientCount }: Default) {
  const what = events.map((event) => eventName(event).toLowerCase()).join(' or ');
  const Icon = sendsMail ? Mail : TriangleAlert;
  return (
    <p
      role="note"
      className="flex items-start gap-2 rounded-md border border-line bg-panel px-3 py-2 text-body"
      data-told={sendsMail}
    >
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${sendsMail ? 'text-muted' : 'text-waiting'}`} />
      {sendsMail ? (
        <span>
          <strong className="font-medium text-strong">By default:</strong> in production, “{what}” is mailed to owners
          and maintainers ({recipientCount}). A rule for it takes its place.
        </span>
      ) : (
        <span>
          <strong className="font-medium text-strong">Nobody is told</strong> of “{what}” in production: no rule is
          about it, and this installation has no mail server. Add a rule.
        </span>
      )}
    </p>
  );
}
