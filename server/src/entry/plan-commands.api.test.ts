import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { makeProject, makeToken, type TestProject, useCast } from '../../test/factories.ts';

const LAUNCHER = resolve(import.meta.dirname, '../../../pilothouse.mjs');
const PLAN = 'id,title,phase,status,priority\nA-1,Search,Beta,done,high\nA-2,Export,Beta,todo,urgent\n';

const cast = useCast();
const folder = mkdtempSync(join(tmpdir(), 'pilothouse-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

let project: TestProject;
let token = '';
beforeAll(async () => {
  project = await makeProject(cast.app, [[cast.maintainer, 'MAINTAINER']]);
  const made = await makeToken(cast.app, { kind: 'SERVICE', project, scopes: ['project:read', 'plan:manage'] });
  token = String(made.headers.authorization).replace('Bearer ', '');
});
beforeEach(() => {
  rmSync(join(folder, 'ROADMAP.md'), { force: true });
  writeFileSync(join(folder, 'project-plan.csv'), PLAN);
});

/** As somebody types it in the folder of the plan. */
async function launch(args: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [LAUNCHER, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, PILOTHOUSE_DATA_DIR: join(folder, 'data'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text: Buffer) => (output.stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output.stderr += text.toString()));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, ...output };
}
const sync = (args: string[] = [], environment: Record<string, string> = {}) =>
  launch(['plan', 'sync', ...args], {
    PILOTHOUSE_URL: cast.app.url,
    PILOTHOUSE_PROJECT: project.slug,
    PILOTHOUSE_TOKEN: token,
    ...environment,
  });
const items = () =>
  cast.app.sql('select key, status from plan_items where project_id = $1 and removed_at is null order by key', [
    project.id,
  ]);

describe('plan sync', () => {
  test('is in the usage of the launcher', async () => {
    const { code, stderr } = await launch(['help']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^ {2}plan sync +send project-plan\.csv to a server/m);
  });

  test('a dry run and --offline store nothing', async () => {
    const dry = await sync(['--dry-run']);
    expect(dry.stdout).toContain('2 added, 0 updated, 0 unchanged, 0 removed. Nothing was stored: a dry run.');
    expect(dry.code).toBe(0);
    const offline = await launch(['plan', 'sync', '--offline']);
    expect(offline).toMatchObject({ code: 0, stderr: '' });
    expect(offline.stdout).toContain('project-plan.csv: 2 items read.');
    expect(read('ROADMAP.md')).toContain('Export');
    expect(await items()).toEqual([]);
  });

  test('sends the plan of the folder it is typed in, and keeps its summary in the Markdown file there', async () => {
    writeFileSync(join(folder, 'ROADMAP.md'), '# Where we go\n\nOwn words.\n');
    const first = await sync();
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain(`${project.slug} on ${cast.app.url}: 2 added, 0 updated, 0 unchanged, 0 removed.`);
    expect(first.stdout).toContain('ROADMAP.md: updated.');
    expect(await items()).toEqual([
      { key: 'A-1', status: 'DONE' },
      { key: 'A-2', status: 'TODO' },
    ]);
    const written = read('ROADMAP.md');
    expect(written).toMatch(/^# Where we go\n\nOwn words\.\n/);
    expect(written).toContain('Export');
    const again = await sync();
    expect(again.stdout).toContain('0 added, 0 updated, 2 unchanged, 0 removed.');
    expect(again.stdout).toContain('ROADMAP.md: up to date.');
    expect(read('ROADMAP.md')).toBe(written);
  });

  test.each<[string, string[], Record<string, string>, RegExp]>([
    ['a plan that is not there', ['--file', 'other.csv'], {}, /There is no other\.csv\./],
    ['no token', [], { PILOTHOUSE_TOKEN: '' }, /Set PILOTHOUSE_TOKEN/],
    ['a wrong token', [], { PILOTHOUSE_TOKEN: 'phs_nonsense' }, /refused it: /],
    ['a server that is away', [], { PILOTHOUSE_URL: 'http://127.0.0.1:1' }, /can’t be reached/],
  ])('fails with a sentence for %s', async (_what, args, environment, reason) => {
    const { code, stderr } = await sync(args, environment);
    expect(code).toBe(1);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toContain('    at ');
  });

  test('tells of rows that were left out, and refuses an option that is none', async () => {
    writeFileSync(join(folder, 'project-plan.csv'), `${PLAN}A-3,,Beta,todo,low\n`);
    const { code, stderr } = await sync();
    expect(code).toBe(1);
    expect(stderr).toMatch(/project-plan\.csv: row 4, title: /);
    expect((await sync(['--nonsense'])).code).toBe(2);
  });
});
