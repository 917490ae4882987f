import { describe, expect, test } from '@jest/globals';
import type { UserActor } from '../../platform/auth/actor.ts';
import { ROLES } from '../../platform/auth/actor.ts';
import { canSomewhere } from '../../platform/auth/authorize.ts';
import { isPlaced, membershipOf, type StoredMembership, TOKEN_SCOPES } from '../../platform/auth/permissions.ts';
import { explainAccess, type Holder } from './access.rules.ts';

const NAMES = new Map([
  ['env_1', 'staging'],
  ['env_2', 'production'],
  ['svc_1', 'shop'],
]);
const stored = (part: Partial<StoredMembership>): StoredMembership => ({
  role: 'OPERATOR',
  roleName: null,
  permissions: null,
  environmentIds: null,
  serviceIds: null,
  ...part,
});
const member = (part: Partial<StoredMembership>): Extract<Holder, { kind: 'MEMBER' }> => ({
  kind: 'MEMBER',
  grant: membershipOf(stored(part)),
  isSuspended: false,
});
const anywhere = { environmentId: null, serviceId: null };

describe('every cell says what `can` decides', () => {
  const LIMITS: Partial<StoredMembership>[] = [
    {},
    { environmentIds: ['env_1'] },
    { serviceIds: ['svc_1'] },
    { environmentIds: ['env_1'], serviceIds: ['svc_1'] },
    { environmentIds: [] },
  ];
  const PLACES = [
    anywhere,
    { environmentId: 'env_1', serviceId: null },
    { environmentId: 'env_2', serviceId: null },
    { environmentId: 'env_1', serviceId: 'svc_1' },
    { environmentId: 'env_1', serviceId: 'svc_2' },
  ];
  const cells = TOKEN_SCOPES.flatMap((permission) =>
    [...ROLES, 'CUSTOM' as const].flatMap((role) => LIMITS.map((limits) => ({ permission, role, limits }))),
  ).filter(({ role, limits }) => role !== 'OWNER' || !(limits.environmentIds || limits.serviceIds));

  test.each(cells)('$permission by $role within $limits', ({ permission, role, limits }) => {
    const holder = member({ role, ...limits, permissions: ['deployment:approve'], roleName: 'Release manager' });
    const actor = { kind: 'USER', memberships: new Map([['prj', holder.grant]]) } as unknown as UserActor;
    for (const place of PLACES) {
      const verdict = explainAccess(holder, { permission, ...place }, NAMES);
      const within = {
        projectId: 'prj',
        ...(place.environmentId && { environmentId: place.environmentId }),
        ...(place.serviceId && { serviceId: place.serviceId }),
      };
      expect(verdict.isAllowed).toBe(canSomewhere(actor, permission, within));
      expect(verdict.reason).toMatch(/^The role [\w ]+ (has|lacks) the right to .+\.$/);
      expect(verdict.reason.includes(' lacks ')).toBe(!holder.grant.permissions.has(permission));
      expect(verdict.isLimited).toBe(
        holder.grant.permissions.has(permission) &&
          isPlaced(permission) &&
          Boolean(limits.environmentIds ?? limits.serviceIds),
      );
      expect(verdict.reason.includes('limited to')).toBe(verdict.isLimited);
      const token: Holder = { kind: 'TOKEN', grant: holder.grant, isSuspended: false };
      const ofToken = explainAccess(token, { permission, ...place }, NAMES);
      expect(ofToken.isAllowed).toBe(verdict.isAllowed);
      expect(ofToken.reason).toMatch(new RegExp(`^The token (has|lacks) the scope ${permission}`));
    }
  });
});

describe('the sentence', () => {
  const deploy = { permission: 'deployment:create', ...anywhere } as const;
  test.each([
    [member({}), deploy, 'The role Operator has the right to deploy, retry and roll back.'],
    [member({ role: 'VIEWER' }), deploy, 'The role Viewer lacks the right to deploy, retry and roll back.'],
    [
      member({ environmentIds: ['env_1'] }),
      deploy,
      'The role Operator has the right to deploy, retry and roll back, limited to the environment staging.',
    ],
    [
      member({ environmentIds: ['env_1'] }),
      { ...deploy, environmentId: 'env_2' },
      'The role Operator has the right to deploy, retry and roll back, but limited to the environment staging.',
    ],
    [
      member({ environmentIds: ['env_1', 'env_2'], serviceIds: ['svc_1'] }),
      deploy,
      'The role Operator has the right to deploy, retry and roll back, limited to the environments production and staging and the service shop.',
    ],
    [
      member({ serviceIds: ['svc_gone'] }),
      deploy,
      'The role Operator has the right to deploy, retry and roll back, limited to services that are no more.',
    ],
    [{ ...member({}), isSuspended: true }, deploy, 'The account is suspended.'],
  ])('%#', (holder, asked, reason) => {
    expect(explainAccess(holder, asked, NAMES).reason).toBe(reason);
  });
});
