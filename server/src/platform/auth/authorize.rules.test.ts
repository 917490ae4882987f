import { describe, expect, test } from '@jest/globals';
import { type App, createContext } from '../context.ts';
import type { AppError } from '../errors.ts';
import { type Actor, type Grant, type Membership, ROLES, type Role, type TokenActor, type UserActor } from './actor.ts';
import {
  authorize,
  can,
  canSomewhere,
  lackedBy,
  membershipIn,
  type Place,
  type PlaceOf,
  rightsKey,
  visibleProjectIds,
} from './authorize.ts';
import {
  isPlaced,
  membershipOf,
  PERMISSIONS,
  type Permission,
  PLACED_PERMISSIONS,
  permissionsOf,
  ROLE_DESCRIPTIONS,
  ROLE_PERMISSIONS,
  type StoredMembership,
} from './permissions.ts';

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
  'run:create': '         x x x .',
  'run:cancel': '         x x x .',
  'workflow:manage': '    x x . .',
  'run:approve': '        x x . .',
  'notification:manage': 'x x . .',
  'incident:manage': '    x x x .',
  'event:track': '        x x x .',
  'analytics:manage': '   x x . .',
  'plan:manage': '        x x . .',
  'step:report': '        . . . .',
};
const ALL = Object.keys(PERMISSIONS) as Permission[];
const allBut = (permission: Permission) => ALL.filter((other) => other !== permission);
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
  isBrowser: true,
  memberships: new Map(role ? [[HERE, member(role)]] : []),
});
const member = (role: Role, limits: Partial<StoredMembership> = {}): Membership =>
  membershipOf({ role, roleName: null, permissions: null, environmentIds: null, serviceIds: null, ...limits });
const grant = (...permissions: Permission[]): Grant => ({
  permissions: new Set(permissions),
  environmentIds: null,
  serviceIds: null,
});
/** The whole of a project, in the words of the permission. */
const wholeOf = <P extends Permission>(permission: P, projectId: string): PlaceOf<P> =>
  (isPlaced(permission) ? { projectId, environmentId: null, serviceId: null } : projectId) as PlaceOf<P>;
const may = (actor: Actor | null, permission: Permission, projectId: string) =>
  can(actor, permission, wholeOf(permission, projectId));
const token = (part: Partial<TokenActor>): TokenActor => ({
  kind: 'TOKEN',
  id: 'tok_1',
  tokenKind: 'SERVICE',
  name: 'CI',
  userId: null,
  projectId: HERE,
  deploymentId: null,
  grant: grant(),
  rateLimitPerMinute: null,
  memberships: new Map(),
  ...part,
});
const cells = ALL.flatMap((permission) =>
  ROLES.map((role, column) => [role, permission, TABLE[permission].trim().split(' ')[column] === 'x'] as const),
);
const refusal = (actor: Actor | null, permission: Permission, projectId = HERE): string | null => {
  try {
    authorize(
      createContext({} as App, actor, { requestId: 'test' }),
      permission,
      wholeOf(permission, projectId),
      'deployment',
    );
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
    expect(may(user(role), permission, HERE)).toBe(isAllowed);
    expect(may(user(role), permission, THERE)).toBe(false);
    const personal = token({
      tokenKind: 'PERSONAL',
      projectId: null,
      userId: 'usr_1',
      memberships: new Map([[HERE, member(role)]]),
    });
    expect(may({ ...personal, grant: grant(permission) }, permission, HERE)).toBe(isAllowed);
    expect(may({ ...personal, grant: grant(...allBut(permission)) }, permission, HERE)).toBe(false);
    expect(may({ ...personal, grant: grant(permission), projectId: THERE }, permission, HERE)).toBe(false);
  });

  test.each(ALL)('a service token may %s by its scope alone, and only in its project', (permission) => {
    expect(may(token({ grant: grant(permission) }), permission, HERE)).toBe(true);
    expect(may(token({ grant: grant(permission) }), permission, THERE)).toBe(false);
    expect(may(token({ grant: grant(...allBut(permission)) }), permission, HERE)).toBe(false);
  });

  test('the product itself may everything, nobody nothing', () => {
    for (const permission of ALL) {
      expect(may({ kind: 'SYSTEM', id: null, name: 'Pilothouse' }, permission, HERE)).toBe(true);
      expect(may(null, permission, HERE)).toBe(false);
    }
  });
});

describe('a refusal', () => {
  test('is UNAUTHENTICATED for nobody, NOT_FOUND for strangers, FORBIDDEN for those who see it', () => {
    expect(refusal(null, 'project:read')).toBe('UNAUTHENTICATED');
    for (const permission of ALL) {
      expect(refusal(user(), permission)).toBe('NOT_FOUND');
      expect(refusal(user('OWNER'), permission, THERE)).toBe('NOT_FOUND');
      expect(refusal(token({}), permission)).toBe('NOT_FOUND');
    }
    expect(refusal(user('VIEWER'), 'project:read')).toBeNull();
    expect(refusal(user('VIEWER'), 'deployment:create')).toBe('FORBIDDEN');
    expect(refusal(token({ grant: grant('project:read') }), 'deployment:create')).toBe('FORBIDDEN');
  });
});

describe('what an actor sees', () => {
  test('projects by role, or the one of its token', () => {
    const memberships = new Map([
      [HERE, member('VIEWER')],
      [THERE, member('OWNER')],
    ]);
    const personal = token({
      tokenKind: 'PERSONAL',
      userId: 'usr_1',
      projectId: null,
      grant: grant('project:read'),
      memberships,
    });
    expect(visibleProjectIds({ ...user(), memberships })).toEqual([HERE, THERE]);
    expect(visibleProjectIds(personal)).toEqual([HERE, THERE]);
    expect(visibleProjectIds({ ...personal, projectId: THERE })).toEqual([THERE]);
    expect(visibleProjectIds(token({ grant: grant('project:read') }))).toEqual([HERE]);
    expect(visibleProjectIds(token({ grant: grant('deployment:create') }))).toEqual([]);
    expect(visibleProjectIds(null)).toEqual([]);
    expect(membershipIn(personal, THERE)).toMatchObject({ role: 'OWNER', roleName: 'Owner' });
  });

  test('results are shared only among equal rights', () => {
    const keys = [
      rightsKey(null, HERE),
      ...ROLES.map((role) => rightsKey(user(role), HERE)),
      rightsKey(token({ grant: grant('project:read') }), HERE),
      rightsKey(token({ grant: grant('project:read', 'deployment:cancel') }), HERE),
      rightsKey(
        token({
          tokenKind: 'PERSONAL',
          memberships: new Map([[HERE, member('VIEWER')]]),
          grant: grant('project:read'),
        }),
        HERE,
      ),
      rightsKey(limited({ environmentIds: ['env_staging'] }), HERE),
      rightsKey(limited({ serviceIds: ['svc_web'] }), HERE),
      // Equal rights, but somebody else: what is theirs alone is in their results.
      rightsKey({ ...user('OWNER'), id: 'usr_2', userId: 'usr_2' }, HERE),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    const [one, other] = [grant('project:read', 'audit:read'), grant('audit:read', 'project:read')];
    expect(rightsKey(token({ grant: one }), HERE)).toBe(rightsKey(token({ grant: other }), HERE));
  });
});

const limited = (limits: Partial<StoredMembership>, role: Role = 'OPERATOR'): UserActor => ({
  ...user(),
  memberships: new Map([[HERE, member(role, limits)]]),
});
const at = (environmentId: string | null, serviceId: string | null): Place => ({
  projectId: HERE,
  environmentId,
  serviceId,
});

describe('rights limited to environments and services', () => {
  const staging = limited({ environmentIds: ['env_staging'] });
  const web = limited({ serviceIds: ['svc_web'] }, 'MAINTAINER');

  test('hold there and nowhere else, and not for what reaches beyond', () => {
    expect(can(staging, 'deployment:create', at('env_staging', 'svc_web'))).toBe(true);
    expect(can(staging, 'deployment:create', at('env_production', 'svc_web'))).toBe(false);
    expect(can(web, 'deployment:create', at('env_production', 'svc_web'))).toBe(true);
    expect(can(web, 'deployment:create', at('env_production', 'svc_db'))).toBe(false);
    expect(can(web, 'variable:manage', at(null, 'svc_web'))).toBe(true);
    expect(can(web, 'variable:manage', at('env_staging', null))).toBe(false);
    expect(can(web, 'variable:manage', at(null, null))).toBe(false);
    expect(can(web, 'service:manage', at(null, 'svc_web'))).toBe(true);
    expect(can(web, 'service:manage', at(null, null))).toBe(false);
  });

  test('do not limit what holds for the project as a whole', () => {
    expect(can(staging, 'project:read', HERE)).toBe(true);
    expect(can(web, 'audit:read', HERE)).toBe(true);
  });

  test.each(PLACED_PERMISSIONS)('%s: nobody limited may do it everywhere', (permission) => {
    const nowhere = limited({ environmentIds: [], serviceIds: [] }, 'MAINTAINER');
    expect(can(nowhere, permission, at(null, null))).toBe(false);
    expect(can(nowhere, permission, at('env_staging', 'svc_web'))).toBe(false);
  });

  test('are known before the whole place is', () => {
    const within = { projectId: HERE };
    expect(canSomewhere(staging, 'deployment:create', within)).toBe(true);
    expect(canSomewhere(staging, 'deployment:create', { ...within, environmentId: 'env_production' })).toBe(false);
    expect(canSomewhere(staging, 'deployment:create', { ...within, serviceId: 'svc_web' })).toBe(true);
    expect(canSomewhere(staging, 'deployment:approve', within)).toBe(false);
  });

  test('the refusal says that the place is the reason', () => {
    const ctx = createContext({} as App, staging, { requestId: 'test' });
    expect(() => authorize(ctx, 'deployment:create', at('env_production', 'svc_web'))).toThrow(/limited to others/);
    expect(() => authorize(ctx, 'deployment:approve', at('env_production', 'svc_web'))).toThrow(/needs the right/);
  });

  test('a token is held to its own limits and to its person’s', () => {
    const person = { tokenKind: 'PERSONAL', memberships: staging.memberships, projectId: null } as const;
    const both = token({ ...person, grant: { ...grant('deployment:create'), serviceIds: ['svc_web'] } });
    expect(can(both, 'deployment:create', at('env_staging', 'svc_web'))).toBe(true);
    expect(can(both, 'deployment:create', at('env_staging', 'svc_db'))).toBe(false);
    expect(can(both, 'deployment:create', at('env_production', 'svc_web'))).toBe(false);
    const service = token({ grant: { ...grant('deployment:create'), environmentIds: ['env_staging'] } });
    expect(can(service, 'deployment:create', at('env_staging', 'svc_db'))).toBe(true);
    expect(can(service, 'deployment:create', at('env_production', 'svc_db'))).toBe(false);
  });
});

describe('a role of the project’s own', () => {
  test('may what it was given, sees the project, and nothing that is no permission any more', () => {
    const stored: StoredMembership = {
      role: 'CUSTOM',
      roleName: 'Release manager',
      permissions: ['deployment:approve', 'deployment:dream'],
      environmentIds: null,
      serviceIds: null,
    };
    const actor: UserActor = { ...user(), memberships: new Map([[HERE, membershipOf(stored)]]) };
    expect([...membershipOf(stored).permissions]).toEqual(['project:read', 'deployment:approve']);
    expect(may(actor, 'deployment:approve', HERE)).toBe(true);
    expect(may(actor, 'deployment:create', HERE)).toBe(false);
    expect(permissionsOf(['toString', 'constructor'])).toEqual(new Set());
  });
});

describe('what an actor lacks of a grant', () => {
  const wanted = (...permissions: Permission[]) => grant(...permissions);
  const staging = limited({ environmentIds: ['env_staging'] });

  test('rights, and places where rights have places', () => {
    expect(lackedBy(user('OPERATOR'), HERE, wanted('project:read', 'deployment:create', 'audit:read'))).toEqual({
      permissions: ['audit:read'],
      isBeyondPlaces: false,
    });
    expect(lackedBy(staging, HERE, wanted('deployment:create')).isBeyondPlaces).toBe(true);
    expect(lackedBy(staging, HERE, wanted('project:read')).isBeyondPlaces).toBe(false);
    const within = { ...wanted('deployment:create'), environmentIds: ['env_staging'], serviceIds: ['svc_web'] };
    expect(lackedBy(staging, HERE, within)).toEqual({ permissions: [], isBeyondPlaces: false });
  });

  test('all of it for strangers and nobody, none for the product itself', () => {
    for (const actor of [user(), null, token({ projectId: THERE })])
      expect(lackedBy(actor, HERE, wanted('deployment:create'))).toEqual({
        permissions: ['deployment:create'],
        isBeyondPlaces: true,
      });
    expect(lackedBy({ kind: 'SYSTEM', id: null, name: 'Pilothouse' }, HERE, wanted('member:manage'))).toEqual({
      permissions: [],
      isBeyondPlaces: false,
    });
  });
});

describe('what is managed as a whole', () => {
  test('services by nobody who is limited to environments, environments by nobody who is limited to services', () => {
    const [staging, web] = [
      limited({ environmentIds: ['env_staging'] }, 'MAINTAINER'),
      limited({ serviceIds: ['svc_web'] }, 'MAINTAINER'),
    ];
    expect(canSomewhere(staging, 'service:manage', { projectId: HERE })).toBe(false);
    expect(canSomewhere(web, 'service:manage', { projectId: HERE })).toBe(true);
    expect(canSomewhere(staging, 'environment:manage', { projectId: HERE })).toBe(true);
    expect(canSomewhere(web, 'environment:manage', { projectId: HERE })).toBe(false);
  });
});
