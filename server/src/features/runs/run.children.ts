import { type Context, systemContext } from '../../platform/context.ts';
import { NodeError } from '../nodes/node.types.ts';
import { findPublished, versionGraph } from '../workflows/workflow.service.ts';
import type { ChildStart } from './run.executor.ts';
import { startRunBy } from './run.service.ts';

/** Starts the published version of a workflow for a node that waits for it. Fails with `NO_WORKFLOW` where there is none. */
export async function startChildRun({ app }: Context, start: ChildStart): Promise<{ id: string }> {
  const ctx = systemContext(app, 'run');
  const published = await findPublished(ctx, { projectId: start.projectId, slug: start.workflow });
  if (!published)
    throw new NodeError('NO_WORKFLOW', `There is no published workflow ${start.workflow} in this project.`, {
      isRetryable: false,
    });
  const { workflow, version } = published;
  const graph = await versionGraph(ctx, version.id);
  return startRunBy(ctx, {
    workflow: { id: workflow.id, projectId: start.projectId },
    versionId: version.id,
    trigger: 'WORKFLOW',
    triggerNodeKey: graph.nodes.find((node) => node.type === 'manual')?.key ?? null,
    payload: start.payload,
    onceKey: start.onceKey,
    parent: start.parent,
    createdByName: start.createdByName,
  });
}
