import { TOTP } from 'otpauth';

/** What an authenticator app shows for a secret; each code counts once, so whoever needs another at once takes the next one. */
export const codeOf = (secret: string, which: 'now' | 'next' = 'now'): string =>
  new TOTP({ secret: secret.replaceAll(/\s/g, '') }).generate({
    timestamp: Date.now() + (which === 'next' ? 30_000 : 0),
  });
