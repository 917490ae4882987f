/**
 * Names of the files in a deployment's private folder. Everybody who looks at a running program (the supervisor that
 * writes, the worker that watches, the recorder that tails by byte offset) meets here and nowhere else, so a worker that
 * comes back needs nothing but the folder.
 */
export const runnerFiles = {
  /** The program's stdout, appended by the program itself. It only grows, so a byte offset stays valid. */
  stdout: 'stdout.log',
  /** The program's stderr, likewise. */
  stderr: 'stderr.log',
  /** JSON lines from the runner's own reporter (Ansible's callback), written to fd 3 of the program. */
  events: 'events.jsonl',
  /** Who runs: `ProcessRecord`. Written before the program's first instruction. */
  process: 'process.json',
  /** How it ended: `ExitRecord`. Its absence when nobody is left means the program was lost. */
  exit: 'exit.json',
  /** Process groups outside the program's session that a stop has signalled: `ProcessIdentity[]` of their leaders. */
  strayGroups: 'stray-groups.json',
  /** What the supervisor itself had to say (its own failures; empty in good times). */
  supervisorLog: 'supervisor.log',
  /** The private checkout of the service's source. */
  source: 'source',
  /** 0600 JSON with everything the program may know; named by `PILOTHOUSE_CONFIG`. Removed when the program ends. */
  config: 'config.json',
  /** 0600 YAML handed to `--extra-vars @file`. Removed when the program ends. */
  extraVars: 'extra-vars.yaml',
  /** Before the names of 0600 files with private SSH keys, one per variable. Removed when the program ends. */
  sshKeyPrefix: 'ssh-key-',
} as const;

/** The file descriptor of the program on which `runnerFiles.events` is open. */
export const eventsFd = 3;

/**
 * What belongs to a deployment when it is stopped.
 *
 * `SESSION`: every process of the program's session, whatever process group it moved to (`timeout` and `set -m` make
 * groups of their own). A process that called setsid(2) left on purpose, as a service started by a deployment must, and
 * survives.
 *
 * `TREE`: the session and whoever still has a parent in it. The forks of a newer `ansible-playbook` live in sessions of
 * their own, so its session alone would miss the modules that are running. A daemon has given up its parent, and
 * survives here too.
 */
export type StopScope = 'SESSION' | 'TREE';

/** All that is needed to run one program. Reaches the supervisor through a pipe: no file and no argv holds its secrets. */
export interface ProcessSpec {
  /** The deployment's private folder (0700); made when missing. */
  dir: string;
  /** Program and arguments; no shell reads them. Never put a secret here: `ps` shows it to everybody. */
  argv: string[];
  cwd: string;
  /** The whole environment; nothing is inherited. */
  env: Record<string, string>;
  /** How long `stopProcess` waits between TERM and KILL. */
  graceSeconds: number;
  /** Default `SESSION`. */
  stopScope?: StopScope;
  /** Files that the supervisor deletes when the program has ended. */
  secretFiles?: string[];
}

/** Identity of a process which holds when its pid is used again: start time, and the boot it belongs to. */
export interface ProcessIdentity {
  pid: number;
  startMark: string;
}

/** Content of `process.json`. The program's pid is also its process group and its session. */
export interface ProcessRecord extends ProcessIdentity {
  pgid: number;
  startedAt: string;
  graceSeconds: number;
  stopScope: StopScope;
  secretFiles: string[];
  supervisor: ProcessIdentity;
}

/** Content of `exit.json`. `error` is a sentence when the program could not be started at all. */
export interface ExitRecord {
  code: number | null;
  signal: string | null;
  at: string;
  error: string | null;
}
