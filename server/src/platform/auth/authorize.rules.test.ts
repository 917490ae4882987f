import { describe, expect, test } from '@jest/globals';
import { type App, createContext } from '../context.ts';
import type { AppError } from '../errors.ts';
import { type Actor, ROLES, type Role, type TokenActor, type UserActor } from './actor.ts';
import { authorize, can, rightsKey, roleIn, visibleProjectIds } from './authorize.ts';
import { PERMISSIONS, type Permission, ROLE_DESCRIPTIONS, ROLE_PERMISSIONS } from './permissions.ts';

/** One column per role, from most to least: `x` may. */
const TABLE: Record<Permission, string> = {
  'project:read': '       x x x x',
  'deployment:create': '  x x x .',
  'deployment:cancel': '  x x x .',
  'deployment:approve': ' x x . .',
  'service:manage': '     x x . .',
  'environment:manage': ' x x . .',
  'variable:manage': '    x x . .',
  'token:manage': '       x x . .',
  'audit:read': '         x x . .',
  'project:update': '     x . . .',
  'project:delete': '     x . . .',
  'member:manage': '      x . . .',
  'step:report': '        . . . .',
};
const ALL = Object.keys(PERMISSIONS) as Permission[];
const HERE = 'prj_here';
const THERE = 'prj_there';

const user = (role?: Role): UserActor => ({
  kind: 'USER',
  id: 'usr_1',
  userId: 'usr_1',
  name: 'Ada',
  email: 'ada@example.com',
  isAdministrator: false,
  sessionId: 'ses_1',
  roles: new Map(role ? [[HERE, role]] : []),
});
const token = (part: Partial<TokenActor>): TokenActor => ({
  kind: 'TOKEN',
  id: 'tok_1',
  tokenKind: 'SERVICE',
  name: 'CI',
  userId: null,
  projectId: HERE,
  deploymentId: null,
  scopes: [],
  roles: new Map(),
  ...part,
});
const cells = ALL.flatMap((permission) =>
  ROLES.map((role, column) => [role, permission, TABLE[permission].trim().split(' ')[column] === 'x'] as const),
);
const refusal = (actor: Actor | null, permission: Permission, projectId = HERE): string | null => {
  try {
    authorize(createContext({} as App, actor, { requestId: 'test' }), permission, projectId, 'deployment');
    return null;
  } catch (error) {
    return (error as AppError).code;
  }
};

describe('the permission table', () => {
  test('has every permission and role, in words too', () => {
    expect(Object.keys(TABLE).sort()).toEqual([...ALL].sort());
    for (const text of [...Object.values(PERMISSIONS), ...Object.values(ROLE_DESCRIPTIONS)])
      expect(text).toMatch(/^[A-Z]/);
  });

  test.each(cells)('%s %s: %s', (role, permission, isAllowed) => {
    expect(ROLE_PERMISSIONS[role].has(permission)).toBe(isAllowed);
    expect(can(user(role), permission, HERE)).toBe(isAllowed);
    expect(can(user(role), permission, THERE)).toBe(false);
    const personal = token({ tokenKind: 'PERSONAL', projectId: null, userId: 'usr_1', roles: new Map([[HERE, role]]) });
    expect(can({ ...personal, scopes: [permission] }, permission, HERE)).toBe(isAllowed);
    expect(can({ ...personal, scopes: ALL.filter((scope) => scope !== permission) }, permission, HERE)).toBe(false);
    expect(can({ ...personal, scopes: [permission], projectId: THERE }, permission, HERE)).toBe(false);
  });

  test.each(ALL)('a service token may %s by its scope alone, and only in its project', (permission) => {
    expect(can(token({ scopes: [permission] }), permission, HERE)).toBe(true);
    expect(can(token({ scopes: [permission] }), permission, THERE)).toBe(false);
    expect(can(token({ scopes: ALL.filter((scope) => scope !== permission) }), permission, HERE)).toBe(false);
  });

  test('the product itself may everything, nobody nothing', () => {
    for (const permission of ALL) {
      expect(can({ kind: 'SYSTEM', id: null, name: 'Pilothouse' }, permission, HERE)).toBe(true);
      expect(can(null, permission, HERE)).toBe(false);
    }
  });
});

describe('a refusal', () => {
  test('is UNAUTHENTICATED for nobody, NOT_FOUND for strangers, FORBIDDEN for those who see it', () => {
    expect(refusal(null, 'project:read')).toBe('UNAUTHENTICATED');
    for (const permission of ALL) {
      expect(refusal(user(), permission)).toBe('NOT_FOUND');
      expect(refusal(user('OWNER'), permission, THERE)).toBe('NOT_FOUND');
      expect(refusal(token({ scopes: [] }), permission)).toBe('NOT_FOUND');
    }
    expect(refusal(user('VIEWER'), 'project:read')).toBeNull();
    expect(refusal(user('VIEWER'), 'deployment:create')).toBe('FORBIDDEN');
    expect(refusal(token({ scopes: ['project:read'] }), 'deployment:create')).toBe('FORBIDDEN');
  });
});

describe('what an actor sees', () => {
  test('projects by role, or the one of its token', () => {
    const roles = new Map<string, Role>([
      [HERE, 'VIEWER'],
      [THERE, 'OWNER'],
    ]);
    const personal = token({
      tokenKind: 'PERSONAL',
      userId: 'usr_1',
      projectId: null,
      scopes: ['project:read'],
      roles,
    });
    expect(visibleProjectIds({ ...user(), roles })).toEqual([HERE, THERE]);
    expect(visibleProjectIds(personal)).toEqual([HERE, THERE]);
    expect(visibleProjectIds({ ...personal, projectId: THERE })).toEqual([THERE]);
    expect(visibleProjectIds(token({ scopes: ['project:read'] }))).toEqual([HERE]);
    expect(visibleProjectIds(token({ scopes: ['deployment:create'] }))).toEqual([]);
    expect(visibleProjectIds(null)).toEqual([]);
    expect(roleIn(personal, THERE)).toBe('OWNER');
  });

  test('results are shared only among equal rights', () => {
    const keys = [
      rightsKey(null, HERE),
      ...ROLES.map((role) => rightsKey(user(role), HERE)),
      rightsKey(token({ scopes: ['project:read'] }), HERE),
      rightsKey(token({ scopes: ['project:read', 'deployment:cancel'] }), HERE),
      rightsKey(token({ tokenKind: 'PERSONAL', roles: new Map([[HERE, 'VIEWER']]), scopes: ['project:read'] }), HERE),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(rightsKey(token({ scopes: ['a', 'b'] }), HERE)).toBe(rightsKey(token({ scopes: ['b', 'a'] }), HERE));
  });
});
