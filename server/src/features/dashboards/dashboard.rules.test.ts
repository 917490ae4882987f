import { describe, expect, test } from '@jest/globals';
import { listBuiltIns } from './built-in.ts';
import { driftOf } from './dashboard.rules.ts';
import { changeYaml, readDashboard, toYaml } from './dashboard-yaml.rules.ts';
import { knownMeasures } from './known-measures.ts';

const SOURCE = `# Ours.
version: 1
name: Shop # what the team calls it

time: {range: 7d}
variables: [service]
panels:
  # The first thing to look at.
  - key: count
    title: "Deployments"   # in quotes on purpose
    kind: bar
    measures:
      - measure: deployments.count
        groupBy: status
    position: { x: 0, y: 0, w: 6, h: 4 }
  - key: note
    kind: text
    title: Note
    text: |
      Two lines,
      as they are.
    position: { x: 6, y: 0, w: 6, h: 4 }
`;
const read = (source: string) => {
  const { content, problems } = readDashboard(source, knownMeasures());
  if (!content) throw new Error(JSON.stringify(problems));
  return content;
};
const problemsOf = (source: string) => readDashboard(source, knownMeasures()).problems;

describe('reading', () => {
  test('YAML, and JSON', () => {
    const content = read(SOURCE);
    expect(content).toMatchObject({ name: 'Shop', time: { range: '7d' }, panels: [{ key: 'count' }, { key: 'note' }] });
    expect(read(JSON.stringify(content))).toEqual(content);
  });

  test.each<[string, string, { path: string; line: number; message?: unknown }]>([
    ['a kind that is none', SOURCE.replace('kind: bar', 'kind: pie'), { path: 'panels.0.kind', line: 11 }],
    [
      'a measure that is none',
      SOURCE.replace('deployments.count', 'deployments.cont'),
      {
        path: 'panels.0.measures.0.measure',
        line: 13,
        message: expect.stringMatching(/There is no measure “deployments\.cont”; there are deployments\.count/),
      },
    ],
    [
      'a field that is none',
      SOURCE.replace('text: |', 'txt: |'),
      { path: 'panels.1.txt', line: 19, message: 'There is no field “txt” here.' },
    ],
    [
      'a grouping that the measure has not',
      SOURCE.replace('deployments.count', 'runs.count').replace('groupBy: status', 'groupBy: service'),
      { path: 'panels.0.measures.0.groupBy', line: 14 },
    ],
    ['a panel over another', SOURCE.replace('x: 6', 'x: 5'), { path: 'panels.1.position', line: 22 }],
    ['a panel beyond the grid', SOURCE.replace('x: 6', 'x: 7'), { path: 'panels.1.position', line: 22 }],
    ['one key twice', SOURCE.replace('key: note', 'key: count'), { path: 'panels.1.key', line: 16 }],
    ['a newer format', SOURCE.replace('version: 1', 'version: 2'), { path: 'version', line: 2 }],
    ['no name', SOURCE.replace(/name: Shop.*\n/, ''), { path: 'name', line: 2 }],
    ['a time that is none', SOURCE.replace('7d', '7 days'), { path: 'time.range', line: 5 }],
  ])('%s is told with its field and line', (_what, source, problem) => {
    expect(problemsOf(source)).toContainEqual({ message: expect.stringMatching(/\.$/), ...problem });
  });

  test.each([
    ['a text that is no YAML', 'name: [', 1],
    ['a key twice', 'name: a\nname: b\n', 2],
    ['anchors', 'version: 1\nname: &a b\npanels: []\n', 2],
    ['a bomb of aliases', `a: &a [x]\nb: &b [${'*a,'.repeat(9)}*a]\nc: [${'*b,'.repeat(9)}*b]\n`, 1],
  ])('%s is refused with its line', (_what, source, line) => {
    expect(problemsOf(source)).toEqual([{ path: '', line, message: expect.stringMatching(/^\S.*\.$/s) }]);
  });

  test.each([
    ['more than 100 kB', `${SOURCE}${'#'.repeat(100_000)}`],
    ['a NUL', `${SOURCE}# \0`],
    ['a list', '- 1'],
    ['nothing', ''],
    ['41 panels', toYamlOf(41)],
  ])('%s is refused', (_what, source) => {
    expect(problemsOf(source).length).toBeGreaterThan(0);
  });

  test('40 panels are taken', () => expect(read(toYamlOf(40)).panels).toHaveLength(40));
});

function toYamlOf(count: number): string {
  const panels = Array.from({ length: count }, (_, index) => ({
    key: `p${index}`,
    title: 'P',
    kind: 'text' as const,
    text: 'x',
    position: { x: 0, y: index, w: 12, h: 1 },
  }));
  return toYaml({ version: 1, name: 'Many', panels });
}

describe('changing', () => {
  test('what says the same stays to the letter', () => expect(changeYaml(SOURCE, read(SOURCE))).toBe(SOURCE));

  test('a panel that moved changes its place and nothing else', () => {
    const content = read(SOURCE);
    const [first, second] = content.panels;
    if (!first || !second) throw new Error('There are two.');
    const moved = { ...content, panels: [first, { ...second, position: { x: 0, y: 4, w: 12, h: 3 } }] };
    const changed = changeYaml(SOURCE, moved);
    expect(read(changed)).toEqual(moved);
    const lines = changed.split('\n');
    const different = lines.filter((line) => !SOURCE.split('\n').includes(line));
    expect(different).toEqual(['    position: { x: 0, y: 4, w: 12, h: 3 }']);
  });

  test('panels come and go, and others keep their comments and order', () => {
    const content = read(SOURCE);
    const added = { key: 'new', title: 'New', kind: 'text' as const, text: 'x', position: { x: 0, y: 9, w: 12, h: 1 } };
    const changed = changeYaml(SOURCE, {
      ...content,
      name: 'Shop 2',
      description: 'What for.',
      panels: [...content.panels.slice(0, 1), added],
    });
    expect(changed).toContain('# The first thing to look at.');
    expect(changed).toContain('name: Shop 2');
    expect(changed.indexOf('description:')).toBeLessThan(changed.indexOf('panels:'));
    expect(changed).not.toContain('as they are');
    expect(read(changed).panels.map(({ key }) => key)).toEqual(['count', 'new']);
    const emptied = changeYaml(changed, { ...content, panels: [] });
    expect(read(emptied).panels).toEqual([]);
    expect(read(changeYaml(emptied, content))).toEqual(content);
  });

  test('what is built in is right, and comes back as it is', () => {
    expect(listBuiltIns().map(({ key }) => key)).toEqual(['deployments', 'platform', 'workflows']);
    for (const { source, content } of listBuiltIns()) {
      expect(changeYaml(source, content)).toBe(source);
      expect(read(toYaml(content))).toEqual(content);
    }
  });
});

test.each([
  ['a', 'a', 'a', 'SAME'],
  ['a', 'a', 'x', 'SAME'],
  ['a', 'a', null, 'SAME'],
  ['b', 'a', 'a', 'CHANGED_HERE'],
  ['a', 'b', 'a', 'CHANGED_THERE'],
  ['b', 'c', 'a', 'BOTH'],
  ['b', 'c', null, 'BOTH'],
  ['a', null, null, 'ONLY_HERE'],
  [null, 'a', null, 'ONLY_THERE'],
  ['a', null, 'a', 'GONE'],
  ['b', null, 'a', 'GONE'],
] as const)('here %s, there %s, both once %s: %s', (here, there, base, drift) => {
  expect(driftOf({ here, there, base })).toBe(drift);
});
