import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { invalid, notFound } from '../../platform/errors.ts';
import { earlierResult, rememberResult } from '../../platform/idempotency.ts';
import { displayName, parseInput } from '../../platform/validation.ts';
import type { Json } from '../nodes/node.types.ts';
import { findProject } from '../projects/project.service.ts';
import { dryRun } from '../runs/dry-run.service.ts';
import type { DryRun } from '../runs/dry-run.types.ts';
import { checkPayload, triggerOf } from '../runs/run.input.rules.ts';
import { parseGraph } from '../workflows/graph.rules.ts';
import type { Graph } from '../workflows/graph.types.ts';
import type { Workflow } from '../workflows/workflow.entity.ts';
import { draftOf, findWorkflow, insertWorkflow } from '../workflows/workflow.service.ts';
import { checkGraph } from '../workflows/workflow.validation.service.ts';
import { choicesOf } from './template.queries.ts';
import {
  checkTemplateParameters,
  fillMarks,
  offeredParameters,
  readTemplate,
  type Template,
} from './template.rules.ts';
import type {
  DryRunWorkflowInput,
  InstallTemplateInput,
  PreviewTemplateInput,
  TemplatePreview,
  WorkflowTemplateFilter,
} from './template.types.ts';

const libraries = new Map<string, Template[]>();

/** All templates that came with the server, by name. Read once. */
function library(ctx: Context): Template[] {
  const { templatesDir } = ctx.app.config;
  const known = libraries.get(templatesDir);
  if (known) return known;
  const read = filesIn(templatesDir)
    .map((file) => readTemplate(file.replace(/\.yaml$/, ''), readFileSync(join(templatesDir, file), 'utf8')))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  libraries.set(templatesDir, read);
  return read;
}

/** An installation without its examples has no templates, and works. */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Templates in whose name, description or kinds of nodes every word is found. For everybody who is signed in. */
export function listTemplates(ctx: Context, { category, search }: WorkflowTemplateFilter): Template[] {
  requireActor(ctx);
  const words = (search ?? '').slice(0, 200).toLowerCase().split(/\s+/).filter(Boolean);
  return library(ctx).filter((template) => {
    const text = [template.name, template.description, ...template.graph.nodes.map(({ type }) => type)]
      .join(' ')
      .toLowerCase();
    return (!category || template.category === category) && words.every((word) => text.includes(word));
  });
}

/** The template of this slug; null when there is none. */
export function findTemplate(ctx: Context, slug: string): Template | null {
  requireActor(ctx);
  return library(ctx).find((template) => template.slug === slug) ?? null;
}

interface Filled {
  template: Template;
  projectId: string;
  projectSlug: string;
  schema: Record<string, unknown>;
  values: Record<string, unknown>;
  problems: { path: string; message: string }[];
  graph: Graph;
  name: string;
}

/** The template with its parameters in the actor's project, for those who may draw there. */
async function fill(ctx: Context, input: { projectId: string; slug: string; parameters?: unknown }): Promise<Filled> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'workflow:manage', project.id);
  const template = findTemplate(ctx, input.slug);
  if (!template) throw notFound('template');
  const schema = offeredParameters(template.parameters, await choicesOf(ctx, project.id));
  const { values, problems } = checkTemplateParameters(schema, input.parameters);
  const filled = fillMarks(template.graph, { ...values, projectId: project.id, projectSlug: project.slug });
  return {
    template,
    projectId: project.id,
    projectSlug: project.slug,
    schema,
    values,
    problems,
    graph: parseGraph(filled),
    name: template.name,
  };
}

/** What would come of a template with these parameters: nothing is stored. */
export async function previewTemplate(ctx: Context, input: PreviewTemplateInput): Promise<TemplatePreview> {
  const { projectId, schema, values, problems, graph } = await fill(ctx, input);
  const checked = await checkGraph(ctx, projectId, graph);
  const { channels } = await choicesOf(ctx, projectId);
  const missing = new Set(
    checked.problems.flatMap(({ message }) => /^There is no secret or variable “(.+)” in/.exec(message)?.[1] ?? []),
  );
  const named = graph.nodes.filter(({ type }) => type === 'notify').map(({ config }) => config.channel);
  return {
    parameterSchema: schema,
    parameters: values,
    parameterProblems: problems,
    graph,
    isValid: checked.isValid && problems.length === 0,
    problems: checked.problems,
    rights: checked.rights.map(({ permission, environment = null, service = null, isHeld }) => ({
      permission,
      environment,
      service,
      isHeld,
    })),
    secrets: checked.secrets.map((name) => ({ name, isThere: !missing.has(name) })),
    channels: [...new Set(named.filter((name) => typeof name === 'string'))].map((name) => ({
      name,
      isThere: channels.includes(name),
    })),
    needsChannel: Object.values((schema.properties ?? {}) as object).some(({ field }) => field === 'channel'),
  };
}

const installation = z.object({
  name: displayName.nullish(),
  idempotencyKey: z.string().min(1).max(200).nullish(),
});

/**
 * Makes a workflow whose draft is the template with these parameters. It is not published: that gives its runs rights, and
 * is somebody's own step. The same key makes it once. INVALID_INPUT when a parameter is wrong.
 */
export async function installTemplate(ctx: Context, input: InstallTemplateInput): Promise<Workflow> {
  const filled = await fill(ctx, input);
  const { idempotencyKey, name } = parseInput(installation, {
    name: input.name ?? undefined,
    idempotencyKey: input.idempotencyKey ?? undefined,
  });
  if (filled.problems.length > 0) throw invalid(filled.problems);
  const { template, projectId, graph } = filled;
  return withTransaction(ctx, async (ctx) => {
    const earlier = await earlierResult(ctx, 'installTemplate', idempotencyKey, input);
    if (earlier) return findWorkflow(ctx, earlier);
    const workflow = await insertWorkflow(
      ctx,
      {
        name: name ?? template.name,
        description: template.description,
        projectId,
        graph,
        wantedSlug: name ? null : template.slug,
      },
      { action: 'workflow.template_installed', detail: { template: template.slug } },
    );
    await rememberResult(ctx, 'installTemplate', idempotencyKey, input, workflow.id);
    return workflow;
  });
}

/** What a run of a template, or of a workflow's draft, would do. Nothing of it is done, stored or sent. For those who may draw. */
export async function dryRunWorkflow(ctx: Context, input: DryRunWorkflowInput): Promise<DryRun> {
  const { graph, projectId, workflowSlug, payload: example, answers } = await graphOf(ctx, input);
  const outputs = readOutputs(input.outputs, graph, answers);
  const failing = new Set(input.failing ?? []);
  if (failing.size > MOST_FAILING)
    throw invalid([{ path: 'failing', message: `Choose at most ${MOST_FAILING} nodes that fail.` }]);
  const found = triggerOf(graph, input.triggerNodeKey);
  if ('problem' in found && input.triggerNodeKey) throw invalid([found.problem]);
  // Where nobody says how it begins, at its first trigger.
  const first = graph.nodes.find(
    (node) => graph.edges.some(({ from }) => from === node.key) && !graph.edges.some(({ to }) => to === node.key),
  );
  const trigger = 'node' in found ? found.node : (first ?? null);
  const given = input.payload ?? example;
  const { payload, problems } = trigger ? checkPayload(trigger, given) : { payload: given, problems: [] };
  if (problems.length > 0) throw invalid(problems);
  return dryRun(ctx, {
    graph,
    projectId,
    workflowSlug,
    triggerNodeKey: trigger?.key ?? null,
    payload: payload as Json,
    outputs,
    failing,
  });
}

const MOST_FAILING = 100;
const MOST_OUTPUT_BYTES = 1_048_576;

interface Tried {
  graph: Graph;
  projectId: string;
  workflowSlug: string;
  payload: Json;
  answers: Record<string, Json>;
}

async function graphOf(
  ctx: Context,
  { workflowId, templateSlug, projectId, parameters }: DryRunWorkflowInput,
): Promise<Tried> {
  if (workflowId && !templateSlug) {
    const workflow = await findWorkflow(ctx, workflowId);
    authorize(ctx, 'workflow:manage', workflow.projectId);
    return {
      graph: await draftOf(ctx, workflow.id),
      projectId: workflow.projectId,
      workflowSlug: workflow.slug,
      payload: null,
      answers: {},
    };
  }
  if (!templateSlug || !projectId || workflowId)
    throw invalid([{ path: 'workflowId', message: 'Give a workflow, or a template and the project to try it in.' }]);
  const filled = await fill(ctx, { projectId, slug: templateSlug, parameters });
  if (filled.problems.length > 0) throw invalid(filled.problems);
  const { graph, template, values, projectSlug } = filled;
  const answers = fillMarks(template.answers, { ...values, projectId, projectSlug }) as Record<string, Json>;
  return { graph, projectId, workflowSlug: templateSlug, payload: template.payload, answers };
}

function readOutputs(given: unknown, graph: Graph, answers: Record<string, Json>): Record<string, Json> {
  if (given == null) return answers;
  const refuse = (message: string) => invalid([{ path: 'outputs', message }]);
  if (typeof given !== 'object' || Array.isArray(given)) throw refuse('Give an object: outputs by node key.');
  if (Buffer.byteLength(JSON.stringify(given)) > MOST_OUTPUT_BYTES) throw refuse('The outputs are larger than 1 MiB.');
  const unknown = Object.keys(given).find((key) => !graph.nodes.some((node) => node.key === key));
  if (unknown !== undefined) throw refuse(`There is no node “${unknown}”.`);
  return { ...answers, ...(given as Record<string, Json>) };
}
