import type { Mail } from '../../platform/mail/mailer.ts';

/** `ada@example.com` → `a…@example.com`: enough to know which of one's own it is, too little to learn somebody else's. */
export function emailHint(email: string): string {
  const at = email.lastIndexOf('@');
  return `${[...email][0] ?? ''}…${email.slice(at)}`;
}

/** One line without what could look like another one, or like markup of a mail program. */
const oneLine = (text: string) => text.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim();

export function invitationMail(
  to: string,
  invitation: { url: string; project: string; invitedBy: string; role: string; days: number },
): Mail {
  const [project, invitedBy, role] = [invitation.project, invitation.invitedBy, invitation.role].map(oneLine);
  return {
    to,
    subject: `Pilothouse: join ${project}`,
    text: [
      `${invitedBy} invites you to the project “${project}”. Your role: ${role}.`,
      `Accept it here:\n${invitation.url}`,
      `The link works once, within ${invitation.days} ${invitation.days === 1 ? 'day' : 'days'}. If you don’t know the sender, do nothing.`,
      '',
    ].join('\n\n'),
  };
}
