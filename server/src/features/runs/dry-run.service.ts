import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Context } from '../../platform/context.ts';
import { ExpressionError } from '../../platform/expressions/expression-error.ts';
import { evaluate, fillTemplates, referencedNames } from '../../platform/expressions/expressions.ts';
import { type Json, type NodeContext, NodeError, type NodeType, type Outcome } from '../nodes/node.types.ts';
import { nodeTypeOf } from '../nodes/registry.service.ts';
import type { Graph } from '../workflows/graph.types.ts';
import { exampleOf, exampleOutput, shortened } from './dry-run.rules.ts';
import type { DryRun, DryRunStep } from './dry-run.types.ts';
import { compile, LOOP, type Plan, type PlanNode } from './engine.graph.ts';
import { RunEngine } from './engine.ts';
import type { Attempt } from './engine.types.ts';
import { itemsOf } from './run.attempt.ts';
import { runAbout, type Values, variablesFor } from './run.variables.ts';

export interface DryRunRequest {
  graph: Graph;
  projectId: string;
  workflowSlug: string;
  triggerNodeKey: string | null;
  payload: Json;
  /** What nodes answer instead of an example, by key. */
  outputs: Values;
  /** Nodes that fail; approvals are rejected, waits for a call expire. */
  failing: ReadonlySet<string>;
}

const MOST_STEPS = 300;
const MOST_ITEMS = 20;
const MOST_CODES = 5;
const MOST_MS = 5_000;
const HIDDEN = '•••';

/** What only looks at the run's own data: done as in a run. */
const WITHOUT_EFFECT = [
  'condition',
  'switch',
  'transform',
  'parallel',
  'variable-get',
  'variable-set',
  'stop',
  'delay',
  'code',
];

/**
 * What a run would do, by the engine of runs itself, in memory: waits are jumped over, expressions are evaluated, and
 * whatever has an effect outside answers with an example. Reads nothing, stores nothing and sends nothing; bounded in
 * nodes, items and time. Authorization is the caller's.
 */
export async function dryRun(ctx: Context, request: DryRunRequest): Promise<DryRun> {
  let plan: Plan;
  try {
    plan = compile(request.graph);
    plan.main(request.triggerNodeKey);
  } catch (error) {
    const statusReason = error instanceof Error ? error.message : 'The graph can’t be run.';
    const unreachedNodeKeys = request.graph.nodes.map((node) => node.key);
    return { status: null, statusReason, output: null, durationMs: 0, steps: [], unreachedNodeKeys, notes: [] };
  }
  return new DryRunner(ctx, request, plan).run();
}

class DryRunner {
  readonly #ctx: Context;
  readonly #request: DryRunRequest;
  readonly #plan: Plan;
  readonly #engine: RunEngine;
  readonly #owned: Parameters<typeof variablesFor>[1];
  readonly #variables: Values = {};
  readonly #steps = new Map<Attempt, DryRunStep>();
  readonly #notes = new Set<string>();
  readonly #begunAt: number;
  readonly #stopAt = performance.now() + MOST_MS;
  #now: number;
  #codeCount = 0;

  constructor(ctx: Context, request: DryRunRequest, plan: Plan) {
    this.#ctx = ctx;
    this.#request = request;
    this.#plan = plan;
    this.#begunAt = this.#now = ctx.app.now().getTime();
    const { payload, triggerNodeKey, workflowSlug } = request;
    const { type } = plan.nodes.get(triggerNodeKey ?? '') ?? {};
    this.#owned = {
      ...({} as Parameters<typeof variablesFor>[1]),
      id: 'run_example',
      number: 1,
      workflowSlug,
      payload,
      trigger: (nodeTypeOf(type ?? '')?.trigger ?? 'MANUAL') as string,
      createdByName: ctx.actor?.name ?? 'Somebody',
    };
    const { timeoutSeconds } = plan.settings;
    this.#engine = new RunEngine(
      plan,
      {
        id: this.#owned.id,
        triggerNodeKey,
        payload,
        phase: 'MAIN',
        pendingEnd: null,
        deadlineAt: timeoutSeconds ? this.#begunAt + timeoutSeconds * 1_000 : null,
        about: runAbout(this.#owned),
      },
      [],
    );
  }

  async run(): Promise<DryRun> {
    for (let turn = 0; ; turn += 1) {
      // Evaluating takes up to 50 ms; others get their turn in between.
      if (turn % 5 === 0) await yieldToOthers();
      this.#engine.settle(this.#now);
      const { attempts, starts, end } = this.#engine.take();
      for (const attempt of attempts) this.#stepOf(attempt);
      if (end) return this.#result(end.status, end.reason, end.output);
      const tooMuch = this.#tooMuch();
      if (tooMuch) return this.#result(null, tooMuch, null);
      for (const attempt of starts) await this.#perform(attempt);
      if (starts.length === 0 && !this.#jump())
        return this.#result(null, 'The dry run came to a point at which nothing goes on.', null);
    }
  }

  #tooMuch(): string | null {
    if (this.#steps.size >= MOST_STEPS) return `The dry run ends after ${MOST_STEPS} steps.`;
    return performance.now() > this.#stopAt ? 'The dry run took too long and was ended.' : null;
  }

  /** To the next moment at which something ends; false when there is none. */
  #jump(): boolean {
    const { wakeAt, active } = this.#engine;
    if (wakeAt === null) return false;
    this.#now = Math.max(this.#now, wakeAt);
    for (const attempt of active) {
      const { wait } = attempt;
      if (!wait?.until || wait.until > this.#now || attempt.status !== 'WAITING') continue;
      const step = this.#stepOf(attempt);
      step.waitsMs = this.#now - this.#begunAt - step.beginsAtMs;
      const output = (wait.data as { output?: Json } | null)?.output ?? null;
      this.#engine.resume(attempt, wait.kind === 'RETRY' ? null : { kind: 'TIME', output }, this.#now);
    }
    return true;
  }

  async #perform(attempt: Attempt): Promise<void> {
    const node = this.#plan.nodes.get(attempt.key) as PlanNode;
    const step = this.#stepOf(attempt);
    try {
      const resumed = (attempt.wait?.data as { resumed?: { output?: Json } } | null)?.resumed;
      if (resumed) this.#engine.succeed(attempt, resumed.output ?? null, 'main', this.#now);
      else if (node.type === LOOP) this.#loop(attempt, node, step);
      else await this.#do(attempt, node, step);
    } catch (error) {
      const code =
        error instanceof NodeError ? error.code : error instanceof ExpressionError ? 'EXPRESSION' : 'UNEXPECTED';
      const message = error instanceof Error ? error.message : 'It failed.';
      if (code === 'EXPRESSION' && this.#readsExamples(node))
        this.#notes.add(
          `${node.name || node.key} reads what only a real run knows. Say what the nodes before it answer to see more.`,
        );
      // What fails here would fail each time: its retries would only repeat it.
      this.#engine.fail(attempt, { code, message, details: null }, false, this.#now);
    }
  }

  #readsExamples(node: PlanNode): boolean {
    const { nodes } = referencedNames(node.config);
    return [...nodes, ...node.incoming.map((edge) => edge.from)].some((key) =>
      [...this.#steps.values()].some((step) => step.nodeKey === key && step.effect === 'SIMULATED'),
    );
  }

  #loop(attempt: Attempt, node: PlanNode, step: DryRunStep): void {
    step.config = node.config;
    const items = itemsOf(node, this.#values(attempt));
    if (items.length > MOST_ITEMS)
      this.#notes.add(`${node.name || node.key} goes over ${items.length} items; the first ${MOST_ITEMS} are shown.`);
    this.#engine.loop(attempt, items.slice(0, MOST_ITEMS), this.#now);
  }

  async #do(attempt: Attempt, node: PlanNode, step: DryRunStep): Promise<void> {
    const type = nodeTypeOf(node.type);
    if (!type) throw new NodeError('UNKNOWN_TYPE', `There is no node type ${node.type} here.`);
    const values = this.#values(attempt);
    const { shown, config } = readConfig(node, type, values);
    step.config = shortened(shown);
    if (WITHOUT_EFFECT.includes(type.type) && !this.#request.failing.has(node.key) && this.#mayRun(type)) {
      step.effect = 'EVALUATED';
      const outcome = await type.execute(this.#contextOf(attempt, node, values), config);
      return this.#end(attempt, outcome);
    }
    step.effect = 'SIMULATED';
    this.#end(attempt, this.#exampleFor(node, type, config));
  }

  /** Each piece of code is a process: of many, the first are run. */
  #mayRun(type: NodeType): boolean {
    if (type.type !== 'code') return true;
    this.#codeCount += 1;
    if (this.#codeCount > MOST_CODES) this.#notes.add(`Only the first ${MOST_CODES} pieces of code were run.`);
    return this.#codeCount <= MOST_CODES;
  }

  #exampleFor(node: PlanNode, type: NodeType, config: Record<string, unknown>): Outcome {
    const isFailing = this.#request.failing.has(node.key);
    const given = this.#request.outputs[node.key];
    if (type.type === 'approval') return approvalOf(config, isFailing, new Date(this.#now));
    if (type.type === 'wait-webhook' && isFailing) return { kind: 'done', port: 'expired', output: null };
    if (isFailing) throw new NodeError('EXAMPLE', 'It fails here because you asked for it.', { isRetryable: false });
    return { kind: 'done', output: given ?? exampleOutput(type.type, type.outputSchema(config), config) };
  }

  #end(attempt: Attempt, outcome: Outcome): void {
    if (outcome.kind === 'stop') this.#engine.halt(attempt, outcome, this.#now);
    else if (outcome.kind === 'done') this.#engine.succeed(attempt, outcome.output, outcome.port ?? 'main', this.#now);
    else if (outcome.wait.kind === 'UNTIL') {
      const { until, output = null } = outcome.wait;
      // In the past it is over at once.
      const at = Math.max(until.getTime(), this.#now + 1);
      this.#engine.wait(attempt, { kind: 'UNTIL', until: at, key: null, data: { output } }, this.#now);
    }
  }

  #values = (attempt: Attempt): Values => variablesFor(this.#engine, this.#owned, this.#variables, attempt);

  #contextOf(attempt: Attempt, node: PlanNode, values: Values): NodeContext {
    const now = new Date(this.#now);
    const refuse = async (): Promise<never> => {
      throw new NodeError('DRY_RUN', 'A dry run does nothing outside.', { isRetryable: false });
    };
    return {
      ctx: { ...this.#ctx, app: { ...this.#ctx.app, now: () => now } },
      run: {
        id: this.#owned.id,
        number: 1,
        projectId: this.#request.projectId,
        workflowId: '',
        workflowSlug: this.#request.workflowSlug,
        depth: 0,
        createdByName: this.#owned.createdByName,
      },
      node: { key: node.key, name: node.name, path: attempt.path, attempt: attempt.attempt },
      idempotencyKey: `${this.#owned.id}/${attempt.path}/${node.key}`,
      signal: AbortSignal.timeout(Math.max(1, Math.ceil(this.#stopAt - performance.now()))),
      evaluate: (expression) => evaluate(expression, values),
      input: attempt.input,
      variables: {
        get: (name) => this.#variables[name],
        set: (name, value) => {
          this.#variables[name] = value;
        },
      },
      secret: async () => HIDDEN,
      log: () => {},
      progress: () => {},
      workDir: refuse,
    };
  }

  #stepOf(attempt: Attempt): DryRunStep {
    const known = this.#steps.get(attempt);
    if (known) return known;
    const node = this.#plan.nodes.get(attempt.key);
    const step: DryRunStep = {
      nodeKey: attempt.key,
      name: node?.name || attempt.key,
      type: node?.type ?? '',
      path: attempt.path,
      attempt: attempt.attempt,
      effect: 'EVALUATED',
      status: 'UNFINISHED',
      port: null,
      beginsAtMs: this.#now - this.#begunAt,
      waitsMs: 0,
      config: null,
      output: null,
      problem: null,
    };
    this.#steps.set(attempt, step);
    return step;
  }

  #result(status: DryRun['status'], statusReason: string | null, output: Json): DryRun {
    for (const [attempt, step] of this.#steps) {
      step.status =
        attempt.status === 'SUCCEEDED' || attempt.status === 'CANCELED'
          ? attempt.status
          : attempt.finishedAt === null
            ? 'UNFINISHED'
            : 'FAILED';
      step.port = attempt.port;
      step.output = shortened(attempt.output);
      step.problem = attempt.error?.message ?? null;
    }
    const reached = new Set([...this.#steps.values()].map((step) => step.nodeKey));
    const others = this.#request.graph.nodes.filter(
      ({ key, type }) => nodeTypeOf(type)?.group !== 'TRIGGER' && !reached.has(key),
    );
    return {
      status,
      statusReason,
      output: shortened(output),
      durationMs: this.#now - this.#begunAt,
      steps: [...this.#steps.values()].slice(0, MOST_STEPS),
      unreachedNodeKeys: others.map((node) => node.key),
      notes: [...this.#notes],
    };
  }
}

/** As people see it, and as the node gets it. What a secret would have to be is not known: then its config stands as written. */
function readConfig(node: PlanNode, type: NodeType, values: Values): { shown: Json; config: Record<string, unknown> } {
  const given = node.config as Json;
  const { secrets } = referencedNames(given);
  const hidden = Object.fromEntries(secrets.map((name) => [name, HIDDEN]));
  const shown = fillTemplates(given, { ...values, secrets: hidden });
  const parsed = type.config.safeParse(shown);
  if (parsed.success) return { shown, config: parsed.data };
  const unfilled = secrets.length > 0 ? type.config.safeParse(given) : null;
  if (unfilled?.success) return { shown, config: unfilled.data };
  const [issue] = parsed.error.issues;
  throw new NodeError('INVALID_CONFIG', `${issue?.path.join('.') || 'config'}: ${issue?.message}`, {
    isRetryable: false,
  });
}

function approvalOf(config: Record<string, unknown>, isRejected: boolean, now: Date): Outcome {
  const decision = {
    decision: isRejected ? 'REJECTED' : 'APPROVED',
    comment: null,
    form: config.form ? exampleOf({ type: 'object', ...(config.form as object) }) : null,
    decidedByName: 'Somebody',
    decidedAt: now.toISOString(),
  };
  const output = { isApproved: !isRejected, isExpired: false, decisions: [decision] };
  return { kind: 'done', port: isRejected ? 'rejected' : 'main', output };
}
