import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { conflict, invalid, notFound, type Problem } from '../../platform/errors.ts';
import { parseInput } from '../../platform/validation.ts';
import { diffGraphs } from '../workflows/graph-diff.rules.ts';
import { findVersion, versionsById, workflowsById } from '../workflows/workflow.queries.ts';
import { versionGraph } from '../workflows/workflow.service.ts';
import type { WorkflowVersion } from '../workflows/workflow-version.entity.ts';
import { checkPayload, MOST_PAYLOAD_BYTES, runRules } from './run.input.rules.ts';
import { getRun, type RunRow } from './run.queries.ts';
import { forkPlan, type ResumePlan, resumePlan } from './run.resume.rules.ts';
import { attemptsOf, copyNodeRuns, pinNodeRuns, sourceOf, startAgain, valuesOf } from './run.retries.service.ts';
import { byActor } from './run.service.ts';
import type { ForkRunInput, ResumeRunInput, RunResume } from './run.types.ts';

/** Each reads two graphs and all attempts of its run: they are for a page of a run, not for lists. */
const MOST_PREVIEWS = 10;

export interface PreviewKey {
  run: RunRow;
  versionId: string | null;
}

/** Batch: what {@link previewResume} says of each. INVALID_INPUT for more than a request may ask for. */
export async function previewResumes(ctx: Context, keys: readonly PreviewKey[]): Promise<RunResume[]> {
  if (keys.length > MOST_PREVIEWS)
    throw invalid([
      { path: 'resumePreview', message: `Ask what would come of resuming for at most ${MOST_PREVIEWS} runs at once.` },
    ]);
  const settled = await Promise.allSettled(keys.map(({ run, versionId }) => previewResume(ctx, run, versionId)));
  // One that fails, of a version that is not there, fails alone.
  return settled.map((result) => (result.status === 'fulfilled' ? result.value : (result.reason as RunResume)));
}

/** What would be kept and done again if the run went on by a version: the published one, or another of its workflow. */
async function previewResume(ctx: Context, run: RunRow, versionId: string | null): Promise<RunResume> {
  const version = await versionFor(ctx, run, versionId);
  const { plan, from, to } = await planFor(ctx, run, version);
  const { problem, keptNodeKeys, redoneNodeKeys } = plan;
  return { version, canResume: problem === null, problem, keptNodeKeys, redoneNodeKeys, diff: diffGraphs(from, to) };
}

/**
 * Lets a run that ended without success go on as a new run, by the published version or another one of its workflow: what
 * finished and is the same there is taken over. CONFLICT with the reason where it can't. The same key returns the first result.
 */
export async function resumeRun(ctx: Context, input: ResumeRunInput): Promise<RunRow> {
  const earlier = await getRun(ctx, input.id);
  authorize(ctx, 'run:create', earlier.projectId, 'run');
  parseInput(runRules, input);
  const version = await versionFor(ctx, earlier, input.versionId);
  const { workflow } = await sourceOf(ctx, earlier);
  return startAgain(ctx, 'resumeRun', input, earlier, async (ctx) => {
    const { plan, to } = await planFor(ctx, earlier, version);
    if (plan.problem) throw conflict(plan.problem);
    const copied = await valuesOf(ctx, earlier.id);
    return {
      run: { ...copied, ...byActor(ctx, { workflow, version, graph: to }) },
      detail: { version: version.number, kept: plan.keptNodeKeys, redone: plan.redoneNodeKeys },
      addNodeRuns: (id: string) => copyNodeRuns(ctx, id, earlier.id, plan.reused),
    };
  });
}

/**
 * Starts a new run that begins at a node of another one, ended or not, with what that one has of the nodes before, or other
 * outputs and another payload. The other one goes on as it would. The same idempotency key returns the first result.
 */
export async function forkRun(ctx: Context, input: ForkRunInput): Promise<RunRow> {
  const earlier = await getRun(ctx, input.id);
  authorize(ctx, 'run:create', earlier.projectId, 'run');
  const source = await sourceOf(ctx, earlier);
  const { fromNodeKey } = input;
  const outputs = outputsOf(input.outputs);
  const trigger = source.graph.nodes.find((node) => node.key === earlier.triggerNodeKey);
  const isOther = input.payload !== undefined && trigger;
  const payload = isOther ? checkPayload(trigger, input.payload) : { payload: undefined, problems: [] as Problem[] };
  parseInput(runRules, input, payload.problems);
  return startAgain(ctx, 'forkRun', input, earlier, async (ctx) => {
    const attempts = await attemptsOf(ctx, earlier.id);
    // With another payload the trigger passes anew.
    const known = isOther ? attempts.filter(({ nodeKey }) => nodeKey !== trigger.key) : attempts;
    const plan = forkPlan(source.graph, fromNodeKey, attempts, outputs);
    if (plan.problems.length > 0) throw invalid(plan.problems);
    const reused = plan.reused.filter((id) => known.some(({ rowId }) => rowId === id));
    const copied = await valuesOf(ctx, earlier.id);
    return {
      run: {
        ...copied,
        ...byActor(ctx, source),
        retryFromNodeKey: fromNodeKey,
        ...(isOther && { payload: payload.payload }),
      },
      detail: { fromNodeKey, hasOtherPayload: Boolean(isOther), edited: Object.keys(outputs) },
      async addNodeRuns(id: string) {
        await copyNodeRuns(ctx, id, earlier.id, reused);
        await pinNodeRuns(ctx, id, earlier.projectId, plan.edited);
      },
    };
  });
}

function outputsOf(outputs: unknown): Record<string, unknown> {
  const given = outputs ?? {};
  const problem = (message: string) => invalid([{ path: 'outputs', message }]);
  if (typeof given !== 'object' || Array.isArray(given)) throw problem('Give an object: outputs by node key.');
  if (Buffer.byteLength(JSON.stringify(given)) > MOST_PAYLOAD_BYTES)
    throw problem('The outputs are larger than 1 MiB.');
  return given as Record<string, unknown>;
}

/** The version that a run would go on by. */
async function versionFor(ctx: Context, run: RunRow, versionId?: string | null): Promise<WorkflowVersion> {
  if (versionId) {
    const version = await findVersion(ctx, versionId);
    if (version.workflowId !== run.workflowId) throw notFound('version');
    return version;
  }
  const [workflow] = await workflowsById(ctx, [run.workflowId]);
  const [version] = await versionsById(ctx, [workflow?.publishedVersionId ?? run.workflowVersionId]);
  if (!version) throw notFound('version');
  return version;
}

async function planFor(ctx: Context, run: RunRow, version: WorkflowVersion) {
  const [from, to, attempts] = await Promise.all([
    versionGraph(ctx, run.workflowVersionId),
    versionGraph(ctx, version.id),
    attemptsOf(ctx, run.id),
  ]);
  const plan: ResumePlan = resumePlan(from, to, run, attempts);
  return { plan, from, to };
}
