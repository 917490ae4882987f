import { expect, test } from '@jest/globals';
import { offeredScopes, scopePresets } from './scopes.ts';

const read = { name: 'project:read', description: 'See the project' };
const deploy = { name: 'deployment:create', description: 'Deploy' };
const cancel = { name: 'deployment:cancel', description: 'Cancel' };

test('reading is always part of a token, so it is not offered', () => {
  expect(offeredScopes([{ grantablePermissions: [read] }])).toEqual([]);
  expect(offeredScopes([])).toEqual([]);
});

test('over several projects, what one may do in any of them', () => {
  const projects = [
    { grantablePermissions: [read] },
    { grantablePermissions: [read, deploy] },
    { grantablePermissions: [deploy, cancel] },
  ];
  expect(offeredScopes(projects)).toEqual([deploy, cancel]);
});

test('the usual choices are those that are possible', () => {
  expect(scopePresets([]).map((preset) => preset.label)).toEqual(['Read only', 'Everything I may do']);
  expect(scopePresets(['deployment:create', 'audit:read']).map((preset) => preset.scopes)).toEqual([
    [],
    ['deployment:create'],
    ['deployment:create', 'audit:read'],
  ]);
});
