import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  type GraphQLField,
  type GraphQLInputType,
  getIntrospectionQuery,
  getNamedType,
  graphqlSync,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
  validateSchema,
} from 'graphql';
import { createSchema, liveFields } from './schema.ts';

const schema = createSchema();
const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__'));
const ownTypes = types.filter((type) => !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name));
const ROOTS = ['Query', 'Mutation', 'Subscription'];
const fieldsOf = (name: string): Record<string, GraphQLField<unknown, unknown>> => {
  const type = schema.getType(name);
  return isObjectType(type) ? type.getFields() : {};
};
const allFields = ownTypes.flatMap((type) =>
  isObjectType(type) || isInterfaceType(type)
    ? Object.values(type.getFields()).map((field) => ({ field, place: `${type.name}.${field.name}` }))
    : [],
);

test('the schema is sound and tells about itself', () => {
  expect(validateSchema(schema)).toEqual([]);
  expect(graphqlSync({ schema, source: getIntrospectionQuery() }).errors).toBeUndefined();
});

describe('every word of the schema is explained', () => {
  const described: [string, string | null | undefined][] = [
    ...ownTypes
      .filter((type) => !ROOTS.includes(type.name))
      .map((type): [string, string | null | undefined] => [type.name, type.description]),
    ...allFields.map(({ field, place }): [string, string | null | undefined] => [place, field.description]),
    ...allFields.flatMap(({ field, place }) =>
      field.args.map((arg): [string, string | null | undefined] => [`${place}(${arg.name})`, arg.description]),
    ),
    ...ownTypes.flatMap((type) =>
      isEnumType(type)
        ? type
            .getValues()
            .map((value): [string, string | null | undefined] => [`${type.name}.${value.name}`, value.description])
        : isInputObjectType(type)
          ? Object.values(type.getFields()).map((field): [string, string | null | undefined] => [
              `${type.name}.${field.name}`,
              field.description,
            ])
          : [],
    ),
  ];

  test('types, fields, arguments, inputs and enum values have a sentence each', () => {
    const bad = described.filter(([, text]) => !/^\S[\s\S]*[.?!]$/.test(text ?? ''));
    expect(bad).toEqual([]);
    expect(described.length).toBeGreaterThan(400);
  });
});

describe('names that outside users rely on', () => {
  test.each([
    ['Query', 'viewer node projects project deployment deployments'],
    [
      'Mutation',
      'signIn signOut createProject createEnvironment createService syncServices deploy cancelDeployment retryDeployment rollback approveDeployment rejectDeployment reportStep createToken',
    ],
    ['Subscription', 'deploymentChanged deploymentLog deploymentsChanged'],
    ['Project', 'id slug name timeZone services environments deployments members'],
    [
      'Deployment',
      'id number version status statusReason service environment createdBy trigger note createdAt queuedAt startedAt finishedAt durationMs exitCode steps logLineCount log retryOf rollbackOf approvals changes viewerCanCancel viewerCanRetry viewerCanApprove',
    ],
    ['DeploymentStep', 'key name host status startedAt finishedAt durationMs message isChanged diff attempt'],
    ['LogLine', 'seq at stream stepKey text'],
    ['LogBatch', 'lines lastSeq hasEnded'],
    ['SyncServicesResult', 'added updated removed problems'],
    ['PageInfo', 'hasNextPage hasPreviousPage startCursor endCursor'],
  ])('%s has its fields', (type, names) => {
    expect(Object.keys(fieldsOf(type))).toEqual(expect.arrayContaining(names.split(' ')));
  });

  test.each([
    [
      'DeploymentStatus',
      'AWAITING_APPROVAL QUEUED RUNNING VERIFYING CANCELING SUCCEEDED FAILED CANCELED TIMED_OUT REJECTED',
    ],
    ['StepStatus', 'PENDING RUNNING SUCCEEDED FAILED SKIPPED CANCELED'],
    ['LogStream', 'STDOUT STDERR SYSTEM'],
    ['RunnerKind', 'SHELL ANSIBLE'],
    ['Role', 'OWNER MAINTAINER OPERATOR VIEWER'],
  ])('%s has its values', (type, values) => {
    const found = schema.getType(type);
    expect(isEnumType(found) && found.getValues().map((value) => value.name)).toEqual(
      expect.arrayContaining(values.split(' ')),
    );
  });

  test.each([
    ['DeployInput', 'serviceId environmentId version parameters dryRun note changes idempotencyKey'],
    ['RetryDeploymentInput', 'id fromFailedStep failedHostsOnly'],
    ['RollbackInput', 'serviceId environmentId toDeploymentId'],
    ['DecideDeploymentInput', 'id comment'],
    ['ReportStepInput', 'name state message'],
    ['CreateProjectInput', 'slug name timeZone'],
    ['CreateEnvironmentInput', 'projectId slug name rank url'],
    ['CreateServiceInput', 'projectId slug name runner source steps healthCheck timeoutSeconds'],
    ['SignInInput', 'email password'],
  ])('%s has its fields', (type, names) => {
    const found = schema.getType(type);
    expect(isInputObjectType(found) && Object.keys(found.getFields())).toEqual(
      expect.arrayContaining(names.split(' ')),
    );
  });

  test('arguments with defaults stay as they are', () => {
    const args = (type: string, field: string) =>
      Object.fromEntries(
        fieldsOf(type)[field]?.args.map((arg) => [arg.name, `${String(arg.type)} ${String(arg.defaultValue)}`]) ?? [],
      );
    expect(args('Deployment', 'log')).toMatchObject({
      after: 'Int! 0',
      first: 'Int! 1000',
      search: 'String undefined',
    });
    expect(args('Subscription', 'deploymentLog')).toEqual({ id: 'ID! undefined', after: 'Int! 0' });
    expect(args('Query', 'projects')).toMatchObject({ first: 'Int! 20', after: 'String undefined' });
  });
});

describe('shapes', () => {
  // NOTE: the compiler of queries would never end with it, in the middle of a request.
  test('no input contains itself', () => {
    const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);
    const within = (type: (typeof inputs)[number], seen: Set<string>): Set<string> => {
      for (const { type: fieldType } of Object.values(type.getFields())) {
        const named = getNamedType(fieldType);
        if (!isInputObjectType(named) || seen.has(named.name)) continue;
        seen.add(named.name);
        within(named, seen);
      }
      return seen;
    };
    expect(inputs.filter((type) => within(type, new Set()).has(type.name)).map(({ name }) => name)).toEqual([]);
  });

  test('a mutation takes one `input`, one id, or nothing', () => {
    const odd = Object.values(fieldsOf('Mutation')).filter(
      (field) =>
        field.args.length > 1 || !['input', 'id', 'projectId', 'triggerId', undefined].includes(field.args[0]?.name),
    );
    expect(odd.map((field) => field.name)).toEqual([]);
  });

  test('a list that can grow is asked for page by page', () => {
    /** Bounded by what they are; the number says how. */
    const BOUNDED: Record<string, string> = {
      'Project.grantablePermissions': 'as many as there are permissions',
      'Project.permissions': 'as many as there are permissions',
      'Project.viewerPermissions': 'as many as there are permissions',
      'Project.roles': '4 and 50',
      'BackupCodes.codes': '10',
      'ProjectRole.permissions': 'as many as there are permissions',
      'VariableUse.services': '100',
      'VariableUse.environments': 'all of a project: 50',
      'PlanChange.fields': '10 columns',
      'PlanImport.changes': '200',
      'PlanImport.ignoredColumns': '50',
      'PlanImport.problems': '100',
      'PlanItem.deployments': '20',
      'PlanSummary.owners': '200',
      'PlanSummary.phases': '201',
      'PlanSummary.urgent': '5',
      'Project.serviceScores': '200',
      'ScorePart.inputs': '10',
      'ServiceScore.history': '366',
      'ServiceScore.parts': '5',
      'ServiceScores.scores': '200',
      'Member.environments': '100',
      'Member.services': '100',
      'Invitation.environments': '100',
      'Invitation.services': '100',
      'Token.environments': '100',
      'Token.services': '100',
      'AccessEntry.environments': '100',
      'AccessEntry.services': '100',
      'NotificationChannel.recipients': '20',
      'NotificationDefault.events': 'as many as there are kinds of failures',
      'NotificationRule.channels': '20',
      'NotificationRule.environments': 'all of a project: 50',
      'NotificationRule.events': 'as many as there are kinds',
      'Project.notificationChannels': '50 in a project',
      'Project.notificationRules': '50 in a project',
      'AlertCondition.levels': '3',
      'AlertFiring.evidence': '49',
      'AlertRule.environments': '50',
      'AlertRule.names': '50',
      'AlertRule.services': '50',
      'AlertRule.statuses': '20',
      'AlertSilence.environments': '50',
      'AlertSilence.rules': '50',
      'AlertSilence.services': '50',
      'AlertSilence.severities': '3',
      'BackTest.firings': '200',
      'BackTest.points': '720',
      'Project.alertRules': '100 in a project',
      'Project.alertSilences': '100 at a time',
      'Query.search': 'first',
      'Query.builtInDashboards': 'as many as come with the server',
      'Query.eventKinds': 'as many as there are kinds',
      'AnalyticsStorage.kinds': 'as many as there are kinds',
      'AnalyticsStorage.rollups': 'three grains',
      'Project.dashboardDrifts': '200 dashboards and 200 files',
      'DashboardDrift.problems': '50 of a file',
      'DashboardImport.problems': '50 of a file',
      'SyncDashboardsResult.added': '200 files',
      'SyncDashboardsResult.updated': '200 files',
      'SyncDashboardsResult.written': '200 dashboards',
      'SyncDashboardsResult.conflicts': '200 dashboards',
      'SyncDashboardsResult.problems': '50 of each of 200 files',
      'Project.environments': '50 in a project',
      'Project.variables': '200 in a project',
      'Environment.variables': '200 in a project',
      'Service.variables': '200 in a project',
      'Project.matrix': '200 services, 50 environments',
      'Service.recentVersions': 'first',
      'Service.problems': 'one file',
      'Service.entrypoint': '200 in a service.yaml',
      'Service.stepNames': '200 in a service.yaml',
      'Token.scopes': 'as many as there are permissions',
      'DoctorReport.risks': 'as many as there are guards, files and origins',
      'DoctorReport.checks': 'as many as there are checks',
      'DoctorReport.configuration': 'as many as there are variables',
      'InstanceSettings.signInMethods': 'as many as are configured',
      'InstanceSettings.allowedOrigins': 'one variable',
      'InstanceSettings.states': 'as many as there are settings',
      'Deployment.steps': '5,000, or `last`',
      'Deployment.waitsFor': '200 in a request',
      'Deployment.changes': '500 of a deployment',
      'Deployment.approvals': 'one per person',
      'Deployment.incidents': '50',
      'Incident.entries': 'the last 100',
      'Incident.remediations': '20',
      'Project.incidentHooks': '50 in a project',
      'DeliveryMetrics.services': '200',
      'Project.annotations': '500 of a window',
      'DeploymentPreview.ahead': '20',
      'Run.nodeRuns': '5,000',
      'Run.childRuns': '200',
      'Run.retries': '200',
      'RunResume.keptNodeKeys': '500 nodes',
      'RunResume.redoneNodeKeys': '500 nodes',
      'ApprovalRequest.people': '50 of a node',
      'ApprovalRequest.decisions': 'one per person',
      'BulkResult.problems': '1,000',
      'JobsResult.problems': '100',
      'Query.backgroundJobKinds': 'as many as there are kinds',
      'Query.workers': '100',
      'LogBatch.lines': 'first of `log`',
      'LogSearchResult.seqs': 'first of `logSearch`',
      'SignInMethods.providers': '3',
      'SyncServicesResult.added': '500 folders',
      'SyncServicesResult.updated': '500 folders',
      'SyncServicesResult.removed': '500 folders',
      'SyncServicesResult.problems': '500 folders',
      'Viewer.identities': '50',
      'Query.nodeTypes': 'as many as there are types',
      'NodeType.ports': 'of an empty config',
      'NodeShape.ports': '100 cases',
      'Workflow.triggers': '500 nodes',
      'WorkflowVersion.permissions': 'as many as there are permissions',
      'WorkflowValidation.problems': '200',
      'WorkflowValidation.nodes': '500 nodes',
      'WorkflowValidation.rights': '500 nodes',
      'WorkflowValidation.secrets': '500 nodes',
      'WorkflowImport.problems': '200',
      'WorkflowImport.rights': '500 nodes',
      'WorkflowImport.secrets': '500 nodes',
      'ExpressionScope.names': '8',
      'ExpressionScope.functions': 'as many as there are functions',
      'Query.workflowTemplates': 'as many as there are files',
      'TemplatePreview.parameterProblems': '20 and as many as there are parameters',
      'TemplatePreview.problems': '200',
      'TemplatePreview.rights': '500 nodes',
      'TemplatePreview.secrets': '500 nodes',
      'TemplatePreview.channels': '500 nodes',
      'DryRun.steps': '300',
      'DryRun.unreachedNodeKeys': '500 nodes',
      'DryRun.notes': '500 nodes',
      'Metric.series': '1,000 buckets',
      'MetricPrevious.series': '1,000 buckets',
      'Measure.dimensions': '4',
      'MetricResult.groups': '51',
      'MetricsUpdate.results': '12',
      'UsageMetrics.results': '12',
      'Project.stepHotSpots': 'first',
      'Query.measures': 'as many as there are measures',
      'GraphDiff.nodes': 'twice 500 nodes',
      'GraphDiff.edges': 'twice 2,000 edges',
      'GraphDiff.settings': 'as many as there are settings',
      'NodeDiff.fields': 'one node',
    };
    const lists = allFields.filter(
      ({ field, place }) => isList(field.type as never) && !/(Connection|Edge)\.\w+$/.test(place),
    );
    expect(lists.map(({ place }) => place).sort()).toEqual(Object.keys(BOUNDED).sort());
    const connections = allFields.filter(({ field }) => String(field.type).endsWith('Connection!'));
    for (const { field, place } of connections)
      expect([place, field.args.map((arg) => arg.name)]).toEqual([place, expect.arrayContaining(['first', 'after'])]);
  });

  const isList = (type: GraphQLInputType): boolean => isListType(isNonNullType(type) ? type.ofType : type);

  test('what has an id of its own is a Node', () => {
    const IDS_OF_OTHER_THINGS = [
      'BulkProblem',
      'Viewer',
      'SearchResult',
      'MatrixCell',
      'DeploymentStep',
      'VariableVersion',
      'Risk',
      'LiveCheck',
      'Person',
      'BackgroundJob',
      'BackgroundJobSubject',
      'JobProblem',
      'Worker',
      'MetricRow',
      'Event',
      'Annotation',
      'IncidentEntry',
    ];
    const node = schema.getType('Node');
    const without = ownTypes.filter(
      (type) => isObjectType(type) && 'id' in type.getFields() && !type.getInterfaces().some((found) => found === node),
    );
    expect(without.map((type) => type.name).sort()).toEqual(IDS_OF_OTHER_THINGS.sort());
  });

  test('every subscription has its live source', () => {
    expect(liveFields.map((field) => field.field).sort()).toEqual(Object.keys(fieldsOf('Subscription')).sort());
  });

  test('the committed schema is this one', () => {
    const committed = readFileSync(resolve(import.meta.dirname, '../../../schema/schema.graphql'), 'utf8');
    expect(`${printSchema(lexicographicSortSchema(schema))}\n`).toBe(committed);
  });
});

describe('tests', () => {
  /** Nothing is stored or audited; who may ask, and that nothing changes, is tested beside them. */
  const CHANGES_NOTHING = ['previewDashboardImport', 'previewWorkflowImport', 'validateWorkflow'];

  test('every mutation has its cases', () => {
    const source = resolve(import.meta.dirname, '..');
    const covered = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.api.test.ts'))
      .flatMap((path) => [
        ...readFileSync(join(source, path), 'utf8').matchAll(/^describeMutation\('(\w+)', cast, \{$/gm),
      ])
      .map((match) => String(match[1]));
    expect([...covered, ...CHANGES_NOTHING].sort()).toEqual(Object.keys(fieldsOf('Mutation')).sort());
  });
});
