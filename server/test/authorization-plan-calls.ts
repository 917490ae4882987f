import { newId } from '../src/lib/ids.ts';
import { byInput, type Call, ofProject } from './authorization-call.ts';
import type { Cast } from './factories.ts';

/** An item of the roadmap. */
export async function makePlanItem(
  { app, project }: Pick<Cast, 'app' | 'project'>,
  title = 'Ship it',
): Promise<string> {
  const id = newId('planItem');
  await app.sql(`insert into plan_items (id, project_id, title, status, position) values ($1, $2, $3, 'TODO', 0)`, [
    id,
    project.id,
    title,
  ]);
  return id;
}

export const PLAN_CALLS: Record<string, Call> = {
  importPlan: byInput('importPlan', 'ImportPlanInput', ofProject({ csv: '' }), 'INVALID_INPUT'),
  linkPlanItem: byInput(
    'linkPlanItem',
    'LinkPlanItemInput',
    ({ ids }) => ({ id: ids.planItem, deploymentId: newId('deployment') }),
    'INVALID_INPUT',
  ),
};
