import { makeAlertRule, makeFiring, makeSilence } from './alerts.ts';
import { byId, byInput, type Call, LONG, ofProject } from './authorization-call.ts';
import type { World } from './authorization-calls.ts';

const ruleId = async ({ cast }: World) => (await makeAlertRule(cast.project)).id;
const firingId = async ({ cast }: World) => (await makeFiring(cast.project)).id;
const silenceId = async ({ cast }: World) => (await makeSilence(cast.project)).id;
const QUESTION = {
  measure: '?',
  condition: { kind: 'MISSING' },
  windowMinutes: 60,
  everyMinutes: 60,
};

export const ALERT_CALLS: Record<string, Call> = {
  acknowledgeAlert: byInput(
    'acknowledgeAlert',
    'AcknowledgeAlertInput',
    async (world) => ({ id: await firingId(world), note: LONG }),
    'INVALID_INPUT',
  ),
  createAlertRule: byInput(
    'createAlertRule',
    'CreateAlertRuleInput',
    ofProject({ ...QUESTION, name: '' }),
    'INVALID_INPUT',
  ),
  deleteAlertRule: byId('deleteAlertRule', ruleId),
  endSilence: byId('endSilence', silenceId),
  restoreAlertRule: byId('restoreAlertRule', ruleId),
  setAlertRuleEnabled: byInput('setAlertRuleEnabled', 'SetAlertRuleEnabledInput', async (world) => ({
    id: await ruleId(world),
    isEnabled: true,
  })),
  silenceAlerts: byInput(
    'silenceAlerts',
    'SilenceAlertsInput',
    ofProject({ endsAt: '2020-01-01T00:00:00Z', reason: '' }),
    'INVALID_INPUT',
  ),
  updateAlertRule: byInput(
    'updateAlertRule',
    'UpdateAlertRuleInput',
    async (world) => ({ id: await ruleId(world), name: '' }),
    'INVALID_INPUT',
  ),
};

const ofTheProject = (field: string): Call => ({
  operation: `query ($slug: String!) { project(slug: $slug) { it: ${field} } }`,
  variables: ({ cast }) => ({ slug: cast.project.slug }),
});
const byItsId = (name: string, id: (world: World) => Promise<string>): Call => ({
  operation: `query ($id: ID!) { it: ${name}(id: $id) { __typename } }`,
  variables: async (world) => ({ id: await id(world) }),
});

export const ALERT_READS: Record<string, Call> = {
  'Query.alertFiring': byItsId('alertFiring', firingId),
  'Query.alertRule': byItsId('alertRule', ruleId),
  'Query.backTestAlert': {
    operation: 'query ($input: BackTestAlertInput!) { it: backTestAlert(input: $input) { __typename } }',
    variables: ({ cast }) => ({ input: { projectId: cast.project.id, ...QUESTION } }),
    reaches: 'INVALID_INPUT',
  },
  'Subscription.alertsChanged': {
    operation: 'subscription ($id: ID!) { it: alertsChanged(projectId: $id) { __typename } }',
    variables: ({ cast }) => ({ id: cast.project.id }),
  },
  'Node.AlertFiring': byItsId('node', firingId),
  'Node.AlertRule': byItsId('node', ruleId),
  'Node.AlertSilence': byItsId('node', silenceId),
  'Project.alertFirings': ofTheProject('alertFirings { nodes { __typename } }'),
  'Project.alertRules': ofTheProject('alertRules { __typename }'),
  'Project.alertSilences': ofTheProject('alertSilences { __typename }'),
  'Project.openAlertCount': ofTheProject('openAlertCount'),
};
