import { z } from 'zod';
import type { Json } from '../../lib/json.ts';
import type { Context } from '../../platform/context.ts';
import { notFound, type Problem } from '../../platform/errors.ts';
import { ExpressionError } from '../../platform/expressions/expression-error.ts';
import {
  checkExpression,
  checkTemplate,
  evaluate,
  fillTemplates,
  namesInExpression,
  referencedNames,
} from '../../platform/expressions/expressions.ts';
import { EXPRESSION_FUNCTIONS } from '../../platform/expressions/functions.ts';
import { parseInput } from '../../platform/validation.ts';
import { nodeTypeOf } from '../nodes/registry.service.ts';
import { parseGraph, variablesAt } from '../workflows/graph.rules.ts';
import type { Graph } from '../workflows/graph.types.ts';
import type { Workflow } from '../workflows/workflow.entity.ts';
import { draftOf, findWorkflow } from '../workflows/workflow.service.ts';
import { latestRunWith, nodesSeen, runData, variableNames } from './expression.queries.ts';
import { loopsAround, placeOf, trimmed, valuesAt } from './expression.rules.ts';
import type {
  EvaluateExpressionInput,
  ExpressionResult,
  ExpressionScope,
  ExpressionScopeInput,
  ScopeName,
} from './expression.types.ts';
import { getRun, type RunRow } from './run.queries.ts';

const MOST_TEMPLATE = 20_000;
/** As many nodes' values are shown. */
const MOST_NODES = 50;

const inputRules = z.object({
  nodeKey: z.string().max(200),
  expression: z.string().max(MOST_TEMPLATE, `Use at most ${MOST_TEMPLATE} characters.`).optional(),
});

/** What a secret is shown as. */
const HIDDEN = '•••';

/**
 * What the expressions of a node can use, and what it was in a run. For those who may see the workflow and its runs. Secrets
 * are named and never opened.
 */
export async function expressionScope(ctx: Context, input: ExpressionScopeInput): Promise<ExpressionScope> {
  const { workflow, graph } = await readPlace(ctx, input);
  const { upstream, loops } = placeOf(graph, input.nodeKey);
  const schemas = schemasAt(graph, input.nodeKey);
  const run = await sourceRun(ctx, workflow, input.runId, upstream);
  const near = [...new Set([...upstream.slice(0, MOST_NODES), ...loops])];
  const values = await readValues(ctx, workflow, graph, input.nodeKey, run, near);
  const secrets = await variableNames(ctx, workflow.projectId);
  const names = Object.entries(schemas).map(([name, schema]): ScopeName => {
    if (!run) return { name, schema, value: null, isTruncated: false };
    return { name, schema, ...trimmed(values[name] ?? null) };
  });
  const properties = Object.fromEntries(secrets.map((name) => [name, { type: 'string' }]));
  names.push({ name: 'secrets', schema: { type: 'object', properties }, value: null, isTruncated: false });
  return { run, names, functions: [...EXPRESSION_FUNCTIONS] };
}

/**
 * What an expression gives over a run's data, as the engine would evaluate it there, within the same limits. A secret is shown
 * as “•••” and never read. What is wrong with the expression is an answer, not an error.
 */
export async function evaluateExpression(ctx: Context, input: EvaluateExpressionInput): Promise<ExpressionResult> {
  const { workflow, graph } = await readPlace(ctx, input);
  const { expression: text, kind, nodeKey } = input;
  const { upstream, loops } = placeOf(graph, nodeKey);
  const named = kind === 'TEMPLATE' ? referencedNames(text) : namesInExpression(text);
  const schemas = { ...schemasAt(graph, nodeKey), secrets: { type: 'object' } };
  const [problem] = (kind === 'TEMPLATE' ? checkTemplate(text, schemas) : checkExpression(text, schemas)).problems;
  if (problem) return failed({ ...problem, isDataMissing: false });
  const run = await sourceRun(ctx, workflow, input.runId, upstream);
  // Of the nodes before it those that it needs; `input` comes from the nearest.
  const direct = graph.edges.filter(({ to }) => to === nodeKey).map(({ from }) => from);
  const needed = new Set([...named.nodes, ...loops, ...(/\binput\b/.test(text) ? direct : [])]);
  const keys = upstream.filter((key) => needed.has(key));
  const values = await readValues(ctx, workflow, graph, nodeKey, run, keys);
  const secrets = Object.fromEntries(named.secrets.map((name) => [name, HIDDEN]));
  try {
    const given = { ...values, secrets };
    const value = kind === 'TEMPLATE' ? fillTemplates(text, given) : evaluate(text, given);
    return { ...trimmed(value), type: typeOf(value), problem: null };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const missing = missingSentence(run, named.nodes, values.nodes);
    return failed({ message: missing ?? error.message, position: error.position, isDataMissing: missing !== null });
  }
}

const failed = (problem: ExpressionResult['problem']): ExpressionResult => ({
  value: null,
  type: null,
  isTruncated: false,
  problem,
});

/** Why there is nothing to evaluate it over, where that is why it failed. */
function missingSentence(run: RunRow | null, named: readonly string[], nodes: Json | undefined): string | null {
  if (!run) return 'Nothing has run here yet, so there are no values to show. Run the workflow or test a node first.';
  const missing = named.find((key) => !Object.hasOwn(nodes as object, key));
  return missing === undefined ? null : `“${missing}” has no output in run #${run.number} that could be shown.`;
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'double';
  return ({ boolean: 'bool', object: 'map' } as Record<string, string>)[typeof value] ?? 'string';
}

async function readPlace(
  ctx: Context,
  input: ExpressionScopeInput & { expression?: string },
): Promise<{ workflow: Workflow; graph: Graph }> {
  const workflow = await findWorkflow(ctx, input.workflowId);
  const graph = input.graph == null ? await draftOf(ctx, workflow.id) : parseGraph(input.graph);
  const isThere = graph.nodes.some(({ key }) => key === input.nodeKey);
  const problems: Problem[] = isThere
    ? []
    : [{ path: 'nodeKey', message: `There is no node “${input.nodeKey}” in the graph.` }];
  parseInput(inputRules, input, problems);
  return { workflow, graph };
}

/** What the names are, by the part of the graph that matters. */
function schemasAt(graph: Graph, nodeKey: string) {
  const { upstream } = placeOf(graph, nodeKey);
  const keys = new Set([nodeKey, ...upstream]);
  const part = {
    ...graph,
    nodes: graph.nodes.filter(({ key }) => keys.has(key)),
    edges: graph.edges.filter(({ from, to }) => keys.has(from) && keys.has(to)),
  };
  return variablesAt(part, nodeKey, nodeTypeOf);
}

/** The run to take values from: the one that is named, of the same project, or the last that has most of them. */
async function sourceRun(
  ctx: Context,
  workflow: Workflow,
  runId: string | null | undefined,
  upstream: readonly string[],
): Promise<RunRow | null> {
  const id = runId ?? (await latestRunWith(ctx, workflow.id, upstream));
  if (id === null) return null;
  const run = await getRun(ctx, id);
  if (run.projectId !== workflow.projectId) throw notFound('run');
  return run;
}

async function readValues(
  ctx: Context,
  workflow: Workflow,
  graph: Graph,
  nodeKey: string,
  run: RunRow | null,
  keys: readonly string[],
): Promise<Record<string, Json>> {
  if (!run) return valuesAt(graph, nodeKey, null, []);
  const [data, seen] = await Promise.all([
    runData(ctx, run.id),
    nodesSeen(ctx, run.id, loopsAround(graph, nodeKey), keys),
  ]);
  const { id, number, trigger, createdByName } = run;
  const about = { id, number, workflow: workflow.slug, trigger, createdByName };
  const readable = seen.filter(({ isTooLarge }) => !isTooLarge);
  const { payload, variables } = data as { payload: Json; variables: Json };
  return valuesAt(graph, nodeKey, { payload, variables, about }, readable);
}
