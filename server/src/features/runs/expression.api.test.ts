import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { makeWorkflow, type TestWorkflow, useCast } from '../../../test/factories.ts';
import { makeNodeRun, makeRun } from '../../../test/runs.ts';

const cast = useCast();

const at = { x: 0, y: 0 };
const node = (key: string, type: string, config: object = {}) => ({ key, type, name: key, config, position: at });
const edge = (from: string, to: string, fromPort = 'main') => ({ from, fromPort, to });
const FORM = { type: 'object', properties: { version: { type: 'string' } } };
/** start → build → each (inner → last) → after; aside is behind start too. */
const GRAPH = {
  nodes: [
    node('start', 'manual', { form: FORM }),
    node('build', 'http', { url: 'https://example.com' }),
    node('each', 'loop', { items: 'nodes.build.output.body' }),
    node('inner', 'transform', { output: '${{ item }}' }),
    node('last', 'transform', { output: '${{ item }}' }),
    node('after', 'transform'),
    node('aside', 'transform'),
  ],
  edges: [
    edge('start', 'build'),
    edge('build', 'each'),
    edge('each', 'inner', 'item'),
    edge('inner', 'last'),
    edge('each', 'after'),
    edge('start', 'aside'),
  ],
};

const SCOPE = `query ($input: ExpressionScopeInput!) { expressionScope(input: $input) {
  run { number } names { name schema value isTruncated } functions { name signature description isMethod } } }`;
interface Name {
  name: string;
  schema: { type?: string; properties?: Record<string, unknown> };
  value: never;
  isTruncated: boolean;
}
interface Scope {
  run: { number: number } | null;
  names: Name[];
  functions: { name: string }[];
}

async function scopeOf(workflow: TestWorkflow, nodeKey: string, more: object = {}) {
  const { expressionScope } = await as(cast.viewer).run<{ expressionScope: Scope }>(SCOPE, {
    input: { workflowId: workflow.id, nodeKey, ...more },
  });
  const names = Object.fromEntries(expressionScope.names.map((name) => [name.name, name]));
  return { ...expressionScope, names, of: (name: string) => names[name]?.value };
}

/** A run that came as far as the first item's first node. */
async function ranRun(workflow: TestWorkflow) {
  const run = await makeRun(cast.project, workflow, { payload: { version: '1.2' }, status: 'WAITING' });
  await makeNodeRun(run, { key: 'start', output: { version: '1.2' } });
  await makeNodeRun(run, { key: 'build', output: { status: 200, body: ['a', 'b'] } });
  await makeNodeRun(run, { key: 'each', status: 'WAITING', waitKind: 'LOOP' });
  await cast.app.sql(`update node_runs set input = '["a", "b"]' where run_id = $1 and node_key = 'each'`, [run.id]);
  await makeNodeRun(run, { key: 'inner', path: 'each[0]', output: 'A' });
  await makeNodeRun(run, { key: 'inner', path: 'each[1]', output: 'B' });
  await makeNodeRun(run, { key: 'aside', output: 'no' });
  return run;
}

describe('the scope of a node', () => {
  test('names what runs before it, with the values of the first iteration', async () => {
    const workflow = await makeWorkflow(cast.project, { graph: GRAPH });
    const run = await ranRun(workflow);
    const { of, names, ...scope } = await scopeOf(workflow, 'last');
    expect(scope.run).toEqual({ number: run.number });
    expect(Object.keys(names)).toEqual(['trigger', 'nodes', 'input', 'vars', 'run', 'item', 'index', 'secrets']);
    expect(names.trigger?.schema.properties).toEqual(FORM.properties);
    expect(Object.keys(names.nodes?.schema.properties ?? {}).sort()).toEqual(['build', 'each', 'inner', 'start']);
    expect(of('trigger')).toEqual({ version: '1.2' });
    expect(of('nodes')).toEqual({
      start: { output: { version: '1.2' }, status: 'SUCCEEDED' },
      build: { output: { status: 200, body: ['a', 'b'] }, status: 'SUCCEEDED' },
      inner: { output: 'A', status: 'SUCCEEDED' },
    });
    expect([of('item'), of('index'), of('input')]).toEqual(['a', 0, 'A']);
    expect((await scopeOf(workflow, 'inner')).of('input')).toBe('a');
    const outside = await scopeOf(workflow, 'aside');
    expect(Object.keys(outside.names)).not.toContain('item');
    expect(Object.keys(outside.of('nodes') ?? {})).toEqual(['start']);
  });

  test('takes the run that came nearest, or the one that is named', async () => {
    const workflow = await makeWorkflow(cast.project, { graph: GRAPH });
    expect((await scopeOf(workflow, 'last')).run).toBeNull();
    const far = await ranRun(workflow);
    const near = await makeRun(cast.project, workflow, { status: 'FAILED', payload: { version: '2' } });
    await makeNodeRun(near, { key: 'start' });
    expect((await scopeOf(workflow, 'last')).run?.number).toBe(far.number);
    expect((await scopeOf(workflow, 'build')).run?.number).toBe(near.number);
    expect((await scopeOf(workflow, 'last', { runId: near.id })).run?.number).toBe(near.number);
    const foreign = await makeRun(cast.otherProject, await makeWorkflow(cast.otherProject));
    const refused = { input: { workflowId: workflow.id, nodeKey: 'last', runId: foreign.id } };
    expect(await as(cast.owner).fail(SCOPE, refused)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('shows of large values a part, and of secrets their names', async () => {
    const workflow = await makeWorkflow(cast.project, { graph: GRAPH });
    const run = await makeRun(cast.project, workflow);
    await makeNodeRun(run, { key: 'start', output: { text: 'x'.repeat(900_000), last: 'here' } });
    await cast.app.sql(
      `insert into variables (id, project_id, name, value, is_secret) values ($1, $2, 'API_KEY', '', false)`,
      [`var_${run.id}`, cast.project.id],
    );
    const { names, of } = await scopeOf(workflow, 'build');
    expect(names.nodes?.isTruncated).toBe(true);
    expect(JSON.stringify(of('nodes')).length).toBeLessThan(70_000);
    expect(of('nodes')).toMatchObject({ start: { output: { last: 'here' } } });
    expect(names.secrets).toMatchObject({ schema: { properties: { API_KEY: {} } }, value: null });
  });

  test('is of a graph that is still drawn; its functions are explained', async () => {
    const workflow = await makeWorkflow(cast.project, { graph: GRAPH });
    const nodes = [node('start', 'manual'), node('a', 'nonsense'), node('b', 'transform')];
    const graph = { nodes, edges: [edge('start', 'a'), edge('a', 'b'), edge('b', 'a'), edge('gone', 'b')] };
    const { functions } = await scopeOf(workflow, 'b', { graph });
    expect(functions).toContainEqual({
      name: 'contains',
      signature: 'text.contains(part)',
      description: 'Whether the part is in the text.',
      isMethod: true,
    });
    const unknown = { input: { workflowId: workflow.id, nodeKey: 'nothing' } };
    expect(await as(cast.viewer).fail(SCOPE, unknown)).toMatchObject({ code: 'INVALID_INPUT', paths: ['nodeKey'] });
  });

  test('costs as many statements with many nodes as with few', async () => {
    const countOf = async (count: number) => {
      const keys = Array.from({ length: count }, (_, index) => `n${index}`);
      const nodes = [node('start', 'manual'), ...keys.map((key) => node(key, 'transform')), node('end', 'transform')];
      const edges = keys.flatMap((key) => [edge('start', key), edge(key, 'end')]);
      const workflow = await makeWorkflow(cast.project, { graph: { nodes, edges } });
      const run = await makeRun(cast.project, workflow);
      for (const key of keys) await makeNodeRun(run, { key, output: key });
      await scopeOf(workflow, 'end');
      const before = cast.app.statementCount();
      const { of } = await scopeOf(workflow, 'end');
      expect(Object.keys(of('nodes') ?? {})).toHaveLength(count);
      return cast.app.statementCount() - before;
    };
    expect(await countOf(20)).toBe(await countOf(2));
  });
});

const EVALUATE = `query ($input: EvaluateExpressionInput!) { evaluateExpression(input: $input) {
  value type isTruncated problem { message position isDataMissing } } }`;

describe('an expression over a run', () => {
  async function evaluated(workflow: TestWorkflow, expression: string, more: object = {}) {
    const input = { workflowId: workflow.id, nodeKey: 'last', expression, kind: 'EXPRESSION', ...more };
    const { evaluateExpression } = await as(cast.viewer).run<{ evaluateExpression: object }>(EVALUATE, { input });
    return evaluateExpression as {
      value: unknown;
      type: string;
      problem: { message: string; position: number; isDataMissing: boolean } | null;
    };
  }
  const TEMPLATE = { kind: 'TEMPLATE' };

  test('gives what the engine would', async () => {
    const workflow = await makeWorkflow(cast.project, { graph: GRAPH });
    const run = await ranRun(workflow);
    expect(await evaluated(workflow, 'nodes.build.output.body.size() + index')).toMatchObject({
      value: 2,
      type: 'int',
    });
    expect(await evaluated(workflow, 'item + input + trigger.version')).toMatchObject({
      value: 'aA1.2',
      type: 'string',
    });
    expect(await evaluated(workflow, 'run.number')).toMatchObject({ value: run.number });
    const text = await evaluated(workflow, 'v${{ trigger.version }} of ${{ nodes.inner.output }}', TEMPLATE);
    expect(text).toEqual({ value: 'v1.2 of A', type: 'string', isTruncated: false, problem: null });
    expect(await evaluated(workflow, '${{ nodes.build.output }}', TEMPLATE)).toMatchObject({ type: 'map' });
  });

  test('never shows a secret', async () => {
    const workflow = await makeWorkflow(cast.project, { graph: GRAPH });
    const result = await evaluated(workflow, 'Bearer ${{ secrets.API_KEY }}', TEMPLATE);
    expect(result).toMatchObject({ value: 'Bearer •••' });
  });

  test.each([
    ['1 +', 'EXPRESSION', 3],
    ['nodes.aside.output', 'EXPRESSION', 6],
    ['nodes.build.output.nothing', 'EXPRESSION', 19],
    ['ab ${{ 1 + }}', 'TEMPLATE', 10],
    ['ab ${{ 1', 'TEMPLATE', 3],
    ['ab ${{ fromJson("x") }}', 'TEMPLATE', 3],
  ])('%s: says what is wrong and where', async (expression, kind, position) => {
    const workflow = await makeWorkflow(cast.project, { graph: GRAPH });
    await ranRun(workflow);
    const { problem, value } = await evaluated(workflow, expression, { kind });
    expect([value, problem?.position]).toEqual([null, position]);
  });

  test('says that there is nothing to look at yet, and stops what takes too long', async () => {
    const workflow = await makeWorkflow(cast.project, { graph: GRAPH });
    expect(await evaluated(workflow, 'nodes.build.output.status')).toMatchObject({
      problem: { message: expect.stringContaining('Nothing has run here yet'), isDataMissing: true },
    });
    const run = await makeRun(cast.project, workflow);
    expect(await evaluated(workflow, 'nodes.build.output.status')).toMatchObject({
      problem: { message: `“build” has no output in run #${run.number} that could be shown.`, isDataMissing: true },
    });
    expect(await evaluated(workflow, 'nodes.build.')).toMatchObject({ problem: { isDataMissing: false } });
    const list = `[${Array(400).fill(1).join()}]`;
    const hurtful = `${list}.all(a, ${list}.all(b, ${list}.all(c, a + b + c > 0)))`;
    expect(await evaluated(workflow, hurtful)).toMatchObject({ problem: { message: expect.stringContaining('too') } });
  });
});
