import { newId } from '../src/lib/ids.ts';
import { byId, byInput, type Call, ofProject } from './authorization-call.ts';
import type { Cast } from './factories.ts';
import { makeWorkflow } from './factories.ts';

/** A channel, a rule with it and a message on its way. */
export async function makeNotifications({ app, project }: Cast) {
  const ids = {
    notificationChannel: newId('channel'),
    notificationDelivery: newId('delivery'),
    notificationRule: newId('notificationRule'),
  };
  await app.sql(
    `insert into notification_channels (id, project_id, slug, name, kind, target, recipients)
     values ($1, $2, $1, 'A', 'EMAIL', 'a@example.com', '{a@example.com}')`,
    [ids.notificationChannel, project.id],
  );
  await app.sql(
    `insert into notification_rules (id, project_id, name, events, channel_ids) values ($1, $2, 'A', '{alert}', array[$3])`,
    [ids.notificationRule, project.id, ids.notificationChannel],
  );
  await app.sql(
    `insert into notification_deliveries (id, project_id, channel_id, event, title, message, status)
     values ($1, $2, $3, 'alert', 'A', '{}', 'PENDING')`,
    [ids.notificationDelivery, project.id, ids.notificationChannel],
  );
  return ids;
}

export const WORKFLOW_CALLS: Record<string, Call> = {
  createWorkflow: byInput('createWorkflow', 'CreateWorkflowInput', ofProject({ name: '' }), 'INVALID_INPUT'),
  deleteWorkflow: byId('deleteWorkflow', async ({ cast }) => (await makeWorkflow(cast.project)).id),
  discardWorkflowDraft: byId('discardWorkflowDraft', ({ workflow }) => workflow.id),
  duplicateWorkflow: byInput(
    'duplicateWorkflow',
    'DuplicateWorkflowInput',
    ({ workflow }) => ({ id: workflow.id, name: '' }),
    'INVALID_INPUT',
  ),
  importWorkflow: byInput('importWorkflow', 'ImportWorkflowInput', ofProject({ source: '' }), 'INVALID_INPUT'),
  installTemplate: byInput(
    'installTemplate',
    'InstallTemplateInput',
    ofProject({ slug: 'release-announcement', parameters: { more: 1 } }),
    'INVALID_INPUT',
  ),
  previewWorkflowImport: byInput(
    'previewWorkflowImport',
    'PreviewWorkflowImportInput',
    ofProject({ source: '' }),
    'INVALID_INPUT',
  ),
  publishWorkflow: byInput(
    'publishWorkflow',
    'PublishWorkflowInput',
    ({ workflow }) => ({ id: workflow.id, revision: 99 }),
    'DRAFT_CONFLICT',
  ),
  restoreWorkflow: byId('restoreWorkflow', ({ workflow }) => workflow.id),
  restoreWorkflowVersion: byInput('restoreWorkflowVersion', 'RestoreWorkflowVersionInput', ({ workflow }) => ({
    id: workflow.id,
    versionId: workflow.versionId,
  })),
  rotateWebhookSecret: {
    operation: 'mutation ($id: ID!) { it: rotateWebhookSecret(triggerId: $id) { __typename } }',
    variables: ({ workflow }) => ({ id: workflow.triggerId }),
  },
  saveWorkflowDraft: byInput(
    'saveWorkflowDraft',
    'SaveWorkflowDraftInput',
    ({ workflow }) => ({ id: workflow.id, graph: {}, baseRevision: 1 }),
    'INVALID_INPUT',
  ),
  setCanvasViewport: byInput(
    'setCanvasViewport',
    'SetCanvasViewportInput',
    ({ workflow }) => ({ workflowId: workflow.id, x: 0, y: 0, zoom: 100 }),
    'INVALID_INPUT',
  ),
  testNode: byInput(
    'testNode',
    'TestNodeInput',
    ({ workflow }) => ({ workflowId: workflow.id, nodeKey: '?' }),
    'INVALID_INPUT',
  ),
  updateWorkflow: byInput(
    'updateWorkflow',
    'UpdateWorkflowInput',
    ({ workflow }) => ({ id: workflow.id, name: '' }),
    'INVALID_INPUT',
  ),
  validateWorkflow: byInput('validateWorkflow', 'ValidateWorkflowInput', ofProject({ graph: {} }), 'INVALID_INPUT'),
};

export const RUN_CALLS: Record<string, Call> = {
  // It has ended.
  cancelRun: byId('cancelRun', ({ run }) => run.id, 'CONFLICT'),
  cancelRuns: byInput('cancelRuns', 'RunsInput', ofProject({}), 'INVALID_INPUT'),
  decideApproval: byInput(
    'decideApproval',
    'DecideApprovalInput',
    ({ run }) => ({ nodeRunId: run.nodeRunId, decision: 'APPROVED' }),
    'CONFLICT',
  ),
  dismissRuns: byInput('dismissRuns', 'RunsInput', ofProject({}), 'INVALID_INPUT'),
  forkRun: byInput('forkRun', 'ForkRunInput', ({ run }) => ({ id: run.id, fromNodeKey: '?' }), 'INVALID_INPUT'),
  resumeRun: byInput('resumeRun', 'ResumeRunInput', ({ run }) => ({ id: run.id }), 'CONFLICT'),
  replayRun: byInput('replayRun', 'ReplayRunInput', ({ run }) => ({ id: run.id, pinned: [] }), 'INVALID_INPUT'),
  retryRun: byInput('retryRun', 'RetryRunInput', ({ run }) => ({ id: run.id }), 'CONFLICT'),
  retryRuns: byInput('retryRuns', 'RunsInput', ofProject({}), 'INVALID_INPUT'),
  startRun: byInput(
    'startRun',
    'StartRunInput',
    ({ workflow }) => ({ workflowId: workflow.id, triggerNodeKey: '?' }),
    'INVALID_INPUT',
  ),
};

export const NOTIFICATION_CALLS: Record<string, Call> = {
  createNotificationChannel: byInput(
    'createNotificationChannel',
    'CreateNotificationChannelInput',
    ofProject({ kind: 'EMAIL', name: '' }),
    'INVALID_INPUT',
  ),
  createNotificationRule: byInput(
    'createNotificationRule',
    'CreateNotificationRuleInput',
    ofProject({ name: '', events: [], channelIds: [] }),
    'INVALID_INPUT',
  ),
  deleteNotificationChannel: byId('deleteNotificationChannel', async ({ cast }) => {
    const { notificationChannel } = await makeNotifications(cast);
    return notificationChannel;
  }),
  deleteNotificationRule: byId('deleteNotificationRule', async ({ cast }) => {
    const { notificationRule } = await makeNotifications(cast);
    return notificationRule;
  }),
  enableNotificationChannel: byId('enableNotificationChannel', ({ ids }) => ids.notificationChannel),
  // It is on its way still.
  resendNotification: byId('resendNotification', ({ ids }) => ids.notificationDelivery, 'CONFLICT'),
  testNotificationChannel: byId('testNotificationChannel', ({ ids }) => ids.notificationChannel),
  updateNotificationChannel: byInput(
    'updateNotificationChannel',
    'UpdateNotificationChannelInput',
    ({ ids }) => ({ id: ids.notificationChannel, name: '' }),
    'INVALID_INPUT',
  ),
  updateNotificationRule: byInput(
    'updateNotificationRule',
    'UpdateNotificationRuleInput',
    ({ ids }) => ({ id: ids.notificationRule, name: '' }),
    'INVALID_INPUT',
  ),
};
