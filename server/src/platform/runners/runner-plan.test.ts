import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { makeFolders, readText } from '../../../test/runner-harness.ts';
import { toUnsafeYaml } from './ansible-vars.rules.ts';
import { runnerFiles } from './runner-files.ts';
import { type PlanInput, planRun } from './runner-plan.ts';
import { startProcess, waitForEnd } from './runner-process.ts';
import { parseServiceManifest } from './service-manifest.rules.ts';

const folders = makeFolders();
afterEach(folders.clear);

const deployment = {
  id: 'dpl_1',
  project: 'demo',
  service: 'web',
  environment: 'staging',
  version: '1.2.0',
  url: 'http://127.0.0.1:4000',
  token: 'dpt_very-secret',
  environmentUrl: 'http://127.0.0.1:4801',
};

function inputFor(manifest: string, more: Partial<PlanInput> = {}): PlanInput {
  const dir = folders.make();
  const checkoutDir = join(dir, runnerFiles.source);
  mkdirSync(checkoutDir);
  const parsed = parseServiceManifest(`name: Web\n${manifest}`);
  if (!parsed.manifest) throw new Error(JSON.stringify(parsed.problems));
  const baseEnvironment = {
    PATH: '/usr/bin:/bin',
    HOME: '/home/me',
    DATABASE_URL: 'postgres://x',
    LC_TIME: 'C',
    TZ: 'UTC',
  };
  const facts = { manifest: parsed.manifest, checkoutDir, dir, deployment, baseEnvironment, dryRun: false };
  return { ...facts, variables: {}, parameters: {}, ...more };
}

const shell = 'runner: SHELL\nentrypoint: [node, deploy.mjs]\ncancelGraceSeconds: 3';
const ansible = 'runner: ANSIBLE\nentrypoint: plays/site.yaml\ninventory: hosts.ini';

describe('SHELL', () => {
  test('argv, folder, grace; the environment is what is said and little else', () => {
    const input = inputFor(shell, { variables: { COLOR: 'blue', TZ: 'Europe/Berlin' } });
    const { PATH, ...env } = planRun(input).env;
    expect(planRun(input)).toMatchObject({
      argv: ['node', 'deploy.mjs'],
      cwd: input.checkoutDir,
      graceSeconds: 3,
      stopScope: 'SESSION',
    });
    expect(PATH).toBe(`${dirname(process.execPath)}:/usr/bin:/bin`);
    expect(env).toEqual({
      COLOR: 'blue',
      HOME: '/home/me',
      LANG: 'C.UTF-8',
      LC_TIME: 'C',
      TZ: 'Europe/Berlin',
      PILOTHOUSE_DEPLOYMENT_ID: 'dpl_1',
      PILOTHOUSE_PROJECT: 'demo',
      PILOTHOUSE_SERVICE: 'web',
      PILOTHOUSE_ENVIRONMENT: 'staging',
      PILOTHOUSE_VERSION: '1.2.0',
      PILOTHOUSE_URL: 'http://127.0.0.1:4000',
      PILOTHOUSE_TOKEN: 'dpt_very-secret',
      PILOTHOUSE_ENVIRONMENT_URL: 'http://127.0.0.1:4801',
      PILOTHOUSE_DRY_RUN: '0',
      PILOTHOUSE_CONFIG: join(input.dir, runnerFiles.config),
    });
  });

  test('variables set neither PATH nor what Pilothouse says', () => {
    const { env } = planRun(inputFor(shell, { variables: { PATH: '/opt/bin', PILOTHOUSE_TOKEN: 'x' } }));
    expect(env.PATH).toBe(`${dirname(process.execPath)}:/usr/bin:/bin`);
    expect(env.PILOTHOUSE_TOKEN).toBe('dpt_very-secret');
  });

  test('a dry run is said', () => {
    expect(planRun(inputFor(shell, { dryRun: true })).env.PILOTHOUSE_DRY_RUN).toBe('1');
  });

  test('the program reads it all in PILOTHOUSE_CONFIG, a private file that is gone afterwards', async () => {
    const input = inputFor(shell, { parameters: { port: 80 }, variables: { COLOR: 'blue' } });
    writeFileSync(
      join(input.checkoutDir, 'deploy.mjs'),
      `import { readFileSync, statSync } from 'node:fs';
       const path = process.env.PILOTHOUSE_CONFIG;
       console.log(JSON.stringify({ mode: statSync(path).mode & 0o777, config: JSON.parse(readFileSync(path, 'utf8')) }));
       console.log(process.execPath);`,
    );
    await startProcess(planRun(input));
    expect(await waitForEnd(input.dir)).toMatchObject({ code: 0 });
    const [line = '', execPath] = readText(join(input.dir, runnerFiles.stdout)).split('\n');
    expect(JSON.parse(line)).toEqual({
      mode: 0o600,
      config: { ...deployment, dryRun: false, parameters: { port: 80 }, variables: { COLOR: 'blue' } },
    });
    expect(execPath).toBe(process.execPath);
    expect(readdirSync(input.dir)).not.toContain(runnerFiles.config);
  });
});

describe('ANSIBLE', () => {
  test('argv without a secret, extra variables in a private file', () => {
    const input = inputFor(ansible, { parameters: { port: 80 }, variables: { COLOR: 'blue' } });
    const plan = planRun(input);
    const extraVars = join(input.dir, runnerFiles.extraVars);
    expect(plan.argv).toEqual([
      'ansible-playbook',
      '-i',
      './hosts.ini',
      '--extra-vars',
      `@${extraVars}`,
      '--diff',
      './plays/site.yaml',
    ]);
    expect(plan.stopScope).toBe('TREE');
    expect(plan.secretFiles).toEqual([join(input.dir, runnerFiles.config), extraVars]);
    expect(statSync(extraVars).mode & 0o777).toBe(0o600);
    expect(readFileSync(extraVars, 'utf8')).toContain('"port": 80, "pilothouse": {"deployment_id": !unsafe "dpl_1"');
    expect(readFileSync(extraVars, 'utf8')).not.toContain('dpt_very-secret');
  });

  test('sets no ANSIBLE_ variable that an ansible.cfg should decide', () => {
    const { env } = planRun(inputFor(ansible, { baseEnvironment: { PATH: '/usr/bin', ANSIBLE_CONFIG: '/x' } }));
    const names = Object.keys(env).filter((name) => name.startsWith('ANSIBLE_'));
    expect(names).toEqual(['ANSIBLE_FORCE_COLOR', 'ANSIBLE_NOCOWS']);
  });

  test('the project may still set them as variables', () => {
    const { env } = planRun(inputFor(ansible, { variables: { ANSIBLE_HOST_KEY_CHECKING: 'False' } }));
    expect(env.ANSIBLE_HOST_KEY_CHECKING).toBe('False');
  });

  test('a dry run checks; a host list stays one; without an inventory none is named', () => {
    expect(planRun(inputFor(ansible, { dryRun: true })).argv).toContain('--check');
    expect(planRun(inputFor(ansible.replace('hosts.ini', 'web1,')))).toMatchObject({
      argv: expect.arrayContaining(['-i', 'web1,']),
    });
    expect(planRun(inputFor(ansible.replace('inventory: hosts.ini', ''))).argv).not.toContain('-i');
  });

  test('a retry begins at the failed task, on the failed hosts', () => {
    const { argv, env } = planRun(inputFor(ansible, { startAtStep: 'Copy files', hosts: ['web1', 'web2'] }));
    expect(argv.slice(-3)).toEqual(['--start-at-task=Copy files', '--limit=web1,web2', './plays/site.yaml']);
    expect(env).toMatchObject({ PILOTHOUSE_START_AT_STEP: 'Copy files', PILOTHOUSE_HOSTS: 'web1,web2' });
  });

  test('where it is missing, says how to install it', () => {
    expect(() => planRun(inputFor(ansible, { baseEnvironment: { PATH: '/nowhere' } }))).toThrow(
      /no ansible-playbook in its PATH.*apt-get install ansible-core.*brew install ansible.*pipx install ansible-core/,
    );
  });

  test('our callback joins those that the project has', () => {
    const input = inputFor(ansible);
    const folder = join(input.checkoutDir, 'plays/callback_plugins');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'own.py'), '');
    chmodSync(folder, 0o755);
    planRun(input);
    expect(readdirSync(folder).sort()).toEqual(['own.py', 'pilothouse_callback.py']);
  });
});

test.each<[unknown, string]>([
  ['{{ 1 }}', '!unsafe "{{ 1 }}"'],
  [{ a: ['x', 1, null, true], b: { c: 'é"\n' } }, '{"a": [!unsafe "x", 1, null, true], "b": {"c": !unsafe "é\\"\\n"}}'],
  ['a\u0085b\u2028c\u007f', '!unsafe "a\\u0085b\\u2028c\\u007f"'],
  [{ gone: undefined, empty: {} }, '{"empty": {}}'],
])('%j as YAML that Ansible takes literally', (value, yaml) => {
  expect(toUnsafeYaml(value)).toBe(yaml);
});

describe('private SSH keys', () => {
  const KEY = '-----BEGIN OPENSSH PRIVATE KEY-----\nof-the-web-servers\n-----END OPENSSH PRIVATE KEY-----\n';
  const pathOf = (input: PlanInput, name: string) => join(input.dir, `${runnerFiles.sshKeyPrefix}${name}`);

  test('are files for the program alone, and gone afterwards', async () => {
    const script = 'console.log(process.env.WEB_KEY, (fs.statSync(process.env.WEB_KEY).mode & 0o777).toString(8))';
    const input = inputFor(`runner: SHELL\nentrypoint: [node, -e, "${script}"]`, { sshKeys: { WEB_KEY: KEY } });
    const spec = planRun(input);
    const path = pathOf(input, 'WEB_KEY');
    expect(readFileSync(path, 'utf8')).toBe(KEY);
    expect(JSON.stringify(spec)).not.toContain('of-the-web-servers');
    expect(readText(join(input.dir, runnerFiles.config))).not.toContain('of-the-web-servers');
    await startProcess(spec);
    await waitForEnd(input.dir);
    expect(readText(join(input.dir, runnerFiles.stdout))).toBe(`${path} 600\n`);
    expect(readText(path)).toBe('');
  });

  /** A folder with an `ansible-playbook`: only its being there is asked for. */
  const withAnsible = () => {
    const folder = folders.make();
    writeFileSync(join(folder, 'ansible-playbook'), '', { mode: 0o755 });
    return { PATH: folder };
  };

  test('the only one is what Ansible signs in with, unless a variable says otherwise', () => {
    const more = { sshKeys: { WEB_KEY: KEY }, baseEnvironment: withAnsible() };
    const input = inputFor(ansible, more);
    expect(planRun(input).env).toMatchObject({ ANSIBLE_PRIVATE_KEY_FILE: pathOf(input, 'WEB_KEY') });
    expect(readText(join(input.dir, runnerFiles.extraVars))).not.toContain('of-the-web-servers');
    const own = inputFor(ansible, { ...more, variables: { ANSIBLE_PRIVATE_KEY_FILE: '/etc/key' } });
    expect(planRun(own).env.ANSIBLE_PRIVATE_KEY_FILE).toBe('/etc/key');
  });

  test('of several the inventory says which is whose', () => {
    const input = inputFor(ansible, { sshKeys: { WEB_KEY: KEY, DB_KEY: KEY }, baseEnvironment: withAnsible() });
    const { env, argv } = planRun(input);
    expect(env).toMatchObject({ WEB_KEY: pathOf(input, 'WEB_KEY'), DB_KEY: pathOf(input, 'DB_KEY') });
    expect(env).not.toHaveProperty('ANSIBLE_PRIVATE_KEY_FILE');
    expect(argv.join(' ')).not.toContain('ssh-key-');
  });
});
