import { bare, byInput, type Call, ofProject } from './authorization-call.ts';

export const EVENT_CALLS: Record<string, Call> = {
  setFactRetention: byInput('setFactRetention', 'SetFactRetentionInput', () => ({ kind: 'none' }), 'INVALID_INPUT'),
  trackEvents: byInput('trackEvents', 'TrackEventsInput', ofProject({ events: [] }), 'INVALID_INPUT'),
};

export const EVENT_READS: Record<string, Call> = {
  'Query.analyticsStorage': bare('query', 'analyticsStorage'),
  'Query.eventKinds': bare('query', 'eventKinds'),
  'Query.freedStorage': {
    operation: '{ it: freedStorage(kind: "api", days: 30) { __typename } }',
    variables: () => ({}),
  },
  'Project.events': {
    operation: 'query ($slug: String!) { project(slug: $slug) { it: events { pageInfo { __typename } } } }',
    variables: ({ cast }) => ({ slug: cast.project.slug }),
  },
};
