/**
 * What shows the server that a page of its own asks, and not another site's in the viewer's name: only our pages can read this
 * cookie. Read anew for each request, because signing in elsewhere in this browser changes it.
 */
export function csrfToken(cookies = document.cookie): string | null {
  const cookie = (name: string) => new RegExp(`(?:^|; )${name}=([^;]+)`).exec(cookies)?.[1];
  // On https first the name that no other host can set a cookie of.
  return cookie('__Host-pilothouse_csrf') ?? cookie('pilothouse_csrf') ?? null;
}

/** The same as a header, where somebody is signed in. */
export function csrfHeaders(): Record<string, string> {
  const token = csrfToken();
  return token ? { 'x-csrf-token': token } : {};
}

/** The same for a WebSocket, which can't have headers in a browser. */
export const csrfParams = (): { csrfToken?: string } => {
  const token = csrfToken();
  return token ? { csrfToken: token } : {};
};
