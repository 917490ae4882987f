/** The code of a one-time link: it stands behind `#`, which browsers send to nobody. */
export function readCode(hash: string): string {
  return new URLSearchParams(hash.replace(/^#/, '')).get('code') ?? '';
}
