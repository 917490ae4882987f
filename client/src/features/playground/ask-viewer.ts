import { csrfHeaders } from '../../graphql/csrf.ts';

export interface PlaygroundViewer {
  name: string;
}

/** Who is signed in, or null. One field, so plain fetch: this page has no cache and no client. */
export async function askViewer(): Promise<PlaygroundViewer | null> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...csrfHeaders() },
    body: JSON.stringify({ query: 'query PlaygroundViewer { viewer { name } }' }),
  }).catch(() => undefined);
  if (!response) throw new Error('Check that the server runs, then try again.');
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== 'object' || body === null) throw new Error(`It answered with status ${response.status}.`);
  const viewer = 'data' in body && isRecord(body.data) ? body.data.viewer : null;
  return isRecord(viewer) && typeof viewer.name === 'string' ? { name: viewer.name } : null;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
