import { expect, test } from '@jest/globals';
import { allScopes, offeredScopes, scopePresets } from './scopes.ts';

const roles = [
  { role: 'OPERATOR' as const, permissions: ['project:read', 'deployment:create', 'deployment:cancel'] },
  { role: 'VIEWER' as const, permissions: ['project:read'] },
];

test('nobody is offered a right they lack', () => {
  expect(offeredScopes(roles, 'OPERATOR')).toEqual(['deployment:create', 'deployment:cancel']);
  expect(offeredScopes(roles, 'VIEWER')).toEqual([]);
  expect(offeredScopes(roles, null)).toEqual([]);
});

test('over several projects, what one may do in any of them', () => {
  const projects = [
    { viewerRole: 'VIEWER' as const, roleDescriptions: roles },
    { viewerRole: 'OPERATOR' as const, roleDescriptions: roles },
  ];
  expect(allScopes(projects)).toEqual(['deployment:create', 'deployment:cancel']);
});

test('the usual choices are those that are possible', () => {
  expect(scopePresets([]).map((preset) => preset.label)).toEqual(['Read only', 'Everything I may do']);
  expect(scopePresets(['deployment:create', 'audit:read']).map((preset) => preset.scopes)).toEqual([
    [],
    ['deployment:create'],
    ['deployment:create', 'audit:read'],
  ]);
});
