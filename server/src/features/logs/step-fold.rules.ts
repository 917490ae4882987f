import { mergeStep, type StepEvent, type StepState } from '../../platform/runners/step-events.rules.ts';

/** A step as stored. */
export interface StepRow {
  key: string;
  /** Empty where the runner knows no hosts. */
  host: string;
  name: string;
  group: string | null;
  position: number;
  status: StepState | 'PENDING' | 'CANCELED';
  startedAtMs: number | null;
  finishedAtMs: number | null;
  message: string | null;
  isChanged: boolean | null;
  isIgnored: boolean;
  diff: string | null;
  attempt: number;
  firstLogSeq: number | null;
}

/** A report and what is known of it besides: when it was read, and the first log line that belongs to the step. */
export interface StepChange {
  event: StepEvent;
  atMs: number;
  firstSeq: number;
}

/** A step that is running; `firstSeq` is its first log line. */
export interface OpenStep {
  key: string;
  host: string | null;
  firstSeq: number;
}

const maxMessageLength = 4_000;
const maxDiffLength = 64 * 1024;
/** More at once is a program that never ends its steps; the oldest are forgotten. */
const maxOpenSteps = 50;

/** The steps named by `changes` as they stand after them. New ones get positions from `nextPosition`. */
export function foldSteps(known: readonly StepRow[], changes: readonly StepChange[], nextPosition: number): StepRow[] {
  const idOf = (key: string, host: string) => `${key}\0${host}`;
  const before = new Map(known.map((row) => [idOf(row.key, row.host), row]));
  const after = new Map<string, StepRow>();
  let position = nextPosition;
  for (const change of changes) {
    const id = idOf(change.event.key, change.event.host ?? '');
    const row = after.get(id) ?? before.get(id) ?? null;
    after.set(id, applyChange(row, change, row ? row.position : position++));
  }
  return [...after.values()];
}

function applyChange(row: StepRow | null, { event, atMs, firstSeq }: StepChange, position: number): StepRow {
  const previous = row && row.status !== 'PENDING' ? toStepEvent(row) : null;
  const merged = mergeStep(previous, event);
  const isRunning = event.state === 'RUNNING';
  const isAgain = previous !== null && previous.state !== 'RUNNING' && isRunning;
  const at = event.at ?? atMs;
  const startedBefore = isAgain ? null : (row?.startedAtMs ?? null);
  return {
    key: event.key,
    host: event.host ?? '',
    name: merged.name,
    group: merged.group,
    position,
    status: merged.state,
    // A step that was only ever reported as ended has no known start.
    startedAtMs: startedBefore ?? (isRunning ? at : null),
    finishedAtMs: isRunning ? null : at,
    message: bound(merged.message, maxMessageLength),
    isChanged: merged.isChanged,
    isIgnored: merged.isIgnored,
    diff: bound(merged.diff, maxDiffLength),
    attempt: merged.attempt,
    firstLogSeq: isAgain ? firstSeq : (row?.firstLogSeq ?? firstSeq),
  };
}

/** The report that a stored step amounts to. A canceled step counts as ended. */
export function toStepEvent(row: StepRow): StepEvent {
  return {
    key: row.key,
    name: row.name,
    group: row.group,
    host: row.host || null,
    state: row.status === 'CANCELED' || row.status === 'PENDING' ? 'FAILED' : row.status,
    message: row.message,
    isChanged: row.isChanged,
    diff: row.diff,
    attempt: row.attempt,
    at: row.finishedAtMs ?? row.startedAtMs,
    stdoutOffset: null,
    isIgnored: row.isIgnored,
  };
}

/** The running steps after a report: the one that started last owns the lines that follow. */
export function openStepsAfter(open: readonly OpenStep[], event: StepEvent, firstSeq: number): OpenStep[] {
  const isSame = (step: OpenStep) => step.key === event.key && step.host === event.host;
  const others = open.filter((step) => !isSame(step));
  if (event.state !== 'RUNNING') return others;
  const started = open.find(isSame) ?? { key: event.key, host: event.host, firstSeq };
  return [...others, started].slice(-maxOpenSteps);
}

/** What Postgres takes as text (and as JSON): bounded, no NUL, no half of a surrogate pair. */
function bound(text: string | null, length: number): string | null {
  if (text === null) return null;
  const short = text.length > length ? `${text.slice(0, length - 1)}…` : text;
  return short.replaceAll('\0', '').toWellFormed();
}
