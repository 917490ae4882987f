import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { useNotificationsPageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { ChannelDialog } from './channel-dialog.tsx';
import { ChannelsSection } from './channels-section.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { RulesSection } from './rules-section.tsx';

const anew = 'new';

/** Who is told what: channels, rules and the log. What is open is in the address. */
export default function NotificationsPage() {
  const { slug = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const [tests, setTests] = useState(0);
  const [{ data, error }, retry] = useNotificationsPageQuery({ variables: { slug } });
  useBreadcrumbs([{ label: 'Settings', to: `/p/${slug}/settings` }, { label: 'Notifications' }]);
  const project = data?.project;
  const open = (changes: Record<string, string>) =>
    setSearch(
      (previous) => {
        previous.delete('channel');
        previous.delete('rule');
        for (const [name, value] of Object.entries(changes)) previous.set(name, value);
        return previous;
      },
      { replace: true },
    );
  const close = () => open({});
  const channels = project?.notificationChannels ?? [];
  const rules = project?.notificationRules ?? [];
  const canManage = project?.viewerCanManageNotifications ?? false;
  const channel = channels.find(({ id }) => id === search.get('channel')) ?? null;
  const rule = rules.find(({ id }) => id === search.get('rule')) ?? null;
  return (
    <div className="space-y-8">
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      {error && !project ? null : (
        <>
          <ChannelsSection
            channels={channels}
            isLoading={!project}
            canManage={canManage}
            onAdd={() => open({ channel: anew })}
            onEdit={({ id }) => open({ channel: id })}
            onTested={() => setTests((count) => count + 1)}
          />
          <RulesSection
            rules={rules}
            byDefault={project?.notificationDefault}
            isLoading={!project}
            canManage={canManage}
            hasChannels={channels.length > 0}
            onAdd={() => open({ rule: anew })}
            onEdit={({ id }) => open({ rule: id })}
          />
          <DeliveryLog slug={slug} tests={tests} />
        </>
      )}
      {project && canManage && (channel || search.get('channel') === anew) ? (
        <ChannelDialog key={channel?.id ?? anew} projectId={project.id} channel={channel} onClose={close} />
      ) : null}
      {project && canManage && (rule || search.get('rule') === anew) ? (
        <RuleDialog
          key={rule?.id ?? anew}
          projectId={project.id}
          rule={rule}
          environments={project.environments}
          channels={channels}
          onClose={close}
        />
      ) : null}
    </div>
  );
}
