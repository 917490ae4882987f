const key = 'pilothouse-invitation';

/**
 * The code behind `#` in the link. Kept for this tab, so that whoever signs in first comes back to `/invitation` without the code
 * in an address that a server or a sign-in provider sees.
 */
export function readInvitationCode(hash: string): string {
  const code = new URLSearchParams(hash.replace(/^#/, '')).get('code');
  try {
    if (code) sessionStorage.setItem(key, code);
    return code ?? sessionStorage.getItem(key) ?? '';
  } catch {
    // Storage is blocked: then the link has to be opened again after signing in.
    return code ?? '';
  }
}

/** Once it is used. */
export function forgetInvitationCode(): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
