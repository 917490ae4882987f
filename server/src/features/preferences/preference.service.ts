import { z } from 'zod';
import { authorize, requireUser } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { type Batch, inOrder } from '../../platform/graphql/loader.ts';
import { parseInput } from '../../platform/validation.ts';
import type { Project } from '../projects/project.entity.ts';
import { findProject } from '../projects/project.service.ts';
import type { Workflow } from '../workflows/workflow.entity.ts';
import { findWorkflow } from '../workflows/workflow.service.ts';
import {
  MOST_PREFERENCES,
  PREFERENCES,
  type Preference,
  type PreferenceKey,
  storedPreference,
} from './preference.rules.ts';
import type { SetCanvasViewportInput, SetScoreWeightsInput } from './preference.types.ts';

/** Of a project, or of a workflow in it. */
interface About {
  projectId: string;
  workflowId: string | null;
}

/**
 * Keeps what part of a workflow's canvas the person looks at, for whoever may see the workflow; in person. Not audited: it is
 * theirs alone, changes nothing for others, and is moved all the time.
 */
export async function setCanvasViewport(ctx: Context, input: SetCanvasViewportInput): Promise<Workflow> {
  const workflow = await findWorkflow(ctx, input.workflowId);
  requireUser(ctx);
  const viewport = parseInput(PREFERENCES['workflow.viewport'], input);
  await keepPreference(ctx, 'workflow.viewport', { projectId: workflow.projectId, workflowId: workflow.id }, viewport);
  return workflow;
}

/** Keeps how much the parts of scores weigh for the person in this project; null forgets it. In person, and not audited: see above. */
export async function setScoreWeights(ctx: Context, input: SetScoreWeightsInput): Promise<Project> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'project:read', project.id);
  requireUser(ctx);
  const { weights } = parseInput(z.object({ weights: PREFERENCES['scores.weights'].nullable() }), {
    weights: input.weights ? { ...input.weights } : null,
  });
  await keepPreference(ctx, 'scores.weights', { projectId: project.id, workflowId: null }, weights);
  return project;
}

/** Batch: what the person last looked at of workflows. */
export const viewportsOf: Batch<string, Preference<'workflow.viewport'> | null> = (ctx, ids) =>
  keptOf(ctx, 'workflow.viewport', 'workflow_id', ids);

/** Batch: how the person weighs scores in projects. */
export const scoreWeightsOf: Batch<string, Preference<'scores.weights'> | null> = (ctx, ids) =>
  keptOf(ctx, 'scores.weights', 'project_id', ids);

async function keptOf<Key extends PreferenceKey>(
  ctx: Context,
  key: Key,
  column: 'project_id' | 'workflow_id',
  ids: readonly string[],
): Promise<(Preference<Key> | null)[]> {
  // A token keeps nothing, and what its person keeps is not its business.
  if (ctx.actor?.kind !== 'USER') return ids.map(() => null);
  const rows = await query<{ about: string; value: unknown }>(
    ctx,
    `-- preferences.of
    select ${column} as about, value from preferences where user_id = $1 and key = $2 and ${column} = any($3)`,
    [ctx.actor.userId, key, ids],
  );
  return inOrder(
    ids,
    rows,
    ({ about }) => about,
    ({ value }) => storedPreference(key, value),
    null,
  );
}

/** What is the same stays as it is, with its age. The person's oldest rows make room. */
async function keepPreference<Key extends PreferenceKey>(
  ctx: Context,
  key: Key,
  { projectId, workflowId }: About,
  value: Preference<Key> | null,
): Promise<void> {
  const { userId } = requireUser(ctx);
  await withTransaction(ctx, async (ctx) => {
    if (value === null) {
      await execute(
        ctx,
        `-- preferences.forget
        delete from preferences where user_id = $1 and key = $2 and project_id = $3 and workflow_id is not distinct from $4`,
        [userId, key, projectId, workflowId],
      );
      return;
    }
    await execute(
      ctx,
      `-- preferences.keep
      insert into preferences as kept (user_id, key, project_id, workflow_id, value, updated_at) values ($1, $2, $3, $4, $5, $6)
      on conflict on constraint uq_preferences do update set value = excluded.value, updated_at = excluded.updated_at
      where kept.value is distinct from excluded.value`,
      [userId, key, projectId, workflowId, JSON.stringify(value), ctx.app.now()],
    );
    await execute(
      ctx,
      `-- preferences.trim
      delete from preferences where ctid in (
        select ctid from preferences where user_id = $1 order by updated_at desc, ctid desc offset ${MOST_PREFERENCES})`,
      [userId],
    );
  });
}
