import { RefreshCw } from 'lucide-react';
import { Controller } from 'react-hook-form';
import {
  type Channel_NotificationChannelFragment,
  type ChannelKind,
  useCreateNotificationChannelMutation,
  useUpdateNotificationChannelMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { channelKinds } from './channel-kinds.ts';

interface ChannelDialogProps {
  projectId: string;
  /** Null to add one. */
  channel: Channel_NotificationChannelFragment | null;
  onClose: () => void;
}

/** Enough of chance for a signature; made here, so that it can be copied before it is sealed for good. */
function newSecret(): string {
  return [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Adds or changes a channel. What is secret of one that is there stays unless a new one is typed. */
export function ChannelDialog({ projectId, channel, onClose }: ChannelDialogProps) {
  const [{ fetching: isCreating }, create] = useCreateNotificationChannelMutation();
  const [{ fetching: isUpdating }, update] = useUpdateNotificationChannelMutation();
  const { register, control, submit, formError, formState, watch, setValue } = useServerForm<{
    kind: ChannelKind;
    name: string;
    url: string;
    signingSecret: string;
    recipients: string;
  }>({
    kind: channel?.kind ?? 'WEBHOOK',
    name: channel?.name ?? '',
    url: '',
    signingSecret: channel ? '' : newSecret(),
    recipients: channel?.recipients?.join(', ') ?? '',
  });
  const errors = formState.errors;
  const kind = watch('kind');
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={channel ? `Edit ${channel.name}` : 'Add channel'}
      description="Where people or programs are told what happens."
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="channel" look="primary" isPending={isCreating || isUpdating}>
            {channel ? 'Save channel' : 'Add channel'}
          </Button>
        </>
      }
    >
      <form
        id="channel"
        className="space-y-4"
        onSubmit={submit(async (values) => {
          const input = {
            name: values.name,
            url: kind === 'EMAIL' ? null : values.url.trim() || null,
            signingSecret: kind === 'WEBHOOK' ? values.signingSecret.trim() || null : null,
            recipients: kind === 'EMAIL' ? values.recipients.split(/[\s,;]+/).filter(Boolean) : null,
          };
          const result = channel
            ? await update({ input: { id: channel.id, ...input } })
            : await create({ input: { projectId, kind: values.kind, ...input } });
          if (!result.error) onClose();
          return result;
        })}
      >
        {formError ? <QueryError error={formError} /> : null}
        {channel ? null : (
          <FormField label="Kind" error={errors.kind?.message}>
            {(field) => (
              <Controller
                control={control}
                name="kind"
                render={({ field: { value, onChange } }) => (
                  <Select {...field} value={value} onChange={onChange} options={channelKinds} />
                )}
              />
            )}
          </FormField>
        )}
        <FormField label="Name" hint="Such as the team that reads it" error={errors.name?.message}>
          {(field) => (
            <Input {...field} {...register('name', { required: 'Give it a name.' })} placeholder="On-call" autoFocus />
          )}
        </FormField>
        {kind === 'EMAIL' ? (
          <FormField label="Addresses" hint="Up to 20, with commas between them" error={errors.recipients?.message}>
            {(field) => (
              <Input
                {...field}
                {...register('recipients', { required: 'Name an address at least.' })}
                placeholder="team@example.com"
              />
            )}
          </FormField>
        ) : (
          <FormField
            label="Address"
            isOptional={channel !== null}
            hint={
              channel
                ? `Now ${channel.target} Leave it empty to keep it.`
                : kind === 'SLACK'
                  ? 'The incoming webhook of a Slack or Mattermost channel. It is kept encrypted.'
                  : 'Gets a POST with JSON. It is kept encrypted.'
            }
            error={errors.url?.message}
          >
            {(field) => (
              <Input
                {...field}
                {...register('url', channel ? {} : { required: 'Give its address.' })}
                type="url"
                placeholder={kind === 'SLACK' ? 'https://hooks.slack.com/services/…' : 'https://example.com/hooks'}
              />
            )}
          </FormField>
        )}
        {kind === 'WEBHOOK' ? (
          <FormField
            label="Signing secret"
            isOptional={channel !== null}
            hint={
              channel
                ? 'Leave it empty to keep the present one.'
                : 'Copy it now: the receiver checks X-Pilothouse-Signature with it, and it is never shown again.'
            }
            error={errors.signingSecret?.message}
          >
            {(field) => (
              <div className="flex items-center gap-1">
                <Input {...field} {...register('signingSecret')} isMono />
                <CopyButton text={watch('signingSecret')} label="Copy the signing secret" />
                <IconButton
                  size="sm"
                  label="Make a new secret"
                  icon={<RefreshCw />}
                  onClick={() => setValue('signingSecret', newSecret(), { shouldDirty: true })}
                />
              </div>
            )}
          </FormField>
        ) : null}
      </form>
    </Dialog>
  );
}
