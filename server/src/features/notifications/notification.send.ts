import type { Context } from '../../platform/context.ts';
import { SecretBoxError } from '../../platform/crypto/secret-box.ts';
import { sendMail, sendsMail } from '../../platform/mail/mailer.ts';
import { outboundFetch } from '../../platform/outbound/outbound.ts';
import { OutboundError } from '../../platform/outbound/outbound-error.ts';
import { type ChannelSecret, openChannel } from './channel.service.ts';
import { ChannelKind } from './notification.entity.ts';
import { isPermanent, type Message, mailOf, signatureOf, slackBody, webhookBody } from './notification.rules.ts';

/** For a whole request: a receiver that does its work first answers too late. */
const TIMEOUT_MS = 15_000;

/** A delivery with what is needed to send it. */
export interface Due {
  id: string;
  projectId: string;
  projectSlug: string;
  projectName: string;
  event: string;
  message: Message;
  /** By default: the addresses. */
  recipients: string[] | null;
  channelId: string | null;
  kind: ChannelKind | null;
  channelName: string | null;
  channelRecipients: string[] | null;
  secretValue: Buffer | null;
}

/** How it went: null when the other side took it, else why not. `isFinal`: it would not go better the next time. */
export interface Attempt {
  problem: string | null;
  isFinal: boolean;
}

const TAKEN: Attempt = { problem: null, isFinal: true };

/** Sends it, once. Never throws: what goes wrong is the answer, in a sentence without a secret. */
export async function sendOnce(ctx: Context, due: Due): Promise<Attempt> {
  try {
    return due.secretValue && due.channelId
      ? await post(
          ctx,
          due,
          openChannel(ctx, { projectId: due.projectId, id: due.channelId, secretValue: due.secretValue }),
        )
      : await mail(ctx, due);
  } catch (error) {
    if (error instanceof SecretBoxError)
      return { problem: 'The channel’s address can’t be decrypted: its key is missing.', isFinal: true };
    if (error instanceof OutboundError) return { problem: error.message, isFinal: !error.isRetryable };
    ctx.app.log.warn({ error, delivery: due.id }, 'a notification could not be sent');
    return { problem: due.secretValue ? 'It could not be sent.' : (error as Error).message, isFinal: false };
  }
}

const tellable = (due: Due) => ({
  id: due.id,
  event: due.event,
  project: { id: due.projectId, slug: due.projectSlug, name: due.projectName },
  message: due.message,
});

async function post(ctx: Context, due: Due, { url, signingSecret }: ChannelSecret): Promise<Attempt> {
  const body = due.kind === ChannelKind.SLACK ? slackBody(tellable(due)) : webhookBody(tellable(due));
  const { status } = await outboundFetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Pilothouse',
      ...(signingSecret && {
        'x-pilothouse-event': due.event,
        'x-pilothouse-delivery': due.id,
        'x-pilothouse-signature': signatureOf(body, signingSecret),
      }),
    },
    body,
    allow: ctx.app.config.outboundAllow,
    timeoutMs: TIMEOUT_MS,
    // A signed message goes where it was addressed, and nowhere else.
    maxRedirects: 0,
  });
  if (status >= 200 && status < 300) return TAKEN;
  return { problem: `The other side answered ${status}.`, isFinal: isPermanent(status) };
}

async function mail(ctx: Context, due: Due): Promise<Attempt> {
  if (!sendsMail(ctx.app))
    return { problem: 'This installation has no mail server: set PILOTHOUSE_SMTP_URL.', isFinal: true };
  const why = due.channelId
    ? `You get this through the channel “${due.channelName}” of the project ${due.projectName}.`
    : `You get this because you are an owner or maintainer of ${due.projectName} and no rule says who is told of failures in production. Make one under Settings, Notifications.`;
  const to = (due.channelRecipients ?? due.recipients ?? []).join(', ');
  await sendMail(ctx.app, { to, ...mailOf(tellable(due), why) });
  return TAKEN;
}
