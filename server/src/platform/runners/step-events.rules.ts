import { createHash } from 'node:crypto';

export type RunnerKind = 'SHELL' | 'ANSIBLE';
export type StepState = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'SKIPPED';

/** What a program (or Ansible) reported about one step, on one host where the runner knows hosts. */
export interface StepEvent {
  /** Stable within the deployment: a slug of the name (SHELL), `<play>.<task>` counted from 1 (ANSIBLE). */
  key: string;
  name: string;
  /** The play's name. */
  group: string | null;
  host: string | null;
  state: StepState;
  message: string | null;
  isChanged: boolean | null;
  /** Unified diff, cut by the reporter. */
  diff: string | null;
  attempt: number;
  /** Epoch milliseconds, where the reporter has a clock of its own. */
  at: number | null;
  /**
   * Size of stdout when the event was written, after the human output that goes with it. So a line belongs to the first
   * event whose offset is greater than the offset of the line's first byte. Null for SHELL: there the event is a line.
   */
  stdoutOffset: number | null;
  /** A failure that does not fail the deployment: `ignore_errors`, `ignore_unreachable`, or a block that rescues. */
  isIgnored: boolean;
}

/** Ansible's final word on one host. */
export interface HostStats {
  ok: number;
  changed: number;
  failures: number;
  unreachable: number;
  skipped: number;
  rescued: number;
  ignored: number;
}

/** Ansible's final event. Without it the playbook did not finish, whatever its exit code. */
export interface PlaybookStats {
  hosts: Record<string, HostStats>;
  /** Names of the plays whose host pattern matched nobody. */
  playsWithoutHosts: string[];
}

/** The stretch of stdout up to `stdoutOffset` belongs to this step (null: to none), without any change of a step. */
export interface OutputMark {
  kind: 'MARK';
  stepKey: string | null;
  stdoutOffset: number;
}

export type AnsibleReport =
  | StepEvent[]
  | OutputMark
  | { kind: 'STATS'; stats: PlaybookStats; stdoutOffset: number | null };

/** Longer lines are log: a step report is short, and JSON.parse of megabytes would stall the recorder. */
const maxStepLineBytes = 16 * 1024;
const maxNameLength = 200;
const maxMessageLength = 2000;

const shellStates: Record<string, StepState> = {
  running: 'RUNNING',
  success: 'SUCCEEDED',
  failure: 'FAILED',
  skipped: 'SKIPPED',
};

function cut(value: string, length: number): string {
  if (value.length <= length) return value;
  // Not between the halves of a pair: Postgres refuses a lone surrogate.
  const end = value.charCodeAt(length - 2) >>> 10 === 0x36 ? length - 2 : length - 1;
  return `${value.slice(0, end)}…`;
}

/** Text as Postgres takes it: no NUL, no half of a surrogate pair (JSON can spell both). */
function toText(value: unknown, length: number): string | null {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string') return null;
  const clean = cut(text.slice(0, length + 1), length)
    .replaceAll('\0', '')
    .toWellFormed()
    .trim();
  return clean === '' ? null : clean;
}

/** Key of a SHELL step: lower-case letters and digits of any script, joined by `-`. The same name is the same step. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]+/g, '') // é is e; the vowel signs of other scripts stay
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-|-$/g, '');
  if (slug !== '' && slug.length <= 80) return slug;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return slug === '' ? `step-${digest}` : `${slug.slice(0, 71).toWellFormed()}-${digest}`;
}

function parseObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/**
 * Reads one line of stdout as the report of a step; null = it is log. The first byte decides for nearly every line, so
 * this costs nothing beside splitting the lines. `attempt` is always 1 here: see `mergeStep`.
 */
export function parseShellStep(line: Buffer | string): StepEvent | null {
  if (typeof line === 'string' ? line.charCodeAt(0) !== 0x7b : line[0] !== 0x7b) return null;
  if (line.length > maxStepLineBytes) return null;
  const report = parseObject(line.toString());
  if (!report || typeof report.name !== 'string' || typeof report.state !== 'string') return null;
  const name = toText(report.name, maxNameLength);
  const state = Object.hasOwn(shellStates, report.state) ? shellStates[report.state] : undefined;
  if (!name || !state) return null;
  return {
    key: slugOf(name),
    name,
    group: null,
    host: toText(report.host, maxNameLength),
    state,
    message: toText(report.message, maxMessageLength),
    isChanged: null,
    diff: null,
    attempt: 1,
    at: null,
    stdoutOffset: null,
    isIgnored: false,
  };
}

const stepStates = new Set<unknown>(['RUNNING', 'SUCCEEDED', 'FAILED', 'SKIPPED']);
const maxDiffLength = 64 * 1024;

function toCount(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.floor(value) : null;
}

function toAnsibleStep(report: Record<string, unknown>): StepEvent[] | null {
  const key = toText(report.key, 40);
  if (!key || !stepStates.has(report.state)) return null;
  return [
    {
      key,
      name: toText(report.name, maxNameLength) ?? key,
      group: toText(report.play, maxNameLength),
      host: toText(report.host, maxNameLength),
      state: report.state as StepState,
      message: toText(report.message, maxMessageLength),
      isChanged: typeof report.changed === 'boolean' ? report.changed : null,
      diff: toText(report.diff, maxDiffLength),
      attempt: Math.max(1, toCount(report.attempt) ?? 1),
      at: toCount(report.at),
      stdoutOffset: toCount(report.offset),
      isIgnored: report.ignored === true,
    },
  ];
}

function toStats(report: Record<string, unknown>): PlaybookStats {
  const hosts: Record<string, HostStats> = {};
  const reported = typeof report.hosts === 'object' && report.hosts !== null ? Object.entries(report.hosts) : [];
  for (const [host, counts] of reported) {
    const of = (name: string) => toCount((counts as Record<string, unknown> | null)?.[name]) ?? 0;
    hosts[host] = {
      ok: of('ok'),
      changed: of('changed'),
      failures: of('failures'),
      unreachable: of('unreachable'),
      skipped: of('skipped'),
      rescued: of('rescued'),
      ignored: of('ignored'),
    };
  }
  const plays = Array.isArray(report.playsWithoutHosts) ? report.playsWithoutHosts : [];
  return { hosts, playsWithoutHosts: plays.flatMap((play) => toText(play, maxNameLength) ?? []) };
}

/** Reads one line of `events.jsonl`, as `ansible/pilothouse_callback.py` writes them. Null: torn or foreign, pass over. */
export function parseAnsibleEvent(line: string): AnsibleReport | null {
  const report = parseObject(line);
  const stdoutOffset = toCount(report?.offset);
  switch (report?.event) {
    case 'step':
      return toAnsibleStep(report);
    case 'mark':
      return stdoutOffset === null ? null : { kind: 'MARK', stepKey: toText(report.key, 40), stdoutOffset };
    case 'stats':
      return { kind: 'STATS', stats: toStats(report), stdoutOffset };
    default:
      return null;
  }
}

/**
 * The step as it stands after `next`, given how it stood before (same key and host). A step that begins again after its
 * end is a further attempt; a report without a message keeps what the same attempt has said.
 */
export function mergeStep(previous: StepEvent | null, next: StepEvent): StepEvent {
  if (!previous) return next;
  const isAgain = previous.state !== 'RUNNING' && next.state === 'RUNNING';
  const attempt = Math.max(next.attempt, previous.attempt + (isAgain ? 1 : 0));
  if (isAgain) return { ...next, attempt };
  return {
    ...next,
    attempt,
    message: next.message ?? (next.attempt > previous.attempt ? null : previous.message),
    isChanged: next.isChanged ?? previous.isChanged,
    diff: next.diff ?? previous.diff,
  };
}
