/** The places of a limit, as the server lists them; null for no limit. */
export interface Limits {
  environments: { name: string }[] | null;
  services: { name: string }[] | null;
}

/** More are counted. */
const NAMED = 3;

/** `Operator · only staging · only web`, the limits of it. */
export function limitsLabel({ environments, services }: Limits): string[] {
  return [limitLabel(environments, 'environment'), limitLabel(services, 'service')].filter((label) => label !== null);
}

function limitLabel(places: { name: string }[] | null, noun: string): string | null {
  if (!places) return null;
  if (places.length === 0) return `only ${noun}s that are no more`;
  if (places.length > NAMED) return `only ${places.length} ${noun}s`;
  const names = places.map(({ name }) => name);
  return `only ${[names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ')}`;
}
