import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { as, type TestActor, type Variables } from '../../test/as.ts';
import { eventually } from '../../test/at-once.ts';
import { anonymous, makeMember, makeToken, makeUser, useCast, writeSource } from '../../test/factories.ts';
import { createDeploymentWork, type DeploymentWork } from '../features/deployments/deployment.jobs.ts';
import { TOKEN_SCOPES } from '../platform/auth/permissions.ts';
import { WorkerNode } from '../platform/durable/worker-node.ts';

jest.setTimeout(120_000);

/** In every text that anybody of the project writes. Whoever is not of it never reads it, by whatever they ask. */
const CANARY = `kanari${randomBytes(6).toString('hex')}`;
/** What is asked with the other project's own ids instead: its texts must not be taken for the canary. */
const HARMLESS = 'sparrow';

type Recorded =
  | { door: '/graphql' | '/graphql/stream'; query: string; variables: Variables }
  | { door: 'GET'; path: string };

const recorded: Recorded[] = [];
const ids = new Set<string>();
let work: DeploymentWork;
let node: WorkerNode;
afterAll(async () => {
  await work.stop();
  await node.stop();
});
const cast = useCast({
  PILOTHOUSE_RATE_ANONYMOUS: '0',
  PILOTHOUSE_RATE_USER: '0',
  PILOTHOUSE_RATE_SERVICE: '0',
});
let project: { id: string; slug: string };

/** Asks as `actor` and keeps what was asked, and all ids that were answered. */
async function record<Data = Record<string, { id: string }>>(
  actor: TestActor,
  query: string,
  variables: Variables = {},
): Promise<Data> {
  recorded.push({ door: '/graphql', query, variables });
  const data = await as(actor).run(query, variables);
  keepIds(JSON.stringify(data));
  return data as Data;
}

const keepIds = (text: string) => {
  for (const [id] of text.matchAll(/\b[a-z]{2,4}_[0-9a-z]{26}\b/gi)) ids.add(id);
};

/** A mutation with one input. */
const change = async (name: string, input: Variables, fields = '{ id }', by = cast.owner) => {
  const type = `${INPUTS[name] ?? name.charAt(0).toUpperCase() + name.slice(1)}Input`;
  const data = await record(by, `mutation ($input: ${type}!) { ${name}(input: $input) ${fields} }`, { input });
  return data[name] as { id: string };
};
const INPUTS: Record<string, string> = { approveDeployment: 'DecideDeployment', rejectDeployment: 'DecideDeployment' };
const changeById = (name: string, id: string, fields = '{ id }') =>
  record(cast.owner, `mutation ($id: ID!) { ${name}(id: $id) ${fields} }`, { id });

async function get(path: string): Promise<void> {
  recorded.push({ door: 'GET', path });
  const response = await as(cast.owner).fetch(path);
  expect([path, response.status]).toEqual([path, 200]);
  keepIds(await response.text());
}

async function followToTheEnd(query: string, id: string): Promise<string> {
  recorded.push({ door: '/graphql/stream', query, variables: { id } });
  return ask(cast.owner, { door: '/graphql/stream', query, variables: { id } });
}

/** All that comes back for a request: status, headers and body. */
async function ask(actor: TestActor, request: Recorded): Promise<string> {
  const response =
    request.door === 'GET'
      ? await as(actor).fetch(request.path)
      : await as(actor).fetch(request.door, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: request.query, variables: request.variables }),
        });
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`);
  const text = await response.text();
  return [response.status, ...headers, text].join('\n');
}

const text = (what: string) => `${what} ${CANARY}`;
const DEPLOYMENT =
  '{ id status statusReason note parameters version changes { title author url } steps { name message } approvals { id comment } }';

beforeAll(async () => {
  work = createDeploymentWork(cast.app.app);
  node = await WorkerNode.start(cast.app.app, [work]);
  await run();
});

/** The life of a project, from its beginning, with every kind of thing that it can have. */
async function run(): Promise<void> {
  const { owner, administrator, app } = cast;
  project = (await change(
    'createProject',
    { slug: `a-${CANARY}`, name: text('Shop') },
    '{ id slug }',
    administrator,
  )) as never;
  await change('addMember', { projectId: project.id, email: owner.email, role: 'OWNER' }, '{ id }', administrator);
  const place = await makePlaces();
  const deployed = await deploy(place);
  await decide(place, deployed);
  await managePeople(place);
  await readEverything(place, deployed);
  await changeById('deleteProject', project.id);
  await changeById('restoreProject', project.id);
  expect(app.takeDefects()).toEqual([]);
}

interface Place {
  staging: string;
  production: string;
  service: string;
  variable: string;
}

async function makePlaces(): Promise<Place> {
  const projectId = project.id;
  const environment = (slug: string, requiresApproval: boolean) =>
    change('createEnvironment', {
      projectId,
      slug: `${slug}-${CANARY}`,
      name: text(slug),
      rank: 1,
      url: `https://${CANARY}.example`,
      requiresApproval,
    });
  const [staging, production] = [await environment('staging', false), await environment('production', true)];
  const slug = `s-${CANARY}`;
  await writeSource({ app: cast.app, ...project }, slug, {
    'deploy.sh': `echo "out ${CANARY} $PLAIN"\necho "err ${CANARY}" >&2\nexit "$(cat code 2>/dev/null || echo 0)"\n`,
  });
  const service = await change('createService', {
    projectId,
    slug,
    name: text('Web'),
    description: text('What it is'),
    runner: 'SHELL',
    entrypoint: ['sh', 'deploy.sh'],
    steps: [text('Build')],
    parameterSchema: { type: 'object', properties: { note: { type: 'string', title: text('Note') } } },
  });
  await record(cast.owner, 'mutation ($id: ID!) { syncServices(projectId: $id) { added { id } } }', { id: projectId });
  await change('updateProject', { id: projectId, name: text('Shop 2') });
  await change('updateEnvironment', { id: staging.id, name: text('Staging 2') });
  await change('updateService', { id: service.id, description: text('What it does') });
  const set = (more: Variables) => change('setVariable', { value: text('value'), ...more });
  const variable = await set({ environmentId: staging.id, name: 'PLAIN' });
  await set({ environmentId: staging.id, name: 'PLAIN', value: text('second') });
  await set({ projectId, name: 'SECRET', isSecret: true });
  const own = await set({ serviceId: service.id, name: 'OWN' });
  await changeById('deleteVariable', own.id);
  await change('restoreVariable', { id: own.id });
  await change('restoreVariable', { id: variable.id, version: 1 });
  return { staging: staging.id, production: production.id, service: service.id, variable: variable.id };
}

const inputOf = ({ service, staging }: Place) => ({
  serviceId: service,
  environmentId: staging,
  version: `v1-${CANARY}`,
  note: text('because'),
  parameters: { note: text('parameter') },
  changes: [
    { kind: 'COMMIT', reference: CANARY, title: text('Fix'), author: text('Ann'), url: `https://${CANARY}.example/1` },
  ],
});

async function deploy(place: Place): Promise<string> {
  const { id } = await change('deploy', inputOf(place), DEPLOYMENT);
  const log = await followToTheEnd(
    'subscription ($id: ID!) { deploymentLog(id: $id) { lines { seq text } hasEnded } }',
    id,
  );
  expect(log).toContain(`out ${CANARY}`);
  await followToTheEnd(`subscription ($id: ID!) { deploymentChanged(id: $id) ${DEPLOYMENT} }`, id);
  await eventually('the end of the deployment', async () => work.runningCount === 0);
  recorded.push({
    door: '/graphql/stream',
    query: `subscription ($id: ID!) { deploymentsChanged(projectId: $id) ${DEPLOYMENT} }`,
    variables: { id: project.id },
  });
  return id;
}

async function decide(place: Place, deployed: string): Promise<void> {
  const waiting = () => change('deploy', { ...inputOf(place), environmentId: place.production }, DEPLOYMENT);
  const comment = text('looks good');
  await change('rejectDeployment', { id: (await waiting()).id, comment }, DEPLOYMENT);
  const canceled = await waiting();
  await changeById('cancelDeployment', canceled.id, DEPLOYMENT);
  await change('retryDeployment', { id: canceled.id }, DEPLOYMENT);
  await change('approveDeployment', { id: (await waiting()).id, comment }, DEPLOYMENT);
  await change('rollback', {
    serviceId: place.service,
    environmentId: place.staging,
    toDeploymentId: deployed,
    note: text('back'),
  });
  await eventually('the end of all deployments', async () => {
    const open = await cast.app.sql(
      `select from deployments where project_id = $1 and finished_at is null and status <> 'AWAITING_APPROVAL'`,
      [project.id],
    );
    return open.length === 0 && work.runningCount === 0;
  });
  const [left] = await cast.app.sql<{ id: string }>(
    'select id from deployments where project_id = $1 and finished_at is null',
    [project.id],
  );
  await changeById('cancelDeployment', left?.id ?? '', DEPLOYMENT);
}

async function managePeople({ staging, service }: Place): Promise<void> {
  const projectId = project.id;
  const limits = { environmentIds: [staging], serviceIds: [service] };
  const token = (kind: string) =>
    change(
      'createToken',
      { projectId, kind, name: text('CI'), scopes: ['deployment:create'], ...limits },
      '{ token { id name } }',
    );
  const made = (await token('SERVICE')) as unknown as { token: { id: string } };
  await token('PERSONAL');
  await changeById('revokeToken', made.token.id);
  const role = await change('createRole', {
    projectId,
    name: text('Deployers'),
    description: text('They deploy'),
    permissions: ['deployment:create'],
  });
  await change('updateRole', { id: role.id, description: text('They deploy to staging') });
  const invite = (email: string) =>
    change(
      'createInvitation',
      { projectId, email, role: 'CUSTOM', roleId: role.id, environmentIds: [staging], expiresInDays: 1 },
      '{ invitation { id } url }',
    ) as unknown as Promise<{ invitation: { id: string }; url: string }>;
  await changeById('revokeInvitation', (await invite(`first@${CANARY}.example`)).invitation.id);
  const { url } = await invite(`second@${CANARY}.example`);
  const code = url.split('#code=')[1];
  await record(anonymous(cast.app), 'query ($code: String!) { invitation(code: $code) { projectName roleName } }', {
    code,
  });
  await change(
    'acceptInvitation',
    { code, name: text('Bob'), password: `a long ${CANARY} pass phrase` },
    '{ projectId projectName }',
    anonymous(cast.app),
  );
  const { email } = await makeUser(cast.app, { name: text('Carol') });
  const member = await change('addMember', { projectId, email, role: 'CUSTOM', roleId: role.id });
  await change('changeMemberRole', { id: member.id, role: 'OPERATOR', ...limits });
  await changeById('removeMember', member.id);
  const spare = await change('createRole', { projectId, name: text('Spare'), description: '', permissions: [] });
  await changeById('deleteRole', spare.id);
  await changeById('restoreRole', spare.id);
}

async function readEverything(place: Place, deployed: string): Promise<void> {
  const { slug, id: projectId } = project;
  const read = (query: string, variables: Variables = {}) => record(cast.owner, query, variables);
  const inProject = (fields: string) => read(`query ($slug: String!) { project(slug: $slug) { ${fields} } }`, { slug });
  await inProject('id name servicesFolder roles { id name description } matrix { id live { id version } }');
  await inProject('environments { id name url variables { id name value } } variables { id name value }');
  await inProject(
    'services { nodes { id name description parameterSchema recentVersions variables { id name value } } }',
  );
  await inProject(
    'members { nodes { id user { id name email } } } invitations { nodes { id email } } tokens { nodes { id name } }',
  );
  await inProject('auditEvents { nodes { id action subjectName actorName detail } }');
  for (const limit of [{}, { environmentId: place.staging }, { serviceId: place.service }])
    await read(
      `query ($slug: String!, $environmentId: ID, $serviceId: ID) { project(slug: $slug) {
        access(permission: "deployment:create", environmentId: $environmentId, serviceId: $serviceId) { nodes { reason roleName } } } }`,
      { slug, ...limit },
    );
  await read(`query ($id: ID!) { deployments(projectId: $id) { nodes ${DEPLOYMENT} } }`, { id: projectId });
  await read(
    `query ($id: ID!, $filter: DeploymentFilter) { deployments(projectId: $id, filter: $filter) { nodes { id version } } }`,
    {
      id: projectId,
      filter: { serviceIds: [place.service], environmentIds: [place.staging], createdById: cast.owner.userId },
    },
  );
  await read(
    `query ($id: ID!, $text: String!) { deployment(id: $id) { id log { lines { text } } logSearch(text: $text) { totalCount }
      waitsFor { id } retryOf { id } previousVersion service { id name } environment { id name } } }`,
    { id: deployed, text: CANARY },
  );
  await read('query ($input: DeploymentPreviewInput!) { deploymentPreview(input: $input) { live { id version } } }', {
    input: { serviceId: place.service, environmentId: place.staging },
  });
  await read('query ($id: ID!) { service(id: $id) { id name deployments { nodes { id version } } } }', {
    id: place.service,
  });
  await read('query ($id: ID!) { environment(id: $id) { id name url } }', { id: place.staging });
  await read(
    `query ($id: ID!) { node(id: $id) { ... on Variable { id value versions { nodes { id value setByName } }
      usedBy { services { id name } environments { id name } lastDeployment { id version } } } } }`,
    { id: place.variable },
  );
  await read('query ($text: String!) { search(text: $text) { id title subtitle path } }', { text: CANARY });
  await read('query ($text: String!, $id: ID) { search(text: $text, projectId: $id) { id title } }', {
    text: '1',
    id: projectId,
  });
  await read('{ projects { nodes { id name slug } } }');
  for (const path of ['', `/${slug}/deployments`, `/${slug}/audit.csv`, `/${slug}/audit.ndjson`])
    await get(`/api/v1/projects${path}`);
  for (const path of ['', '/log']) await get(`/api/v1/deployments/${deployed}${path}`);
}

/** Every id that ever came back, asked for by itself. */
const byIds = (): Recorded[] =>
  [...ids].flatMap((id): Recorded[] => [
    {
      door: '/graphql',
      query: `query ($id: ID!, $text: String!) { node(id: $id) { id ${NODE_FIELDS} } search(text: $text) { id title subtitle } }`,
      variables: { id, text: id },
    },
    { door: 'GET', path: `/api/v1/deployments/${id}` },
    { door: 'GET', path: `/api/v1/deployments/${id}/log` },
  ]);
const NODE_FIELDS = `
  ... on Project { name slug }
  ... on Environment { environment: name slug url }
  ... on Service { service: name slug what: description }
  ... on Deployment { version note parameters }
  ... on Variable { variable: name value }
  ... on Member { user { name email } }
  ... on User { person: name email }
  ... on Token { token: name prefix }
  ... on ProjectRole { role: name description }
  ... on Invitation { invited: email }
  ... on Approval { comment }
  ... on AuditEvent { action subjectName detail }`;

const others: [who: string, make: () => TestActor | Promise<TestActor>][] = [
  ['the owner of another project', () => cast.stranger],
  [
    'a service token of another project',
    () => makeToken(cast.app, { kind: 'SERVICE', project: cast.otherProject, scopes: TOKEN_SCOPES }),
  ],
  [
    'a personal token of the owner of another project',
    () => makeToken(cast.app, { kind: 'PERSONAL', user: cast.stranger, scopes: TOKEN_SCOPES }),
  ],
  ['a suspended member', suspended],
  ['nobody', () => anonymous(cast.app)],
];

async function suspended(): Promise<TestActor> {
  const member = await makeMember({ app: cast.app, ...project }, 'OWNER');
  await cast.app.sql('update users set suspended_at = now() where id = $1', [member.userId]);
  return member;
}

/** All rows of the project, in every table that has any, but for what is written about attempts. */
async function rowsOfProject(): Promise<string[]> {
  const tables = await cast.app.sql<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'project_id' and table_name not like 'audit%' order by 1`,
  );
  return Promise.all(
    [...tables.map(({ name }) => [name, 'project_id']), ['projects', 'id']].map(async ([name, column]) => {
      const [row] = await cast.app.sql<{ rows: string }>(
        `select count(*) || ' ' || coalesce(sum(hashtextextended(to_jsonb(t)::text, 0)), 0) as rows from ${name} t where ${column} = $1`,
        [project.id],
      );
      return `${name} ${row?.rows}`;
    }),
  );
}

/** In which answers the canary came back. */
async function leaks(actor: TestActor, requests: Recorded[]): Promise<string[]> {
  const found: string[] = [];
  for (const request of requests) {
    const answer = await ask(actor, request);
    if (answer.toLowerCase().includes(CANARY)) found.push(`${JSON.stringify(request)}\n→ ${answer}`);
  }
  return found;
}

describe('the whole life of a project, asked again', () => {
  test('was long, and full of what must not be seen', async () => {
    expect(recorded.length).toBeGreaterThan(60);
    expect(ids.size).toBeGreaterThan(60);
    const own = await leaks(cast.owner, [...recorded.filter(({ door }) => door === 'GET'), ...byIds()]);
    expect(own.length).toBeGreaterThan(50);
  });

  test.each(others)('by %s: nothing is seen and nothing changes', async (_who, make) => {
    const actor = await make();
    await ask(actor, { door: '/graphql', query: '{ viewer { id } }', variables: {} });
    const before = [await cast.app.fingerprint(TRAIL), await rowsOfProject()];
    expect(await leaks(actor, [...recorded, ...byIds()])).toEqual([]);
    expect([await cast.app.fingerprint(TRAIL), await rowsOfProject()]).toEqual(before);
  });

  test.each(others.slice(0, 3))('by %s, within their own project: nothing is seen of the first', async (_who, make) => {
    const actor = await make();
    const swap = (value: unknown) =>
      JSON.parse(
        JSON.stringify(value)
          .replaceAll(project.id, cast.otherProject.id)
          .replaceAll(project.slug, cast.otherProject.slug)
          .replaceAll(CANARY, HARMLESS),
      ) as Variables;
    const before = await rowsOfProject();
    const requests = recorded.map((one) =>
      one.door === 'GET'
        ? { ...one, path: one.path.replace(project.slug, cast.otherProject.slug) }
        : { ...one, variables: swap(one.variables) },
    );
    // These would delete the ground under what follows, or never end.
    expect(
      await leaks(
        actor,
        requests.filter((one) => !/deleteProject|deploymentsChanged/.test(JSON.stringify(one))),
      ),
    ).toEqual([]);
    expect(await rowsOfProject()).toEqual(before);
  });

  test('the trail of the other project tells nothing of it either', async () => {
    const { slug } = cast.otherProject;
    expect(
      await leaks(cast.stranger, [
        {
          door: '/graphql',
          query:
            'query ($slug: String!) { project(slug: $slug) { auditEvents(first: 100) { nodes { action subjectName detail } } } }',
          variables: { slug },
        },
        { door: 'GET', path: `/api/v1/projects/${slug}/audit.ndjson` },
        {
          door: '/graphql',
          query:
            '{ viewer { id name email user { id } } projects { nodes { name services { nodes { name } } members { nodes { user { name email } } } } } }',
          variables: {},
        },
      ]),
    ).toEqual([]);
  });
});

/** What is written about who asked, and by workers that live. */
const TRAIL = ['audit_events', 'audit_chains', 'sign_in_tries', 'workers'];
