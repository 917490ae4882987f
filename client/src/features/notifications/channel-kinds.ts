import type { ChannelKind } from '../../graphql/generated.ts';

/** What a channel can be, as it is offered. */
export const channelKinds: { value: ChannelKind; label: string; hint: string }[] = [
  { value: 'WEBHOOK', label: 'Webhook', hint: 'A signed POST of JSON to a program' },
  { value: 'EMAIL', label: 'Mail', hint: 'To one or more addresses' },
  { value: 'SLACK', label: 'Chat', hint: 'Slack, Mattermost and what speaks like them' },
];

export const kindName = (kind: ChannelKind): string => channelKinds.find(({ value }) => value === kind)?.label ?? kind;
