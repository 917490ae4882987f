import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import {
  InvitationLimitsResolver,
  MemberLimitsResolver,
  ProjectAccessResolver,
  TokenLimitsResolver,
} from '../features/access/access.resolver.ts';
import { AccountResolver } from '../features/accounts/account.resolver.ts';
import { SessionResolver } from '../features/accounts/session.resolver.ts';
import { findSession } from '../features/accounts/session.service.ts';
import { TwoFactorResolver } from '../features/accounts/two-factor.resolver.ts';
import { User } from '../features/accounts/user.entity.ts';
import { UsersResolver } from '../features/accounts/users.resolver.ts';
import { AlertFiring, AlertRule, AlertSilence } from '../features/alerts/alert.entity.ts';
import { alertLiveFields } from '../features/alerts/alert.live.ts';
import { findAlertRule, findFiring, findSilence } from '../features/alerts/alert.queries.ts';
import {
  AlertFiringResolver,
  AlertRuleResolver,
  AlertSilenceResolver,
  AlertSubscriptionsResolver,
  ProjectAlertsResolver,
} from '../features/alerts/alert.resolver.ts';
import { analyticsLiveFields } from '../features/analytics/metrics.live.ts';
import { ProjectUsageResolver, UsageResolver } from '../features/analytics/usage.resolver.ts';
import { findAuditEvent } from '../features/audit/audit.queries.ts';
import { AuditEventResolver, ProjectAuditResolver } from '../features/audit/audit.resolver.ts';
import { AuditEvent } from '../features/audit/audit-event.entity.ts';
import { findDashboardVersion } from '../features/dashboards/dashboard.queries.ts';
import {
  DashboardDriftResolver,
  DashboardResolver,
  DashboardVersionResolver,
  ProjectDashboardsResolver,
} from '../features/dashboards/dashboard.resolver.ts';
import { findDashboard } from '../features/dashboards/dashboard.service.ts';
import {
  DeliveryMetricsResolver,
  ProjectDeliveryResolver,
  ServiceDeliveryResolver,
} from '../features/delivery/delivery.resolver.ts';
import { Approval, Deployment } from '../features/deployments/deployment.entity.ts';
import { deploymentLiveFields } from '../features/deployments/deployment.live.ts';
import {
  durationField,
  findApproval,
  logSizesOf,
  stepDetails,
  stepsField,
} from '../features/deployments/deployment.loaders.ts';
import {
  DeploymentPreviewResolver,
  ProjectDeploymentsResolver,
  ServiceDeploymentsResolver,
  VariableUseDeploymentsResolver,
} from '../features/deployments/deployment.place.resolver.ts';
import { getDeployment } from '../features/deployments/deployment.queries.ts';
import { ApprovalResolver, DeploymentResolver } from '../features/deployments/deployment.resolver.ts';
import { DoctorResolver } from '../features/doctor/doctor.resolver.ts';
import { Environment } from '../features/environments/environment.entity.ts';
import { EnvironmentResolver, ProjectEnvironmentsResolver } from '../features/environments/environment.resolver.ts';
import { environmentsById, findEnvironment } from '../features/environments/environment.service.ts';
import { EventResolver, ProjectEventResolver } from '../features/events/event.resolver.ts';
import { Identity } from '../features/identities/identity.entity.ts';
import { IdentityResolver, ViewerIdentitiesResolver } from '../features/identities/identity.resolver.ts';
import { findIdentity } from '../features/identities/identity.service.ts';
import { Incident, IncidentHook } from '../features/incidents/incident.entity.ts';
import { incidentLiveFields } from '../features/incidents/incident.live.ts';
import { findHook, findIncident } from '../features/incidents/incident.queries.ts';
import {
  DeploymentIncidentsResolver,
  IncidentHookResolver,
  IncidentResolver,
  ProjectIncidentsResolver,
} from '../features/incidents/incident.resolver.ts';
import { JobResolver } from '../features/jobs/job.resolver.ts';
import { LogChunkRow, LogStreamRow } from '../features/logs/log.entity.ts';
import {
  NotificationChannel,
  NotificationDelivery,
  NotificationRule,
} from '../features/notifications/notification.entity.ts';
import { findChannel, findDelivery, findRule } from '../features/notifications/notification.queries.ts';
import {
  NotificationChannelResolver,
  NotificationDeliveryResolver,
  NotificationRuleResolver,
  ProjectNotificationsResolver,
} from '../features/notifications/notification.resolver.ts';
import {
  ProjectPreferencesResolver,
  WorkflowPreferencesResolver,
} from '../features/preferences/preference.resolver.ts';
import { Invitation } from '../features/projects/invitation.entity.ts';
import { InvitationResolver, ProjectInvitationsResolver } from '../features/projects/invitation.resolver.ts';
import { findInvitation } from '../features/projects/invitation.service.ts';
import { Member } from '../features/projects/member.entity.ts';
import { MemberResolver, ProjectMembersResolver } from '../features/projects/member.resolver.ts';
import { findMember, findUser, usersById } from '../features/projects/member.service.ts';
import { Project } from '../features/projects/project.entity.ts';
import { ProjectResolver } from '../features/projects/project.resolver.ts';
import { findProject } from '../features/projects/project.service.ts';
import { ProjectRole } from '../features/projects/role.entity.ts';
import { ProjectRolesResolver, RoleResolver } from '../features/projects/role.resolver.ts';
import { findRole } from '../features/projects/role.service.ts';
import { findPlanItem } from '../features/roadmap/plan.queries.ts';
import { PlanItemResolver, ProjectPlanResolver } from '../features/roadmap/plan.resolver.ts';
import { PlanItem } from '../features/roadmap/plan-item.entity.ts';
import { ExpressionResolver } from '../features/runs/expression.resolver.ts';
import { getNodeRun, nodeRunValues } from '../features/runs/node-run.queries.ts';
import {
  ApprovalRequestResolver,
  NodeRunResolver,
  NodeWaitResolver,
  ProjectApprovalsResolver,
} from '../features/runs/node-run.resolver.ts';
import { runLiveFields } from '../features/runs/run.live.ts';
import { durationOf, findNodeApproval, runLogSizes, runValues } from '../features/runs/run.loaders.ts';
import { NodeRunPayloadResolver, PayloadResolver, RunPayloadResolver } from '../features/runs/run.payload.resolver.ts';
import { findPayload } from '../features/runs/run.payloads.ts';
import { getRun } from '../features/runs/run.queries.ts';
import { RunResolver, RunSubscriptionsResolver, WorkflowRunsResolver } from '../features/runs/run.resolver.ts';
import { scoreLiveFields } from '../features/scores/score.live.ts';
import {
  ProjectScoresResolver,
  ServiceScoreResolver,
  ServiceScoresResolver,
} from '../features/scores/score.resolver.ts';
import { SearchResolver } from '../features/search/search.resolver.ts';
import { Service } from '../features/services/service.entity.ts';
import {
  EnvironmentVariablesResolver,
  ProjectServicesResolver,
  ServiceResolver,
} from '../features/services/service.resolver.ts';
import { findService, servicesById } from '../features/services/service.service.ts';
import { Variable } from '../features/services/variable.entity.ts';
import { VariableResolver } from '../features/services/variable.resolver.ts';
import { findVariable } from '../features/services/variable.service.ts';
import { SettingsResolver } from '../features/settings/settings.resolver.ts';
import { StorageResolver } from '../features/storage/storage.resolver.ts';
import { TemplateResolver } from '../features/templates/template.resolver.ts';
import { actorsById } from '../features/tokens/actor.loaders.ts';
import { Token } from '../features/tokens/token.entity.ts';
import { ProjectTokensResolver, TokenResolver, ViewerTokensResolver } from '../features/tokens/token.resolver.ts';
import { findToken } from '../features/tokens/token.service.ts';
import { GraphCheckResolver } from '../features/workflows/graph-check.resolver.ts';
import { findTrigger, findVersion } from '../features/workflows/workflow.queries.ts';
import {
  ProjectWorkflowsResolver,
  WorkflowResolver,
  WorkflowTriggerResolver,
  WorkflowVersionResolver,
} from '../features/workflows/workflow.resolver.ts';
import { findWorkflow } from '../features/workflows/workflow.service.ts';
import { allowBriefRows, resolvePlainly } from '../platform/graphql/hot-fields.ts';
import { registerNode, resolveTypesById } from '../platform/graphql/node.ts';
import { DateTime, JSONValue } from '../platform/graphql/scalars.ts';
import { MetricResolver } from '../platform/metrics/metric.resolver.ts';

/** Every table that TypeORM knows. */
export const entities = [
  User,
  Identity,
  Project,
  Member,
  ProjectRole,
  Invitation,
  Token,
  AuditEvent,
  Environment,
  Service,
  Variable,
  Deployment,
  Approval,
  LogStreamRow,
  LogChunkRow,
  NotificationChannel,
  NotificationRule,
  NotificationDelivery,
  Incident,
  IncidentHook,
  PlanItem,
  AlertRule,
  AlertFiring,
  AlertSilence,
];

/** Every subscription field. */
export const liveFields = [
  ...deploymentLiveFields,
  ...runLiveFields,
  ...alertLiveFields,
  ...incidentLiveFields,
  ...analyticsLiveFields,
  ...scoreLiveFields,
];

registerNode('project', 'Project', findProject);
registerNode('member', 'Member', findMember);
registerNode('role', 'ProjectRole', findRole);
registerNode('invitation', 'Invitation', findInvitation);
registerNode('session', 'Session', findSession);
registerNode('token', 'Token', findToken);
registerNode('identity', 'Identity', findIdentity);
registerNode('environment', 'Environment', findEnvironment);
registerNode('service', 'Service', findService);
registerNode('deployment', 'Deployment', getDeployment);
registerNode('user', 'User', findUser);
registerNode('variable', 'Variable', findVariable);
registerNode('approval', 'Approval', findApproval);
registerNode('channel', 'NotificationChannel', findChannel);
registerNode('notificationRule', 'NotificationRule', findRule);
registerNode('delivery', 'NotificationDelivery', findDelivery);
registerNode('planItem', 'PlanItem', findPlanItem);
registerNode('alertRule', 'AlertRule', findAlertRule);
registerNode('firing', 'AlertFiring', findFiring);
registerNode('silence', 'AlertSilence', findSilence);
registerNode('audit', 'AuditEvent', findAuditEvent);
registerNode('incident', 'Incident', findIncident);
registerNode('incidentHook', 'IncidentHook', findHook);
registerNode('run', 'Run', getRun);
registerNode('nodeRun', 'NodeRun', getNodeRun);
registerNode('payload', 'Payload', findPayload);
registerNode('nodeApproval', 'NodeApproval', findNodeApproval);
registerNode('workflow', 'Workflow', findWorkflow);
registerNode('workflowVersion', 'WorkflowVersion', findVersion);
registerNode('trigger', 'WorkflowTrigger', findTrigger);
registerNode('dashboard', 'Dashboard', findDashboard);
registerNode('dashboardVersion', 'DashboardVersion', findDashboardVersion);

const resolvers = [
  AccountResolver,
  SessionResolver,
  TwoFactorResolver,
  UsersResolver,
  IdentityResolver,
  ViewerIdentitiesResolver,
  ProjectResolver,
  MemberResolver,
  ProjectMembersResolver,
  RoleResolver,
  ProjectRolesResolver,
  InvitationResolver,
  ProjectInvitationsResolver,
  TokenResolver,
  ProjectTokensResolver,
  ViewerTokensResolver,
  AuditEventResolver,
  ProjectAuditResolver,
  EnvironmentResolver,
  ProjectEnvironmentsResolver,
  ServiceResolver,
  ProjectServicesResolver,
  EnvironmentVariablesResolver,
  VariableResolver,
  VariableUseDeploymentsResolver,
  DeploymentResolver,
  ApprovalResolver,
  ProjectDeploymentsResolver,
  ServiceDeploymentsResolver,
  DeploymentPreviewResolver,
  SearchResolver,
  ProjectAccessResolver,
  MemberLimitsResolver,
  InvitationLimitsResolver,
  TokenLimitsResolver,
  NotificationChannelResolver,
  NotificationRuleResolver,
  NotificationDeliveryResolver,
  ProjectNotificationsResolver,
  SettingsResolver,
  DoctorResolver,
  JobResolver,
  ExpressionResolver,
  RunResolver,
  RunSubscriptionsResolver,
  WorkflowRunsResolver,
  NodeRunResolver,
  PayloadResolver,
  NodeRunPayloadResolver,
  RunPayloadResolver,
  NodeWaitResolver,
  ApprovalRequestResolver,
  ProjectApprovalsResolver,
  WorkflowResolver,
  WorkflowVersionResolver,
  WorkflowTriggerResolver,
  ProjectWorkflowsResolver,
  DashboardResolver,
  DashboardVersionResolver,
  DashboardDriftResolver,
  ProjectDashboardsResolver,
  TemplateResolver,
  GraphCheckResolver,
  IncidentResolver,
  IncidentHookResolver,
  ProjectIncidentsResolver,
  DeploymentIncidentsResolver,
  DeliveryMetricsResolver,
  ServiceDeliveryResolver,
  ProjectDeliveryResolver,
  EventResolver,
  ProjectEventResolver,
  StorageResolver,
  PlanItemResolver,
  ProjectPlanResolver,
  ServiceScoreResolver,
  ProjectScoresResolver,
  ServiceScoresResolver,
  WorkflowPreferencesResolver,
  ProjectPreferencesResolver,
  MetricResolver,
  UsageResolver,
  ProjectUsageResolver,
  AlertRuleResolver,
  AlertFiringResolver,
  AlertSilenceResolver,
  AlertSubscriptionsResolver,
  ProjectAlertsResolver,
] as const;

/** The GraphQL schema, from the resolvers of all features. */
export function createSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers,
    scalarsMap: [
      { type: Date, scalar: DateTime },
      { type: Object, scalar: JSONValue },
    ],
    // Every subscription brings its own source (see `liveSubscribe`); TypeGraphQL asks for this all the same.
    pubSub: { publish: unused, subscribe: unused },
    validate: false,
    // To ask it about itself takes longer than to build it: a test does that for all starts.
    skipCheck: true,
  });
  resolveTypesById(schema);
  allowBriefRows(schema, 'User', allBut('id', 'name', 'email'), usersById);
  allowBriefRows(schema, 'Token', allBut('id', 'name', 'kind'), actorsById);
  allowBriefRows(schema, 'Service', allBut('id', 'slug', 'name', 'runner'), servicesById);
  allowBriefRows(schema, 'Environment', allBut('id', 'slug', 'name', 'rank', 'isProduction'), environmentsById);
  allowBriefRows(schema, 'Deployment', only('logLineCount', 'logByteCount', 'isLogComplete'), logSizesOf);
  allowBriefRows(schema, 'DeploymentStep', only('group', 'isChanged', 'firstLogSeq', 'diff'), stepDetails);
  allowBriefRows(schema, 'Run', only('payload', 'output', 'variables'), runValues);
  allowBriefRows(schema, 'Run', only('logLineCount'), runLogSizes);
  allowBriefRows(schema, 'NodeRun', only('input', 'output'), nodeRunValues);
  resolvePlainly(schema, 'Run', 'durationMs', durationOf);
  resolvePlainly(schema, 'NodeRun', 'durationMs', durationOf);
  resolvePlainly(schema, 'Deployment', 'steps', stepsField);
  resolvePlainly(schema, 'Deployment', 'durationMs', durationField);
  resolvePlainly(schema, 'DeploymentStep', 'durationMs', durationField);
  return schema;
}

function only(...names: string[]): (field: string) => boolean {
  return (field) => names.includes(field);
}

function allBut(...names: string[]): (field: string) => boolean {
  return (field) => !names.includes(field);
}

function unused(): never {
  throw new Error('Changes are published by key, through `Events`.');
}
