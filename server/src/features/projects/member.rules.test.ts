import { describe, expect, test } from '@jest/globals';
import type { Actor, Membership, TokenActor, UserActor } from '../../platform/auth/actor.ts';
import { ROLES } from '../../platform/auth/actor.ts';
import { membershipOf, type StoredMembership, TOKEN_SCOPES } from '../../platform/auth/permissions.ts';
import { emailHint, invitationMail } from './invitation.rules.ts';
import { grantProblem } from './member.rules.ts';

const HERE = 'prj_here';
const membership = (part: Partial<StoredMembership>): Membership =>
  membershipOf({ role: 'VIEWER', roleName: null, permissions: null, environmentIds: null, serviceIds: null, ...part });
const own = (...permissions: string[]) => membership({ role: 'CUSTOM', roleName: 'Own', permissions });
const user = (held: Membership): UserActor => ({
  kind: 'USER',
  id: 'usr_1',
  userId: 'usr_1',
  name: 'Ada',
  email: 'ada@example.com',
  isAdministrator: true,
  sessionId: 'ses_1',
  isBrowser: true,
  memberships: new Map([[HERE, held]]),
});
const token = (part: Partial<TokenActor>): TokenActor => ({
  kind: 'TOKEN',
  id: 'tok_1',
  tokenKind: 'PERSONAL',
  name: 'CI',
  userId: 'usr_1',
  projectId: null,
  deploymentId: null,
  grant: membership({ role: 'OWNER' }),
  rateLimitPerMinute: null,
  memberships: new Map(),
  ...part,
});
const may = (actor: Actor | null, wanted: Membership) => grantProblem(actor, HERE, wanted) === null;
const EVERYTHING = own(...TOKEN_SCOPES);

describe('nobody gives or takes more than they have', () => {
  test.each(ROLES.flatMap((held, row) => ROLES.map((wanted, column) => [held, wanted, row <= column] as const)))(
    '%s gives %s: %s',
    (held, wanted, isAllowed) => {
      expect(may(user(membership({ role: held })), membership({ role: wanted }))).toBe(isAllowed);
    },
  );

  test('only owners make and unmake owners, whatever rights a role of the project’s own has', () => {
    expect(may(user(EVERYTHING), membership({ role: 'OWNER' }))).toBe(false);
    expect(may(user(EVERYTHING), EVERYTHING)).toBe(true);
    expect(may(user(EVERYTHING), membership({ role: 'MAINTAINER' }))).toBe(true);
  });

  test('right by right', () => {
    const leader = user(own('member:manage', 'deployment:create'));
    expect(may(leader, own('deployment:create'))).toBe(true);
    expect(may(leader, own('member:manage'))).toBe(true);
    expect(may(leader, own('deployment:cancel'))).toBe(false);
    expect(may(leader, membership({ role: 'OPERATOR' }))).toBe(false);
    expect(grantProblem(leader, HERE, membership({ role: 'OPERATOR' }))).toContain('deployment:cancel');
  });

  test('place by place, where rights have places', () => {
    const within = (environmentIds: string[] | null, serviceIds: string[] | null = null) =>
      membership({ role: 'OPERATOR', environmentIds, serviceIds });
    const leader = user({ ...EVERYTHING, environmentIds: ['env_1', 'env_2'] });
    expect(may(leader, within(['env_1']))).toBe(true);
    expect(may(leader, within(['env_1', 'env_2'], ['svc_1']))).toBe(true);
    expect(may(leader, within(['env_3']))).toBe(false);
    expect(may(leader, within(null))).toBe(false);
    expect(may(leader, within(null, ['svc_1']))).toBe(false);
    expect(may(leader, membership({ role: 'VIEWER' }))).toBe(true);
    expect(may(leader, own('audit:read'))).toBe(true);
  });

  test('a token is held to its scopes and to its person; strangers and nobody give nothing', () => {
    const memberships = new Map([[HERE, membership({ role: 'OWNER' })]]);
    expect(may(token({ memberships }), membership({ role: 'OWNER' }))).toBe(true);
    expect(may(token({ memberships, grant: own('member:manage') }), membership({ role: 'OPERATOR' }))).toBe(false);
    expect(may(token({ memberships, grant: own('member:manage') }), membership({}))).toBe(true);
    expect(may(token({ tokenKind: 'SERVICE', projectId: HERE }), membership({ role: 'OWNER' }))).toBe(false);
    expect(may(token({ tokenKind: 'SERVICE', projectId: HERE }), membership({ role: 'MAINTAINER' }))).toBe(true);
    expect(may(token({ tokenKind: 'SERVICE', projectId: 'prj_there' }), membership({}))).toBe(false);
    expect(may({ ...user(membership({ role: 'OWNER' })), memberships: new Map() }, membership({}))).toBe(false);
    expect(may(null, membership({}))).toBe(false);
    expect(may({ kind: 'SYSTEM', id: null, name: 'Pilothouse' }, membership({ role: 'OWNER' }))).toBe(true);
  });
});

describe('the mail of an invitation', () => {
  test('shows of an address only what its person recognizes', () => {
    expect(emailHint('ada.lovelace@example.com')).toBe('a…@example.com');
    expect(emailHint('"a@b"@example.com')).toBe('"…@example.com');
  });

  test('names can’t add lines of their own', () => {
    const mail = invitationMail('ada@example.com', {
      url: 'https://ship.example.com/invitation#code=abc',
      project: 'Shop\r\nBcc: all@example.com',
      invitedBy: 'Eve\n\nSign in at https://evil.example.com',
      role: 'Viewer',
      days: 1,
    });
    expect(mail.subject).toBe('Pilothouse: join Shop Bcc: all@example.com');
    expect(mail.text.split('\n')[0]).toBe(
      'Eve Sign in at https://evil.example.com invites you to the project “Shop Bcc: all@example.com”. Your role: Viewer.',
    );
    expect(mail.text).toContain('https://ship.example.com/invitation#code=abc\n');
    expect(mail.text).toContain('within 1 day.');
  });
});
