import { authorize, rightsKey } from '../../platform/auth/authorize.ts';
import { deploymentTopic, logTopic, projectDeploymentsTopic } from '../../platform/events.ts';
import type { LiveField } from '../../platform/graphql/live-source.ts';
import { readLog } from '../logs/log.queries.ts';
import { findProject } from '../projects/project.service.ts';
import { getDeployment, listDeployments } from './deployment.queries.ts';
import { isOpen } from './deployment.state.ts';

/** What one message carries at the most. Whole chunks of short lines fit, so that a chunk is decoded once. */
const BATCH_LINES = 2_000;
const BATCH_BYTES = 256 * 1024;

/** `deploymentChanged(id)`: the current state at once, then each change, until it has ended. */
export const deploymentChangedField: LiveField<{ id: string }> = {
  field: 'deploymentChanged',
  async open(ctx, { id }) {
    const deployment = await getDeployment(ctx, id);
    return {
      kind: 'state',
      topic: deploymentTopic(id),
      rightsKey: rightsKey(ctx.actor, deployment.projectId),
      async read(ctx) {
        const value = await getDeployment(ctx, id);
        return { value, hasEnded: !isOpen(value.status) };
      },
    };
  },
};

/** `deploymentsChanged(projectId)`: each deployment of the project that changes. */
export const deploymentsChangedField: LiveField<{ projectId: string }> = {
  field: 'deploymentsChanged',
  async open(ctx, { projectId }) {
    const project = await findProject(ctx, projectId);
    return {
      kind: 'keys',
      topic: projectDeploymentsTopic(project.id),
      rightsKey: rightsKey(ctx.actor, project.id),
      read: (ctx, id) => getDeployment(ctx, id),
      async recentKeys(ctx) {
        const recent = await listDeployments(ctx, project.id, { first: 20 });
        return recent.nodes.map((deployment) => deployment.id).reverse();
      },
    };
  },
};

/** `deploymentLog(id, after)`: every line after `after` once, in order, until the log has ended. */
export const deploymentLogField: LiveField<{ id: string; after: number }> = {
  field: 'deploymentLog',
  cursorArgument: 'after',
  async open(ctx, { id, after }) {
    const deployment = await getDeployment(ctx, id);
    authorize(ctx, 'project:read', deployment.projectId, 'deployment');
    const streamId = deployment.logStreamId;
    return {
      kind: 'log',
      topic: logTopic(streamId),
      // Lines are the same for everybody who may see them.
      rightsKey: '',
      after: after ?? 0,
      async read(ctx, after) {
        const batch = await readLog(ctx, { streamId, after, first: BATCH_LINES, maxBytes: BATCH_BYTES });
        if (batch.lines.length === 0 && !batch.hasEnded) return null;
        return { value: batch, cursor: batch.lastSeq, hasEnded: batch.hasEnded };
      },
    };
  },
};

export const deploymentLiveFields = [deploymentChangedField, deploymentsChangedField, deploymentLogField];
