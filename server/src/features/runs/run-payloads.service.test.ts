import { afterEach, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { type Cast, useCast } from '../../../test/factories.ts';
import { done, fill, graphOf, useRunWork } from '../../../test/run-harness.ts';
import { newId } from '../../lib/ids.ts';
import type { Json } from '../nodes/node.types.ts';

const runs = useRunWork(() => cast);
const cast: Cast = useCast();
runs.startWorking();
afterEach(() => runs.forget());

const MIB = 1024 ** 2;
/** Texts of `mib` MiB as JSON, and a bit. */
const large = (mib = 2) => ({ text: 'ü'.repeat((mib * MIB) / 2), count: 3 });
const isApart = (value: Json) => typeof value === 'object' && value !== null && '$payload' in value;
const idOf = (value: Json) => (value as { $payload: { id: string } }).$payload.id;
const payloadsOf = (id: string) =>
  runs.sql<{ id: string; byte_count: string }>('select id, byte_count from run_payloads where run_id = $1', [id]);

describe('an output of more than 1 MiB', () => {
  const graph = graphOf(
    [
      { key: 'make' },
      { key: 'check', type: 'condition', config: { expression: 'nodes.make.output.count == 3' } },
      { key: 'measure', config: { size: fill('size(nodes.make.output.text)') } },
    ],
    ['begin>make', 'make>check', 'check.true>measure'],
  );

  test('is stored apart, once, and who names it gets it', async () => {
    runs.acts.set('make', async () => done(large()));
    runs.acts.set('measure', async ({ input }, { size }) =>
      done({ size: size as number, same: input === null ? null : (input as { count: number }).count }),
    );
    const id = await runs.startRun(graph);
    expect((await runs.stands(id, 'SUCCEEDED')).output).toEqual({ size: MIB, same: 3 });
    const made = await runs.attemptOf(id, 'make');
    expect(made?.output).toEqual({
      $payload: {
        id: expect.any(String),
        byteCount: 2 * MIB + 21,
        contentType: 'application/json',
        preview: expect.any(String),
      },
    });
    expect((await runs.attemptOf(id, 'measure'))?.input).toEqual(made?.output);
    expect(await payloadsOf(id)).toHaveLength(1);
    const response = await as(cast.viewer).fetch(`/api/v1/payloads/${idOf(made?.output as Json)}`);
    expect(await response.json()).toEqual(large());
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="pay_\w+\.json"$/);
    const seen = await as(cast.viewer).run<{ run: Record<string, unknown> }>(
      `query ($id: ID!) { run(id: $id) { inputPayload { id } outputPayload { id }
        nodeRuns { nodeKey inputPayload { id } outputPayload { id byteCount url } } } }`,
      { id },
    );
    const payload = { id: idOf(made?.output as Json), byteCount: 2 * MIB + 21 };
    expect(seen.run).toMatchObject({ inputPayload: null, outputPayload: null });
    expect(seen.run.nodeRuns).toEqual([
      { nodeKey: 'begin', inputPayload: null, outputPayload: null },
      { nodeKey: 'make', inputPayload: null, outputPayload: { ...payload, url: `/api/v1/payloads/${payload.id}` } },
      { nodeKey: 'check', inputPayload: { id: payload.id }, outputPayload: expect.objectContaining(payload) },
      { nodeKey: 'measure', inputPayload: { id: payload.id }, outputPayload: null },
    ]);
  });

  test('one byte less stays in its row', async () => {
    runs.acts.set('make', async () => done('x'.repeat(MIB - 2)));
    const id = await runs.startRun(graphOf([{ key: 'make' }], ['begin>make']));
    expect((await runs.stands(id, 'SUCCEEDED')).output).toHaveLength(MIB - 2);
    expect(await payloadsOf(id)).toEqual([]);
    runs.acts.set('make', async () => done('x'.repeat(MIB - 1)));
    const other = await runs.startRun(graphOf([{ key: 'make' }], ['begin>make']));
    expect(isApart((await runs.stands(other, 'SUCCEEDED')).output)).toBe(true);
  });

  test('is masked before it is stored', async () => {
    await runs.sql(
      `insert into variables (id, project_id, name, kind, is_secret, value) values ($1, $2, 'LARGE_TOKEN', 'TEXT', false, 'hunter2hunter2')`,
      [newId('variable'), cast.project.id],
    );
    runs.acts.set('make', async ({ secret }) => done([await secret('LARGE_TOKEN'), 'x'.repeat(2 * MIB)]));
    const id = await runs.startRun(graphOf([{ key: 'make' }], ['begin>make']));
    const { output } = await runs.stands(id, 'SUCCEEDED');
    const stored = (await (await as(cast.viewer).fetch(`/api/v1/payloads/${idOf(output)}`)).json()) as string[];
    expect(stored[0]).toBe('***');
    expect(JSON.stringify(output)).not.toContain('hunter2');
  });

  test('of more than 64 MiB fails the node', async () => {
    runs.acts.set('make', async () => done('x'.repeat(64 * MIB)));
    const id = await runs.startRun(graphOf([{ key: 'make' }], ['begin>make']));
    expect((await runs.stands(id, 'FAILED')).error).toMatchObject({ code: 'VALUE_TOO_LARGE', nodeKey: 'make' });
    expect(await payloadsOf(id)).toEqual([]);
  });

  test('is read back by another worker after a restart', async () => {
    runs.acts.set('make', async () => done(large()));
    runs.acts.set('measure', async (_context, { size }) => done(size as number));
    const waiting = graphOf(
      [
        { key: 'make' },
        { key: 'hold', type: 'wait-webhook' },
        { key: 'measure', config: { size: fill('size(nodes.make.output.text)') } },
      ],
      ['begin>make', 'make>hold', 'hold>measure'],
    );
    const id = await runs.startRun(waiting);
    await runs.stands(id, 'WAITING', true);
    await runs.restart();
    const key = (await runs.attemptOf(id, 'hold'))?.wait_key;
    expect((await fetch(`${cast.app.url}/hooks/${key}`, { method: 'POST', body: '{}' })).status).toBe(202);
    expect((await runs.stands(id, 'SUCCEEDED')).output).toBe(MIB);
  });
});

describe('large values that the engine puts together', () => {
  test('a loop over a large list, its results and its items', async () => {
    const graph = graphOf(
      [
        {
          key: 'each',
          type: 'loop',
          config: { items: 'trigger.items.map(i, nodes.make.output.text + i)', concurrency: 2 },
        },
        { key: 'make' },
        { key: 'body', config: { size: fill('size(item)') } },
        { key: 'after', config: { sizes: fill('nodes.each.output.results.map(r, size(r))') } },
      ],
      ['begin>make', 'make>each', 'each.item>body', 'each>after'],
    );
    runs.acts.set('make', async () => done({ text: 'x'.repeat(700_000) }));
    runs.acts.set('body', async ({ input }, { size }) =>
      done(`${'y'.repeat(600_000)}${String(size)}${String(input).length}`),
    );
    runs.acts.set('after', async (_context, { sizes }) => done(sizes as Json));
    const id = await runs.startRun(graph, { items: ['a', 'b'] });
    expect((await runs.stands(id, 'SUCCEEDED')).output).toEqual([600_012, 600_012]);
    const loop = await runs.attemptOf(id, 'each');
    expect([isApart(loop?.input as Json), isApart(loop?.output as Json)]).toEqual([true, true]);
  });

  test('a join of large outputs hands on what each gave', async () => {
    const graph = graphOf(
      [{ key: 'a' }, { key: 'b' }, { key: 'both', type: 'join' }, { key: 'after' }],
      ['begin>a', 'begin>b', 'a>both', 'b>both', 'both>after'],
    );
    runs.acts.set('a', async () => done('a'.repeat(2 * MIB)));
    runs.acts.set('b', async () => done('b'.repeat(2 * MIB)));
    runs.acts.set('after', async ({ input }) => {
      const { a, b } = input as { a: string; b: string };
      return done([a.length, b.length]);
    });
    const id = await runs.startRun(graph);
    expect((await runs.stands(id, 'SUCCEEDED')).output).toEqual([2 * MIB, 2 * MIB]);
    expect(await payloadsOf(id)).toHaveLength(2);
  });
});

describe('from run to run', () => {
  test('a child gets a large payload and gives a large output', async () => {
    const child = graphOf([{ key: 'grow' }], ['begin>grow']);
    runs.acts.set('grow', async ({ input }) => done(`${(input as { text: string }).text}!`));
    const { slug } = await runs.publish(child);
    runs.acts.set('make', async () => done(large()));
    runs.acts.set('after', async (_context, { size }) => done(size as number));
    const id = await runs.startRun(
      graphOf(
        [
          { key: 'make' },
          { key: 'call', type: 'sub-workflow', config: { workflow: slug, payload: fill('nodes.make.output') } },
          { key: 'after', config: { size: fill('size(nodes.call.output.output)') } },
        ],
        ['begin>make', 'make>call', 'call>after'],
      ),
    );
    expect((await runs.stands(id, 'SUCCEEDED')).output).toBe(MIB + 1);
    const [started] = await runs.sql<{ payload: Json }>('select payload from runs where parent_run_id = $1', [id]);
    expect(isApart(started?.payload as Json)).toBe(true);
  });

  test('a retry reads what the earlier run has stored', async () => {
    const graph = graphOf(
      [{ key: 'make' }, { key: 'measure', config: { size: fill('size(nodes.make.output.text)') } }],
      ['begin>make', 'make>measure'],
    );
    runs.acts.set('make', async () => done(large()));
    runs.acts.set('measure', async () => {
      throw new Error('Not now.');
    });
    const id = await runs.startRun(graph);
    await runs.stands(id, 'FAILED');
    runs.acts.set('measure', async (_context, { size }) => done(size as number));
    const { retryRun } = await as(cast.owner).run<{ retryRun: { id: string } }>(
      'mutation ($id: ID!) { retryRun(input: { id: $id }) { id } }',
      { id },
    );
    expect((await runs.stands(retryRun.id, 'SUCCEEDED')).output).toBe(MIB);
    expect(runs.performed).toEqual(['make', 'measure', 'measure']);
  });

  test('what only looks like a reference stays what it is', async () => {
    runs.acts.set('make', async () => done(large()));
    const other = await runs.startRun(graphOf([{ key: 'make' }], ['begin>make']));
    const foreign = (await runs.stands(other, 'SUCCEEDED')).output;
    runs.acts.set('copy', async ({ input }) => done({ keys: Object.keys(input as object) }));
    const id = await runs.startRun(graphOf([{ key: 'copy' }], ['begin>copy']), foreign);
    expect((await runs.stands(id, 'SUCCEEDED')).output).toEqual({ keys: ['$payload'] });
  });

  test('payloads go with their run', async () => {
    runs.acts.set('make', async () => done(large()));
    const id = await runs.startRun(graphOf([{ key: 'make' }], ['begin>make']));
    const { output } = await runs.stands(id, 'SUCCEEDED');
    await runs.sql('delete from runs where id = $1', [id]);
    expect(await runs.sql('select from run_payload_chunks where payload_id = $1', [idOf(output)])).toEqual([]);
  });
});
