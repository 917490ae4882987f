import type { ZodType } from 'zod';
import type { Permission } from '../../platform/auth/permissions.ts';
import type { Context } from '../../platform/context.ts';

/** What nodes hand on: anything JSON can say. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type NodeGroup = 'TRIGGER' | 'ACTION' | 'FLOW';

/** Where a node can be left. `main` is the usual one. `error` and `compensate` are every action's, by its options. */
export interface Port {
  name: string;
  label: string;
  description: string;
}

/** What the run must be allowed: shown before publishing and importing, granted with the version. */
export interface NeededRight {
  permission: Permission;
  /** Slugs, where the config says them without an expression. */
  environment?: string;
  service?: string;
}

/**
 * A type of node: one object is its form (the schema's fields with `.meta({ title, description, field })`), its validation,
 * its reference docs, its ports, and what it does. Schemas must be convertible by `z.toJSONSchema`; `field` says which editor
 * and which meaning a text has: `template` (default of texts: `${{ … }}` is filled in before `execute`), `expression` (CEL
 * without braces; the node evaluates it itself), `secret-template` (may also use `secrets.NAME`), `code`, `text`, `literal`
 * (never an expression), `service`, `environment`, `workflow`, `channel` (slugs, templates allowed), `cron`, `timezone`,
 * `json-schema`, `json` (templates at any depth), `people`.
 */
export interface NodeType<Config = Record<string, unknown>> {
  type: string;
  group: NodeGroup;
  /** `HTTP request` */
  name: string;
  /** A sentence for the palette. */
  description: string;
  /** Markdown for the reference: what it does, an example, what it outputs, how it fails. */
  docs: string;
  /** A name of lucide. */
  icon: string;
  config: ZodType<Config>;
  /** By its config: a switch has a port for each case. */
  ports(config: Config): Port[];
  /** JSON Schema of its output, for type-checking expressions behind it; `{}` where nothing is known. */
  outputSchema(config: Config): Record<string, unknown>;
  rights?(config: Config): NeededRight[];
  /** Of an attempt, where its options say nothing. Waiting does not count. */
  timeoutSeconds: number;
  /** Whether the engine itself does it (loops, joins): `execute` is never called then. */
  isStructural?: boolean;
  /** Whether it has no effect outside and is over at once: then its beginning is not written, only its end. */
  isInstant?: boolean;
  /** Of triggers: what is registered when the workflow is published. */
  trigger?: 'MANUAL' | 'SCHEDULE' | 'WEBHOOK' | 'EVENT' | 'RUN' | 'ERROR';
  /**
   * Whether it looks into `input`. Otherwise what came in may be a reference to a large value there, which it can only hand on;
   * what its config names is read back all the same.
   */
  readsInput?: boolean;
  execute(ctx: NodeContext, config: Config): Promise<Outcome>;
  /** When the wait that `execute` asked for is over: what came of it. Default: done, with what came as output. */
  resume?(ctx: NodeContext, config: Config, resumed: Resumed): Promise<Outcome>;
}

/** What a node's attempt may use. */
export interface NodeContext {
  /** Acts with the run's own rights. */
  ctx: Context;
  run: {
    id: string;
    number: number;
    projectId: string;
    workflowId: string;
    workflowSlug: string;
    depth: number;
    createdByName: string;
  };
  node: { key: string; name: string; path: string; attempt: number };
  /** The same for all attempts of this node in this run and iteration: for outside effects that must count once. */
  idempotencyKey: string;
  /** Aborts when the run is canceled, the time is over, or this worker lost the run. */
  signal: AbortSignal;
  /** Evaluates CEL over `trigger`, `nodes`, `vars`, `run`, and `item`, `index` in loops. Throws {@link NodeError}. */
  evaluate(expression: string): Json;
  /** What came along the edges: the output of the last node, or one per node where several lead here. */
  input: Json;
  /** Variables of the run. Set ones become durable with the node's end. */
  variables: { get(name: string): Json | undefined; set(name: string, value: Json): void };
  /** The value of a secret or variable of the project (or the environment); from then on masked in all that is stored. */
  secret(name: string, environment?: string): Promise<string>;
  /** Adds to the run's log, as lines of this node; masked. */
  log(stream: 'STDOUT' | 'STDERR' | 'SYSTEM', text: string): void;
  /** Shows what there is so far (an AI's answer while it streams); not durable. */
  progress(partial: Json): void;
  /** A folder of this attempt alone, removed at its end. */
  workDir(): Promise<string>;
}

export type Outcome =
  | { kind: 'done'; output: Json; port?: string }
  | { kind: 'wait'; wait: Wait }
  /** Ends the run here, whatever else goes on in it. */
  | { kind: 'stop'; status: 'SUCCEEDED' | 'FAILED'; output: Json; message?: string };

/** What a node waits for; it holds no job and no process meanwhile. */
export type Wait =
  | { kind: 'UNTIL'; until: Date; output?: Json }
  | {
      kind: 'APPROVAL';
      until: Date | null;
      /** What people read, and the form they fill in with their decision: JSON Schema. */
      message: string;
      form: Record<string, unknown> | null;
      /** E-mails or role names (`OWNER`, `MAINTAINER`…) that may decide besides having `run:approve`; empty: all of them. */
      people: string[];
      /** How many must approve. One rejection ends it. */
      required: number;
    }
  /** A call of the address that the node shows (`POST /hooks/:id`). */
  | { kind: 'WEBHOOK'; until: Date | null }
  | { kind: 'CHILD_RUN'; workflow: string; payload: Json; until: Date | null }
  | { kind: 'DEPLOYMENT'; deploymentId: string; until: Date | null };

/** Why a wait is over. */
export type Resumed =
  | { kind: 'TIME' }
  | { kind: 'APPROVAL'; isApproved: boolean; decisions: Json }
  | { kind: 'WEBHOOK'; payload: Json }
  | { kind: 'CHILD_RUN'; runId: string; status: string; output: Json; error: Json }
  | { kind: 'DEPLOYMENT'; deploymentId: string; status: string; statusReason: string | null; version: string };

/** A failure of a node, for people and for `retry.onCodes`. Anything else that is thrown becomes `UNEXPECTED`. */
export class NodeError extends Error {
  readonly code: string;
  /** Whether another attempt could help; where false, none is made. */
  readonly isRetryable: boolean;
  readonly details: Json;

  constructor(code: string, message: string, options: { isRetryable?: boolean; details?: Json; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'NodeError';
    this.code = code;
    this.isRetryable = options.isRetryable ?? true;
    this.details = options.details ?? null;
  }
}
