import { beforeAll, describe, expect, test } from '@jest/globals';
import { parquetReadObjects } from 'hyparquet';
import { as } from '../../../test/as.ts';
import { useCast } from '../../../test/factories.ts';
import { addFacts, contextAt } from '../../../test/facts.ts';
import { tableStream } from './export.formats.ts';

const cast = useCast();
const DAY = 'from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z';
const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour));
const get = (path: string, who: 'viewer' | 'stranger' | 'anonymous' = 'viewer') =>
  as(cast[who]).fetch(`/api/v1/projects/${cast.project.slug}/${path}`);
const linesOf = async (response: Response) =>
  (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

beforeAll(async () => {
  const place = { projectId: cast.project.id, serviceId: cast.service.id, environmentId: cast.environment.id };
  await addFacts(contextAt(cast.app.app, at(20)), [
    { ...place, kind: 'deployment', at: at(9), status: 'SUCCEEDED', value: 2_000_000, subjectId: 'dpl_1' },
    { ...place, kind: 'deployment', at: at(10), status: 'FAILED', value: 4_000_000 },
    ...['=cmd()', '+1', 'plain "quoted", with\na line'].map((name, index) => ({
      ...place,
      kind: 'custom' as const,
      at: at(11 + index),
      name,
      value: -1_500,
      data: { order: 7 },
    })),
  ]);
});

describe('metrics', () => {
  test('as NDJSON have a row for each bucket of each group', async () => {
    const response = await get(`metrics.ndjson?measure=deployments.count&groupBy=status&${DAY}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="metrics-.+\.ndjson"$/);
    const rows = await linesOf(response);
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual({
      measure: 'deployments.count',
      unit: 'COUNT',
      group: 'FAILED',
      groupLabel: expect.any(String),
      period: 'current',
      from: '2026-03-02T00:00:00.000Z',
      to: '2026-03-03T00:00:00.000Z',
      label: '2026-03-02',
      value: 1,
      sampleSize: 1,
    });
  });

  test('have what they are compared with, and nothing is not 0', async () => {
    const rows = await linesOf(
      await get(`metrics.ndjson?measure=deployments.success_rate&compare=previous_period&${DAY}`),
    );
    expect(rows).toMatchObject([
      { period: 'current', value: 0.5 },
      { period: 'previous', value: null, from: '2026-03-01T00:00:00.000Z' },
    ]);
  });

  test('as Parquet are read back', async () => {
    const file = await (await get(`metrics.parquet?measure=deployments.count&interval=hour&${DAY}`)).arrayBuffer();
    const rows = await parquetReadObjects({ file });
    expect(rows).toHaveLength(24);
    expect(rows[9]).toMatchObject({
      measure: 'deployments.count',
      value: 1,
      sampleSize: 1n,
      from: new Date('2026-03-02T09:00:00Z'),
    });
  });

  test.each([
    ['no measure', DAY, ['measure']],
    ['a measure that is none', `measure=x&${DAY}`, ['queries.0.measure']],
    ['times that are none', 'measure=deployments.count&from=x&to=y', ['from', 'to']],
    ['an interval that is none', `measure=deployments.count&interval=year&${DAY}`, ['interval']],
    ['a parameter that is none', `measure=deployments.count&limit=1&${DAY}`, ['']],
  ])('%s is refused', async (_what, parameters, paths) => {
    const response = await get(`metrics.csv?${parameters}`);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { code: string; problems: { path: string }[] } };
    expect(error.code).toBe('INVALID_INPUT');
    expect(error.problems.map(({ path }) => path)).toEqual(paths);
  });
});

describe('events', () => {
  test('as CSV run nothing in a spreadsheet, and numbers stay numbers', async () => {
    const response = await get(`events.csv?kinds=custom&${DAY}`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
    expect(text).toMatch(/^\ufeffat,kind,name,/);
    expect(text).toContain(",'=cmd(),");
    expect(text).toContain(",'+1,");
    expect(text).toContain('"plain ""quoted"", with\na line"');
    expect(text).toContain(',-1.5,number,');
  });

  test('newest first, in natural units, with names of places', async () => {
    expect(await linesOf(await get(`events.ndjson?kinds=deployment&${DAY}`))).toEqual([
      expect.objectContaining({ at: '2026-03-02T10:00:00.000Z', status: 'FAILED', value: 4, unit: 'seconds' }),
      expect.objectContaining({ status: 'SUCCEEDED', subjectId: 'dpl_1', service: cast.service.slug }),
    ]);
    expect(await linesOf(await get(`events.ndjson?statuses=FAILED&${DAY}`))).toHaveLength(1);
  });

  test('as Parquet are read back', async () => {
    const file = await (await get(`events.parquet?${DAY}`)).arrayBuffer();
    const rows = await parquetReadObjects({ file });
    expect(rows).toHaveLength(5);
    expect(rows[0]).toMatchObject({ kind: 'custom', value: -1.5, data: '{"order":7}', count: 1n, subjectId: null });
  });

  test('of none is a whole file still', async () => {
    const none = 'from=2025-01-01T00:00:00Z&to=2025-01-02T00:00:00Z';
    expect(await parquetReadObjects({ file: await (await get(`events.parquet?${none}`)).arrayBuffer() })).toEqual([]);
    expect(await (await get(`events.csv?${none}`)).text()).toMatch(/^at,kind/);
  });

  test.each([
    ['more than a year', 'from=2024-01-01T00:00:00Z&to=2026-01-01T00:00:00Z'],
    ['a year that no database knows', 'from=0000-01-01T00:00:00Z&to=0000-01-02T00:00:00Z'],
  ])('of %s are refused', async (_what, span) => {
    const response = await get(`events.csv?${span}`);
    expect(response.status).toBe(400);
  });
});

test.each(['metrics.csv?measure=deployments.count', 'events.parquet?kinds=custom'])(
  '%s is for the project',
  async (path) => {
    expect((await get(`${path}&${DAY}`, 'stranger')).status).toBe(404);
    expect((await get(`${path}&${DAY}`, 'anonymous')).status).toBe(401);
  },
);

test('a large table is written in groups, as fast as it is taken', async () => {
  const columns = [
    { name: 'index', type: 'INTEGER' as const },
    { name: 'name', type: 'TEXT' as const },
  ];
  let made = 0;
  async function* batches() {
    for (let batch = 0; batch < 65; batch++) {
      made++;
      yield Array.from({ length: 1_000 }, (_, index) => [batch * 1_000 + index, index % 2 ? 'odd' : null]);
    }
  }
  const stream = tableStream('parquet', columns, batches());
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (chunks.length === 0) expect(made).toBeLessThan(65);
    chunks.push(chunk as Buffer);
  }
  expect(chunks.length).toBeGreaterThanOrEqual(4);
  const { buffer, byteOffset, byteLength } = Buffer.concat(chunks);
  const file = (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength);
  const rows = await parquetReadObjects({ file });
  expect(rows).toHaveLength(65_000);
  expect(rows[64_999]).toEqual({ index: 64_999n, name: 'odd' });
});
