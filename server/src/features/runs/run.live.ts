import { kindOfId, numericId } from '../../lib/ids.ts';
import { authorize, rightsKey } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { publish } from '../../platform/db/transaction.ts';
import { logTopic, projectRunsTopic, runProgressTopic, runTopic } from '../../platform/events.ts';
import type { LiveField } from '../../platform/graphql/live-source.ts';
import { readLog } from '../logs/log.queries.ts';
import { findProject } from '../projects/project.service.ts';
import { changedNodeRunIds, getNodeRun } from './node-run.queries.ts';
import { nodeProgress, progressKeys } from './run.progress.ts';
import { getRun, listRuns } from './run.queries.ts';
import { isOpen } from './run.rules.ts';

/*
 * One topic for all of a run, `run/<id>`; what stands after `#` says what of it changed:
 * - `run/<id>#<run id>`: the run's own row (status, phase, waits, end)
 * - `run/<id>#<node run id>`: an attempt, by its TypeID or the number of its row
 * - `run/<id>`: any of it: the engine, which writes many attempts at once, says no more
 * `runChanged` reads the run, once for all that came together. `nodeRunChanged` reads the attempt that is named; of the bare
 * topic it looks which attempts stand elsewhere than before. Lists hear `project/<id>/runs#<run id>`.
 */

/** After commit: tells the run's own page, and the lists of its project. */
export function publishRun(ctx: Context, { id, projectId }: { id: string; projectId: string }): void {
  publish(ctx, `${runTopic(id)}#${id}`, `${projectRunsTopic(projectId)}#${id}`);
}

/** What one message carries at the most; as for deployments. */
const BATCH_LINES = 2_000;
const BATCH_BYTES = 256 * 1024;

/** `runChanged(id)`: the current state at once, then each change, until it has ended. */
export const runChangedField: LiveField<{ id: string }> = {
  field: 'runChanged',
  async open(ctx, { id }) {
    const run = await getRun(ctx, id);
    return {
      kind: 'state',
      topic: runTopic(id),
      rightsKey: rightsKey(ctx.actor, run.projectId),
      async read(ctx) {
        const value = await getRun(ctx, id);
        return { value, hasEnded: !isOpen(value.status) };
      },
    };
  },
};

/** `nodeRunChanged(runId)`: each attempt of the run that begins, waits or ends. */
export const nodeRunChangedField: LiveField<{ runId: string }> = {
  field: 'nodeRunChanged',
  async open(ctx, { runId }) {
    const run = await getRun(ctx, runId);
    const known = new Map<number, string>();
    await changedNodeRunIds(ctx, runId, known);
    return {
      kind: 'keys',
      topic: runTopic(runId),
      rightsKey: rightsKey(ctx.actor, run.projectId),
      async read(ctx, key) {
        const id = /^\d+$/.test(key) ? numericId('nodeRun', Number(key)) : key;
        return kindOfId(id) === 'nodeRun' ? getNodeRun(ctx, id) : null;
      },
      recentKeys: (ctx) => changedNodeRunIds(ctx, runId, known),
    };
  },
};

/** `nodeRunProgress(runId)`: what its running nodes have so far, as often as they show it. */
export const nodeRunProgressField: LiveField<{ runId: string }> = {
  field: 'nodeRunProgress',
  async open(ctx, { runId }) {
    const run = await getRun(ctx, runId);
    return {
      kind: 'keys',
      topic: runProgressTopic(runId),
      // It is the same for everybody who may see the run.
      rightsKey: '',
      async read(ctx, key) {
        const found = await nodeProgress(ctx, run.id, key);
        return found && { nodeRunId: numericId('nodeRun', found.rowId), ...found };
      },
      recentKeys: (ctx) => progressKeys(ctx, run.id),
    };
  },
};

/** `runsChanged(projectId)`: each run of the project that changes. */
export const runsChangedField: LiveField<{ projectId: string }> = {
  field: 'runsChanged',
  async open(ctx, { projectId }) {
    const project = await findProject(ctx, projectId);
    return {
      kind: 'keys',
      topic: projectRunsTopic(project.id),
      rightsKey: rightsKey(ctx.actor, project.id),
      async read(ctx, id) {
        const run = await getRun(ctx, id);
        return run.trigger === 'TEST' ? null : run;
      },
      async recentKeys(ctx) {
        const recent = await listRuns(ctx, project.id, { first: 20 });
        return recent.nodes.map((run) => run.id).reverse();
      },
    };
  },
};

/**
 * `runLog(id, after)`: every line after `after` once, in order, until the run has ended. A run gets its log with its first line:
 * until then its changes are listened to, and from then on the log.
 */
export const runLogField: LiveField<{ id: string; after: number }> = {
  field: 'runLog',
  cursorArgument: 'after',
  async open(ctx, { id, after }) {
    const run = await getRun(ctx, id);
    authorize(ctx, 'project:read', run.projectId, 'run');
    let streamId = run.logStreamId;
    return {
      kind: 'log',
      topic: streamId === null ? runTopic(id) : logTopic(streamId),
      nextTopic: () => (streamId === null ? null : logTopic(streamId)),
      // Lines are the same for everybody who may see them.
      rightsKey: '',
      after: after ?? 0,
      async read(ctx, after) {
        if (streamId === null) {
          const now = await getRun(ctx, id);
          streamId = now.logStreamId;
          if (streamId === null)
            return isOpen(now.status)
              ? null
              : { value: { lines: [], lastSeq: after, hasEnded: true }, cursor: after, hasEnded: true };
        }
        const batch = await readLog(ctx, { streamId, after, first: BATCH_LINES, maxBytes: BATCH_BYTES });
        if (batch.lines.length === 0 && !batch.hasEnded) return null;
        return { value: batch, cursor: batch.lastSeq, hasEnded: batch.hasEnded };
      },
    };
  },
};

export const runLiveFields = [
  runChangedField,
  nodeRunChangedField,
  nodeRunProgressField,
  runsChangedField,
  runLogField,
];
