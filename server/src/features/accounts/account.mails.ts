import type { Mail } from '../../platform/mail/mailer.ts';

/** What people are told by mail about their accounts. */

/** When and from where: enough to tell whether it was oneself. */
export interface Occasion {
  at: Date;
  address: string | null;
}

const whenAndWhere = ({ at, address }: Occasion) =>
  `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC${address ? `, from ${address}` : ''}`;

const letter = (to: string, subject: string, ...paragraphs: string[]): Mail => ({
  to,
  subject: `Pilothouse: ${subject}`,
  text: `${paragraphs.join('\n\n')}\n`,
});

export const resetMail = (to: string, link: { url: string; hours: number }): Mail =>
  letter(
    to,
    'set a new password',
    'Somebody asked for a new password for this account. If it was you, set it here:',
    link.url,
    `The link works once, within ${link.hours} ${link.hours === 1 ? 'hour' : 'hours'}. If it was not you, do nothing: your password stays.`,
  );

export const verificationMail = (to: string, link: { url: string; hours: number }): Mail =>
  letter(
    to,
    'confirm your address',
    'Confirm that this address is yours:',
    link.url,
    `The link works once, within ${link.hours} hours. If you did not ask for it, do nothing.`,
  );

const notice = (to: string, subject: string, what: string, occasion: Occasion): Mail =>
  letter(
    to,
    subject,
    `${what} (${whenAndWhere(occasion)})`,
    'If it was not you, ask an administrator of the installation to suspend your account now.',
  );

export const passwordChangedMail = (to: string, occasion: Occasion): Mail =>
  notice(to, 'your password was changed', 'Your password was changed, and other sessions were ended.', occasion);

export const emailChangedMail = (to: string, newEmail: string, occasion: Occasion): Mail =>
  notice(to, 'your address was changed', `You now sign in with ${newEmail} instead of this address.`, occasion);

export const secondFactorMail = (to: string, what: 'on' | 'off' | 'codes', occasion: Occasion): Mail =>
  ({
    on: () => notice(to, 'second factor turned on', 'Signing in now needs a code of your authenticator app.', occasion),
    off: () => notice(to, 'second factor turned off', 'Signing in needs no code any more.', occasion),
    codes: () => notice(to, 'new backup codes', 'New backup codes were made; the old ones are void.', occasion),
  })[what]();
