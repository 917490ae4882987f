import { expect, test } from '@jest/globals';
import { as, type TestActor } from '../../../test/as.ts';
import { makeMember, makeToken, makeWorkflow, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';
import { makeApproval } from '../../../test/runs.ts';

const cast = useCast();

const DECIDE = `mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) {
  id status approval { viewerCanDecide decisions { decision comment form decidedByName } } } }`;
const FORM = { type: 'object', required: ['ticket'], properties: { ticket: { type: 'string' } } };

const waiting = async (given: Parameters<typeof makeApproval>[2] = {}) =>
  makeApproval(cast.project, await makeWorkflow(cast.project), given);
const decide = (actor: TestActor, id: string, decision = 'APPROVED') =>
  as(actor).run(DECIDE, { input: { nodeRunId: id, decision } });
const signals = (runId: string) =>
  cast.app.sql<{ node_key: string; data: { isApproved: boolean; decisions: object[] } }>(
    `select node_key, data from run_signals where run_id = $1 and kind = 'APPROVAL' order by id`,
    [runId],
  );

describeMutation('decideApproval', cast, {
  operation: DECIDE,
  given: async () => ({
    variables: {
      input: {
        nodeRunId: (await waiting({ form: FORM })).id,
        decision: 'APPROVED',
        comment: 'fine',
        form: { ticket: 'T-1' },
      },
    },
  }),
  by: 'maintainer',
  forbiddenTo: ['operator', 'viewer'],
  invalid: [
    ['a form that lacks something', input({ form: {} }), ['form.ticket']],
    ['a long comment', input({ comment: 'x'.repeat(2_001) }), ['comment']],
  ],
  audit: (cast) => ({ action: 'run.approved', project_id: cast.project.id, subject_type: 'Run' }),
  works: async (cast, nodeRun) => {
    expect(nodeRun).toMatchObject({
      approval: {
        viewerCanDecide: false,
        decisions: [{ decision: 'APPROVED', comment: 'fine', form: { ticket: 'T-1' }, decidedByName: 'maintainer' }],
      },
    });
    const jobs = await cast.app.sql(`select from graphile_worker.jobs where key like 'run/%'`);
    expect(jobs.length).toBeGreaterThan(0);
  },
  twice: 'CONFLICT',
});

test('goes on when enough have approved', async () => {
  const { id, run } = await waiting({ required: 2 });
  await decide(cast.owner, id);
  expect(await signals(run.id)).toEqual([]);
  await decide(cast.maintainer, id);
  const [signal] = await signals(run.id);
  expect(signal).toMatchObject({ node_key: 'ask', data: { isApproved: true } });
  expect(signal?.data.decisions).toHaveLength(2);
});

test('one rejection ends it', async () => {
  const { id, run } = await waiting({ required: 3 });
  await decide(cast.owner, id, 'REJECTED');
  expect(await signals(run.id)).toMatchObject([{ data: { isApproved: false } }]);
  await expect(decide(cast.maintainer, id)).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('two who decide at once do not both end it', async () => {
  const { id, run } = await waiting();
  const outcomes = await Promise.allSettled([decide(cast.owner, id), decide(cast.maintainer, id)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await signals(run.id)).toHaveLength(1);
});

test('where people are named, only they decide: by address, role or name of the role', async () => {
  const named = await makeMember(cast.project, 'MAINTAINER');
  const special = await makeMember(cast.project, 'CUSTOM', undefined, { permissions: ['run:approve'] });
  const [role] = await cast.app.sql<{ name: string }>(
    'select r.name from roles r join members m on m.role_id = r.id where m.id = $1',
    [special.id],
  );
  for (const [person, actor] of [
    [String(named.email).toUpperCase(), named],
    ['OWNER', cast.owner],
    [String(role?.name), special],
  ] as const) {
    const { id } = await waiting({ people: [person] });
    await expect(decide(cast.maintainer, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await decide(actor, id);
  }
  const { id } = await waiting({ people: [String(cast.operator.email)] });
  await expect(decide(cast.operator, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('a token decides nothing, and what ended waits no more', async () => {
  const token = await makeToken(cast.app, { kind: 'SERVICE', project: cast.project, scopes: ['run:approve'] });
  await expect(decide(token, (await waiting()).id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const { id } = await waiting({ status: 'SUCCEEDED' });
  await expect(decide(cast.owner, id)).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('everybody finds what waits for them', async () => {
  await cast.app.sql(`update node_runs set status = 'CANCELED' where project_id = $1`, [cast.project.id]);
  const all = await waiting();
  const owners = await waiting({ people: ['owner'] });
  const listOf = async (actor: TestActor) => {
    const { project } = await as(actor).run<{ project: { approvals: { nodes: { id: string }[] } } }>(
      'query ($slug: String!) { project(slug: $slug) { approvals { nodes { id approval { viewerCanDecide } } } } }',
      { slug: cast.project.slug },
    );
    return project.approvals.nodes.map(({ id }) => id);
  };
  expect(await listOf(cast.owner)).toEqual([owners.id, all.id]);
  expect(await listOf(cast.maintainer)).toEqual([all.id]);
  expect(await listOf(cast.viewer)).toEqual([]);
  await decide(cast.maintainer, (await waiting({ required: 2 })).id);
  expect(await listOf(cast.maintainer)).toEqual([all.id]);
});
