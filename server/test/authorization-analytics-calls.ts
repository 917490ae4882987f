import { systemContext } from '../src/platform/context.ts';
import type { Places } from './authorization-actors.ts';
import { byInput, type Call, ofProject, projectId } from './authorization-call.ts';
import type { Cast } from './factories.ts';
import { addFacts } from './facts.ts';

const WINDOW = 'from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z"';
const INPUT = `{ ${WINDOW}, queries: [{ measure: "runs.count" }] }`;

const ofTheProject = (field: string): Call => ({
  operation: `query ($slug: String!) { project(slug: $slug) { it: ${field} } }`,
  variables: ({ cast }) => ({ slug: cast.project.slug }),
});

/** What a person chooses for themselves. */
export const SCORE_CALLS: Record<string, Call> = {
  setScoreWeights: byInput(
    'setScoreWeights',
    'SetScoreWeightsInput',
    ofProject({ weights: { delivery: -1 } }),
    'INVALID_INPUT',
  ),
};

/** Reads of measures. */
export const METRIC_READS: Record<string, Call> = {
  'Query.measures': { operation: '{ it: measures { key } }', variables: () => ({}) },
  'Query.platformMetrics': { operation: `{ it: platformMetrics(input: ${INPUT}) { version } }`, variables: () => ({}) },
  'Subscription.metricsChanged': {
    operation: `subscription ($id: ID!) { it: metricsChanged(projectId: $id, input: ${INPUT}) { version } }`,
    variables: (world) => ({ id: projectId(world) }),
  },
  'Project.stepHotSpots': ofTheProject(`stepHotSpots(${WINDOW}) { stepName }`),
  'Project.usageMetrics': ofTheProject(`usageMetrics(input: ${INPUT}) { version }`),
};

/** A step that has ended in the window that is asked for. */
export async function makeStepFact({ app, project }: Cast, { service, environment }: Places): Promise<void> {
  await addFacts(systemContext(app.app, 'test'), [
    {
      projectId: project.id,
      kind: 'step',
      at: new Date('2026-03-01T12:00:00Z'),
      serviceId: service.id,
      environmentId: environment.id,
      name: 'check',
      status: 'SUCCEEDED',
      value: 1_000_000,
    },
  ]);
}
