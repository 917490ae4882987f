import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { atOnce } from '../../../test/at-once.ts';
import {
  makeDeployment,
  makeEnvironment,
  makeProject,
  makeService,
  type TestEnvironment,
  type TestService,
  useCast,
} from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';
import { systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { forgetDeletedVariables } from './variable.service.ts';
import { handOutVariables, secretsOfDeployment } from './variable.values.service.ts';

const cast = useCast();
const BELOW_MAINTAINER = ['operator', 'viewer'] as const;
const SET = `mutation ($input: SetVariableInput!) {
  setVariable(input: $input) { id name kind value isSecret version fingerprint setByName updatedAt }
}`;
const DELETE = 'mutation ($id: ID!) { deleteVariable(id: $id) { id name value deletedAt } }';
const RESTORE =
  'mutation ($input: RestoreVariableInput!) { restoreVariable(input: $input) { id name value isSecret version deletedAt } }';
const SECRET = 'hunter2-is-not-a-password';

let count = 0;
const set = async (place: object, name: string, value: string, isSecret = false) =>
  (
    await as(cast.maintainer).run<{ setVariable: { id: string } }>(SET, {
      input: { ...place, name, value, isSecret },
    })
  ).setVariable.id;

describeMutation('setVariable', cast, {
  operation: SET,
  given: ({ project }) => ({
    variables: { input: { projectId: project.id, name: `NAME_${++count}`, value: SECRET, isSecret: true } },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [
    ['a name in small letters', input({ name: 'path' }), ['name']],
    ['a name of ours', input({ name: 'PILOTHOUSE_TOKEN' }), ['name']],
    ['a name that makes programs load code', input({ name: 'NODE_OPTIONS' }), ['name']],
    ['the same for a key', input({ name: 'GIT_SSH_COMMAND', kind: 'SSH_KEY' }), ['name']],
    ['a name of a digit', input({ name: '1ST' }), ['name']],
    ['a value too long', input({ value: 'x'.repeat(32_769) }), ['value']],
    ['a value too long in bytes', input({ value: 'ü'.repeat(20_000) }), ['value']],
    ['a value with a NUL', input({ value: 'a\0b' }), ['value']],
    ['no place', input({ projectId: null }), ['projectId']],
    ['a secret too short to be masked', input({ value: 'abc' }), ['value']],
    ['a private key that is none', input({ kind: 'SSH_KEY' }), ['value']],
    ['a version below none', input({ expectedVersion: -1 }), ['expectedVersion']],
    ['two places', (variables) => input({ serviceId: cast.service.id })(variables), ['projectId']],
  ],
  audit: ({ project }, variables) => ({
    action: 'variable.set',
    project_id: project.id,
    subject_type: 'Variable',
    subject_name: (variables.input as { name: string }).name,
    detail: { environmentId: null, serviceId: null, kind: 'TEXT', isSecret: true, isNew: true, version: 1 },
  }),
  works: (_cast, data) =>
    expect(data).toMatchObject({ value: null, isSecret: true, version: 1, setByName: 'maintainer' }),
  twice: 'again',
});

describeMutation('deleteVariable', cast, {
  operation: DELETE,
  given: async ({ project }) => ({
    variables: { id: await set({ projectId: project.id }, `NAME_${++count}`, SECRET, true) },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'variable.deleted', subject_id: id as string }),
  works: (_cast, data) => expect(data).toMatchObject({ value: null, deletedAt: expect.any(String) }),
  twice: 'NOT_FOUND',
});

const remove = (id: string) => as(cast.maintainer).run(DELETE, { id });
const restore = async (id: string, version?: number) =>
  (
    await as(cast.maintainer).run<{ restoreVariable: Record<string, unknown> }>(RESTORE, {
      input: { id, ...(version === undefined ? {} : { version }) },
    })
  ).restoreVariable;

describeMutation('restoreVariable', cast, {
  operation: RESTORE,
  given: async ({ project }) => {
    const id = await set({ projectId: project.id }, `NAME_${++count}`, SECRET, true);
    await remove(id);
    return { variables: { input: { id } } };
  },
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: ({ project }, variables) => ({
    action: 'variable.restored',
    project_id: project.id,
    subject_id: (variables.input as { id: string }).id,
    detail: { environmentId: null, serviceId: null, version: 1, wasDeleted: true },
  }),
  works: (_cast, data) => expect(data).toMatchObject({ value: null, isSecret: true, version: 1, deletedAt: null }),
  twice: 'same',
});

describe('variables', () => {
  /** What the program of a deployment there gets. */
  const read = async (service: TestService, environment: TestEnvironment, deployment?: { id: string }) => {
    const { id } = deployment ?? (await makeDeployment(service, environment));
    const ids = { projectId: service.project.id, environmentId: environment.id, serviceId: service.id };
    return withTransaction(systemContext(cast.app.app, 'test'), (ctx) =>
      handOutVariables(ctx, { ...ids, id, name: 'deployment' }),
    ).then(({ variables }) => variables);
  };

  test('of a name that is not allowed any more are withheld and can’t be restored', async () => {
    const project = await makeProject(cast.app, [[cast.maintainer, 'MAINTAINER']]);
    const [service, environment] = [await makeService(project), await makeEnvironment(project)];
    await set({ projectId: project.id }, 'COLOR', 'blue');
    const id = await set({ projectId: project.id }, 'LATER', '--require=./evil.js');
    await cast.app.sql(`update variables set name = 'NODE_OPTIONS' where id = $1`, [id]);
    expect((await read(service, environment)).map(({ name }) => name)).toEqual(['COLOR']);
    await remove(id);
    const error = await as(cast.maintainer).fail(RESTORE, { input: { id } });
    expect(error).toMatchObject({ code: 'INVALID_INPUT', paths: ['id'] });
    expect(error.message).toContain('NODE_OPTIONS can make programs load or run other code');
  });

  test('a secret comes back by no field, in no audit event, and isn’t in the table as it is', async () => {
    const project = await makeProject(cast.app, [[cast.maintainer, 'MAINTAINER']]);
    const environment = await makeEnvironment(project);
    const service = await makeService(project);
    const { id: deploymentId } = await makeDeployment(service, environment);
    for (const place of [{ projectId: project.id }, { environmentId: environment.id }, { serviceId: service.id }])
      await set(place, 'TOKEN', SECRET, true);
    await set({ projectId: project.id }, 'PLAIN', 'visible');
    const FIELDS = '{ id name value isSecret updatedAt }';
    const seen = await as(cast.maintainer).run(
      `query ($slug: String!, $id: ID!) {
        project(slug: $slug) {
          variables ${FIELDS} environments { variables ${FIELDS} } services { nodes { variables ${FIELDS} } }
          auditEvents(first: 100) { nodes { action detail subjectName } }
        }
        deployment(id: $id) { parameters log { lines { text } } service { variables ${FIELDS} } environment { variables ${FIELDS} } }
      }`,
      { slug: project.slug, id: deploymentId },
    );
    expect(JSON.stringify(seen)).not.toContain(SECRET);
    expect(seen).toMatchObject({
      project: {
        variables: [
          { name: 'PLAIN', value: 'visible', isSecret: false },
          { name: 'TOKEN', value: null, isSecret: true },
        ],
        environments: [{ variables: [{ name: 'TOKEN', value: null }] }],
        services: { nodes: [{ variables: [{ name: 'TOKEN', value: null }] }] },
      },
      deployment: { service: { variables: [{ name: 'TOKEN' }] }, environment: { variables: [{ name: 'TOKEN' }] } },
    });
    const tables = await cast.app.sql(
      `select coalesce(v::text, '') || coalesce(encode(v.secret_value, 'escape'), '') from variables v`,
    );
    expect(JSON.stringify(tables)).not.toContain(SECRET);
    expect(JSON.stringify(await cast.app.sql('select * from audit_events'))).not.toContain(SECRET);
  });

  test('deployed programs get them: service beats environment beats project', async () => {
    const project = await makeProject(cast.app, [[cast.maintainer, 'MAINTAINER']]);
    const [environment, elsewhere] = [await makeEnvironment(project), await makeEnvironment(project)];
    const [service, other] = [await makeService(project), await makeService(project)];
    for (const name of ['A', 'B', 'C']) await set({ projectId: project.id }, name, 'project');
    for (const name of ['B', 'C']) await set({ environmentId: environment.id }, name, 'environment');
    await set({ serviceId: service.id }, 'C', SECRET, true);
    await set({ environmentId: elsewhere.id }, 'A', 'elsewhere');
    await set({ serviceId: other.id }, 'B', 'other');
    expect(await read(service, environment)).toEqual([
      { name: 'A', kind: 'TEXT', value: 'project', isSecret: false },
      { name: 'B', kind: 'TEXT', value: 'environment', isSecret: false },
      { name: 'C', kind: 'TEXT', value: SECRET, isSecret: true },
    ]);
  });

  test('the same name at the same place is the same variable; a secret can become plain and back', async () => {
    const place = { serviceId: cast.service.id };
    const id = await set(place, 'MODE', 'one');
    expect(await set(place, 'MODE', SECRET, true)).toBe(id);
    const { service } = await as(cast.viewer).run<{ service: { variables: object[] } }>(
      'query ($id: ID!) { service(id: $id) { variables { name value isSecret } } }',
      { id: cast.service.id },
    );
    expect(service.variables).toEqual([{ name: 'MODE', value: null, isSecret: true }]);
    expect(await set(place, 'MODE', 'two')).toBe(id);
  });

  test('two people who set the same new variable at the same time make one', async () => {
    const setIt = (value: string) => () => set({ projectId: cast.project.id }, 'SHARED', value);
    const lock = { sql: 'select from projects where id = $1 for update', values: [cast.project.id] };
    const results = await atOnce(cast.app, lock, [setIt('first'), setIt('second')]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled']);
    expect(await cast.app.sql(`select from variables where name = 'SHARED'`)).toHaveLength(1);
  });

  test('there are at most 200 in a project', async () => {
    const project = await makeProject(cast.app, [[cast.maintainer, 'MAINTAINER']]);
    await cast.app.sql(
      `insert into variables (id, project_id, name, value, is_secret)
       select 'var_' || $1 || n, $1, 'V' || n, '', false from generate_series(1, 200) n`,
      [project.id],
    );
    const error = await as(cast.maintainer).fail(SET, { input: { projectId: project.id, name: 'MORE', value: '' } });
    expect(error).toMatchObject({ code: 'CONFLICT' });
    await set({ projectId: project.id }, 'V7', 'changed all the same');
  });

  test('who left out whether it is a secret leaves it one', async () => {
    const place = { projectId: cast.project.id, name: `NAME_${++count}` };
    const { setVariable: made } = await as(cast.maintainer).run<{ setVariable: object }>(SET, {
      input: { ...place, value: SECRET, isSecret: true },
    });
    expect(made).toMatchObject({ isSecret: true });
    const { setVariable: again } = await as(cast.maintainer).run<{ setVariable: object }>(SET, {
      input: { ...place, value: 'another secret' },
    });
    expect(again).toMatchObject({ isSecret: true, value: null, version: 2 });
  });

  test('a secret that can’t be decrypted is no empty value: its name is said', async () => {
    const project = await makeProject(cast.app, [[cast.maintainer, 'MAINTAINER']]);
    const [service, environment] = [await makeService(project), await makeEnvironment(project)];
    const id = await set({ projectId: project.id }, 'BROKEN', SECRET, true);
    const [row] = await cast.app.sql<{ box: Buffer }>('select secret_value as box from variables where id = $1', [id]);
    const box = row?.box as Buffer;
    const refusal = expect.objectContaining({
      code: 'SECRET_UNREADABLE',
      message: expect.stringMatching(/^The secret BROKEN can’t be decrypted\. /),
    });
    const put = (changed: Buffer) =>
      cast.app.sql('update variables set secret_value = $2 where id = $1', [id, changed]);
    for (const at of [0, 20, 60, box.length - 1]) {
      const changed = Buffer.from(box);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await put(changed);
      await expect(read(service, environment)).rejects.toEqual(refusal);
    }
    await put(box);
    for (const moved of [`version = 7`, `name = 'OTHER'`]) {
      await cast.app.sql(`update variables set ${moved} where id = $1`, [id]);
      await expect(read(service, environment)).rejects.toMatchObject({ code: 'SECRET_UNREADABLE' });
      await cast.app.sql(`update variables set version = 1, name = 'BROKEN' where id = $1`, [id]);
    }
    expect(await read(service, environment)).toMatchObject([{ name: 'BROKEN', value: SECRET }]);
  });

  test('a box of another variable, put in its place, does not open', async () => {
    const project = await makeProject(cast.app, [[cast.maintainer, 'MAINTAINER']]);
    const [service, environment] = [await makeService(project), await makeEnvironment(project)];
    const mine = await set({ projectId: project.id }, 'MINE', SECRET, true);
    const theirs = await set({ projectId: cast.project.id }, 'MINE', 'of another project', true);
    await cast.app.sql(
      'update variables set secret_value = (select secret_value from variables where id = $2) where id = $1',
      [mine, theirs],
    );
    await expect(read(service, environment)).rejects.toMatchObject({ code: 'SECRET_UNREADABLE' });
  });
});

describe('versions', () => {
  const VERSIONS = `query ($id: ID!, $first: Int, $after: String) { node(id: $id) { ... on Variable {
    version versions(first: $first, after: $after) {
      nodes { id version value isSecret restoredFrom setByName setAt isCurrent } pageInfo { hasNextPage endCursor }
    }
  } } }`;
  interface Seen {
    version: number;
    versions: {
      nodes: {
        version: number;
        value: string | null;
        isSecret: boolean;
        restoredFrom: number | null;
        isCurrent: boolean;
      }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
  }
  const see = async (id: string, page: object = {}) =>
    (await as(cast.viewer).run<{ node: Seen }>(VERSIONS, { id, ...page })).node;
  const valuesOf = (seen: Seen) => seen.versions.nodes.map(({ version, value }) => [version, value]);
  const place = () => ({ serviceId: cast.service.id });

  test('each setting is one; an earlier one becomes a new one', async () => {
    const name = `NAME_${++count}`;
    const id = await set(place(), name, 'one');
    await set(place(), name, 'two');
    expect(await restore(id, 1)).toMatchObject({ version: 3, value: 'one' });
    const seen = await see(id);
    expect(valuesOf(seen)).toEqual([
      [3, 'one'],
      [2, 'two'],
      [1, 'one'],
    ]);
    expect(seen.versions.nodes[0]).toMatchObject({ restoredFrom: 1, isCurrent: true, setByName: 'maintainer' });
    expect(await restore(id, 3)).toMatchObject({ version: 3 });
    expect(await as(cast.maintainer).fail(RESTORE, { input: { id, version: 9 } })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('come in pages, newest first', async () => {
    const name = `NAME_${++count}`;
    let id = '';
    for (const value of ['1', '2', '3']) id = await set(place(), name, value);
    const first = await see(id, { first: 2 });
    expect(valuesOf(first).map(([version]) => version)).toEqual([3, 2]);
    expect(first.versions.pageInfo.hasNextPage).toBe(true);
    const rest = await see(id, { first: 2, after: first.versions.pageInfo.endCursor });
    expect(valuesOf(rest).map(([version]) => version)).toEqual([1]);
  });

  test('of a secret have no values; what becomes a secret has none any more', async () => {
    const name = `NAME_${++count}`;
    const id = await set(place(), name, 'a password by mistake');
    await set(place(), name, SECRET, true);
    expect(valuesOf(await see(id))).toEqual([
      [2, null],
      [1, null],
    ]);
    const rows = await cast.app.sql(
      `select encode(secret_value, 'escape'), value from variable_versions where variable_id = $1`,
      [id],
    );
    expect(JSON.stringify(rows)).not.toContain('by mistake');
    expect(await restore(id, 1)).toMatchObject({ isSecret: true, value: null, version: 3 });
    const [service, environment] = [cast.service, cast.environment];
    const { id: deploymentId } = await makeDeployment(service, environment, { status: 'RUNNING' });
    const { variables: given } = await withTransaction(systemContext(cast.app.app, 'test'), (ctx) =>
      handOutVariables(ctx, {
        id: deploymentId,
        name: 'deployment',
        projectId: cast.project.id,
        environmentId: environment.id,
        serviceId: service.id,
      }),
    );
    expect(given.find((variable) => variable.name === name)?.value).toBe('a password by mistake');
  });

  test('20 are kept, and those that a deployment under way got', async () => {
    const name = `NAME_${++count}`;
    const id = await set(place(), name, 'first secret', true);
    const deployment = await makeDeployment(cast.service, cast.environment, { status: 'AWAITING_APPROVAL' });
    await cast.app.sql(
      'insert into deployment_variables (deployment_id, project_id, variable_id, version) values ($1, $2, $3, 1)',
      [deployment.id, cast.project.id, id],
    );
    for (let version = 2; version <= 23; version += 1) await set(place(), name, `secret ${version}`, true);
    const seen = await see(id, { first: 50 });
    expect(seen.versions.nodes.map(({ version }) => version)).toEqual([
      ...Array.from({ length: 20 }, (_, index) => 23 - index),
      1,
    ]);
    expect(await secretsOfDeployment(systemContext(cast.app.app, 'test'), deployment.id)).toEqual(['first secret']);
  });

  test('who has seen another version than the one in force is told so', async () => {
    const name = `NAME_${++count}`;
    const setAs = (value: string, expectedVersion: number) => ({ input: { ...place(), name, value, expectedVersion } });
    await as(cast.maintainer).run(SET, setAs('one', 0));
    await as(cast.owner).run(SET, setAs('two', 1));
    const error = await as(cast.maintainer).fail(SET, setAs('three', 1));
    expect(error).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('owner has set') });
    expect(await as(cast.maintainer).fail(SET, setAs('three', 0))).toMatchObject({ code: 'CONFLICT' });
    expect(
      await as(cast.maintainer).fail(SET, { input: { ...place(), name: 'NOT_THERE', value: '', expectedVersion: 2 } }),
    ).toMatchObject({
      code: 'CONFLICT',
    });
  });
});

describe('a deleted variable', () => {
  test('is given to nobody, and comes back with its versions', async () => {
    const place = { environmentId: cast.environment.id };
    const name = `NAME_${++count}`;
    await set(place, name, 'one');
    const id = await set(place, name, 'two');
    await remove(id);
    const { environment } = await as(cast.viewer).run<{ environment: { variables: { name: string }[] } }>(
      'query ($id: ID!) { environment(id: $id) { variables { name } } }',
      { id: cast.environment.id },
    );
    expect(environment.variables.map((variable) => variable.name)).not.toContain(name);
    expect(await as(cast.viewer).run('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
    expect(await restore(id, 1)).toMatchObject({ value: 'one', version: 3, deletedAt: null });
  });

  test('does not come back where another of its name is', async () => {
    const place = { projectId: cast.project.id };
    const name = `NAME_${++count}`;
    const id = await set(place, name, 'one');
    await remove(id);
    expect(await set(place, name, 'two')).not.toBe(id);
    expect(await as(cast.maintainer).fail(RESTORE, { input: { id } })).toMatchObject({ code: 'CONFLICT' });
  });

  test('is gone for good after 30 days', async () => {
    const id = await set({ projectId: cast.project.id }, `NAME_${++count}`, SECRET, true);
    await set({ projectId: cast.project.id }, `NAME_${count}`, 'another secret', true);
    await remove(id);
    const forget = () => withTransaction(systemContext(cast.app.app, 'test'), forgetDeletedVariables);
    await forget();
    expect(await cast.app.sql('select from variables where id = $1', [id])).toHaveLength(1);
    await cast.app.sql(`update variables set deleted_at = now() - interval '31 days' where id = $1`, [id]);
    await forget();
    expect(await cast.app.sql('select from variables where id = $1', [id])).toHaveLength(0);
    expect(await cast.app.sql('select from variable_versions where variable_id = $1', [id])).toHaveLength(0);
  });
});

describe('who gets a variable', () => {
  const USE = `query ($id: ID!) { node(id: $id) { ... on Variable { usedBy {
    services { slug } serviceCount environments { slug } lastVersion lastDeployment { id number }
  } } } }`;
  const useOf = async (id: string) =>
    (await as(cast.maintainer).run<{ node: { usedBy: Record<string, unknown> } }>(USE, { id })).node.usedBy;

  test('is said by service and environment, without those that have their own', async () => {
    const project = await makeProject(cast.app, [[cast.maintainer, 'MAINTAINER']]);
    const [staging, production] = [
      await makeEnvironment(project, { slug: 'staging', rank: 1 }),
      await makeEnvironment(project, { slug: 'production', rank: 2 }),
    ];
    const [api, web] = [await makeService(project, { slug: 'api' }), await makeService(project, { slug: 'web' })];
    const ofProject = await set({ projectId: project.id }, 'LEVEL', 'a');
    const ofProduction = await set({ environmentId: production.id }, 'LEVEL', 'b');
    const ofWeb = await set({ serviceId: web.id }, 'LEVEL', 'c');
    const slugs = (...names: string[]) => names.map((slug) => ({ slug }));
    expect(await useOf(ofProject)).toMatchObject({
      services: slugs('api'),
      serviceCount: 1,
      environments: slugs('staging'),
    });
    expect(await useOf(ofProduction)).toMatchObject({ services: slugs('api'), environments: slugs('production') });
    expect(await useOf(ofWeb)).toMatchObject({ services: slugs('web'), environments: slugs('staging', 'production') });
    expect(await useOf(ofProject)).toMatchObject({ lastVersion: null, lastDeployment: null });
    expect([staging.slug, api.slug]).toEqual(['staging', 'api']);
  });

  test('and which deployment got which version last; the trail names secrets without their values', async () => {
    const project = await makeProject(cast.app, [[cast.maintainer, 'MAINTAINER']]);
    const [service, environment] = [await makeService(project), await makeEnvironment(project)];
    await set({ projectId: project.id }, 'PLAIN', 'x');
    const id = await set({ projectId: project.id }, 'TOKEN', SECRET, true);
    const deployment = await makeDeployment(service, environment, { status: 'RUNNING' });
    await withTransaction(systemContext(cast.app.app, 'test'), (ctx) =>
      handOutVariables(ctx, {
        id: deployment.id,
        name: `${service.slug} #1`,
        projectId: project.id,
        environmentId: environment.id,
        serviceId: service.id,
      }),
    );
    await set({ projectId: project.id }, 'TOKEN', 'the next secret', true);
    expect(await useOf(id)).toMatchObject({ lastVersion: 1, lastDeployment: { id: deployment.id } });
    const events = await cast.app.sql(
      `select actor_kind, subject_id, detail from audit_events where project_id = $1 and action = 'secret.read'`,
      [project.id],
    );
    expect(events).toEqual([
      { actor_kind: 'SYSTEM', subject_id: deployment.id, detail: { secrets: [{ name: 'TOKEN', version: 1 }] } },
    ]);
    expect(await secretsOfDeployment(systemContext(cast.app.app, 'test'), deployment.id)).toEqual([SECRET]);
  });
});
