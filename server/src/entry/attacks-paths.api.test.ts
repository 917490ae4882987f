import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { as, type Variables } from '../../test/as.ts';
import { makeDeployment, useCast, writeSource } from '../../test/factories.ts';

const SECRET = 'what lies outside';
const folder = mkdtempSync(join(tmpdir(), 'pilothouse-test-'));
const clientDir = join(folder, 'client');
mkdirSync(join(clientDir, 'assets'), { recursive: true });
writeFileSync(join(folder, 'secret.txt'), SECRET);
writeFileSync(join(clientDir, '.env'), SECRET);
writeFileSync(join(clientDir, 'index.html'), '<title>Client</title>');
writeFileSync(join(clientDir, 'assets', 'app-1a2b.js'), 'export {};');
afterAll(() => rmSync(folder, { recursive: true }));

const cast = useCast({ PILOTHOUSE_CLIENT_DIR: clientDir, PILOTHOUSE_RATE_ANONYMOUS: '0' });

/** The path as it is: `fetch` would make it short first. */
function get(path: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(cast.app.url);
  return new Promise((resolve, reject) => {
    httpRequest({ hostname, port, path, headers: cast.owner.headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on('error', reject)
      .end();
  });
}

const UP = [
  '../',
  '..%2f',
  '%2e%2e/',
  '%2e%2e%2f',
  '..%252f',
  '..\\',
  '..%5c',
  '....//',
  '.%00./',
  '%c0%ae%c0%ae/',
  './../',
];

describe('paths of files', () => {
  test.each(['/', '/assets/', '/assets/x/'])('lead nowhere but into the client, from %s', async (base) => {
    for (const up of UP)
      for (const count of [1, 2, 3, 8])
        for (const file of ['secret.txt', 'etc/passwd', 'package.json', 'client/.env']) {
          const { status, text } = await get(`${base}${up.repeat(count)}${file}`);
          expect([200, 400, 404]).toContain(status);
          expect(text).not.toContain(SECRET);
          expect(text).not.toContain('root:');
          expect(text).not.toContain('"name":');
        }
  });

  test.each([
    '/.env',
    '/assets/../.env',
    '/%2eenv',
    '/assets/app-1a2b.js/../../.env',
    '//etc/passwd',
    '/assets',
    '/assets/',
  ])('hidden files, folders and other roots are no pages: %s', async (path) => {
    const { text } = await get(path);
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain('root:');
    expect(text).not.toContain('app-1a2b.js');
  });

  test('what is meant is still served', async () => {
    expect(await get('/assets/app-1a2b.js')).toEqual({ status: 200, text: 'export {};' });
    expect(await get('/p/../anything')).toMatchObject({ status: 200, text: '<title>Client</title>' });
  });
});

describe('paths of what is read for scripts', () => {
  let id = '';
  beforeAll(async () => {
    id = (await makeDeployment(cast.service, cast.environment)).id;
  });

  test('names and ids are looked up, never opened', async () => {
    for (const up of UP.map((one) => one.repeat(3).replaceAll('/', '%2f')))
      for (const path of [
        `/api/v1/deployments/${up}etc%2fpasswd`,
        `/api/v1/deployments/${up}etc%2fpasswd/log`,
        `/api/v1/deployments/${id}${up}/log`,
        `/api/v1/projects/${up}/deployments`,
        `/api/v1/projects/${up}/audit.csv`,
        `/api/v1/projects/${cast.project.slug}${up}/audit.ndjson`,
      ]) {
        const { status, text } = await get(path);
        expect([path, [400, 404].includes(status)]).toEqual([path, true]);
        expect(text).not.toContain('root:');
      }
    expect((await get(`/api/v1/deployments/${id}/log`)).status).toBe(200);
  });
});

describe('paths of a service', () => {
  const OUTSIDE = [
    '..',
    '../web',
    '../../secret.txt',
    'web/../../..',
    'web/..',
    './web',
    '/etc',
    '//etc',
    '.',
    '.git',
    'web/.git',
    '~',
    '~root',
    '..\\..\\web',
    'C:\\Windows',
    'file:///etc',
    '%2e%2e/web',
    'web\0/../..',
    'web\n',
    ' web',
    '$HOME',
    'web//x',
    'web/',
  ];
  const create = (input: Variables) =>
    as(cast.owner).answer('mutation ($input: CreateServiceInput!) { createService(input: $input) { id source } }', {
      input: { projectId: cast.project.id, slug: 'web', name: 'Web', runner: 'SHELL', entrypoint: ['true'], ...input },
    });
  const problemsOf = async (input: Variables) =>
    ((await create(input)).body.errors?.[0]?.extensions?.problems ?? []).map(({ path }) => path);

  beforeAll(() => writeSource(cast.project, 'web', { 'site.yml': '[]' }));

  test.each(OUTSIDE)('its folder is never %j', async (source) => {
    expect(await problemsOf({ source })).toEqual(['source']);
  });

  test.each(OUTSIDE.slice(0, 4).concat('/etc/passwd', 'site.yml\0', 'a/../../b'))(
    'its playbook and inventory are never %j',
    async (path) => {
      const ansible = { runner: 'ANSIBLE', source: 'web', entrypoint: ['site.yml'] };
      expect(await problemsOf({ ...ansible, entrypoint: [path] })).toEqual(['entrypoint']);
      expect(await problemsOf({ ...ansible, inventory: path })).toEqual(['inventory']);
    },
  );

  test.each(OUTSIDE)('no slug of anything is %j', async (slug) => {
    const { id: projectId } = cast.project;
    expect(await problemsOf({ slug, source: 'web' })).toEqual(['slug']);
    const environment = await as(cast.owner).fail(
      'mutation ($input: CreateEnvironmentInput!) { createEnvironment(input: $input) { id } }',
      { input: { projectId, slug, name: 'A', rank: 1 } },
    );
    expect(environment).toMatchObject({ code: 'INVALID_INPUT', paths: ['slug'] });
    const project = await as(cast.administrator).fail(
      'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
      { input: { slug, name: 'A', timeZone: 'UTC' } },
    );
    expect(project).toMatchObject({ code: 'INVALID_INPUT', paths: ['slug'] });
  });
});

describe('time zones and places to go on to', () => {
  test.each(['../../../etc/passwd', '/etc/localtime', 'Europe/../../x'])(
    'no file is a time zone: %s',
    async (timeZone) => {
      const error = await as(cast.owner).fail(
        'mutation ($input: UpdateProjectInput!) { updateProject(input: $input) { id } }',
        { input: { id: cast.project.id, timeZone } },
      );
      expect(error).toMatchObject({ code: 'INVALID_INPUT', paths: ['timeZone'] });
    },
  );

  test.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/.//evil.example',
    '%0d%0aLocation:x',
  ])('nobody is led elsewhere: %s', async (next) => {
    const response = await as(cast.anonymous).fetch(`/auth/nobody/start?next=${encodeURIComponent(next)}`, {
      redirect: 'manual',
    });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toMatch(/^\/sign-in\?error=\w+$/);
  });
});
