import type { Role } from '../../graphql/generated.ts';

interface RoleRights {
  role: Role;
  permissions: string[];
}

/** Always part of a token, so it isn't offered. */
const alwaysIncluded = 'project:read';

/** What a person of this role may put into a token: their own rights, as the server lists them. */
export function offeredScopes(roles: RoleRights[], role: Role | null | undefined): string[] {
  return (roles.find((each) => each.role === role)?.permissions ?? []).filter((scope) => scope !== alwaysIncluded);
}

/** What a token that isn't limited to one project may be given: everything that any of the roles may do. */
export function allScopes(projects: Array<{ viewerRole: Role | null; roleDescriptions: RoleRights[] }>): string[] {
  const scopes = projects.flatMap((project) => offeredScopes(project.roleDescriptions, project.viewerRole));
  return [...new Set(scopes)];
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
