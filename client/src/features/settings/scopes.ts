/** A right that can be handed on, and what it allows. */
export interface Grantable {
  name: string;
  description: string;
  /** Whether it can be limited to environments and services. */
  isPlaced?: boolean;
}

/** Always part of a token, so it isn't offered. */
const alwaysIncluded = 'project:read';

/** What a token for these projects may be given: what one may hand on in any of them, in the server's order. */
export function offeredScopes(projects: Array<{ grantablePermissions: Grantable[] }>): Grantable[] {
  const byName = new Map(projects.flatMap((project) => project.grantablePermissions.map((each) => [each.name, each])));
  byName.delete(alwaysIncluded);
  return [...byName.values()];
}

export interface ScopePreset {
  label: string;
  scopes: string[];
}

/** The usual choices, as far as they are offered. */
export function scopePresets(offered: string[]): ScopePreset[] {
  const deploying = offered.filter((scope) => scope === 'deployment:create' || scope === 'deployment:cancel');
  return [
    { label: 'Read only', scopes: [] },
    ...(deploying.length > 0 ? [{ label: 'Deploy and cancel', scopes: deploying }] : []),
    { label: 'Everything I may do', scopes: offered },
  ];
}

/** Whether two sets of scopes are the same. */
export function areSameScopes(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((scope) => b.includes(scope));
}

/** Whether one of the chosen scopes can be limited to environments and services. */
export function hasPlaced(offered: Grantable[], scopes: string[]): boolean {
  return offered.some(({ name, isPlaced }) => isPlaced && scopes.includes(name));
}
