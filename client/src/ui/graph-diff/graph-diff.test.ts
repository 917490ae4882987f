import { expect, test } from '@jest/globals';
import { diffLines, diffSummary } from './graph-diff.ts';

test('a diff reads as lines, the heaviest first', () => {
  const diff = {
    nodes: [
      { key: 'web', name: 'Deploy web', change: 'MOVED' as const, fields: [] },
      {
        key: 'tell',
        name: 'tell',
        change: 'CHANGED' as const,
        fields: [{ path: 'config.text', before: 'old', after: { a: 1 } }],
      },
      { key: 'gone', name: 'Gone', change: 'REMOVED' as const, fields: [] },
    ],
    edges: [{ from: 'web', fromPort: 'error', to: 'tell', change: 'ADDED' as const }],
    settings: [{ path: 'priority', after: 3 }],
  };
  expect(diffLines(diff).map((line) => `${line.change} ${line.title}`)).toEqual([
    'REMOVED Gone (gone)',
    'ADDED Deploy web → tell, from error',
    'CHANGED tell',
    'CHANGED Settings',
    'MOVED Deploy web (web)',
  ]);
  expect(diffLines(diff)[2]?.fields).toEqual([{ path: 'config.text', before: 'old', after: '{\n  "a": 1\n}' }]);
  expect(diffSummary(diff)).toBe('1 removed, 1 added, 2 changed, 1 moved');
  expect(diffSummary({ nodes: [], edges: [], settings: [] })).toBeNull();
});
