import { describe, expect, test } from '@jest/globals';
import { newId } from '../../lib/ids.ts';
import type { UserActor } from '../../platform/auth/actor.ts';
import { membershipOf } from '../../platform/auth/permissions.ts';
import { idsOf, type Named, trailsOf } from './attempt.rules.ts';

const service = newId('service');
const project = newId('project');

describe('the ids that an input names', () => {
  test('are found at any depth, by the names of their fields', () => {
    expect(idsOf({ id: service })).toEqual({ id: service });
    expect(idsOf({ input: { projectId: project, grant: { serviceIds: [service] } } })).toEqual({
      projectId: project,
      'grant.serviceIds.0': service,
    });
  });

  test('nothing else is taken from it', () => {
    const input = {
      id: 'a secret',
      value: service,
      password: service,
      note: { text: service },
      idempotencyKey: project,
    };
    expect(idsOf({ input })).toEqual({});
    expect(idsOf(null)).toEqual({});
  });

  test('there is an end to them', () => {
    expect(Object.keys(idsOf({ ids: Array.from({ length: 1_000 }, () => service) }))).toHaveLength(20);
  });
});

describe('the trails of an attempt', () => {
  const actor = (...projects: string[]): UserActor => ({
    kind: 'USER',
    id: 'usr_1',
    userId: 'usr_1',
    name: 'Ada',
    email: 'ada@example.com',
    isAdministrator: false,
    sessionId: 'ses_1',
    isBrowser: false,
    memberships: new Map(
      projects.map((id) => [
        id,
        membershipOf({ role: 'VIEWER', roleName: null, permissions: null, environmentIds: null, serviceIds: null }),
      ]),
    ),
  });
  const thing: Named = { id: service, type: 'Service', name: 'web', projectId: project, userId: null };
  const theirToken: Named = { id: 'tok_1', type: 'Token', name: 'ci', projectId: null, userId: 'usr_2' };

  test('of who belongs there is the project’s alone', () => {
    expect(trailsOf(actor(project), 'FORBIDDEN', [thing])).toEqual([{ projectId: project, subject: thing }]);
  });

  test('of a stranger are the project’s and, without names, the installation’s', () => {
    expect(trailsOf(actor(), 'NOT_FOUND', [thing])).toEqual([
      { projectId: null, subject: { ...thing, name: null } },
      { projectId: project, subject: thing },
    ]);
  });

  test('of nobody is the installation’s', () => {
    expect(trailsOf(null, 'UNAUTHENTICATED', [thing])).toEqual([{ projectId: null, subject: null }]);
  });

  test('where nothing of a project is named is the installation’s', () => {
    expect(trailsOf(actor(project), 'FORBIDDEN', [])).toEqual([{ projectId: null, subject: null }]);
  });

  test('what is not there, or one’s own and gone, is no attempt; what is another person’s is', () => {
    expect(trailsOf(actor(project), 'NOT_FOUND', [])).toEqual([]);
    expect(trailsOf(actor(project), 'NOT_FOUND', [thing])).toEqual([]);
    expect(trailsOf(actor(project), 'NOT_FOUND', [{ ...theirToken, userId: 'usr_1' }])).toEqual([]);
    expect(trailsOf(actor(project), 'NOT_FOUND', [theirToken])).toEqual([{ projectId: null, subject: theirToken }]);
  });
});
