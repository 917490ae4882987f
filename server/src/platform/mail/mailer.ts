import type { TaskList } from 'graphile-worker';
import { createTransport } from 'nodemailer';
import type { App, Context } from '../context.ts';
import { addJob } from '../jobs.ts';

export interface Mail {
  to: string;
  subject: string;
  /** Plain text: nothing to load, nothing to run, and a link shows where it leads. */
  text: string;
}

const MAIL_JOB = 'mail.send';
/** The last one after about 50 minutes: what is in a mail is of no use much later. */
const MAX_ATTEMPTS = 8;

/** Whether this installation can send mail. */
export function sendsMail(app: App): boolean {
  return app.config.mail !== null;
}

/**
 * Sends a mail once the open transaction has committed; a worker does it and tries again when the mail server is away, so nobody
 * waits for one, and how long an answer takes says nothing about whether there was a mail. Without a mail server it does
 * nothing. The mail waits encrypted: it may hold a link that opens an account.
 */
export async function queueMail(ctx: Context, mail: Mail): Promise<void> {
  if (!sendsMail(ctx.app)) return;
  const sealed = ctx.app.secretBox.seal(JSON.stringify(mail), MAIL_JOB).toString('base64');
  await addJob(ctx, MAIL_JOB, { sealed }, { maxAttempts: MAX_ATTEMPTS });
}

/** The worker's side of {@link queueMail}. */
export function mailTasks(app: App): TaskList {
  return {
    [MAIL_JOB]: async (payload) => {
      const { sealed } = payload as { sealed: string };
      await sendMail(app, JSON.parse(app.secretBox.open(Buffer.from(sealed, 'base64'), MAIL_JOB)) as Mail);
    },
  };
}

/**
 * Sends it now, once: for those who look after attempts themselves. Throws, without the server’s own words, when the mail server
 * does not take it.
 */
export async function sendMail(app: App, mail: Mail): Promise<void> {
  const { mail: settings } = app.config;
  if (!settings) throw new Error('This worker has no mail server: set PILOTHOUSE_SMTP_URL as for the API.');
  const transport = createTransport(withTimeouts(settings.smtpUrl), { from: settings.from });
  try {
    await transport.sendMail({ ...mail, disableFileAccess: true, disableUrlAccess: true });
  } catch (error) {
    const { message, code = 'no code' } = error as Error & { code?: string };
    app.log.warn({ error: message, code }, 'the mail server did not take a mail');
    // The job runner keeps this in the database, where a server's own words, which may quote the mail, should not be.
    throw new Error(`The mail server did not take a mail (${code}).`);
  } finally {
    transport.close();
  }
}

/** A server that says nothing holds a worker's slot for seconds, not for the library's ten minutes. */
function withTimeouts(smtpUrl: string): string {
  const url = new URL(smtpUrl);
  for (const name of ['connectionTimeout', 'greetingTimeout', 'socketTimeout'])
    if (!url.searchParams.has(name)) url.searchParams.set(name, '15000');
  return url.href;
}
