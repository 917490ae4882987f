import { describe, expect, test } from '@jest/globals';
import { diffPlan, type FileRow, type StoredItem, withoutRepeats } from './plan-diff.rules.ts';
import { summaryBlock, withBlock } from './plan-markdown.rules.ts';
import { columnsOf, type PlanColumns, type PlanRow, readRow } from './plan-row.rules.ts';
import { shownPercent, summarize } from './plan-summary.rules.ts';

const NOTHING: PlanRow = {
  key: null,
  title: 'A',
  phase: null,
  status: 'TODO',
  priority: null,
  estimate: null,
  owner: null,
  dueOn: null,
  version: null,
  deployment: null,
};
const row = (part: Partial<PlanRow> = {}): PlanRow => ({ ...NOTHING, ...part });
const columns = (...names: string[]) => columnsOf(names) as PlanColumns;

describe('columns', () => {
  test('are found whatever their case, order and spelling; what else is there is ignored and told', () => {
    expect(columns('Due Date', 'TITLE', 'Ticket', 'Story-Points', 'Notes', '')).toEqual({
      header: ['Due Date', 'TITLE', 'Ticket', 'Story-Points', 'Notes', ''],
      places: { dueOn: 0, title: 1, key: 2, estimate: 3 },
      ignored: ['Notes'],
    });
  });

  test('the plainest name counts', () => {
    expect(columns('name', 'title', 'key', 'id').places).toEqual({ title: 1, key: 3 });
  });

  test.each([
    [['id', 'phase'], /no column “title”/],
    [['title', 'Title '], /Two columns are called “Title”/],
  ])('%j is no header', (header, message) => {
    expect(columnsOf(header)).toMatch(message);
  });
});

describe('rows', () => {
  const all = columns(
    'id',
    'title',
    'phase',
    'status',
    'priority',
    'estimate',
    'owner',
    'due',
    'version',
    'deployment',
  );
  const read = (...cells: string[]) => readRow(cells, all, 7);

  test('give items', () => {
    expect(
      read('A-1', ' Pay  by\ncard ', 'Shop', 'In Progress', 'P1', '2,5 d', 'Ada', '2026-11-30', 'v2', '#12'),
    ).toEqual({
      item: {
        key: 'A-1',
        title: 'Pay by card',
        phase: 'Shop',
        status: 'IN_PROGRESS',
        priority: 'HIGH',
        estimate: 2.5,
        owner: 'Ada',
        dueOn: '2026-11-30',
        version: 'v2',
        deployment: '#12',
      },
      named: { key: 'A-1', title: 'Pay by card', phase: 'Shop' },
      problems: [],
    });
    expect(read('', 'A')).toMatchObject({ item: NOTHING });
  });

  test.each([
    ['status', 3, ['Done', 'DONE'], ['on hold', 'BLOCKED'], ['wontfix', 'CANCELED'], ['x', 'DONE'], ['', 'TODO']],
    ['priority', 4, ['1', 'URGENT'], ['normal', 'MEDIUM'], ['none', null], ['Lowest', 'LOW']],
    ['estimate', 5, ['0', 0], ['13 points', 13], ['1.25', 1.25]],
    ['dueOn', 7, ['5.3.2027', '2027-03-05'], ['2028-02-29T10:00:00Z', '2028-02-29']],
    [
      'deployment',
      9,
      ['142', '#142'],
      ['https://x/p/s/deployments/dpl_01h2xcejqtf2nbrexx3vqjhp41?a', 'dpl_01h2xcejqtf2nbrexx3vqjhp41'],
    ],
    ['owner', 6, ["'=Ada", '=Ada'], ["'＝Ada", '＝Ada'], ["'s", "'s"]],
  ] as [keyof PlanRow, number, ...[string, unknown][]][])('%s in its spellings', (field, place, ...cases) => {
    for (const [text, value] of cases) {
      const cells = ['', 'A', ...Array<string>(8).fill('')];
      cells[place] = text;
      expect([text, read(...cells).item?.[field]]).toEqual([text, value]);
    }
  });

  test.each([
    ['title', ['A-1', ' ']],
    ['id', ['x'.repeat(101), 'A']],
    ['status', ['', 'A', '', 'soon']],
    ['status', ['', 'A', '', '?']],
    ['priority', ['', 'A', '', '', 'maybe']],
    ['estimate', ['', 'A', '', '', '', '3 h']],
    ['estimate', ['', 'A', '', '', '', '-1']],
    ['estimate', ['', 'A', '', '', '', '1e9']],
    ['due', ['', 'A', '', '', '', '', '', '2026-02-30']],
    ['due', ['', 'A', '', '', '', '', '', '11/12/2026']],
    ['deployment', ['', 'A', '', '', '', '', '', '', '', 'latest']],
    [null, ['', 'A', '', '', '', '', '', '', '', '', 'too much']],
  ])('a wrong %s is told with its row', (column, cells) => {
    const { item, problems } = read(...cells);
    expect(item).toBeNull();
    expect(problems).toEqual([{ row: 7, column, message: expect.stringMatching(/\.$/) }]);
  });
});

describe('what an import changes', () => {
  const stored = (id: string, part: Partial<StoredItem> = {}): StoredItem => ({
    ...row(),
    id,
    position: 0,
    isRemoved: false,
    ...part,
  });
  const file = (...items: Partial<PlanRow>[]): FileRow[] =>
    items.map((item, index) => ({ row: index + 2, item: row(item) }));

  test('items are found by id, whatever its case, then by title and phase', () => {
    const items = [
      stored('1', { key: 'a-1', title: 'Old' }),
      stored('2', { title: 'Pay', phase: 'Shop' }),
      stored('3', { title: 'Gone' }),
    ];
    const diff = diffPlan(
      items,
      file({ title: 'pay', phase: 'SHOP', key: 'A-2' }, { key: 'A-1', title: 'New' }, { title: 'Pay' }),
      [],
      false,
    );
    expect(diff.kept.map(({ stored, changes }) => [stored.id, changes.map(({ name }) => name)])).toEqual([
      ['2', ['id', 'title', 'phase']],
      ['1', ['id', 'title']],
    ]);
    expect(diff.added.map(({ item, position }) => [item.title, position])).toEqual([['Pay', 2]]);
    expect(diff.removed.map(({ id }) => id)).toEqual(['3']);
  });

  test('two items of one title keep apart by their ids', () => {
    const diff = diffPlan([stored('1', { key: 'A' })], file({ key: 'B' }, { key: 'A' }), [], false);
    expect(diff.added).toHaveLength(1);
    expect(diff.kept.map(({ stored }) => stored.id)).toEqual(['1']);
  });

  test('a row that can’t be taken over takes nothing away, nor does a file that can’t be read to its end', () => {
    const items = [stored('1', { key: 'A' }), stored('2', { title: 'B' })];
    const named = [
      { key: 'A', title: '', phase: null },
      { key: null, title: 'b', phase: null },
    ];
    expect(diffPlan(items, [], named, false).removed).toEqual([]);
    expect(diffPlan(items, [], [], true).removed).toEqual([]);
    expect(diffPlan(items, [], [], false).removed).toHaveLength(2);
  });

  test('what was removed comes back, and is not removed again', () => {
    const gone = stored('1', { isRemoved: true });
    expect(diffPlan([gone], file({}), [], false).kept[0]?.changes).toEqual([
      { name: 'removed', before: 'yes', after: 'no' },
    ]);
    expect(diffPlan([gone], [], [], false).removed).toEqual([]);
  });

  test('of rows about one item the first counts', () => {
    const { rows, problems } = withoutRepeats(file({ key: 'A' }, { key: 'a', title: 'B' }, {}, { title: 'a' }));
    expect(rows.map(({ row }) => row)).toEqual([2, 4]);
    expect(problems).toEqual([
      { row: 3, column: 'id', message: 'Row 2 has the same id. Each item has an id of its own.' },
      { row: 5, column: 'title', message: 'Row 4 has the same title and phase. Give both an id, or take one out.' },
    ]);
  });
});

describe('the summary', () => {
  const items = [
    row({ title: 'a', phase: 'One', status: 'DONE', estimate: 3 }),
    row({ title: 'b', phase: 'One', status: 'TODO', estimate: 1, priority: 'LOW', dueOn: '2026-01-01' }),
    row({ title: 'c', phase: 'One', status: 'CANCELED', estimate: 100, priority: 'URGENT' }),
    row({ title: 'd', phase: 'Two', status: 'BLOCKED', priority: 'HIGH' }),
    row({ title: 'e', phase: 'Two', status: 'IN_PROGRESS', priority: 'HIGH', dueOn: '2026-12-01', estimate: 5 }),
    row({ title: 'f', phase: 'Two', status: 'TODO', priority: 'HIGH', dueOn: '2026-12-01', estimate: 2 }),
    row({ title: 'g', phase: null }),
    row({ title: 'h', phase: 'One', priority: 'URGENT' }),
  ];

  test('counts and weighs by phase, without what was canceled', () => {
    const summary = summarize(items);
    expect(summary).toMatchObject({
      itemCount: 7,
      doneCount: 1,
      inProgressCount: 1,
      blockedCount: 1,
      canceledCount: 1,
      estimateTotal: 11,
      estimateDone: 3,
      unestimatedCount: 3,
    });
    expect(summary.percentByCount).toBeCloseTo(100 / 7);
    expect(summary.percentByEstimate).toBeCloseTo(300 / 11);
    expect(
      summary.phases.map(({ phase, percentByCount, percentByEstimate }) => [phase, percentByCount, percentByEstimate]),
    ).toEqual([
      ['One', expect.closeTo(100 / 3), 75],
      ['Two', 0, 0],
      [null, 0, null],
    ]);
  });

  test('nothing is no percentage', () => {
    expect(summarize([])).toMatchObject({
      itemCount: 0,
      percentByCount: null,
      percentByEstimate: null,
      phases: [],
      urgent: [],
    });
    expect(summarize([row({ status: 'CANCELED' })])).toMatchObject({ percentByCount: null });
    expect(summarize([row({ estimate: 0, status: 'DONE' })])).toMatchObject({
      percentByCount: 100,
      percentByEstimate: null,
    });
  });

  test('the five most urgent: by priority, due date, estimate, place', () => {
    expect(summarize(items).urgent.map(({ title }) => title)).toEqual(['h', 'f', 'e', 'd', 'b']);
  });

  test('percentages say 0 and 100 only when it is so', () => {
    expect([null, 0, 0.2, 49.5, 99.7, 100].map(shownPercent)).toEqual(['–', '0 %', '<1 %', '50 %', '99 %', '100 %']);
  });

  describe('as Markdown', () => {
    const block = summaryBlock(
      summarize([...items, row({ key: 'X|1', title: '<!-- *b* -->', priority: 'URGENT', owner: 'Ada' })]),
    );

    test('is the same each time, and nothing in it ends the block', () => {
      expect(block).toMatch(/^<!-- pilothouse:plan:start -->\n\*\*13 % done\*\*: 1 of 8 items, 27 % by estimate\.\n/);
      expect(block).toContain(
        '| One | 1 of 3 | 33 % | 75 % |\n| Two | 0 of 3 | 0 % | 0 % |\n| No phase | 0 of 2 | 0 % | – |',
      );
      expect(block).toContain('2. **X\\|1** &lt;!-- \\*b\\* --&gt; (urgent, Ada)');
      expect(block.match(/-->/g)).toHaveLength(2);
    });

    test('replaces its block alone, with the file’s line ends', () => {
      const file =
        '# Roadmap\r\n\r\n<!-- pilothouse:plan:start -->\r\nold\r\n<!-- pilothouse:plan:end --> tail\r\n\tmore';
      const made = withBlock(file, block);
      expect(made).toEqual({ text: `# Roadmap\r\n\r\n${block.replaceAll('\n', '\r\n')} tail\r\n\tmore` });
      expect(withBlock('text' in made ? made.text : '', block)).toEqual(made);
    });

    test.each([
      ['', ''],
      ['# Roadmap', '# Roadmap\n\n'],
      ['# Roadmap\n', '# Roadmap\n\n'],
    ])('is put at the end of %j', (before, head) => {
      const made = withBlock(before, block);
      expect(made).toEqual({ text: `${head}${block}\n` });
      expect(withBlock('text' in made ? made.text : '', block)).toEqual(made);
    });

    test.each([
      '<!-- pilothouse:plan:start -->',
      '<!-- pilothouse:plan:end --> <!-- pilothouse:plan:start -->',
      '<!-- pilothouse:plan:start --> <!-- pilothouse:plan:start --> <!-- pilothouse:plan:end -->',
    ])('leaves alone what it can’t understand: %s', (before) => {
      expect(withBlock(before, block)).toEqual({ problem: expect.stringMatching(/once each, or neither\.$/) });
    });
  });
});
