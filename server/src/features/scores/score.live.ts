import { rightsKey } from '../../platform/auth/authorize.ts';
import { projectMetricsTopic } from '../../platform/facts.ts';
import type { LiveField } from '../../platform/graphql/live-source.ts';
import { findProject } from '../projects/project.service.ts';
import { listScores } from './score.service.ts';
import type { ScoreWeightsInput } from './score.types.ts';

/** `scoresChanged(projectId, weights)`: all scores at once, then anew whenever something of the project was counted. */
export const scoresChangedField: LiveField<{ projectId: string; weights?: ScoreWeightsInput | null }> = {
  field: 'scoresChanged',
  async open(ctx, { projectId, weights }) {
    const project = await findProject(ctx, projectId);
    return {
      kind: 'state',
      topic: projectMetricsTopic(project.id),
      rightsKey: rightsKey(ctx.actor, project.id),
      async read(ctx) {
        const scores = await listScores(ctx, project.id, weights);
        return { value: { projectId: project.id, at: ctx.app.now(), scores } };
      },
    };
  },
};

export const scoreLiveFields = [scoresChangedField];
