/** The parts of a list in an address: `a,b`. */
export const readList = (value: string | null): string[] => value?.split(',').filter(Boolean) ?? [];

/** Writes filters into an address: what is empty goes, what is undefined stays, and so does everything else there. */
export function writeParams(params: URLSearchParams, values: Record<string, string | undefined>): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(values)) {
    if (value) next.set(name, value);
    else if (value === '') next.delete(name);
  }
  return next;
}
