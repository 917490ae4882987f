import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { atOnce } from '../../../test/at-once.ts';
import { makeDeployment, makeEnvironment, makeProject, makeService, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';
import { systemContext } from '../../platform/context.ts';
import { openVariables } from './variable.service.ts';

const cast = useCast();
const BELOW_MAINTAINER = ['operator', 'viewer'] as const;
const SET = `mutation ($input: SetVariableInput!) { setVariable(input: $input) { id name value isSecret updatedAt } }`;
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
    ['a name of a digit', input({ name: '1ST' }), ['name']],
    ['a value too long', input({ value: 'x'.repeat(32_769) }), ['value']],
    ['a value too long in bytes', input({ value: 'ü'.repeat(20_000) }), ['value']],
    ['a value with a NUL', input({ value: 'a\0b' }), ['value']],
    ['no place', input({ projectId: null }), ['projectId']],
    ['two places', (variables) => input({ serviceId: cast.service.id })(variables), ['projectId']],
  ],
  audit: ({ project }, variables) => ({
    action: 'variable.set',
    project_id: project.id,
    subject_type: 'Variable',
    subject_name: (variables.input as { name: string }).name,
    detail: { environmentId: null, serviceId: null, isSecret: true, isNew: true },
  }),
  works: (_cast, data) => expect(data).toMatchObject({ value: null, isSecret: true }),
  twice: 'again',
});

describeMutation('deleteVariable', cast, {
  operation: 'mutation ($id: ID!) { deleteVariable(id: $id) { id name value } }',
  given: async ({ project }) => ({
    variables: { id: await set({ projectId: project.id }, `NAME_${++count}`, SECRET, true) },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'variable.deleted', subject_id: id as string }),
  works: (_cast, data) => expect(data).toMatchObject({ value: null }),
  twice: 'NOT_FOUND',
});

describe('variables', () => {
  const read = (place: { projectId: string; environmentId: string; serviceId: string }) =>
    openVariables(systemContext(cast.app.app, 'test'), place);

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
    expect(await read({ projectId: project.id, environmentId: environment.id, serviceId: service.id })).toEqual([
      { name: 'A', value: 'project', isSecret: false },
      { name: 'B', value: 'environment', isSecret: false },
      { name: 'C', value: SECRET, isSecret: true },
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

  test('a box opens only for its own row and key', () => {
    const { secretBox } = cast.app.app;
    const box = secretBox.seal(SECRET, 'var_1');
    expect(secretBox.open(box, 'var_1')).toBe(SECRET);
    expect(() => secretBox.open(box, 'var_2')).toThrow();
    box[box.length - 1] = (box.at(-1) ?? 0) ^ 1;
    expect(() => secretBox.open(box, 'var_1')).toThrow();
    expect(secretBox.seal(SECRET, 'var_1')).not.toEqual(secretBox.seal(SECRET, 'var_1'));
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
});
