import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { isAlive, makeFolders, readText, until } from '../../../test/runner-harness.ts';
import { judgeOutcome } from './outcome.rules.ts';
import { runnerFiles } from './runner-files.ts';
import { planRun } from './runner-plan.ts';
import { isGroupAlive, type ProcessEnd, startProcess, stopProcess, waitForEnd } from './runner-process.ts';
import { parseServiceManifest } from './service-manifest.rules.ts';
import {
  type AnsibleReport,
  mergeStep,
  type PlaybookStats,
  parseAnsibleEvent,
  type StepEvent,
} from './step-events.rules.ts';

// A playbook takes a second or two, and many times that on a machine with other work to do.
jest.setTimeout(120_000);

const folders = makeFolders();
afterAll(folders.clear);

interface Report {
  dir: string;
  exit: ProcessEnd;
  reports: AnsibleReport[];
  /** Last state of each step, by `name@host`. */
  steps: Map<string, StepEvent>;
  stats: PlaybookStats | null;
  stdout: string;
  events: string;
  outcome: ReturnType<typeof judgeOutcome>;
}

const hosts =
  '[web]\nweb1 ansible_connection=local\nweb2 ansible_connection=local\n[web:vars]\nansible_python_interpreter=/usr/bin/python3\n';

function start(
  files: Record<string, string>,
  options: { parameters?: Record<string, unknown>; dryRun?: boolean } = {},
) {
  const dir = folders.make();
  const checkoutDir = join(dir, runnerFiles.source);
  for (const [name, text] of Object.entries({ hosts, ...files })) {
    mkdirSync(dirname(join(checkoutDir, name)), { recursive: true });
    writeFileSync(join(checkoutDir, name), text);
  }
  const { manifest } = parseServiceManifest('name: X\nrunner: ANSIBLE\nentrypoint: site.yaml\ninventory: hosts\n');
  if (!manifest) throw new Error('the manifest of the test is wrong');
  const facts = {
    id: 'dpl_1',
    project: 'p',
    service: 's',
    environment: 'e',
    version: '1',
    url: 'http://x',
    token: 't',
  };
  const plan = planRun({
    manifest,
    checkoutDir,
    dir,
    deployment: { ...facts, environmentUrl: null },
    variables: {},
    parameters: options.parameters ?? {},
    dryRun: options.dryRun ?? false,
    baseEnvironment: { PATH: process.env.PATH, HOME: dir },
  });
  return startProcess(plan).then(() => dir);
}

function report(dir: string, exit: ProcessEnd, dryRun: boolean): Report {
  const events = readText(join(dir, runnerFiles.events));
  const reports = events
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const parsed = parseAnsibleEvent(line);
      if (!parsed) throw new Error(`Not an event: ${line}`);
      return parsed;
    });
  const steps = new Map<string, StepEvent>();
  let stats: PlaybookStats | null = null;
  for (const parsed of reports) {
    if (Array.isArray(parsed)) {
      for (const step of parsed) {
        const id = `${step.name}@${step.host}`;
        steps.set(id, mergeStep(steps.get(id) ?? null, step));
      }
    } else if (parsed.kind === 'STATS') stats = parsed.stats;
  }
  const outcome = judgeOutcome({ runner: 'ANSIBLE', exit, steps: [...steps.values()], stats, dryRun });
  return { dir, exit, reports, steps, stats, events, outcome, stdout: readText(join(dir, runnerFiles.stdout)) };
}

async function run(files: Record<string, string>, options: Parameters<typeof start>[1] = {}): Promise<Report> {
  const dir = await start(files, options);
  const exit = await waitForEnd(dir);
  if (exit.state === 'NOT_STARTED') throw new Error('it did not start');
  return report(dir, exit, options.dryRun ?? false);
}

describe('a playbook with everything in it', () => {
  const secret = 'sw0rdfish-in-no-log';
  const site = `
- name: Everything
  hosts: web
  gather_facts: false
  vars: { target: "{{ playbook_dir }}/out-{{ inventory_hostname }}" }
  handlers:
    - name: Reload
      debug: { msg: reloaded }
  tasks:
    - name: "Write {{ greeting }}"
      copy: { dest: "{{ target }}", content: "line one\\nline two\\n" }
      notify: Reload
    - name: Loop
      command: "echo {{ item }}"
      loop: [a, b, c]
      changed_when: item == 'b'
    - name: Retry
      shell: "echo x >> {{ target }}.tries; test $(wc -l < {{ target }}.tries) -ge 3"
      register: tried
      until: tried.rc == 0
      retries: 5
      delay: 0
    - name: Only on web1
      command: echo hi
      when: inventory_hostname == 'web1'
    - name: Ignored
      command: sh -c "echo first; echo boom >&2; exit 3"
      ignore_errors: true
    - name: Secret task
      command: "echo ${secret}"
      no_log: true
    - name: Secret loop
      command: "echo ${secret}-{{ item }}"
      loop: ["${secret}-1", "${secret}-2"]
      no_log: "{{ item != 'x' }}"
    - name: Secret retry
      command: "sh -c 'echo ${secret}; exit 1'"
      register: never
      until: never.rc == 0
      retries: 1
      delay: 0
      no_log: true
      ignore_errors: true
    - name: Guarded
      block:
        - name: Fails in a block
          fail: { msg: rescue me }
      rescue:
        - name: Rescue
          debug: { msg: rescued }
      always:
        - name: Always
          debug: { msg: always }
    - name: Include
      include_tasks: more.yaml
      loop: [1, 2]
- name: Nobody here
  hosts: nobody
  tasks: [{ debug: { msg: x } }]
- name: In batches
  hosts: web
  gather_facts: false
  serial: 1
  tasks:
    - name: Batched
      debug: { msg: "on {{ inventory_hostname }}" }
    - name: Batched too
      include_tasks: more.yaml
`;
  const more = '- name: Included\n  debug: { msg: included }\n';
  let result: Report;
  beforeAll(async () => {
    result = await run(
      { 'site.yaml': site, 'more.yaml': more },
      { parameters: { greeting: '{{ lookup("pipe", "id") }}' } },
    );
  });
  const stepOf = (id: string) => {
    const step = result.steps.get(id);
    if (!step) throw new Error(`No step ${id} in ${[...result.steps.keys()].join(', ')}\n${result.stdout}`);
    return step;
  };

  test('succeeds, with the final report', () => {
    expect(result.outcome).toEqual({ status: 'SUCCEEDED', reason: null });
    expect(Object.keys(result.stats?.hosts ?? {})).toEqual(['web1', 'web2']);
    expect(result.stats?.hosts.web1).toMatchObject({ failures: 0, rescued: 1, ignored: 2, unreachable: 0 });
    expect(result.stats?.playsWithoutHosts).toEqual(['Nobody here']);
    expect(readText(join(result.dir, runnerFiles.stderr))).not.toMatch(/Failure using method|Traceback/);
  });

  test('each task is a step per host, and ends', () => {
    for (const step of result.steps.values()) {
      expect(step.state).not.toBe('RUNNING');
      expect(step.host).toMatch(/^web[12]$/);
      expect(step.group).toMatch(/^(Everything|In batches)$/);
      expect(Math.abs((step.at ?? 0) - Date.now())).toBeLessThan(60_000);
    }
    expect(stepOf('Only on web1@web1')).toMatchObject({ state: 'SUCCEEDED', key: stepOf('Only on web1@web2').key });
    expect(stepOf('Only on web1@web2')).toMatchObject({ state: 'SKIPPED', message: 'Conditional result was False' });
  });

  test('a parameter is never a template, in a name or anywhere', () => {
    expect(stepOf('Write {{ lookup("pipe", "id") }}@web1')).toMatchObject({ state: 'SUCCEEDED' });
    expect(result.stdout).not.toContain('uid=');
  });

  test('changes carry a diff without colours, the log has them', () => {
    const step = stepOf('Write {{ lookup("pipe", "id") }}@web2');
    expect(step).toMatchObject({ isChanged: true, diff: expect.stringContaining('+line one\n+line two') });
    expect(step.diff).not.toContain('\u001b');
    expect(result.stdout).toContain('\u001b[');
    expect(stepOf('Always@web1').isChanged).toBe(false);
  });

  test('handlers, includes, items', () => {
    expect(stepOf('Reload@web1')).toMatchObject({ state: 'SUCCEEDED', message: 'reloaded' });
    expect(stepOf('Included@web2')).toMatchObject({ state: 'SUCCEEDED', message: 'included' });
    expect(stepOf('Loop@web1')).toMatchObject({ state: 'SUCCEEDED', message: '3 items, 1 changed', isChanged: true });
    expect(result.events).toContain('"message": "Item 2 done: b"');
  });

  test('retries count as attempts, with why', () => {
    expect(stepOf('Retry@web1')).toMatchObject({ state: 'SUCCEEDED', attempt: 3 });
    expect(result.events).toMatch(/"attempt": 2, "message": "Attempt 1 of \d+ failed: non-zero return code \(rc 1\)"/);
  });

  test('failures that are ignored or rescued say so, with the end of stderr', () => {
    expect(stepOf('Ignored@web1')).toMatchObject({
      state: 'FAILED',
      isIgnored: true,
      message: 'non-zero return code (rc 3)\nboom',
    });
    expect(stepOf('Fails in a block@web1')).toMatchObject({ state: 'FAILED', isIgnored: true, message: 'rescue me' });
    expect(stepOf('Rescue@web1')).toMatchObject({ state: 'SUCCEEDED', isIgnored: false });
  });

  test('no_log stays secret: result, items, labels, retries', () => {
    expect(result.events).not.toContain(secret);
    for (const name of ['Secret task', 'Secret loop']) expect(stepOf(`${name}@web1`).state).toBe('SUCCEEDED');
    expect(stepOf('Secret task@web1').message).toBe('The output is hidden (no_log).');
    expect(stepOf('Secret retry@web1')).toMatchObject({ state: 'FAILED', isIgnored: true });
  });

  test('serial: the batches share the keys of their steps', () => {
    expect(stepOf('Batched@web1').key).toBe(stepOf('Batched@web2').key);
    expect(stepOf('Batched@web1').attempt).toBe(1);
    const keys = result.reports
      .flat()
      .flatMap((entry) => ('key' in entry && entry.group === 'In batches' ? entry.key : []));
    expect([...new Set(keys)]).toEqual(['3.1', '3.2', '3.3']);
  });

  test('offsets assign every line of stdout to its step', () => {
    const stdout = Buffer.from(result.stdout);
    let offset = 0;
    const parts = result.reports.map((entry) => {
      const [key, end] = Array.isArray(entry)
        ? [entry[0]?.key, entry[0]?.stdoutOffset]
        : [entry.kind === 'MARK' ? entry.stepKey : null, entry.stdoutOffset];
      const text = stdout.subarray(offset, end ?? 0).toString();
      expect(end).toBeGreaterThanOrEqual(offset);
      offset = end ?? 0;
      return { key, text };
    });
    expect(offset).toBe(stdout.length);
    const textOf = (id: string) =>
      parts
        .filter((part) => part.key === stepOf(id).key)
        .map((part) => part.text)
        .join('');
    expect(textOf('Reload@web1')).toMatch(/^\nRUNNING HANDLER \[Reload\]/);
    expect(textOf('Reload@web1').match(/ok: \[web[12]\]/g)).toHaveLength(2);
    expect(textOf('Reload@web1').match(/TASK|HANDLER/g)).toHaveLength(1);
    expect(textOf('Ignored@web1').match(/boom/g)?.length).toBeGreaterThan(1);
    expect(textOf('Ignored@web1')).not.toContain('TASK [Secret');
    expect(textOf('Retry@web1').match(/FAILED - RETRYING/g)).toHaveLength(4);
    expect(
      parts
        .filter((part) => part.key === null)
        .map((part) => part.text)
        .join(''),
    ).toMatch(/PLAY \[Everything\][\s\S]*PLAY RECAP/);
  });
});

describe('failures', () => {
  const play = (tasks: string, more = '') =>
    `- name: P\n  hosts: web\n  gather_facts: false\n${more}  tasks:\n${tasks}`;

  test('a task fails on one host: the reason names step, host and message', async () => {
    const site = play(
      "    - name: Migrate\n      fail: { msg: table is locked }\n      when: inventory_hostname == 'web2'\n",
    );
    const { outcome, stats } = await run({ 'site.yaml': site });
    expect(outcome.reason).toBe('Failed at "Migrate" on web2: table is locked (exit code 2).');
    expect(stats?.hosts.web2?.failures).toBe(1);
  });

  test('an unreachable host', async () => {
    const inventory = 'far ansible_connection=ssh ansible_host=127.0.0.1 ansible_port=1 ansible_ssh_timeout=1\n';
    const site = '- name: P\n  hosts: all\n  gather_facts: false\n  tasks:\n    - name: Ping\n      ping:\n';
    const { outcome, stats } = await run({ 'site.yaml': site, hosts: inventory });
    expect(outcome.reason).toMatch(/^Failed at "Ping" on far: Host is unreachable: .* \(exit code 4\)\.$/);
    expect(stats?.hosts.far?.unreachable).toBe(1);
  });

  test('no host matched: exit code 0, and yet a failure', async () => {
    const { outcome, exit } = await run({ 'site.yaml': '- name: P\n  hosts: nobody\n  tasks: []\n' });
    expect(exit).toMatchObject({ code: 0 });
    expect(outcome).toEqual({ status: 'FAILED', reason: 'No host matched the play "P": see the inventory.' });
  });

  test('a playbook that cannot be read did not finish', async () => {
    const { outcome, reports } = await run({ 'site.yaml': '- hosts: [\n' });
    expect(reports).toEqual([]);
    expect(outcome.reason).toBe('The playbook did not finish (exit code 4): see the log.');
  });

  test('a rescue that itself fails, fails the deployment', async () => {
    const rescue =
      '    - block:\n        - name: A\n          fail: { msg: a }\n      rescue:\n        - name: B\n          fail: { msg: b }\n';
    const { outcome } = await run({ 'site.yaml': play(rescue) });
    expect(outcome.reason).toBe('Failed at "B" on web1 and web2: b (exit code 2).');
  });

  test('a loop says which item', async () => {
    const loop = '    - name: L\n      command: "sh -c \'exit {{ item }}\'"\n      loop: [0, 3, 4]\n';
    const { steps } = await run({ 'site.yaml': play(loop) });
    expect(steps.get('L@web1')).toMatchObject({ message: '2 of 3 items failed: 3: non-zero return code (rc 3)' });
  });

  test('the free strategy and a handler that runs twice', async () => {
    const tasks = `    - { name: One, command: echo 1, notify: H }
    - meta: flush_handlers
    - { name: Two, command: echo 2, notify: H }\n`;
    const more = '  strategy: free\n  handlers:\n    - { name: H, command: echo h }\n';
    const { outcome, reports } = await run({ 'site.yaml': play(tasks, more) });
    expect(outcome.status).toBe('SUCCEEDED');
    const ends = reports.flat().filter((entry) => 'state' in entry && entry.state === 'SUCCEEDED') as StepEvent[];
    const ids = ends.map((step) => `${step.name} ${step.key} ${step.host}`);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => id.startsWith('H '))).toHaveLength(4);
    expect(new Set(ends.filter((step) => step.name === 'One').map((step) => step.key)).size).toBe(1);
  });
});

describe('the ways of the project', () => {
  const site =
    '- hosts: web\n  gather_facts: false\n  tasks:\n    - name: Write\n      copy: { dest: "{{ playbook_dir }}/out-{{ inventory_hostname }}", content: "x\\n" }\n';

  test("the project's ansible.cfg and its own callbacks still hold", async () => {
    const own = `from ansible.plugins.callback import CallbackBase
class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = 'notification'
    CALLBACK_NAME = 'own'
    CALLBACK_NEEDS_ENABLED = True
    def v2_playbook_on_stats(self, stats):
        self._display.display('own callback was here')
`;
    const cfg = '[defaults]\ncallback_plugins = ./mine\ncallbacks_enabled = own\nstdout_callback = oneline\n';
    const { stdout, outcome, steps } = await run({ 'site.yaml': site, 'ansible.cfg': cfg, 'mine/own.py': own });
    expect(outcome.status).toBe('SUCCEEDED');
    expect(stdout).toContain('own callback was here');
    expect(stdout).toContain('web1 | CHANGED');
    expect(stdout).not.toContain('TASK [Write]');
    expect(steps.get('Write@web1')?.isChanged).toBe(true);
  });

  test('a dry run shows the diff and changes nothing', async () => {
    const { dir, steps, outcome } = await run({ 'site.yaml': site }, { dryRun: true });
    expect(outcome.status).toBe('SUCCEEDED');
    expect(steps.get('Write@web1')).toMatchObject({ isChanged: true, diff: expect.stringContaining('+x') });
    expect(readText(join(dir, runnerFiles.source, 'out-web1'))).toBe('');
  });

  test('modules inherit neither the descriptor nor its number', async () => {
    const task =
      '- hosts: web1\n  gather_facts: false\n  tasks:\n    - name: Fds\n      shell: "ls -l /proc/self/fd; env"\n      register: seen\n    - debug: { var: seen.stdout }\n';
    const { stdout } = await run({ 'site.yaml': task });
    expect(stdout).toContain('PILOTHOUSE_DEPLOYMENT_ID=dpl_1');
    expect(stdout).not.toContain(runnerFiles.events);
    expect(stdout).not.toContain('PILOTHOUSE_EVENTS_FD');
  });

  test('stopping takes the forks and the modules with it', async () => {
    const sleep =
      '- hosts: web\n  gather_facts: false\n  tasks:\n    - name: Sleep\n      shell: "trap \'\' TERM; echo $$ > {{ playbook_dir }}/{{ inventory_hostname }}.pid; while :; do sleep 0.05; done"\n';
    const dir = await start({ 'site.yaml': sleep });
    const pids = await until(
      'both modules to run',
      () => {
        const texts = ['web1', 'web2'].map((host) => readText(join(dir, runnerFiles.source, `${host}.pid`)));
        return texts.every((text) => text.endsWith('\n')) ? texts.map(Number) : null;
      },
      60_000,
    );
    const exit = await stopProcess(dir, { graceSeconds: 0.5 });
    expect(exit).toMatchObject({ state: 'EXITED' });
    expect(isGroupAlive(dir)).toBe(false);
    for (const pid of pids) expect(isAlive(pid)).toBe(false);
    const { stats } = report(dir, exit as ProcessEnd, false);
    expect(stats).toBeNull();
  });
});
