import { beforeAll, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import {
  makeDeployment,
  makeEnvironment,
  makeProject,
  makeService,
  type TestDeployment,
  type TestProject,
  useCast,
} from '../../../test/factories.ts';
import { makeIncident } from '../../../test/incidents.ts';

const cast = useCast();
let shop: TestProject;
let deployment: TestDeployment;

interface Result {
  id: string;
  kind: string;
  title: string;
  subtitle: string;
  path: string;
}
const search = async (text: string, more: { projectId?: string; first?: number } = {}): Promise<Result[]> => {
  const data = await as(cast.viewer).run<{ search: Result[] }>(
    `query ($text: String!, $projectId: ID, $first: Int! = 20) {
      search(text: $text, projectId: $projectId, first: $first) { id kind title subtitle path } }`,
    { text, ...more },
  );
  return data.search;
};
const titles = async (text: string) => (await search(text)).map((result) => result.title);

beforeAll(async () => {
  shop = await makeProject(cast.app, [[cast.viewer, 'VIEWER']]);
  await cast.app.sql(`update projects set name = 'Zoo shop' where id = $1`, [shop.id]);
  const service = await makeService(shop, { slug: 'zoo-web' });
  const environment = await makeEnvironment(shop, { slug: 'zoo-live' });
  await makeService(shop, { slug: 'big-zoo' });
  deployment = await makeDeployment(service, environment, { version: 'zoo-2026.11' });
  await makeDeployment(service, environment, { version: '100%_done' });
  const elsewhere = await makeProject(cast.app, [[cast.stranger, 'OWNER']]);
  await makeService(elsewhere, { slug: 'zoo-secret' });
});

describe('the search', () => {
  test('finds all kinds, those that begin with the text first, and where to open them', async () => {
    const found = await search('zoo');
    expect(found.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      'PROJECT Zoo shop',
      'SERVICE zoo-web',
      'ENVIRONMENT zoo-live',
      'DEPLOYMENT zoo-web #1 zoo-2026.11',
      'SERVICE big-zoo',
    ]);
    expect(found.at(3)).toMatchObject({
      id: deployment.id,
      subtitle: 'zoo-live, succeeded',
      path: `/p/${shop.slug}/deployments/${deployment.id}`,
    });
  });

  test('by number, with and without its sign, by id, in any case', async () => {
    expect(await titles('#1')).toContain('zoo-web #1 zoo-2026.11');
    expect(await titles('1')).toContain('zoo-web #1 zoo-2026.11');
    expect((await search(deployment.id)).map(({ id }) => id)).toEqual([deployment.id]);
    expect(await titles(' ZOO-WEB ')).toEqual(['zoo-web']);
  });

  test('incidents by title and number, of projects that one sees', async () => {
    const { id, number } = await makeIncident(shop, { title: 'Okapi is down' });
    await makeIncident(await makeProject(cast.app, [[cast.stranger, 'OWNER']]), { title: 'Okapi is slow' });
    expect(await search('okapi')).toEqual([
      {
        id,
        kind: 'INCIDENT',
        title: `#${number} Okapi is down`,
        subtitle: `${shop.slug}, open`,
        path: `/p/${shop.slug}/analytics/incidents/${id}`,
      },
    ]);
    expect(await titles(`#${number}`)).toContain(`#${number} Okapi is down`);
    expect((await search(id)).map((result) => result.kind)).toEqual(['INCIDENT']);
  });

  test('signs of patterns are just signs', async () => {
    expect(await titles('100%_')).toEqual(['zoo-web #2 100%_done']);
    expect(await titles('%')).toEqual(['zoo-web #2 100%_done']);
    expect(await titles('\\')).toEqual([]);
    expect(await titles("'; drop table users --")).toEqual([]);
  });

  test('what is deleted is not found', async () => {
    const { id } = await makeService(shop, { slug: 'walrus' });
    expect(await titles('walrus')).toEqual(['walrus']);
    await cast.app.sql('update services set deleted_at = now() where id = $1', [id]);
    expect(await titles('walrus')).toEqual([]);
  });

  test('nothing finds nothing; too much and too long are refused', async () => {
    expect(await search('  ')).toEqual([]);
    expect(await search('zoo', { first: 2 })).toHaveLength(2);
    expect(await search('zoo', { projectId: cast.project.id })).toEqual([]);
    const ask = 'query ($text: String!, $first: Int!) { search(text: $text, first: $first) { id } }';
    expect(await as(cast.viewer).fail(ask, { text: 'x'.repeat(201), first: 20 })).toMatchObject({ paths: ['text'] });
    expect(await as(cast.viewer).fail(ask, { text: 'x', first: 101 })).toMatchObject({ paths: ['first'] });
  });
});
