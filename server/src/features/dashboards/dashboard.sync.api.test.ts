import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { atOnce, outcomes } from '../../../test/at-once.ts';
import { makeDashboard, SMALL_DASHBOARD } from '../../../test/dashboards.ts';
import { useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();
const OTHER = SMALL_DASHBOARD.replace('bar', 'line');
const THIRD = SMALL_DASHBOARD.replace('bar', 'area');
const SYNC = `mutation ($input: SyncDashboardsInput!) { syncDashboards(input: $input) {
  added { slug } updated { slug published { source note } draft { source } } written { slug } conflicts { slug hereSource thereSource } problems { file path line message } } }`;
const folder = () => join(cast.app.app.config.servicesDir, cast.project.slug, 'dashboards');
const file = (slug: string) => join(folder(), `${slug}.yaml`);
const write = async (slug: string, source: string) => {
  await mkdir(folder(), { recursive: true });
  await writeFile(file(slug), source);
};
const sync = async (more: object = {}) =>
  (
    await as(cast.maintainer).run<{ syncDashboards: Record<string, { slug: string }[]> }>(SYNC, {
      input: { projectId: cast.project.id, ...more },
    })
  ).syncDashboards;
const driftsOf = async () => {
  const { project } = await as(cast.viewer).run<{ project: { dashboardDrifts: { slug: string; drift: string }[] } }>(
    'query ($slug: String!) { project(slug: $slug) { dashboardDrifts { slug path drift dashboard { slug } hereSource thereSource problems { message } } } }',
    { slug: cast.project.slug },
  );
  return Object.fromEntries(project.dashboardDrifts.map(({ slug, drift }) => [slug, drift]));
};
const publish = async (id: string, source: string, baseRevision: number) => {
  await as(cast.maintainer).run(
    'mutation ($input: SaveDashboardDraftInput!) { saveDashboardDraft(input: $input) { id } }',
    { input: { id, source, baseRevision } },
  );
  await as(cast.maintainer).run(
    'mutation ($input: PublishDashboardInput!) { publishDashboard(input: $input) { id } }',
    { input: { id, revision: baseRevision + 1 } },
  );
};

beforeEach(async () => {
  await rm(join(cast.app.app.config.servicesDir, cast.project.slug), { recursive: true, force: true });
  await cast.app.sql('update dashboards set published_version_id = null');
  await cast.app.sql('delete from dashboard_versions');
  await cast.app.sql('delete from dashboards');
});

describeMutation('syncDashboards', cast, {
  operation: SYNC,
  given: async (cast) => {
    const { id } = await makeDashboard(cast.project);
    return { variables: { input: { projectId: cast.project.id, writeIds: [id] } } };
  },
  by: 'maintainer',
  forbiddenTo: ['viewer', 'operator'],
  invalid: [
    ['a dashboard that is none', input({ writeIds: ['dsh_1'] }), ['writeIds']],
    ['too many', input({ readSlugs: Array(201).fill('a') }), ['readSlugs']],
  ],
  audit: () => ({ action: 'dashboard.written', subject_type: 'Dashboard' }),
  works: (_cast, data) => expect(data).toMatchObject({ written: [{}], added: [], conflicts: [] }),
  twice: 'again',
});

describe('two-way', () => {
  test('a new file becomes a dashboard that is published', async () => {
    await write('fresh', `# Ours.\n${SMALL_DASHBOARD}`);
    expect(await driftsOf()).toEqual({ fresh: 'ONLY_THERE' });
    expect(await sync()).toMatchObject({ added: [{ slug: 'fresh' }], updated: [], problems: [] });
    expect(await driftsOf()).toEqual({ fresh: 'SAME' });
    expect(await sync()).toMatchObject({ added: [], updated: [] });
  });

  test('is written out only when asked, and read in when the file changed', async () => {
    const { id, slug } = await makeDashboard(cast.project);
    expect(await driftsOf()).toEqual({ [slug]: 'ONLY_HERE' });
    await sync();
    expect(await driftsOf()).toEqual({ [slug]: 'ONLY_HERE' });
    expect(await sync({ writeIds: [id] })).toMatchObject({ written: [{ slug }] });
    expect(await readFile(file(slug), 'utf8')).toBe(SMALL_DASHBOARD);
    expect(await driftsOf()).toEqual({ [slug]: 'SAME' });

    await write(slug, OTHER);
    expect(await driftsOf()).toEqual({ [slug]: 'CHANGED_THERE' });
    expect(await sync()).toMatchObject({
      updated: [
        { slug, published: { source: OTHER, note: `From dashboards/${slug}.yaml.` }, draft: { source: OTHER } },
      ],
    });

    await publish(id, THIRD, 2);
    expect(await driftsOf()).toEqual({ [slug]: 'CHANGED_HERE' });
    expect(await sync()).toMatchObject({ updated: [], written: [] });
    expect(await readFile(file(slug), 'utf8')).toBe(OTHER);
    await sync({ writeIds: [id] });
    expect(await readFile(file(slug), 'utf8')).toBe(THIRD);

    await rm(file(slug));
    expect(await driftsOf()).toEqual({ [slug]: 'GONE' });
    await sync();
    expect(await driftsOf()).toEqual({ [slug]: 'GONE' });
  });

  test('what changed on both sides stays until somebody chooses', async () => {
    const { id, slug } = await makeDashboard(cast.project);
    await sync({ writeIds: [id] });
    await publish(id, OTHER, 1);
    await write(slug, THIRD);
    expect(await driftsOf()).toEqual({ [slug]: 'BOTH' });
    expect(await sync()).toMatchObject({
      updated: [],
      written: [],
      conflicts: [{ slug, hereSource: OTHER, thereSource: THIRD }],
    });
    expect(await readFile(file(slug), 'utf8')).toBe(THIRD);
    expect(await sync({ readSlugs: [slug] })).toMatchObject({ updated: [{ slug, published: { source: THIRD } }] });
    expect(await driftsOf()).toEqual({ [slug]: 'SAME' });
    await publish(id, OTHER, 3);
    await write(slug, SMALL_DASHBOARD);
    expect(await sync({ writeIds: [id] })).toMatchObject({ written: [{ slug }], conflicts: [] });
    expect(await readFile(file(slug), 'utf8')).toBe(OTHER);
  });

  test('of two at once the second reads what the first has written', async () => {
    const { id, slug } = await makeDashboard(cast.project);
    await sync({ writeIds: [id] });
    await publish(id, OTHER, 1);
    const lock = { sql: 'select from projects where id = $1 for update', values: [cast.project.id] };
    const results = await atOnce(cast.app, lock, [() => sync({ writeIds: [id] }), sync]);
    expect(outcomes(results)).toEqual(['done', 'done']);
    expect(await driftsOf()).toEqual({ [slug]: 'SAME' });
    expect(await readFile(file(slug), 'utf8')).toBe(OTHER);
  });

  test('a draft with changes of its own is not touched by what is read in', async () => {
    const { id, slug } = await makeDashboard(cast.project);
    await sync({ writeIds: [id] });
    await as(cast.maintainer).run(
      'mutation ($input: SaveDashboardDraftInput!) { saveDashboardDraft(input: $input) { id } }',
      { input: { id, source: OTHER, baseRevision: 1 } },
    );
    await write(slug, THIRD);
    expect(await sync()).toMatchObject({ updated: [{ published: { source: THIRD }, draft: { source: OTHER } }] });
  });

  test('a file that is wrong is told, and the dashboard stays', async () => {
    const { id, slug } = await makeDashboard(cast.project);
    await sync({ writeIds: [id] });
    await write(slug, SMALL_DASHBOARD.replace('bar', 'pie'));
    await write('Wrong name', SMALL_DASHBOARD);
    await write('large', '#'.repeat(100_001));
    expect((await sync()).problems).toEqual([
      expect.objectContaining({ file: 'dashboards/Wrong name.yaml' }),
      expect.objectContaining({ file: 'dashboards/large.yaml', message: 'The file is larger than 100 kB.' }),
      { file: `dashboards/${slug}.yaml`, path: 'panels.0.kind', line: 6, message: expect.any(String) },
    ]);
  });
});

describe('links', () => {
  test('a file that leads elsewhere is neither read nor written over', async () => {
    const { id, slug } = await makeDashboard(cast.project);
    await mkdir(folder(), { recursive: true });
    const secret = join(cast.app.app.config.servicesDir, 'secret.yaml');
    await writeFile(secret, OTHER);
    await symlink(secret, file(slug));
    await symlink(secret, file('other'));
    expect((await sync()).problems).toHaveLength(2);
    const error = await as(cast.maintainer).fail(SYNC, { input: { projectId: cast.project.id, writeIds: [id] } });
    expect(error).toMatchObject({ code: 'UNAVAILABLE' });
    expect(await readFile(secret, 'utf8')).toBe(OTHER);
  });

  test('nor is a folder that does', async () => {
    const { id } = await makeDashboard(cast.project);
    const elsewhere = join(cast.app.app.config.servicesDir, 'elsewhere');
    await mkdir(elsewhere, { recursive: true });
    await mkdir(join(folder(), '..'), { recursive: true });
    await symlink(elsewhere, folder());
    const error = await as(cast.maintainer).fail(SYNC, { input: { projectId: cast.project.id, writeIds: [id] } });
    expect(error).toMatchObject({ code: 'UNAVAILABLE' });
    await rm(folder());
  });
});
