import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  type GraphQLObjectType,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { pino } from 'pino';
import { as } from '../../../test/as.ts';
import { eventually } from '../../../test/at-once.ts';
import {
  makeEnvironment,
  makeService,
  type TestEnvironment,
  type TestService,
  useCast,
  writeSource,
} from '../../../test/factories.ts';
import { buildSchema } from '../../../test/schema.ts';
import { WorkerNode } from '../../platform/durable/worker-node.ts';
import { createDeploymentWork, type DeploymentWork } from './deployment.jobs.ts';

jest.setTimeout(120_000);

/** What no sink may show. Each canary holds its core several times or once; wherever that stands unmasked, something leaked. */
const coreOf = (number: number) => `Kanari${number}${CORES[number]}`;
const CORES = Array.from({ length: 21 }, () => randomBytes(9).toString('base64url').replace(/[-_]/g, 'x'));

const folder = mkdtempSync(join(tmpdir(), 'pilothouse-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-N', '', '-C', '', '-f', join(folder, 'key')]);
const SSH_KEY = readFileSync(join(folder, 'key'), 'utf8');

const VALUES: ((core: string) => string)[] = [
  (core) => core,
  (core) => `a "${core}" b`,
  (core) => `it's '${core}'`,
  (core) => `first ${core}\nsecond ${core}\nthird ${core}`,
  (core) => `\n\n${core}\r\nwindows ${core}\r\n`,
  (core) => `  spaces around ${core}  and within`,
  (core) => `100%25${core}%41%`,
  (core) => `ünïcødé ${core} 密码 🔑`,
  (core) => `${core} `.repeat(1_000).trim(),
  (core) => `postgres://app:${core}@db:5432/shop?a=b&c=d`,
  (core) => `$(${core}) \`${core}\` \${HOME}`,
  (core) => `\\${core}\\n\\t\\`,
  (core) => `<${core}>&amp;</x>`,
  (core) => `{"key":"${core}","list":["${core}"]}`,
  (core) => `{{ ${core} }} {% raw %}`,
  (core) => `tab\t${core}\ttab`,
  (core) => `${core}/+=/~`,
  (core) => `---\n# ${core}\npassword: "${core}"\n`,
  (core) => `;'"--${core}/*`,
  (core) => `\u0001\u001b[31m${core}\u001b[0m\u007f`,
];
const CANARIES = VALUES.map((value, index) => ({ name: `CANARY_${index + 1}`, value: value(coreOf(index + 1)) }));

/** Any run of letters of the key that nobody else would write. */
const needles = [
  ...CANARIES.map((_, index) => coreOf(index + 1)),
  ...SSH_KEY.split('\n')
    .slice(1, -2)
    .map((line) => line.slice(20, 50)),
];

/** A text, and everything in it that is written in another way, as far as it can be read back. */
function readings(text: string): string[] {
  const decode = (pattern: RegExp, encoding: 'base64' | 'hex', offsets: number) =>
    [...text.matchAll(pattern)].flatMap(([run]) =>
      Array.from({ length: offsets }, (_, offset) => Buffer.from(run.slice(offset), encoding).toString('latin1')),
    );
  const percent = text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  const unescaped = text.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const once = [
    text,
    percent,
    unescaped,
    unescaped.replace(/\\(.)/g, '$1'),
    ...decode(/[A-Za-z0-9+/_-]{16,}/g, 'base64', 4),
    ...decode(/[0-9a-f]{24,}/gi, 'hex', 2),
  ];
  return once;
}

/** Which canaries a sink shows, with what stands around them. */
function leaksIn(where: string, text: string): string[] {
  return readings(text).flatMap((reading) =>
    needles.flatMap((needle) => {
      const at = reading.indexOf(needle);
      return at === -1 ? [] : [`${where}: …${reading.slice(Math.max(0, at - 40), at + needle.length + 10)}…`];
    }),
  );
}

let work: DeploymentWork;
let node: WorkerNode;
afterAll(async () => {
  await work.stop();
  await node.stop();
});
const cast = useCast();
/** Everything that the server logged. */
const logged: string[] = [];
beforeAll(async () => {
  const stream = { write: (line: string) => void logged.push(line) };
  cast.app.app.log = pino({ level: 'trace', serializers: { error: pino.stdSerializers.err } }, stream);
  work = createDeploymentWork(cast.app.app);
  node = await WorkerNode.start(cast.app.app, [work]);
  for (const { name, value } of CANARIES) await set({ name, value, isSecret: true });
  await set({ name: 'CANARY_KEY', value: SSH_KEY, kind: 'SSH_KEY' });
});

const set = (part: object) =>
  as(cast.maintainer).run('mutation ($input: SetVariableInput!) { setVariable(input: $input) { id } }', {
    input: { projectId: cast.project.id, ...part },
  });

/** Shows all it knows in every way a program could, over every way out it has. */
const PROGRAM = `
import { existsSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
const secrets = Object.entries(process.env).filter(([name]) => name.startsWith('CANARY_'));
const keyPath = process.env.CANARY_KEY;
console.log('key file ' + (statSync(keyPath).mode & 0o777).toString(8));
const values = secrets.map(([name, value]) => name === 'CANARY_KEY' ? readFileSync(keyPath, 'utf8') : value);
const ascii = (text) => JSON.stringify(text).replace(/[\\u007f-\\uffff]/g, (c) => '\\\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
const waysOf = (value) => {
  const bytes = Buffer.from(value);
  return [
    value, value.toUpperCase() === value ? '' : value,
    bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex'), bytes.toString('hex').toUpperCase(),
    (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\\n'), (bytes.toString('base64').match(/.{1,64}/g) ?? []).join('\\n'),
    Buffer.from('u:' + value).toString('base64'), Buffer.from('us:' + value + '!').toString('base64'), Buffer.from('usr:' + value + '!!').toString('base64url'),
    encodeURIComponent(value), encodeURIComponent(value).toLowerCase() === encodeURIComponent(value) ? '' : encodeURIComponent(value).replace(/%../g, (c) => c.toLowerCase()),
    new URLSearchParams({ value }).toString(),
    JSON.stringify({ value }), ascii(value), JSON.stringify(JSON.stringify({ value })),
    ...value.split(/\\r?\\n/),
  ];
};
const ask = (query, variables) => fetch(process.env.PILOTHOUSE_URL + '/graphql', {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: 'Bearer ' + process.env.PILOTHOUSE_TOKEN },
  body: JSON.stringify({ query, variables }),
}).then((response) => response.text());
for (const value of values) {
  for (const way of waysOf(value)) { console.log('out ' + way + ' end'); console.error('err ' + way + ' end'); }
  console.log(JSON.stringify({ name: 'use ' + value, state: 'running' }));
  console.log(JSON.stringify({ name: 'use ' + value, state: 'success', message: 'used ' + value + ' and ' + Buffer.from(value).toString('base64') }));
  const part = value.slice(0, 150);
  console.log(await ask('mutation ($input: ReportStepInput!) { reportStep(input: $input) { name host message } }',
    { input: { name: part.length === value.length ? 'report ' + value : 'report', state: 'SUCCESS', host: 'host', message: value.length < 1500 ? value : 'long' } }));
}
for (const value of values) {
  for (let at = 0; at < value.length; at += 7) { process.stdout.write(value.slice(at, at + 7)); if (at % 210 === 0) await sleep(1); }
  process.stdout.write('\\n');
}
console.log(readFileSync(process.env.PILOTHOUSE_CONFIG, 'utf8'));
console.log('everything said');
while (!existsSync(process.env.GO)) await sleep(20);
console.log(JSON.stringify({ name: 'break', state: 'failure', message: 'broken by ' + values.join(' and ') }));
process.exit(1);
`;

async function deploy(service: TestService, environment: TestEnvironment): Promise<string> {
  const { deploy } = await as(cast.operator).run<{ deploy: { id: string } }>(
    'mutation ($input: DeployInput!) { deploy(input: $input) { id } }',
    { input: { serviceId: service.id, environmentId: environment.id, version: 'v1' } },
  );
  return deploy.id;
}

const ended = (id: string) =>
  eventually(
    'the end of the deployment',
    async () => {
      const [row] = await cast.app.sql<{ status: string; reason: string }>(
        'select status, status_reason as reason from deployments where id = $1 and finished_at is not null',
        [id],
      );
      return work.runningCount === 0 && row;
    },
    90_000,
  );

/** Every row of every table, whole. */
async function databaseText(): Promise<Map<string, string>> {
  const tables = await cast.app.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'graphile_worker')`,
  );
  const texts = new Map<string, string>();
  for (const { name } of tables) {
    const rows = await cast.app.sql<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`);
    texts.set(name, rows.map(({ row }) => row).join('\n'));
  }
  return texts;
}

/** Every field that can be asked for without arguments, two types deep. */
function selectionOf(type: GraphQLObjectType, depth: number): string {
  return Object.values(type.getFields())
    .filter((field) => !field.args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined))
    .flatMap((field) => {
      const named = getNamedType(field.type);
      if (isLeafType(named)) return [field.name];
      if (depth === 0 || isUnionType(named) || isInterfaceType(named) || !isObjectType(named)) return [];
      const inner = selectionOf(named, depth - 1);
      return inner === '' ? [] : [`${field.name} { ${inner} }`];
    })
    .join(' ');
}

const schema = buildSchema();
const TYPES = ['Project', 'Environment', 'Service', 'Variable', 'Deployment'];

/** What the API says about all there is, field by field, so that one that is refused hides no other. */
async function apiTexts(ids: string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const name of TYPES) {
    const type = schema.getType(name) as GraphQLObjectType;
    for (const field of Object.values(type.getFields())) {
      const named = getNamedType(field.type);
      if (field.args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined)) continue;
      const inner = isObjectType(named) ? ` { ${selectionOf(named, 1)} }` : isLeafType(named) ? '' : ' { __typename }';
      for (const id of ids) {
        const query = `query ($id: ID!) { node(id: $id) { __typename ... on ${name} { ${field.name}${inner} } } }`;
        texts.set(`${name}.${field.name} of ${id}`, JSON.stringify((await as(cast.owner).answer(query, { id })).body));
      }
    }
  }
  return texts;
}

/** What `ps` shows to everybody, and the environments of all but the program's own processes. */
function processTexts(): { argv: string; programs: number } {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const read = (path: string) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  const withCanary = pids.filter((pid) => read(`/proc/${pid}/environ`).includes(coreOf(1)));
  return { argv: pids.map((pid) => read(`/proc/${pid}/cmdline`)).join('\n'), programs: withCanary.length };
}

/** Every file below, with its mode. */
function filesBelow(dir: string): { path: string; text: string }[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, text: readFileSync(path, 'latin1') }));
}

const logOf = async (id: string) => (await as(cast.viewer).fetch(`/api/v1/deployments/${id}/log`)).text();

const deploymentFolder = (id: string) => join(cast.app.app.config.dataDir, 'deployments', id);

test('the finder finds: it is not blind to any spelling', () => {
  const core = coreOf(3);
  const bytes = Buffer.from(`some ${core} text`);
  for (const text of [
    core,
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    `%41${core.replace('K', '%4b')}`,
    core.replace('K', '\\u004b'),
  ])
    expect(leaksIn('here', `before ${text} after`)).not.toEqual([]);
  expect(leaksIn('here', SSH_KEY)).not.toEqual([]);
  expect(leaksIn('here', Buffer.from(SSH_KEY).toString('base64'))).not.toEqual([]);
});

describe('20 secrets and a private key', () => {
  let id: string;
  let reason: string;

  test('while a program shows them: in no argument and no other process', async () => {
    const service = await makeService(cast.project, {
      entrypoint: [process.execPath, 'run.mjs'],
      cancelGraceSeconds: 1,
      timeoutSeconds: 100,
    });
    const environment = await makeEnvironment(cast.project);
    const go = join(folder, 'go');
    await set({ projectId: null, serviceId: service.id, name: 'GO', value: go });
    await writeSource(cast.project, service.slug, { 'run.mjs': PROGRAM });
    id = await deploy(service, environment);
    const stdout = join(deploymentFolder(id), 'stdout.log');
    await eventually(
      'all that the program says',
      async () => existsSync(stdout) && readFileSync(stdout, 'utf8').includes('everything said'),
      60_000,
    );
    const { argv, programs } = processTexts();
    expect(leaksIn('argv', argv)).toEqual([]);
    expect(programs).toBe(1);
    const secretFiles = filesBelow(deploymentFolder(id)).filter(({ text }) => leaksIn('', text).length > 0);
    for (const { path } of secretFiles) expect([path, statSync(path).mode & 0o077]).toEqual([path, 0]);
    expect(statSync(deploymentFolder(id)).mode & 0o077).toBe(0);
    writeFileSync(go, '');
    const row = await ended(id);
    reason = row.reason;
    expect(row.status).toBe('FAILED');
  });

  test('the program did get them, and what it said is there but for them', async () => {
    const texts = (await logOf(id)).split('\n');
    expect(texts).toContain('key file 600');
    expect(texts.filter((text) => text === 'out *** end').length).toBeGreaterThan(10);
    expect(reason).toContain('broken by *** and ***');
  });

  test('in no table, but encrypted', async () => {
    for (const [name, text] of await databaseText()) expect(leaksIn(name, text)).toEqual([]);
  });

  test('in no stored line of the log', async () => {
    const text = await logOf(id);
    expect(text.split('\n').length).toBeGreaterThan(1_000);
    expect(leaksIn('log', text)).toEqual([]);
  });

  test('in no field that the API answers', async () => {
    const rows = await cast.app.sql<{ id: string }>('select id from variables where name in ($1, $2)', [
      'CANARY_2',
      'CANARY_KEY',
    ]);
    const ids = [id, cast.project.id, cast.environment.id, cast.service.id, ...rows.map((row) => row.id)];
    const texts = await apiTexts(ids);
    expect([...texts.values()].filter((text) => text.includes('"data":{"node":{')).length).toBeGreaterThan(100);
    for (const [where, text] of texts) expect(leaksIn(where, text)).toEqual([]);
  });

  test('in no line of the server’s own log', () => {
    expect(logged.length).toBeGreaterThan(0);
    expect(leaksIn('server log', logged.join(''))).toEqual([]);
  });

  test('in no file that is left', () => {
    const files = filesBelow(cast.app.app.config.dataDir);
    expect(files.length).toBeGreaterThan(2);
    for (const { path, text } of files) expect(leaksIn(path, text)).toEqual([]);
  });
});

const hasAnsible = (process.env.PATH ?? '').split(delimiter).some((dir) => existsSync(join(dir, 'ansible-playbook')));

(hasAnsible ? describe : describe.skip)('with Ansible', () => {
  const PLAYBOOK = `
- hosts: all
  gather_facts: false
  tasks:
    - name: Show them
      ansible.builtin.debug: { msg: "{{ pilothouse.variables }}" }
    - name: Write them
      ansible.builtin.copy: { content: "{{ pilothouse.variables.CANARY_2 }}\\n{{ pilothouse.variables.CANARY_18 }}", dest: "{{ playbook_dir }}/written" }
    - name: Forget them
      ansible.builtin.file: { path: "{{ playbook_dir }}/written", state: absent }
    - name: "Name {{ pilothouse.variables.CANARY_1 }}"
      ansible.builtin.command: { argv: [cat, "{{ lookup('env', 'ANSIBLE_PRIVATE_KEY_FILE') }}"] }
    - name: Break
      ansible.builtin.fail: { msg: "broken by {{ pilothouse.variables.CANARY_4 }} {{ pilothouse.variables.CANARY_7 | urlencode }} {{ pilothouse.variables.CANARY_8 | b64encode }}" }
`;

  test('in no log, step, difference or reason', async () => {
    const service = await makeService(cast.project, { entrypoint: ['site.yaml'], timeoutSeconds: 100 });
    await cast.app.sql(`update services set runner = 'ANSIBLE', inventory = 'hosts' where id = $1`, [service.id]);
    await writeSource(cast.project, service.slug, {
      'site.yaml': PLAYBOOK,
      hosts: 'web1 ansible_connection=local ansible_python_interpreter=/usr/bin/python3\n',
    });
    const id = await deploy(service, await makeEnvironment(cast.project));
    expect(await ended(id)).toMatchObject({ status: 'FAILED' });
    for (const [name, text] of await databaseText()) expect(leaksIn(name, text)).toEqual([]);
    for (const { path, text } of filesBelow(deploymentFolder(id))) expect(leaksIn(path, text)).toEqual([]);
    expect(leaksIn('log', await logOf(id))).toEqual([]);
  });
});
