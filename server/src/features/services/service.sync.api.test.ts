import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import {
  makeDeployment,
  makeEnvironment,
  makeProject,
  makeService,
  type TestProject,
  useCast,
  writeSource,
} from '../../../test/factories.ts';
import { auditOf, describeMutation } from '../../../test/mutation-cases.ts';

const cast = useCast();
const SYNC = `mutation ($projectId: ID!) {
  syncServices(projectId: $projectId) {
    added { slug name } updated { slug timeoutSeconds } removed { slug } problems { path line message }
  }
}`;
const NOTHING = { added: [], updated: [], removed: [], problems: [] };
const yaml = (name: string, more = '') => `name: ${name}\nrunner: SHELL\nentrypoint: [sh, run.sh]\n${more}`;

const withAll = () =>
  makeProject(cast.app, [
    [cast.maintainer, 'MAINTAINER'],
    [cast.operator, 'OPERATOR'],
    [cast.viewer, 'VIEWER'],
  ]);
const sync = async (project: TestProject) =>
  (await as(cast.maintainer).run<{ syncServices: object }>(SYNC, { projectId: project.id })).syncServices;
const removeSource = (project: TestProject, slug: string) =>
  rm(join(cast.app.app.config.servicesDir, project.slug, slug), { recursive: true });

describeMutation('syncServices', cast, {
  operation: SYNC,
  given: async () => {
    const project = await withAll();
    await writeSource(project, 'web', { 'service.yaml': yaml('Web') });
    return { variables: { projectId: project.id } };
  },
  by: 'maintainer',
  forbiddenTo: ['operator', 'viewer'],
  invalid: [],
  audit: (_cast, { projectId }) => ({
    action: 'service.created',
    project_id: projectId as string,
    subject_name: 'web',
    detail: expect.objectContaining({ source: 'web', entrypoint: ['sh', 'run.sh'] }),
  }),
  works: (_cast, data) => expect(data).toEqual({ ...NOTHING, added: [{ slug: 'web', name: 'Web' }] }),
  twice: 'again',
});

describe('the sync', () => {
  test('follows the folder: new, changed, gone, and back again', async () => {
    const project = await withAll();
    await writeSource(project, 'web', { 'service.yaml': yaml('Web') });
    await writeSource(project, 'api', { 'service.yaml': yaml('Api') });
    await writeSource(project, 'notes', { 'README.md': 'no service' });
    expect(await sync(project)).toMatchObject({ added: [{ slug: 'api' }, { slug: 'web' }] });
    expect(await sync(project)).toEqual(NOTHING);
    await writeSource(project, 'web', { 'service.yaml': yaml('Web', 'timeoutSeconds: 5') });
    expect(await sync(project)).toEqual({ ...NOTHING, updated: [{ slug: 'web', timeoutSeconds: 5 }] });
    await removeSource(project, 'api');
    expect(await sync(project)).toEqual({ ...NOTHING, removed: [{ slug: 'api' }] });
    await writeSource(project, 'api', { 'service.yaml': yaml('Api') });
    expect(await sync(project)).toMatchObject({ ...NOTHING, added: [{ slug: 'api' }] });
  });

  test('that finds nothing new is not audited', async () => {
    const project = await withAll();
    await writeSource(project, 'web', { 'service.yaml': yaml('Web') });
    await sync(project);
    const { body } = await as(cast.maintainer).answer(SYNC, { projectId: project.id });
    expect(await auditOf(cast.app, body.extensions?.requestId)).toEqual([]);
  });

  test('keeps the settings of a folder with a problem, and says what and in which line', async () => {
    const project = await withAll();
    await writeSource(project, 'web', { 'service.yaml': yaml('Web') });
    await sync(project);
    await writeSource(project, 'web', { 'service.yaml': yaml('Web', 'timeoutSeconds: soon') });
    const problem = { path: 'web/service.yaml: timeoutSeconds', line: 4, message: expect.stringContaining('number') };
    expect(await sync(project)).toEqual({ ...NOTHING, problems: [problem] });
    const found = await as(cast.viewer).run(
      'query ($slug: String!) { project(slug: $slug) { services { nodes { timeoutSeconds problems { path line } } } } }',
      { slug: project.slug },
    );
    expect(found).toEqual({
      project: { services: { nodes: [{ timeoutSeconds: 3600, problems: [{ path: problem.path, line: 4 }] }] } },
    });
    await writeSource(project, 'web', { 'service.yaml': yaml('Web') });
    expect(await sync(project)).toMatchObject({ problems: [] });
  });

  test('a folder whose name is no slug is a problem', async () => {
    const project = await withAll();
    await writeSource(project, 'My Web', { 'service.yaml': yaml('Web') });
    expect(await sync(project)).toMatchObject({ added: [], problems: [{ path: 'My Web', line: null }] });
  });

  test('leaves a service made by hand alone, also one whose name a new folder has', async () => {
    const project = await withAll();
    const byHand = await makeService(project, { slug: 'web' });
    await cast.app.sql(`update services set source = 'elsewhere' where id = $1`, [byHand.id]);
    await writeSource(project, 'web', { 'service.yaml': yaml('Web') });
    expect(await sync(project)).toEqual({
      ...NOTHING,
      problems: [{ path: 'web', line: null, message: expect.stringContaining('“web”') }],
    });
  });

  test('keeps a service whose folder is gone while a deployment of it is under way', async () => {
    const project = await withAll();
    await writeSource(project, 'web', { 'service.yaml': yaml('Web') });
    await sync(project);
    const [row] = await cast.app.sql<{ id: string }>('select id from services where project_id = $1', [project.id]);
    const service = { project, id: row?.id ?? '', slug: 'web' };
    const { id } = await makeDeployment(service, await makeEnvironment(project), { status: 'RUNNING' });
    await removeSource(project, 'web');
    expect(await sync(project)).toMatchObject({ removed: [], problems: [{ path: 'web' }] });
    await cast.app.sql(`update deployments set status = 'SUCCEEDED' where id = $1`, [id]);
    expect(await sync(project)).toEqual({ ...NOTHING, removed: [{ slug: 'web' }] });
  });

  test('without a folder there is nothing to do, and the answer says where it belongs', async () => {
    const project = await withAll();
    await makeService(project);
    const folder = join(cast.app.app.config.servicesDir, project.slug);
    expect(await sync(project)).toEqual({
      ...NOTHING,
      problems: [{ path: folder, line: null, message: expect.stringContaining('no such folder') }],
    });
  });
});
