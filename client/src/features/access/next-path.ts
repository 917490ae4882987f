/** The path to go on to after signing in: only ever one of our own, whatever the link says. */
export function readNextPath(next: string | null): string {
  if (!next?.startsWith('/') || next.startsWith('//') || next.startsWith('/\\')) return '/';
  if (next.startsWith('/sign-in') || next.startsWith('/setup') || next.startsWith('/link-account')) return '/';
  return next;
}
