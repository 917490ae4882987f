import { beforeAll, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { makePlanItem } from '../../../test/authorization-plan-calls.ts';
import {
  makeDeployment,
  makeEnvironment,
  makeProject,
  makeService,
  makeToken,
  type TestProject,
  useCast,
} from '../../../test/factories.ts';
import { auditOf, describeMutation, input } from '../../../test/mutation-cases.ts';
import { newId } from '../../lib/ids.ts';

const cast = useCast();
const BELOW_MAINTAINER = ['operator', 'viewer'] as const;

const IMPORT = `mutation ($input: ImportPlanInput!) {
  importPlan(input: $input) {
    isStored added updated unchanged removed problemCount ignoredColumns
    problems { row column message } changes { kind key title phase fields { name before after } }
  }
}`;
const ITEMS = `query ($slug: String!, $filter: PlanItemFilter, $first: Int! = 20, $after: String) { project(slug: $slug) {
  planItems(filter: $filter, first: $first, after: $after) { nodes { id key title isOverdue removedAt doneAt } pageInfo { hasNextPage endCursor } }
} }`;

interface Imported {
  importPlan: Record<string, unknown>;
}
interface Listed {
  project: {
    planItems: { nodes: Record<string, unknown>[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  };
}

const CSV =
  'id,title,phase,status,priority,estimate,owner,due\nA,Pay,One,done,high,3,Ada,\nB,Ship,One,todo,urgent,1,,2026-01-01\n,Tell,Two,,,,Ben,2999-01-01\n';

describeMutation('importPlan', cast, {
  operation: IMPORT,
  given: ({ project }) => ({ variables: { input: { projectId: project.id, csv: CSV } } }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [
    ['an empty file', input({ csv: '' }), ['csv']],
    ['no column for titles', input({ csv: 'id,phase\n1,2\n' }), ['csv']],
    ['too large', input({ csv: `title\n${'x'.repeat(1024 ** 2)}` }), ['']],
  ],
  audit: ({ project }) => ({
    action: 'plan.imported',
    project_id: project.id,
    subject_id: project.id,
    detail: expect.objectContaining({ problemCount: 0, removed: 0 }),
  }),
  works: (_cast, data) => expect(data).toMatchObject({ isStored: true, removed: 0, problems: [], ignoredColumns: [] }),
  twice: 'again',
});

describeMutation('linkPlanItem', cast, {
  operation: `mutation ($input: LinkPlanItemInput!) {
    linkPlanItem(input: $input) { id deployments { source deployment { id } } }
  }`,
  given: async () => ({
    variables: {
      input: {
        id: await makePlanItem(cast, 'Linked'),
        deploymentId: (await makeDeployment(cast.service, cast.environment)).id,
      },
    },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [['no such deployment', input({ deploymentId: newId('deployment') }), ['deploymentId']]],
  audit: (_cast, { input }) => ({
    action: 'plan_item.linked',
    subject_id: (input as { id: string }).id,
    subject_type: 'PlanItem',
    subject_name: 'Linked',
    detail: expect.objectContaining({ deploymentId: (input as { deploymentId: string }).deploymentId }),
  }),
  works: (_cast, data, { input }) =>
    expect(data.deployments).toEqual([
      { source: 'HAND', deployment: { id: (input as { deploymentId: string }).deploymentId } },
    ]),
  twice: 'same',
});

async function importInto(project: TestProject, csv: string, more: object = {}) {
  const { importPlan } = await as(cast.maintainer).run<Imported>(IMPORT, {
    input: { projectId: project.id, csv, ...more },
  });
  return importPlan;
}
async function itemsOf(project: TestProject, variables: object = {}) {
  const { project: found } = await as(cast.viewer).run<Listed>(ITEMS, { slug: project.slug, ...variables });
  return found.planItems;
}
const ownProject = () =>
  makeProject(cast.app, [
    [cast.maintainer, 'MAINTAINER'],
    [cast.viewer, 'VIEWER'],
  ]);

describe('an import', () => {
  test('of the same file again changes nothing; a change changes what it is about; what is gone is marked and comes back', async () => {
    const project = await ownProject();
    expect(await importInto(project, CSV)).toMatchObject({ added: 3, updated: 0, unchanged: 0, removed: 0 });
    const first = await cast.app.sql('select * from plan_items where project_id = $1 order by id', [project.id]);
    expect(await importInto(project, CSV)).toMatchObject({ added: 0, updated: 0, unchanged: 3, removed: 0 });
    expect(await cast.app.sql('select * from plan_items where project_id = $1 order by id', [project.id])).toEqual(
      first,
    );
    // Who copied a row, and forgot to change the id, loses nothing by it.
    expect(await importInto(project, CSV.replace('B,Ship', 'A,Ship'))).toMatchObject({ removed: 0, problemCount: 1 });
    expect((await itemsOf(project)).nodes).toHaveLength(3);
    const shorter = 'title,id,phase\nShip it,b,One\nTell,,Two\n';
    expect(await importInto(project, shorter)).toMatchObject({ added: 0, updated: 2, unchanged: 0, removed: 1 });
    expect((await itemsOf(project)).nodes.map(({ title }) => title)).toEqual(['Ship it', 'Tell']);
    expect((await itemsOf(project, { filter: { isRemoved: true } })).nodes).toEqual([
      expect.objectContaining({ key: 'A', removedAt: expect.any(String), doneAt: expect.any(String) }),
    ]);
    const back = await importInto(project, CSV);
    expect(back).toMatchObject({ added: 0, updated: 3, removed: 0 });
    expect((await itemsOf(project)).nodes.map(({ key }) => key)).toEqual(['A', 'B', null]);
    expect(await cast.app.sql('select id from plan_items where project_id = $1', [project.id])).toHaveLength(3);
  });

  test('takes the good rows, and leaves alone what bad ones are about; strict takes none, a dry run only tells', async () => {
    const project = await ownProject();
    await importInto(project, 'id,title\nA,Pay\nB,Ship\n');
    const csv = 'id,title,due,deployment\nA,Pay all,soon,\nB,Ship all,,\nC,More,,#999\n';
    const problems = [
      { row: 2, column: 'due', message: 'Write the date as 2026-11-30.' },
      { row: 4, column: 'deployment', message: 'The project has no deployment #999.' },
    ];
    const before = await cast.app.fingerprint();
    const told = { added: 0, updated: 1, unchanged: 0, removed: 0, problems, problemCount: 2 };
    expect(await importInto(project, csv, { strict: true })).toMatchObject({ isStored: false, ...told });
    expect(await importInto(project, csv, { dryRun: true })).toMatchObject({
      isStored: false,
      ...told,
      changes: [
        {
          kind: 'UPDATED',
          key: 'B',
          title: 'Ship all',
          phase: null,
          fields: [{ name: 'title', before: 'Ship', after: 'Ship all' }],
        },
      ],
    });
    expect(await cast.app.fingerprint()).toBe(before);
    expect(await importInto(project, csv)).toMatchObject({ isStored: true, ...told });
    expect((await itemsOf(project)).nodes.map(({ title }) => title)).toEqual(['Pay', 'Ship all']);
  });

  test('ids may change places', async () => {
    const project = await ownProject();
    await importInto(project, 'id,title\nA,One\nB,Two\n');
    expect(await importInto(project, 'id,title\nB,One\nA,Two\n')).toMatchObject({ updated: 2, added: 0, removed: 0 });
    expect((await itemsOf(project)).nodes.map(({ key, title }) => [key, title])).toEqual([
      ['B', 'One'],
      ['A', 'Two'],
    ]);
  });

  test('two at once add nothing twice', async () => {
    const project = await ownProject();
    await Promise.all([importInto(project, CSV), importInto(project, CSV), importInto(project, CSV)]);
    expect((await itemsOf(project)).nodes).toHaveLength(3);
  });
});

describe('items', () => {
  let project: TestProject;
  beforeAll(async () => {
    project = await ownProject();
    await importInto(project, CSV);
  });
  const titles = async (filter: object) => (await itemsOf(project, { filter })).nodes.map(({ title }) => title);

  test('are filtered', async () => {
    expect(await titles({ phases: ['One'] })).toEqual(['Pay', 'Ship']);
    expect(await titles({ statuses: ['TODO'], phases: ['Two', ''] })).toEqual(['Tell']);
    expect(await titles({ priorities: ['URGENT'] })).toEqual(['Ship']);
    expect(await titles({ owners: ['Ada', 'Ben'] })).toEqual(['Pay', 'Tell']);
    expect(await titles({ search: ' a ' })).toEqual(['Pay']);
    expect(await titles({ search: 'b' })).toEqual(['Ship']);
    expect(await titles({ isOverdue: true })).toEqual(['Ship']);
  });

  test('come in pages, and not with another list’s cursor', async () => {
    const page = await itemsOf(project, { first: 2 });
    expect(page.pageInfo.hasNextPage).toBe(true);
    const next = await itemsOf(project, { first: 2, after: page.pageInfo.endCursor });
    expect(next.nodes.map(({ title }) => title)).toEqual(['Tell']);
    const after = Buffer.from(JSON.stringify(['x', 'y'])).toString('base64url');
    expect(await as(cast.viewer).fail(ITEMS, { slug: project.slug, after })).toMatchObject({ paths: ['after'] });
    const phases = Array.from({ length: 51 }, String);
    expect(await as(cast.viewer).fail(ITEMS, { slug: project.slug, filter: { phases } })).toMatchObject({
      paths: ['filter.phases'],
    });
  });

  test('know what ships them: tickets, versions, the file, and by hand; in as many statements for many as for one', async () => {
    const place = await ownProject();
    const deployments = await Promise.all(
      ['v1', 'v2', 'v3', 'v4'].map(async (version) =>
        makeDeployment(await makeService(place), await makeEnvironment(place), { version }),
      ),
    );
    const [ticket, version, file, hand] = deployments.map(({ id }) => id) as [string, string, string, string];
    await cast.app.sql(
      `insert into deployment_changes (project_id, deployment_id, kind, reference) values ($1, $2, 'TICKET', 'pay-1'), ($1, $3, 'COMMIT', 'PAY-1')`,
      [place.id, ticket, hand],
    );
    await importInto(place, `id,title,version,deployment\nPAY-1,Pay,v2,${file}\nX,Other,,\n`);
    const { nodes } = await itemsOf(place);
    const id = nodes[0]?.id;
    await as(cast.maintainer).run('mutation ($input: LinkPlanItemInput!) { linkPlanItem(input: $input) { id } }', {
      input: { id, deploymentId: hand },
    });
    const SHIPPED =
      'query ($id: ID!) { node(id: $id) { ... on PlanItem { deployments { source deployment { id version } } } } }';
    const { node } = await as(cast.viewer).run<{
      node: { deployments: { source: string; deployment: { id: string } }[] };
    }>(SHIPPED, { id });
    expect(node.deployments.map(({ source, deployment }) => [deployment.id, source])).toEqual(
      [
        [ticket, 'CHANGE'],
        [version, 'VERSION'],
        [file, 'FILE'],
        [hand, 'HAND'],
      ].sort(([one = ''], [other = '']) => (one < other ? 1 : -1)),
    );
    await as(cast.maintainer).run('mutation ($input: LinkPlanItemInput!) { linkPlanItem(input: $input) { id } }', {
      input: { id, deploymentId: hand, isLinked: false },
    });
    expect(await cast.app.sql('select from plan_links where item_id = $1', [id])).toHaveLength(0);
  });
});

describe('the summary', () => {
  test('is what the rules say, without what was removed; nothing is null', async () => {
    const project = await ownProject();
    const SUMMARY = `query ($slug: String!) { project(slug: $slug) { viewerCanManagePlan planSummary {
      itemCount doneCount percentByCount percentByEstimate unestimatedCount importedAt importedByName owners urgencyRule
      phases { phase percentByEstimate } urgent { title isOverdue }
    } } }`;
    const read = async () =>
      (await as(cast.viewer).run<{ project: Record<string, unknown> }>(SUMMARY, { slug: project.slug })).project;
    expect(await read()).toMatchObject({
      viewerCanManagePlan: false,
      planSummary: {
        itemCount: 0,
        percentByCount: null,
        percentByEstimate: null,
        importedAt: null,
        phases: [],
        urgent: [],
      },
    });
    await importInto(project, `${CSV}Z,Gone,Three,,,,,\n`);
    await importInto(project, CSV);
    expect(await read()).toMatchObject({
      planSummary: {
        itemCount: 3,
        doneCount: 1,
        percentByCount: expect.closeTo(100 / 3),
        percentByEstimate: 75,
        unestimatedCount: 1,
        importedAt: expect.any(String),
        importedByName: 'maintainer',
        owners: ['Ada', 'Ben'],
        phases: [
          { phase: 'One', percentByEstimate: 75 },
          { phase: 'Two', percentByEstimate: null },
        ],
        urgent: [
          { title: 'Ship', isOverdue: true },
          { title: 'Tell', isOverdue: false },
        ],
      },
    });
  });
});

describe('the plan as a file', () => {
  const path = (project: TestProject, rest = '') => `/api/v1/projects/${project.slug}/plan${rest}`;
  const send = async (project: TestProject, csv: string | Uint8Array, rest = '', who = cast.maintainer) => {
    const response = await as(who).fetch(path(project, rest), { method: 'POST', body: csv as string });
    return {
      status: response.status,
      body: (await response.json()) as Record<string, unknown>,
      id: response.headers.get('x-request-id'),
    };
  };

  test('is taken as it is, answered with the summary, and audited', async () => {
    const project = await ownProject();
    const { status, body, id } = await send(project, `\uFEFF${CSV.replaceAll('\n', '\r\n')}`);
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        added: 3,
        isStored: true,
        summary: expect.objectContaining({ itemCount: 3, percentByEstimate: 75 }),
      }),
    ]);
    expect((await auditOf(cast.app, id ?? undefined)).map(({ action }) => action)).toEqual(['plan.imported']);
    expect((await send(project, 'title\nX\n', '?dryRun=true')).body).toMatchObject({
      added: 1,
      removed: 3,
      isStored: false,
    });
    expect(await send(project, CSV, '?strict=1')).toMatchObject({ status: 400 });
  });

  test('is refused to those who may not, before it is read, and when it is no plan or too large', async () => {
    const project = await ownProject();
    expect(await send(project, CSV, '', cast.viewer)).toMatchObject({ status: 403 });
    expect(await send(project, CSV, '', cast.stranger)).toMatchObject({ status: 404 });
    expect(await send(project, CSV, '', cast.anonymous)).toMatchObject({ status: 401 });
    expect(await send(project, 'nothing')).toMatchObject({ status: 400, body: { error: { code: 'INVALID_INPUT' } } });
    expect((await send(project, Buffer.alloc(20 * 1024 ** 2 + 1, 'a'))).status).toBe(413);
    const large = `title,notes\n${Array.from({ length: 2_000 }, (_, index) => `Item ${index},${'x'.repeat(1_000)}`).join('\n')}`;
    expect((await send(project, large)).body).toMatchObject({ added: 2_000, ignoredColumns: ['notes'] });
    const token = await makeToken(cast.app, { kind: 'SERVICE', project, scopes: ['project:read', 'plan:manage'] });
    expect((await send(project, 'title\nA\n', '', token)).body).toMatchObject({ added: 1, removed: 2_000 });
  });

  test('comes out as it went in; what looks like a formula is escaped and read again as it was', async () => {
    const project = await ownProject();
    const csv =
      'id,title,phase,status,priority,estimate,owner,due,version,deployment\n"=1+1","=cmd|\' /C calc\'!A0","a, ""b""",blocked,low,2.5,@ada,2026-11-30,-1,\n';
    await importInto(project, csv);
    const exported = await as(cast.viewer).fetch(path(project, '.csv'));
    const text = await exported.text();
    expect(exported.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(text).toContain(`'=1+1,'=cmd|' /C calc'!A0,"a, ""b""",BLOCKED,LOW,2.5,'@ada,2026-11-30,'-1,`);
    expect(await importInto(project, text)).toMatchObject({
      added: 0,
      updated: 0,
      unchanged: 1,
      removed: 0,
      problems: [],
    });
    expect((await as(cast.stranger).fetch(path(project, '.csv'))).status).toBe(404);
  });
});
