import type { Grant } from '../../platform/auth/actor.ts';
import type { Permission } from '../../platform/auth/permissions.ts';
import { type App, type Context, createContext } from '../../platform/context.ts';
import { throughOutages } from '../../platform/db/transient.ts';
import { ExpressionError } from '../../platform/expressions/expression-error.ts';
import { evaluate, fillTemplates, referencedNames } from '../../platform/expressions/expressions.ts';
import {
  type Json,
  type NodeContext,
  NodeError,
  type NodeType,
  type Outcome,
  type Resumed,
} from '../nodes/node.types.ts';
import type { PlanNode } from './engine.graph.ts';
import type { Attempt, Failure } from './engine.types.ts';
import type { OwnedRun, StoredGrant } from './run.claims.ts';
import { type AttemptFolder, attemptFolder } from './run.folders.ts';
import type { LargeValues, Open } from './run.large-values.ts';
import { type RunMasker, storable } from './run.masking.ts';
import { shortDetails, shortText } from './run.references.rules.ts';
import { readRunSecret } from './run.secrets.ts';
import type { Values } from './run.variables.ts';

/** Everything an attempt needs; nothing here knows how the run goes on. */
export interface AttemptInput {
  app: App;
  owned: OwnedRun;
  node: PlanNode;
  type: NodeType;
  attempt: Attempt;
  /** Evaluated when first used: most nodes need none. */
  values(): Values;
  variables: Values;
  masker: RunMasker;
  large: LargeValues;
  /** How it sees what came in. */
  open: Open;
  signal: AbortSignal;
  log: NodeContext['log'];
  progress: NodeContext['progress'];
}

export type Result = { outcome: Outcome; variables: Values } | { failure: Failure; isRetryable: boolean };

/** Runs one attempt to its outcome, masked, within its time. Never throws. */
export async function runAttempt(input: AttemptInput): Promise<Result> {
  const { masker, node, type } = input;
  const seconds = node.options?.timeoutSeconds ?? type.timeoutSeconds;
  const timeout = new AbortController();
  const signal = AbortSignal.any([input.signal, timeout.signal]);
  const folder = attemptFolder(input.app.config, input.owned, input.attempt);
  const set: Values = {};
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new NodeError('TIMEOUT', `It took longer than ${seconds} s.`));
        timeout.abort(new Error('The time is over.'));
      }, seconds * 1_000);
      input.signal.addEventListener('abort', () => reject(new NodeError('CANCELED', 'It was canceled.')), {
        once: true,
      });
    });
    const context = contextOf(input, signal, set, folder);
    const outcome = await Promise.race([perform(input, context), late]);
    return { outcome: await keepOutcome(outcome, input), variables: masker.value(set) as Values };
  } catch (error) {
    return maskFailure(failureOf(input.app, error), masker);
  } finally {
    clearTimeout(timer);
    void folder.remove().catch(() => {});
  }
}

/** Variables stand in the run's row, which is written anew with every step. */
const MOST_VARIABLE_CHARACTERS = 64 * 1024;
const MOST_MESSAGE = 4_000;

async function perform(input: AttemptInput, context: NodeContext): Promise<Outcome> {
  const { type, attempt } = input;
  const config = await readConfig(input, context);
  const came = (attempt.wait?.data as { resumed?: Json } | null)?.resumed;
  const open = async (given: Json) =>
    (await throughOutages(input.signal, () => input.large.openResumed(given))) as Resumed;
  const resumed = came === undefined ? undefined : await open(came);
  if (!resumed) return type.execute(context, config);
  if (type.resume) return type.resume(context, config, resumed);
  return { kind: 'done', output: cameOf(resumed) };
}

/** Of a wait that its type has nothing to add to. */
function cameOf(resumed: Resumed): Json {
  if (resumed.kind === 'WEBHOOK') return resumed.payload;
  if (resumed.kind === 'TIME') return (resumed as { output?: Json }).output ?? null;
  return plain(resumed as unknown as Json);
}

/** The node's config with its templates filled in, and its defaults. */
async function readConfig(
  { node, type, values }: AttemptInput,
  context: NodeContext,
): Promise<Record<string, unknown>> {
  const given = node.config as Json;
  const { secrets } = referencedNames(given);
  let filled = given;
  if (JSON.stringify(given).includes('${{')) {
    const opened: Values = {};
    for (const name of secrets) opened[name] = await context.secret(name);
    filled = fillTemplates(given, { ...values(), secrets: opened });
  }
  const parsed = type.config.safeParse(filled);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new NodeError('INVALID_CONFIG', `${issue?.path.join('.') || 'config'}: ${issue?.message}`, {
    isRetryable: false,
  });
}

function contextOf(input: AttemptInput, signal: AbortSignal, set: Values, folder: AttemptFolder): NodeContext {
  const { app, owned, node, attempt, masker, variables } = input;
  const grant = owned.narrowedGrant ?? owned.grant;
  return {
    ctx: actingContext(app, owned, grant),
    run: {
      id: owned.id,
      number: owned.number,
      projectId: owned.projectId,
      workflowId: owned.workflowId,
      workflowSlug: owned.workflowSlug,
      depth: owned.depth,
      createdByName: owned.createdByName,
    },
    node: { key: node.key, name: node.name, path: attempt.path, attempt: attempt.attempt },
    idempotencyKey: `${owned.id}/${attempt.path}/${node.key}`,
    signal,
    evaluate: (expression) => evaluate(expression, input.values()),
    input: input.open(attempt.input, 'input'),
    variables: {
      get: (name) => set[name] ?? variables[name],
      set: (name, value) => {
        if (JSON.stringify(value).length > MOST_VARIABLE_CHARACTERS)
          throw new NodeError(
            'VARIABLE_TOO_LARGE',
            `The variable ${name} is larger than 64 KiB. Use the output of a node.`,
            {
              isRetryable: false,
            },
          );
        set[name] = value;
      },
    },
    async secret(name, environment) {
      const value = await throughOutages(input.signal, () => readRunSecret(app, owned, grant, name, environment));
      masker.add(value);
      return value;
    },
    log: input.log,
    progress: input.progress,
    workDir: () => folder.make(),
  };
}

/** Acts in the run's project with its rights alone. */
export function actingContext(app: App, owned: OwnedRun, stored: StoredGrant): Context {
  const grant: Grant = {
    permissions: new Set(stored.permissions as Permission[]),
    environmentIds: stored.environmentIds,
    serviceIds: stored.serviceIds,
  };
  const name = `${owned.workflowSlug} #${owned.number}`;
  return createContext(
    app,
    { kind: 'RUN', id: owned.id, name, userId: null, projectId: owned.projectId, grant, memberships: new Map() },
    { requestId: `run: ${owned.id}` },
  );
}

/** As it is stored: masked, and with references where it is large. */
async function keepOutcome(outcome: Outcome, input: AttemptInput): Promise<Outcome> {
  const { masker } = input;
  if (outcome.kind === 'done') return { ...outcome, output: await keepOutput(outcome.output, input) };
  if (outcome.kind === 'stop')
    return {
      ...outcome,
      output: await keepOutput(outcome.output, input),
      ...(outcome.message === undefined ? {} : { message: masker.text(outcome.message) }),
    };
  return outcome;
}

/** Texts shorter than this are small without a look at their bytes. */
const CERTAINLY_SMALL = 256 * 1024;

async function keepOutput(output: Json | undefined, { masker, large, signal }: AttemptInput): Promise<Json> {
  if (output === undefined) return null;
  const text = storable(output);
  if (text.length <= CERTAINLY_SMALL) return masker.value(JSON.parse(text) as Json);
  const masked = masker.hasSecrets ? storable(masker.value(JSON.parse(text) as Json)) : text;
  const kept = await throughOutages(signal, () => large.keep(masked));
  return kept ?? (JSON.parse(masked) as Json);
}

/** What JSON can say of it. */
const plain = (value: Json | undefined): Json => (value === undefined ? null : (JSON.parse(storable(value)) as Json));

function failureOf(app: App, error: unknown): { failure: Failure; isRetryable: boolean } {
  if (error instanceof NodeError)
    return {
      failure: { code: error.code, message: error.message, details: shortDetails(storable(error.details)) },
      isRetryable: error.isRetryable,
    };
  if (error instanceof ExpressionError)
    return { failure: { code: 'EXPRESSION', message: error.message, details: null }, isRetryable: false };
  const { code, message } = error as { code?: unknown; message?: unknown };
  app.log.debug({ error }, 'a node failed with an error that is not its own');
  return {
    failure: {
      code: typeof code === 'string' && /^[A-Z][A-Z_]+$/.test(code) ? code : 'UNEXPECTED',
      message: typeof message === 'string' && message ? message : 'It failed.',
      details: null,
    },
    isRetryable: true,
  };
}

const maskFailure = ({ failure, isRetryable }: { failure: Failure; isRetryable: boolean }, masker: RunMasker) => ({
  failure: {
    ...failure,
    message: masker.text(shortText(String(plain(failure.message)), MOST_MESSAGE)),
    details: masker.value(failure.details),
  },
  isRetryable,
});

/** The items of a loop. Fails with `LOOP_ITEMS`. */
export function itemsOf(node: PlanNode, values: Values): Json[] {
  const items = evaluate(String((node.config as { items?: unknown }).items ?? ''), values);
  if (!Array.isArray(items)) throw new NodeError('LOOP_ITEMS', 'The expression gives no list.', { isRetryable: false });
  if (items.length > 10_000)
    throw new NodeError('LOOP_ITEMS', `The list has ${items.length} items; 10,000 at most.`, { isRetryable: false });
  return items;
}
