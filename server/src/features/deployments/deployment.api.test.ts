import { expect } from '@jest/globals';
import type { Variables } from '../../../test/as.ts';
import {
  type Cast,
  makeDeployment,
  makeEnvironment,
  makeService,
  makeStep,
  makeToken,
  useCast,
} from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();
const FIELDS = `id number version status trigger note isDryRun parameters createdByName service { id } environment { id }
  retryOf { id } rollbackOf { id } changes { kind reference title } approvals { decision comment decidedBy { id } }`;
const idOf = (variables: Variables) => (variables.input as { id: string }).id;

/** A place of its own, so that nothing goes first. */
const place = async ({ project }: Cast, settings: Parameters<typeof makeService>[1] = {}) => {
  const [service, environment] = [await makeService(project, settings), await makeEnvironment(project)];
  return { service, environment, ids: { serviceId: service.id, environmentId: environment.id } };
};
const SIZED = {
  parameterSchema: { type: 'object', properties: { size: { type: 'integer', maximum: 9, default: 3 } } },
};
const jobsOf = async (id: unknown) =>
  cast.app.sql(`select task_identifier as task from graphile_worker.jobs where key = 'deployment.start/' || $1`, [id]);

describeMutation('deploy', cast, {
  operation: `mutation ($input: DeployInput!) { deploy(input: $input) { ${FIELDS} } }`,
  given: async (cast) => ({
    variables: {
      input: {
        ...(await place(cast, SIZED)).ids,
        version: ' v1.2 ',
        note: 'because',
        changes: [
          { reference: ' abc123 ', title: 'Fix it' },
          { kind: 'TICKET', reference: 'OPS-7' },
        ],
      },
    },
  }),
  by: 'operator',
  forbiddenTo: ['viewer'],
  invalid: [
    ['no version', input({ version: '  ' }), ['version']],
    ['a version of two lines', input({ version: 'v1\nv2' }), ['version']],
    ['a version too long', input({ version: 'v'.repeat(201) }), ['version']],
    ['a note too long', input({ note: 'n'.repeat(2_001) }), ['note']],
    ['an empty key', input({ idempotencyKey: '' }), ['idempotencyKey']],
    ['a parameter too large', input({ parameters: { size: 10 } }), ['parameters.size']],
    ['a parameter of another type', input({ parameters: { size: 'big' } }), ['parameters.size']],
    ['a parameter that isn’t there', input({ parameters: { sise: 1 } }), ['parameters.sise']],
    ['all of it at once', input({ version: '', parameters: { size: 'big' } }), ['version', 'parameters.size']],
    ['parameters that are no object', input({ parameters: [1] }), ['parameters']],
    ['a change of no commit', input({ changes: [{ reference: '' }] }), ['changes.0.reference']],
    ['a change with no web address', input({ changes: [{ reference: 'a', url: 'x' }] }), ['changes.0.url']],
    [
      'too many changes',
      input({ changes: Array.from({ length: 501 }, (_, n) => ({ reference: `${n}` })) }),
      ['changes'],
    ],
    ['a parameter that no JSON of Postgres holds', input({ note: 'a\0b' }), ['']],
  ],
  audit: ({ project }) => ({
    action: 'deployment.created',
    project_id: project.id,
    subject_type: 'Deployment',
    subject_name: expect.stringMatching(/^service-\d+ #\d+$/) as unknown as string,
    detail: expect.objectContaining({ version: 'v1.2', trigger: 'MANUAL', isDryRun: false }),
  }),
  works: async ({ operator }, data) => {
    expect(data).toMatchObject({
      version: 'v1.2',
      status: 'QUEUED',
      trigger: 'MANUAL',
      note: 'because',
      isDryRun: false,
      parameters: { size: 3 },
      createdByName: operator.name,
      changes: [
        { kind: 'COMMIT', reference: 'abc123', title: 'Fix it' },
        { kind: 'TICKET', reference: 'OPS-7', title: null },
      ],
    });
    expect(await jobsOf(data.id)).toEqual([{ task: 'deployment.start' }]);
  },
  twice: 'again',
  otherInput: input({ version: 'v2' }),
});

describeMutation('cancelDeployment', cast, {
  operation: 'mutation ($id: ID!) { cancelDeployment(id: $id) { id status statusReason finishedAt isLogComplete } }',
  given: async (cast) => {
    const { service, environment } = await place(cast);
    return { variables: { id: (await makeDeployment(service, environment, { status: 'QUEUED' })).id } };
  },
  by: 'operator',
  forbiddenTo: ['viewer'],
  invalid: [],
  audit: (_cast, { id }) => ({
    action: 'deployment.cancel_requested',
    subject_id: id as string,
    detail: { before: { status: 'QUEUED' } },
  }),
  works: (_cast, data) =>
    expect(data).toMatchObject({
      status: 'CANCELED',
      statusReason: 'Canceled by operator before it began.',
      finishedAt: expect.any(String),
      isLogComplete: true,
    }),
  twice: 'same',
});

describeMutation('retryDeployment', cast, {
  operation: `mutation ($input: RetryDeploymentInput!) { retryDeployment(input: $input) { ${FIELDS} } }`,
  given: async (cast) => {
    const { service, environment } = await place(cast);
    const deployment = await makeDeployment(service, environment, {
      status: 'FAILED',
      version: 'v7',
      parameters: { size: 5 },
    });
    await makeStep(cast.project, deployment, { name: 'switch', status: 'FAILED' });
    return { variables: { input: { id: deployment.id } } };
  },
  by: 'operator',
  forbiddenTo: ['viewer'],
  invalid: [['on the hosts that failed, when none is named', input({ failedHostsOnly: true }), ['failedHostsOnly']]],
  audit: () => ({
    action: 'deployment.created',
    detail: expect.objectContaining({ version: 'v7', trigger: 'RETRY' }),
  }),
  works: (_cast, data, variables) =>
    expect(data).toMatchObject({
      version: 'v7',
      status: 'QUEUED',
      trigger: 'RETRY',
      parameters: { size: 5 },
      retryOf: { id: idOf(variables) },
    }),
  twice: 'again',
  otherInput: input({ fromFailedStep: true }),
});

describeMutation('rollback', cast, {
  operation: `mutation ($input: RollbackInput!) { rollback(input: $input) { ${FIELDS} } }`,
  given: async (cast) => {
    const { service, environment, ids } = await place(cast);
    await makeDeployment(service, environment, { version: 'v1', parameters: { size: 1 } });
    await makeDeployment(service, environment, { version: 'v2' });
    return { variables: { input: { ...ids, note: 'v2 is slow' } } };
  },
  by: 'operator',
  forbiddenTo: ['viewer'],
  invalid: [
    ['a note too long', input({ note: 'n'.repeat(2_001) }), ['note']],
    ['to nothing', input({ toDeploymentId: 'dpl_0' }), ['toDeploymentId']],
  ],
  audit: () => ({
    action: 'deployment.created',
    detail: expect.objectContaining({ version: 'v1', trigger: 'ROLLBACK' }),
  }),
  works: (_cast, data) =>
    expect(data).toMatchObject({
      version: 'v1',
      status: 'QUEUED',
      trigger: 'ROLLBACK',
      note: 'v2 is slow',
      parameters: { size: 1 },
      rollbackOf: { id: expect.any(String) },
    }),
  twice: 'again',
  otherInput: input({ note: 'another reason' }),
});

const waiting = async (cast: Cast) => {
  const { service, environment } = await place(cast);
  const { id } = await makeDeployment(service, environment, { status: 'AWAITING_APPROVAL' });
  return { variables: { input: { id, comment: ' looks good ' } } };
};

describeMutation('approveDeployment', cast, {
  operation: `mutation ($input: DecideDeploymentInput!) { approveDeployment(input: $input) { ${FIELDS} queuedAt } }`,
  given: waiting,
  by: 'maintainer',
  forbiddenTo: ['operator', 'viewer'],
  invalid: [['a comment too long', input({ comment: 'c'.repeat(2_001) }), ['comment']]],
  audit: (_cast, variables) => ({
    action: 'deployment.approved',
    subject_id: idOf(variables),
    detail: { comment: 'looks good' },
  }),
  works: async ({ maintainer }, data) => {
    expect(data).toMatchObject({
      status: 'QUEUED',
      queuedAt: expect.any(String),
      approvals: [{ decision: 'APPROVED', comment: 'looks good', decidedBy: { id: maintainer.userId } }],
    });
    expect(await jobsOf(data.id)).toHaveLength(1);
  },
  twice: 'CONFLICT',
});

describeMutation('rejectDeployment', cast, {
  operation: `mutation ($input: DecideDeploymentInput!) { rejectDeployment(input: $input) { ${FIELDS} statusReason isLogComplete } }`,
  given: waiting,
  by: 'maintainer',
  forbiddenTo: ['operator', 'viewer'],
  invalid: [['a comment too long', input({ comment: 'c'.repeat(2_001) }), ['comment']]],
  audit: (_cast, variables) => ({ action: 'deployment.rejected', subject_id: idOf(variables) }),
  works: async (_cast, data) => {
    expect(data).toMatchObject({
      status: 'REJECTED',
      statusReason: 'Rejected by maintainer: looks good',
      isLogComplete: true,
      approvals: [{ decision: 'REJECTED' }],
    });
    expect(await jobsOf(data.id)).toEqual([]);
  },
  twice: 'CONFLICT',
});

describeMutation('reportStep', cast, {
  operation: `mutation ($input: ReportStepInput!) { reportStep(input: $input) { key name status message host attempt isChanged } }`,
  given: async (cast) => {
    const { service, environment } = await place(cast);
    const deployment = await makeDeployment(service, environment, { status: 'RUNNING' });
    await makeStep(cast.project, deployment, { name: 'build' });
    const { project } = cast;
    const by = await makeToken(cast.app, { kind: 'DEPLOYMENT', project, deployment, scopes: ['step:report'] });
    return { by, variables: { input: { name: ' Migrate it ', state: 'RUNNING', message: '3 of 5', host: 'db1' } } };
  },
  by: 'owner',
  stranger: 'FORBIDDEN',
  forbiddenTo: ['owner', 'operator', 'viewer'],
  invalid: [
    ['no name', input({ name: ' ' }), ['name']],
    ['a name too long', input({ name: 'n'.repeat(201) }), ['name']],
    ['a message too long', input({ message: 'm'.repeat(4_001) }), ['message']],
    ['no such state', input({ state: 'DONE' }), ['state']],
  ],
  audit: ({ project }) => ({
    action: 'step.reported',
    project_id: project.id,
    actor_kind: 'TOKEN',
    subject_type: 'Deployment',
    subject_name: expect.stringMatching(/^service-\d+ #\d+$/) as unknown as string,
    detail: { step: 'Migrate it', state: 'RUNNING' },
  }),
  works: (_cast, data) =>
    expect(data).toMatchObject({
      key: 'migrate-it',
      name: 'Migrate it',
      status: 'RUNNING',
      message: '3 of 5',
      host: 'db1',
    }),
  twice: 'again',
});
