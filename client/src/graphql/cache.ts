import {
  type Cache,
  type CacheExchangeOpts,
  cacheExchange,
  type Data,
  type DataFields,
  type UpdateResolver,
} from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { type Exchange, gql } from 'urql';

/** Objects that are part of their parent and have no identity of their own. */
const embedded = () => null;

/** Drops every stored variant (any arguments) of a field; what shows it asks again and keeps the old data until the answer. */
function invalidateField(cache: Cache, entity: Data | string, ...names: string[]): void {
  for (const field of cache.inspectFields(entity)) {
    if (names.includes(field.fieldName)) cache.invalidate(entity, field.fieldKey);
  }
}

/** Invalidates fields of the project an operation was about, wherever the answer doesn't name it. */
function inEveryProject(...names: string[]): UpdateResolver {
  return (_result, _args, cache) => {
    for (const key of projectKeys(cache)) invalidateField(cache, key, ...names);
  };
}

function projectKeys(cache: Cache): string[] {
  const keys = new Set<string>();
  for (const field of cache.inspectFields('Query')) {
    if (field.fieldName !== 'project') continue;
    const key = cache.keyOfEntity(cache.resolve('Query', field.fieldKey) as Data | string | null);
    if (key) keys.add(key);
  }
  return [...keys];
}

/**
 * A deployment's own fields update by themselves. Lists that contain it are asked for again only when it is new to
 * this page or its status moved; progress inside a status (thirty steps, say) touches no list.
 */
function onDeploymentsChanged(): UpdateResolver {
  const lastStatus = new Map<string, unknown>();
  return (result, _args, cache) => {
    const changed = (result as DataFields).deploymentsChanged as (Data & { status?: string }) | undefined;
    if (!changed?.id) return;
    const id = String(changed.id);
    if (changed.status !== undefined && lastStatus.get(id) === changed.status) return;
    if (lastStatus.size > 5000) lastStatus.clear();
    lastStatus.set(id, changed.status);
    refreshDeploymentLists(cache);
  };
}

function refreshDeploymentLists(cache: Cache): void {
  for (const key of projectKeys(cache)) invalidateField(cache, key, 'matrix', 'deployments');
  for (const field of cache.inspectFields('Query')) {
    if (field.fieldName === 'deployments' || field.fieldName === 'deploymentPreview') {
      cache.invalidate('Query', field.fieldKey);
    }
    if (field.fieldName === 'service') {
      const key = cache.keyOfEntity(cache.resolve('Query', field.fieldKey) as Data | string | null);
      if (key) invalidateField(cache, key, 'deployments', 'recentVersions');
    }
  }
}

const afterDeploymentVerb: UpdateResolver = (_result, _args, cache) => refreshDeploymentLists(cache);
const afterViewerChange: UpdateResolver = (result, _args, cache, info) => {
  cache.link('Query', 'viewer', (result as DataFields)[info.fieldName] as Data);
};
/** Invalidates fields of the viewer, of whom the answer says something else. */
const inViewer =
  (...names: string[]): UpdateResolver =>
  (_result, _args, cache) => {
    const viewer = cache.keyOfEntity(cache.resolve('Query', 'viewer') as Data | string | null);
    if (viewer) invalidateField(cache, viewer, ...names);
  };
const afterPeople: UpdateResolver = (_result, _args, cache) => invalidateField(cache, 'Query', 'users');
const afterServices = inEveryProject('services', 'matrix');
/** A sync reads every folder, and its answer names only those whose settings changed: problems come and go without. */
const afterSync: UpdateResolver = (result, args, cache, info) => {
  afterServices(result, args, cache, info);
  for (const field of cache.inspectFields('Query')) {
    if (field.fieldName === 'service')
      invalidateField(cache, `Service:${String(field.arguments?.id)}`, 'problems', 'syncedAt');
  }
};
const afterEnvironments = inEveryProject('environments', 'matrix');
const afterVariables: UpdateResolver = (_result, args, cache) => {
  const input = (args as { input?: { projectId?: string; serviceId?: string; environmentId?: string } }).input;
  if (input?.projectId) cache.invalidate(`Project:${input.projectId}`, 'variables');
  if (input?.serviceId) cache.invalidate(`Service:${input.serviceId}`, 'variables');
  if (input?.environmentId) cache.invalidate(`Environment:${input.environmentId}`, 'variables');
};
/** Also what members are called by their role, how many have each, and the viewer's own rights, if they were meant. */
const afterMembers = inEveryProject('members', 'roles', 'access', 'invitations', 'auditEvents', 'viewerPermissions');
const afterWorkflows = inEveryProject('workflows');
const afterDashboards = inEveryProject('dashboards', 'dashboardDrifts');
/** Files may have been published: what is known of those is asked for again. */
const afterDashboardSync: UpdateResolver = (result, args, cache, info) => {
  afterDashboards(result, args, cache, info);
  const { updated = [] } = ((result as DataFields).syncDashboards ?? {}) as { updated?: Data[] };
  for (const dashboard of updated)
    invalidateField(cache, dashboard, 'published', 'draft', 'versions', 'hasUnpublishedChanges');
};
/** There is a version more, and other triggers. */
const afterPublishing: UpdateResolver = (result, _args, cache, info) => {
  const workflow = (result as DataFields)[info.fieldName] as Data | null;
  if (workflow) invalidateField(cache, workflow, 'versions');
};
/** Which alerts fire, which are silent, what is watched. */
const afterAlerts = inEveryProject('alertRules', 'alertFirings', 'alertSilences', 'openAlertCount', 'annotations');
/** Lists by what may have changed, what charts show, and what is counted from it. */
const afterIncidents = inEveryProject('incidents', 'annotations', 'deliveryMetrics');
/** How many fire is said in each answer, so nothing is asked for again. */
const onAlertsChanged: UpdateResolver = (result, _args, cache) => {
  const { projectId, openCount } = (result as DataFields).alertsChanged as { projectId: string; openCount: number };
  cache.writeFragment(openAlertCount, { __typename: 'Project', id: projectId, openAlertCount: openCount });
};
const openAlertCount = gql`
  fragment OpenAlertCount on Project {
    id
    openAlertCount
  }
`;
const afterProjects: UpdateResolver = (_result, _args, cache) => invalidateField(cache, 'Query', 'projects');

/** After a verb about runs: new ones, and what waits for somebody. A page of runs hears of the rest by itself. */
const afterRunVerb: UpdateResolver = (_result, _args, cache) => {
  for (const field of cache.inspectFields('Query')) {
    if (field.fieldName === 'runs') cache.invalidate('Query', field.fieldKey);
  }
  for (const key of projectKeys(cache)) invalidateField(cache, key, 'approvals');
};

/** Approvals are asked for again when a run begins to wait, or waits no more. Pages of runs ask at a pace of their own. */
function onRunsChanged(): UpdateResolver {
  const lastStatus = new Map<string, unknown>();
  return (result, _args, cache) => {
    const { id, status } = (result as DataFields).runsChanged as Data & { status?: string };
    const before = lastStatus.get(String(id));
    if (before === status) return;
    if (lastStatus.size > 5000) lastStatus.clear();
    lastStatus.set(String(id), status);
    if (before !== 'WAITING' && status !== 'WAITING') return;
    for (const key of projectKeys(cache)) invalidateField(cache, key, 'approvals');
  };
}

/** An attempt that has just begun belongs to its run's list, which nothing else adds it to. */
const onNodeRunChanged: UpdateResolver = (result, args, cache) => {
  const changed = cache.keyOfEntity((result as DataFields).nodeRunChanged as Data | null);
  const run = `Run:${String(args.runId)}`;
  const known = cache.resolve(run, 'nodeRuns') as string[] | undefined;
  if (changed && Array.isArray(known) && !known.includes(changed)) cache.link(run, 'nodeRuns', [...known, changed]);
};

/** What has no id is part of what has one, or there is one of it. */
const keys = {
  LogLine: embedded,
  Metric: embedded,
  MetricPoint: embedded,
  MetricPrevious: embedded,
  MetricRow: embedded,
  MetricResult: embedded,
  MetricGroup: embedded,
  UsageMetrics: embedded,
  MetricsUpdate: embedded,
  StepHotSpot: embedded,
  Measure: embedded,
  IncidentHookSecret: embedded,
  DeliveryMetrics: embedded,
  ServiceDelivery: embedded,
  DeliveryBands: embedded,
  AlertCondition: embedded,
  AlertPoint: embedded,
  AlertsChange: embedded,
  BackTest: embedded,
  BackTestFiring: embedded,
  NodeWait: embedded,
  NodeRunProgress: embedded,
  ExpressionScope: embedded,
  ScopeName: embedded,
  ScopeFunction: embedded,
  RunResume: embedded,
  ExpressionResult: embedded,
  ExpressionProblem: embedded,
  ApprovalRequest: embedded,
  BulkResult: embedded,
  BulkProblem: embedded,
  LogBatch: embedded,
  LogSearchResult: embedded,
  Change: embedded,
  HealthCheck: embedded,
  VariableUse: embedded,
  SourceProblem: embedded,
  PermissionDescription: embedded,
  AccessEntry: embedded,
  TwoFactor: embedded,
  TwoFactorSetup: embedded,
  BackupCodes: embedded,
  PasswordLink: embedded,
  CreatedUser: embedded,
  InvitationOffer: embedded,
  CreatedInvitation: embedded,
  AcceptedInvitation: embedded,
  DeploymentPreview: embedded,
  SyncServicesResult: embedded,
  SetupState: embedded,
  SignInMethods: embedded,
  SignInProvider: embedded,
  IdentityOffer: embedded,
  SearchResult: embedded,
  CreatedToken: embedded,
  NotificationDefault: embedded,
  ServiceScore: embedded,
  ServiceScores: embedded,
  ScoreWeights: embedded,
  ScorePart: embedded,
  ScoreInput: embedded,
  ScoreDay: embedded,
  PlanSummary: embedded,
  PlanPhase: embedded,
  PlanItemDeployment: embedded,
  PlanImport: embedded,
  PlanImportProblem: embedded,
  PlanChange: embedded,
  PlanFieldChange: embedded,
  AnalyticsStorage: embedded,
  FactStorage: embedded,
  RollupStorage: embedded,
  FreedStorage: embedded,
  EventKind: embedded,
  TrackEventsResult: embedded,
  BackgroundJobKind: embedded,
  BackgroundJobSubject: embedded,
  DoctorReport: embedded,
  JobProblem: embedded,
  JobsResult: embedded,
  Risk: embedded,
  LiveCheck: embedded,
  ConfiguredValue: embedded,
  // There is one of them, so what a change returns is what the page shows.
  InstanceSettings: () => 'this',
  WorkflowDraft: embedded,
  CanvasViewport: embedded,
  DashboardDraft: embedded,
  DashboardDrift: embedded,
  DashboardImport: embedded,
  DashboardProblem: embedded,
  BuiltInDashboard: embedded,
  SyncDashboardsResult: embedded,
  WorkflowValidation: embedded,
  GraphProblem: embedded,
  NodeShape: embedded,
  NodePort: embedded,
  NeededRight: embedded,
  WorkflowTemplate: embedded,
  TemplatePreview: embedded,
  TemplateNeed: embedded,
  TemplateParameterProblem: embedded,
  DryRun: embedded,
  DryRunStep: embedded,
  GraphDiff: embedded,
  NodeDiff: embedded,
  EdgeDiff: embedded,
  FieldDiff: embedded,
  WorkflowImport: embedded,
  NodeType: embedded,
  CreatedWebhookSecret: embedded,
  SettingState: embedded,
  SignInMethod: embedded,
};

const possibleTypes = {
  Actor: ['User', 'Token'],
  Node: [
    'User',
    'Identity',
    'Session',
    'Member',
    'ProjectRole',
    'Invitation',
    'Token',
    'AuditEvent',
    'Project',
    'Environment',
    'Service',
    'Variable',
    'Deployment',
    'Approval',
    'Workflow',
    'WorkflowVersion',
    'WorkflowTrigger',
    'Run',
    'NodeRun',
    'NodeApproval',
    'NotificationChannel',
    'NotificationRule',
    'NotificationDelivery',
    'AlertRule',
    'AlertFiring',
    'AlertSilence',
    'PlanItem',
    'Incident',
    'IncidentHook',
  ],
};

const updates: CacheExchangeOpts['updates'] = {
  Mutation: {
    updateProfile: afterViewerChange,
    changePassword: inViewer('sessions'),
    confirmTwoFactor: inViewer('twoFactor'),
    renewBackupCodes: inViewer('twoFactor'),
    revokeSession: inViewer('sessions'),
    revokeOtherSessions: inViewer('sessions'),
    createUser: afterPeople,
    deleteUser: afterPeople,
    // Perhaps oneself.
    setAdministrator: (_result, _args, cache) => cache.invalidate('Query', 'viewer'),
    createProject: afterProjects,
    deleteProject: afterProjects,
    restoreProject: afterProjects,
    addMember: afterMembers,
    changeMemberRole: afterMembers,
    removeMember: afterMembers,
    createInvitation: inEveryProject('invitations', 'auditEvents'),
    revokeInvitation: inEveryProject('invitations', 'auditEvents'),
    createRole: inEveryProject('roles', 'auditEvents'),
    updateRole: afterMembers,
    deleteRole: inEveryProject('roles', 'auditEvents'),
    restoreRole: inEveryProject('roles', 'auditEvents'),
    createToken: inEveryProject('tokens', 'access', 'auditEvents'),
    revokeToken: inEveryProject('access', 'auditEvents'),
    createEnvironment: afterEnvironments,
    updateEnvironment: afterEnvironments,
    deleteEnvironment: afterEnvironments,
    restoreEnvironment: afterEnvironments,
    createService: afterServices,
    deleteService: afterServices,
    restoreService: afterServices,
    syncServices: afterSync,
    setVariable: afterVariables,
    createNotificationChannel: inEveryProject('notificationChannels'),
    updateNotificationChannel: inEveryProject('notificationDefault'),
    enableNotificationChannel: inEveryProject('notificationDefault'),
    deleteNotificationChannel: inEveryProject('notificationChannels', 'notificationRules', 'notificationDefault'),
    testNotificationChannel: inEveryProject('notificationDeliveries'),
    createNotificationRule: inEveryProject('notificationRules', 'notificationDefault'),
    updateNotificationRule: inEveryProject('notificationDefault'),
    deleteNotificationRule: inEveryProject('notificationRules', 'notificationDefault'),
    createAlertRule: afterAlerts,
    updateAlertRule: afterAlerts,
    setAlertRuleEnabled: afterAlerts,
    deleteAlertRule: afterAlerts,
    restoreAlertRule: afterAlerts,
    silenceAlerts: afterAlerts,
    endSilence: afterAlerts,
    deleteVariable: (_result, args, cache) => cache.invalidate(`Variable:${String(args.id)}`),
    createIncident: afterIncidents,
    updateIncident: afterIncidents,
    resolveIncident: afterIncidents,
    reopenIncident: afterIncidents,
    linkIncident: afterIncidents,
    importPlan: inEveryProject('planItems', 'planSummary'),
    createWorkflow: afterWorkflows,
    duplicateWorkflow: afterWorkflows,
    importWorkflow: afterWorkflows,
    deleteWorkflow: afterWorkflows,
    restoreWorkflow: afterWorkflows,
    publishWorkflow: afterPublishing,
    createDashboard: afterDashboards,
    importDashboard: afterDashboards,
    deleteDashboard: afterDashboards,
    restoreDashboard: afterDashboards,
    publishDashboard: afterPublishing,
    syncDashboards: afterDashboardSync,
    deploy: afterDeploymentVerb,
    retryDeployment: afterDeploymentVerb,
    rollback: afterDeploymentVerb,
    cancelDeployment: afterDeploymentVerb,
    approveDeployment: afterDeploymentVerb,
    rejectDeployment: afterDeploymentVerb,
    startRun: afterRunVerb,
    cancelRun: afterRunVerb,
    retryRun: afterRunVerb,
    replayRun: afterRunVerb,
    resumeRun: afterRunVerb,
    cancelRuns: afterRunVerb,
    retryRuns: afterRunVerb,
    dismissRuns: afterRunVerb,
    decideApproval: afterRunVerb,
  },
  Subscription: {
    deploymentsChanged: onDeploymentsChanged(),
    alertsChanged: onAlertsChanged,
    incidentsChanged: inEveryProject('incidents'),
    runsChanged: onRunsChanged(),
    nodeRunChanged: onNodeRunChanged,
  },
};

/** The normalized cache: which objects have no id, how pages join, what a change makes stale. */
export function createCacheExchange(): Exchange {
  return cacheExchange({
    keys,
    possibleTypes,
    resolvers: {
      Query: {
        projects: relayPagination(),
        installationAuditEvents: relayPagination(),
        users: relayPagination(),
        deployments: relayPagination(),
        // A page reached from a list draws at once what the list already knew.
        deployment: (_parent, args) => ({ __typename: 'Deployment', id: String(args.id) }),
        run: (_parent, args) => ({ __typename: 'Run', id: String(args.id) }),
        service: (_parent, args) => ({ __typename: 'Service', id: String(args.id) }),
        environment: (_parent, args) => ({ __typename: 'Environment', id: String(args.id) }),
      },
      Project: {
        services: relayPagination(),
        workflows: relayPagination(),
        // Not `deployments`: new ones arrive at its start, and joined pages would lose what moves over a page's edge.
        members: relayPagination(),
        invitations: relayPagination(),
        tokens: relayPagination(),
        access: relayPagination(),
        auditEvents: relayPagination(),
        planItems: relayPagination(),
        incidents: relayPagination(),
      },
      Service: { deployments: relayPagination() },
      Workflow: { versions: relayPagination() },
      Viewer: { sessions: relayPagination() },
    },
    updates,
  });
}
