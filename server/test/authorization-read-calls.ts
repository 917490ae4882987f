import { bare, type Call, ofPlace, projectId } from './authorization-call.ts';
import type { World } from './authorization-calls.ts';

/** A field of the project, or of what has an id. */
const ofTheProject = (field: string): Call => ({
  operation: `query ($slug: String!) { project(slug: $slug) { it: ${field} } }`,
  variables: ({ cast }) => ({ slug: cast.project.slug }),
});
const ofNode = (type: string, id: (world: World) => string | null, field = ''): Call => ({
  operation: field
    ? `query ($id: ID!) { node(id: $id) { ... on ${type} { it: ${field} } } }`
    : 'query ($id: ID!) { it: node(id: $id) { __typename } }',
  variables: (world) => ({ id: id(world) }),
});
const PAGE = '{ nodes { __typename } }';
const query = (
  name: string,
  type: string,
  id: (world: World) => string,
  argument = 'id',
  fields = '{ __typename }',
): Call => ({
  operation: `query ($id: ${type}!) { it: ${name}(${argument}: $id) ${fields} }`,
  variables: (world) => ({ id: id(world) }),
});

export const READS: Record<string, Call> = {
  'Query.backgroundJobKinds': bare('query', 'backgroundJobKinds'),
  'Query.backgroundJobs': bare('query', 'backgroundJobs', undefined, PAGE),
  'Query.workers': { ...bare('query', 'workers'), reaches: 'nothing' },
  'Query.deployment': query('deployment', 'ID', ({ deployment }) => deployment.id),
  'Query.deploymentPreview': {
    operation: 'query ($input: DeploymentPreviewInput!) { it: deploymentPreview(input: $input) { __typename } }',
    variables: async (world) => ({ input: await ofPlace({})(world) }),
  },
  'Query.deployments': query('deployments', 'ID', projectId, 'projectId', PAGE),
  'Query.doctor': bare('query', 'doctor'),
  'Query.environment': query('environment', 'ID', ({ environment }) => environment.id),
  'Query.identityOffer': { ...query('identityOffer', 'String', () => 'x', 'code'), reaches: 'nothing' },
  'Query.fleetDeliveryMetrics': {
    operation: 'query ($input: DeliveryMetricsInput!) { it: fleetDeliveryMetrics(input: $input) { timeZone } }',
    variables: () => ({ input: { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' } }),
  },
  'Query.incident': query('incident', 'ID', ({ ids }) => ids.incident),
  'Query.installationAuditEvents': bare('query', 'installationAuditEvents', undefined, PAGE),
  'Query.instanceSettings': bare('query', 'instanceSettings'),
  'Query.invitation': { ...query('invitation', 'String', () => 'x', 'code'), reaches: 'INVITATION_INVALID' },
  'Query.node': ofNode('Project', projectId),
  'Query.project': query('project', 'String', ({ cast }) => cast.project.slug, 'slug'),
  'Query.projects': bare('query', 'projects'),
  'Query.search': query('search', 'String', ({ deployment }) => deployment.id, 'text'),
  'Query.service': query('service', 'ID', ({ service }) => service.id),
  'Query.setup': bare('query', 'setup'),
  'Query.signInMethods': bare('query', 'signInMethods'),
  'Query.users': bare('query', 'users', undefined, PAGE),
  'Query.nodeTypes': bare('query', 'nodeTypes'),
  'Query.compareWorkflowGraphs': {
    operation:
      'query ($input: CompareWorkflowGraphsInput!) { it: compareWorkflowGraphs(input: $input) { __typename } }',
    variables: () => ({ input: { from: { nodes: [], edges: [] }, to: { nodes: [], edges: [] } } }),
  },
  'Query.workflowTemplates': bare('query', 'workflowTemplates'),
  'Query.workflowTemplate': query('workflowTemplate', 'String', () => 'staged-release', 'slug'),
  'Query.previewTemplate': {
    operation: 'query ($input: PreviewTemplateInput!) { it: previewTemplate(input: $input) { __typename } }',
    variables: (world) => ({ input: { projectId: projectId(world), slug: 'staged-release' } }),
  },
  'Query.dryRunWorkflow': {
    operation: 'query ($input: DryRunWorkflowInput!) { it: dryRunWorkflow(input: $input) { __typename } }',
    variables: ({ workflow }) => ({ input: { workflowId: workflow.id } }),
  },
  'Query.workflow': query('workflow', 'ID', ({ workflow }) => workflow.id),
  'Query.viewer': { ...bare('query', 'viewer'), operation: '{ it: __typename viewer { id } }' },
  'Query.evaluateExpression': {
    operation: 'query ($input: EvaluateExpressionInput!) { it: evaluateExpression(input: $input) { __typename } }',
    variables: ({ workflow }) => ({
      input: { workflowId: workflow.id, nodeKey: 'start', expression: '1', kind: 'EXPRESSION' },
    }),
  },
  'Query.expressionScope': {
    operation: 'query ($input: ExpressionScopeInput!) { it: expressionScope(input: $input) { __typename } }',
    variables: ({ workflow }) => ({ input: { workflowId: workflow.id, nodeKey: 'start' } }),
  },
  'Query.run': query('run', 'ID', ({ run }) => run.id),
  'Query.runs': query('runs', 'ID', projectId, 'projectId', PAGE),
  'Subscription.runChanged': {
    operation: 'subscription ($id: ID!) { it: runChanged(id: $id) { __typename } }',
    variables: ({ run }) => ({ id: run.id }),
  },
  'Subscription.nodeRunChanged': {
    operation: 'subscription ($id: ID!) { it: nodeRunChanged(runId: $id) { __typename } }',
    variables: ({ run }) => ({ id: run.id }),
  },
  'Subscription.nodeRunProgress': {
    operation: 'subscription ($id: ID!) { it: nodeRunProgress(runId: $id) { __typename } }',
    variables: ({ run }) => ({ id: run.id }),
  },
  'Subscription.runLog': {
    operation: 'subscription ($id: ID!) { it: runLog(id: $id) { __typename } }',
    variables: ({ run }) => ({ id: run.id }),
  },
  'Subscription.runsChanged': {
    operation: 'subscription ($id: ID!) { it: runsChanged(projectId: $id) { __typename } }',
    variables: (world) => ({ id: projectId(world) }),
  },
  'Subscription.deploymentChanged': {
    operation: 'subscription ($id: ID!) { it: deploymentChanged(id: $id) { __typename } }',
    variables: ({ deployment }) => ({ id: deployment.id }),
  },
  'Subscription.deploymentLog': {
    operation: 'subscription ($id: ID!) { it: deploymentLog(id: $id) { __typename } }',
    variables: ({ deployment }) => ({ id: deployment.id }),
  },
  'Subscription.incidentsChanged': {
    operation: 'subscription ($id: ID!) { it: incidentsChanged(projectId: $id) { __typename } }',
    variables: (world) => ({ id: projectId(world) }),
  },
  'Subscription.scoresChanged': {
    operation: 'subscription ($id: ID!) { it: scoresChanged(projectId: $id) { __typename } }',
    variables: (world) => ({ id: projectId(world) }),
  },
  'Subscription.deploymentsChanged': {
    operation: 'subscription ($id: ID!) { it: deploymentsChanged(projectId: $id) { __typename } }',
    variables: (world) => ({ id: projectId(world) }),
  },
};

export const NODES: Record<string, Call> = {
  'Node.Workflow': ofNode('Workflow', ({ workflow }) => workflow.id),
  'Node.WorkflowTrigger': ofNode('WorkflowTrigger', ({ workflow }) => workflow.triggerId),
  'Node.WorkflowVersion': ofNode('WorkflowVersion', ({ workflow }) => workflow.versionId),
  'Node.Approval': ofNode('Approval', ({ ids }) => ids.approval),
  'Node.AuditEvent': ofNode('AuditEvent', ({ ids }) => ids.audit),
  'Node.Deployment': ofNode('Deployment', ({ deployment }) => deployment.id),
  'Node.Environment': ofNode('Environment', ({ environment }) => environment.id),
  'Node.Identity': ofNode('Identity', ({ ids }) => ids.identity),
  'Node.Incident': ofNode('Incident', ({ ids }) => ids.incident),
  'Node.IncidentHook': ofNode('IncidentHook', ({ ids }) => ids.incidentHook),
  'Node.Invitation': ofNode('Invitation', ({ ids }) => ids.invitation),
  'Node.Member': ofNode('Member', ({ ids }) => ids.member),
  'Node.NotificationChannel': ofNode('NotificationChannel', ({ ids }) => ids.notificationChannel),
  'Node.NotificationDelivery': ofNode('NotificationDelivery', ({ ids }) => ids.notificationDelivery),
  'Node.NotificationRule': ofNode('NotificationRule', ({ ids }) => ids.notificationRule),
  'Node.NodeApproval': ofNode('NodeApproval', ({ run }) => run.approvalId),
  'Node.Payload': ofNode('Payload', ({ run }) => run.payloadId),
  'Node.PlanItem': ofNode('PlanItem', ({ ids }) => ids.planItem),
  'Node.NodeRun': ofNode('NodeRun', ({ run }) => run.nodeRunId),
  'Node.Run': ofNode('Run', ({ run }) => run.id),
  'Node.Project': ofNode('Project', projectId),
  'Node.ProjectRole': ofNode('ProjectRole', ({ ids }) => ids.role),
  'Node.Service': ofNode('Service', ({ service }) => service.id),
  'Node.Session': ofNode('Session', ({ ids }) => ids.ownSession),
  'Node.Token': ofNode('Token', ({ ids }) => ids.serviceToken),
  'Node.User': ofNode('User', ({ cast }) => cast.maintainer.userId),
  'Node.Variable': ofNode('Variable', ({ ids }) => ids.ofProject),
};

export const FIELDS: Record<string, Call> = {
  'Project.access': ofTheProject(`access(permission: "deployment:create") ${PAGE}`),
  'Project.approvals': ofTheProject(`approvals ${PAGE}`),
  'Project.auditEvents': ofTheProject(`auditEvents ${PAGE}`),
  'Project.annotations': ofTheProject('annotations(from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z") { id }'),
  'Project.deliveryMetrics': ofTheProject(
    'deliveryMetrics(input: { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" }) { timeZone }',
  ),
  'Project.deployments': ofTheProject(`deployments ${PAGE}`),
  'Project.incidentHooks': ofTheProject('incidentHooks { id }'),
  'Project.incidents': ofTheProject(`incidents ${PAGE}`),
  'Project.invitations': ofTheProject('invitations { __typename }'),
  'Project.matrix': ofTheProject('matrix { id }'),
  'Project.planItems': ofTheProject(`planItems ${PAGE}`),
  'Project.serviceScores': ofTheProject('serviceScores { total }'),
  'Service.score': ofNode('Service', ({ service }) => service.id, 'score { total }'),
  'Project.planSummary': ofTheProject('planSummary { itemCount }'),
  'Project.members': ofTheProject(`members ${PAGE}`),
  'Project.notificationChannels': ofTheProject('notificationChannels { id }'),
  'Project.notificationDefault': ofTheProject('notificationDefault { events }'),
  'Project.notificationDeliveries': ofTheProject(`notificationDeliveries ${PAGE}`),
  'Project.notificationRules': ofTheProject('notificationRules { id }'),
  'Project.services': ofTheProject(`services ${PAGE}`),
  'Project.workflows': ofTheProject(`workflows ${PAGE}`),
  'Project.workflowBySlug': {
    operation:
      'query ($slug: String!, $name: String!) { project(slug: $slug) { it: workflowBySlug(slug: $name) { __typename } } }',
    variables: ({ cast, workflow }) => ({ slug: cast.project.slug, name: workflow.slug }),
  },
  'Project.tokens': ofTheProject('tokens { __typename }'),
  'Project.variables': ofTheProject('variables { id }'),
  'Environment.variables': ofNode('Environment', ({ environment }) => environment.id, 'variables { id }'),
  'Service.deployments': ofNode('Service', ({ service }) => service.id, `deployments ${PAGE}`),
  'Service.variables': ofNode('Service', ({ service }) => service.id, 'variables { id }'),
  'Token.lastUsedAddress': ofNode('Token', ({ ids }) => ids.serviceToken, 'lastUsedAddress'),
  'Variable.usedBy': ofNode('Variable', ({ ids }) => ids.ofProject, 'usedBy { __typename }'),
  'Variable.versions': ofNode('Variable', ({ ids }) => ids.ofProject, 'versions { __typename }'),
  'Viewer.identities': {
    ...bare('query', 'viewer'),
    operation: '{ viewer { it: __typename identities { __typename } } }',
  },
  'Viewer.sessions': { ...bare('query', 'viewer'), operation: '{ viewer { it: __typename sessions { __typename } } }' },
  'Viewer.tokens': { ...bare('query', 'viewer'), operation: '{ viewer { it: tokens { __typename } } }' },
};
