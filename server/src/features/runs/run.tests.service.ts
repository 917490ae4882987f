import { z } from 'zod';
import type { Json } from '../../lib/json.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { forbidden, invalid, notFound, type Problem } from '../../platform/errors.ts';
import { earlierResult, rememberResult } from '../../platform/idempotency.ts';
import { parseInput } from '../../platform/validation.ts';
import { nodeTypeOf } from '../nodes/registry.service.ts';
import { grantOf, lackedRights } from '../workflows/grant.rules.ts';
import { parseGraph } from '../workflows/graph.rules.ts';
import type { Graph, GraphNode } from '../workflows/graph.types.ts';
import { nodesReadBy } from '../workflows/graph-reference.rules.ts';
import type { Workflow } from '../workflows/workflow.entity.ts';
import { versionsById } from '../workflows/workflow.queries.ts';
import { draftOf, findWorkflow } from '../workflows/workflow.service.ts';
import { checkGraph } from '../workflows/workflow.validation.service.ts';
import type { WorkflowVersion } from '../workflows/workflow-version.entity.ts';
import { latestRunWith, runData } from './expression.queries.ts';
import { placeOf } from './expression.rules.ts';
import { MOST_PAYLOAD_BYTES, runRules } from './run.input.rules.ts';
import { getRun, type RunRow } from './run.queries.ts';
import { byActor, insertRun, lockWorkflowForRun } from './run.service.ts';
import { copyForTest, insertTestVersion, knownNodes, pinForTest } from './run.tests.queries.ts';
import { isTrigger, nodeTest, type TestInput, testProblems } from './run.tests.rules.ts';
import type { TestNodeInput } from './run.types.ts';

/**
 * Runs one node of the draft for real, with all that runs before it taken as done: with the outputs that are given, or those of
 * an earlier run. What the node needs its tester must have himself. Nothing waits for the test, reacts to it or counts it.
 * INVALID_INPUT with what is wrong with the node or missing for it; the same idempotency key returns the first test.
 */
export async function testNode(ctx: Context, input: TestNodeInput): Promise<RunRow> {
  const workflow = await findWorkflow(ctx, input.workflowId);
  authorize(ctx, 'workflow:manage', workflow.projectId, 'workflow');
  const graph = input.graph == null ? await draftOf(ctx, workflow.id) : parseGraph(input.graph);
  const node = readNode(graph, input);
  authorize(ctx, 'run:create', workflow.projectId, 'workflow');
  const grant = await grantFor(ctx, workflow, graph, node);
  const { upstream, loops } = placeOf(graph, node.key);
  const source = await sourceOf(ctx, workflow, input.runId, upstream);
  const test: TestInput = {
    nodeKey: node.key,
    outputs: (input.outputs ?? {}) as Record<string, Json>,
    item: input.item as Json | undefined,
    triggerNodeKey: source?.run.triggerNodeKey ?? null,
    known: source ? await knownNodes(ctx, source.run.id, loops, upstream) : [],
  };
  const problems = testProblems(graph, test, nodesReadBy(node, nodeTypeOf));
  if (problems.length > 0) throw invalid(problems);
  const { graph: reduced, triggerNodeKey, pins, copied } = nodeTest(graph, test);
  const id = await withTransaction(ctx, async (ctx) => {
    const made = await earlierResult(ctx, 'testNode', input.idempotencyKey, input);
    if (made) return made;
    await lockWorkflowForRun(ctx, workflow);
    const versionId = await insertTestVersion(ctx, workflow, { graph: reduced, grant });
    const [version] = await versionsById(ctx, [versionId]);
    const run = await insertRun(ctx, {
      ...byActor(ctx, { workflow, version: version as WorkflowVersion, graph: reduced }),
      trigger: 'TEST',
      triggerNodeKey,
      triggerDetail: { nodeKey: node.key, of: source?.run.id ?? null },
      payload: input.payload ?? test.outputs[triggerNodeKey] ?? source?.payload ?? null,
      variables: input.variables ?? source?.variables ?? {},
    });
    await pinForTest(ctx, { id: run.id, projectId: workflow.projectId }, pins);
    if (source) await copyForTest(ctx, run.id, { runId: source.run.id, loops, nodeKeys: copied });
    await recordAudit(ctx, {
      action: 'run.tested',
      projectId: workflow.projectId,
      subject: { id: run.id, type: 'Run', name: `${workflow.slug} #${run.number}` },
      detail: { node: node.key, of: source?.run.number ?? null, permissions: [...grant.permissions] },
    });
    await rememberResult(ctx, 'testNode', input.idempotencyKey, input, run.id);
    return run.id;
  });
  return getRun(ctx, id);
}

const inputRules = runRules.extend({
  nodeKey: z.string().max(200),
  outputs: z.record(z.string(), z.unknown(), 'Give an object: outputs by node key.').nullish(),
  variables: z.record(z.string(), z.unknown(), 'Give an object: values by name.').nullish(),
});

function readNode(graph: Graph, input: TestNodeInput): GraphNode {
  const node = graph.nodes.find(({ key }) => key === input.nodeKey);
  const { payload, outputs, variables, item } = input;
  const size = Buffer.byteLength(JSON.stringify([payload, outputs, variables, item]));
  const problems: Problem[] = [
    ...(node ? [] : [{ path: 'nodeKey', message: `There is no node “${input.nodeKey}” in the graph.` }]),
    ...(node && isTrigger(node) ? [{ path: 'nodeKey', message: 'A trigger does nothing that could be tested.' }] : []),
    ...(size > MOST_PAYLOAD_BYTES
      ? [{ path: 'outputs', message: 'What the test is given is larger than 1 MiB.' }]
      : []),
  ];
  parseInput(inputRules, input, problems);
  return node as GraphNode;
}

/** What the test may do: what the node needs, as far as its tester has it. FORBIDDEN with what is missing. */
async function grantFor(ctx: Context, workflow: Workflow, graph: Graph, node: GraphNode) {
  const { problems } = await checkGraph(ctx, workflow.projectId, graph);
  const own = problems.filter(
    ({ severity, nodeKey, path }) =>
      severity === 'ERROR' && nodeKey === node.key && /^(key|type|config|options)\b/.test(path),
  );
  if (own.length > 0)
    throw invalid(own.map(({ path, message }) => ({ path: `graph.nodes.${node.key}.${path}`, message })));
  // What a workflow asks for besides its nodes is for those that use the API.
  const permissions = node.type === 'graphql' ? graph.settings?.permissions : undefined;
  const { rights } = await checkGraph(ctx, workflow.projectId, {
    nodes: [node],
    edges: [],
    ...(permissions && { settings: { permissions } }),
  });
  const grant = grantOf(ctx.actor, workflow.projectId, rights);
  const unheld = rights.filter((right) => !right.isHeld);
  const lacked = lackedRights(ctx.actor, workflow.projectId, grant, unheld);
  if (lacked) throw forbidden(`A test of “${node.name || node.key}” needs rights that you don’t have: ${lacked}.`);
  return grant;
}

/** The run whose outputs are taken: the named one, of the same project, or the last that has most of them. */
async function sourceOf(
  ctx: Context,
  workflow: Workflow,
  runId: string | null | undefined,
  upstream: readonly string[],
): Promise<{ run: RunRow; payload: unknown; variables: unknown } | null> {
  const id = runId ?? (await latestRunWith(ctx, workflow.id, upstream));
  if (id === null) return null;
  const run = await getRun(ctx, id);
  if (run.projectId !== workflow.projectId) throw notFound('run');
  return { run, ...(await runData(ctx, id)) };
}
