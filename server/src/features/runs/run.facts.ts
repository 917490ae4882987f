import { LogHistogram } from '../../lib/sketch/log-histogram.ts';
import type { Attempt, PendingEnd } from './engine.types.ts';
import type { OwnedRun } from './run.claims.ts';

/** What numbers are made of: the end of a run, or attempts of one type in it that ended alike. */
export interface RunFact {
  runId: string;
  projectId: string;
  kind: 'run' | 'node_run';
  at: number;
  name: string;
  status: string;
  /** In whole microseconds. */
  values: number[];
  /** The first attempt that it is about; of a run's end none. */
  first: Pick<Attempt, 'key' | 'path' | 'attempt'> | null;
}

/** The same as the statement that writes runs takes it, for one run or several. */
export interface RunFactRow {
  /** What opens: of several runs the one with the longest of them. */
  run_id: string;
  /** All runs that it is about, where those are several. */
  run_ids: string[] | null;
  kind: RunFact['kind'];
  at: string;
  name: string;
  status: string;
  count: number;
  value: number;
  value_min: number;
  value_max: number;
  sketch: string | null;
  node_key: string | null;
  path: string | null;
  attempt: number | null;
}

export interface FactsInput {
  owned: OwnedRun;
  attempts: readonly Attempt[];
  end: PendingEnd | null;
  /** What its nodes are counted by; null for those that are not counted: triggers. */
  countedAs(key: string): string | null;
}

/**
 * What is counted of a run's write: its end, and the attempts that have ended. Those of one type that ended alike in the same write
 * are one fact, so that a loop over a thousand items is not a thousand rows. Tests of nodes and nodes of an earlier run count nowhere.
 */
export function factsOf({ owned, attempts, end, countedAs }: FactsInput, now: Date): RunFact[] {
  const { id: runId, projectId, trigger, startedAt, workflowId } = owned;
  if (trigger === 'TEST') return [];
  const facts = new Map<string, RunFact>();
  for (const attempt of attempts) {
    if (attempt.finishedAt === null || attempt.isReused) continue;
    const name = countedAs(attempt.key);
    if (name === null) continue;
    const status = isTriedAgain(attempt, attempts) ? 'RETRIED' : attempt.status;
    const key = `${name} ${status}`;
    const fact = facts.get(key) ?? {
      runId,
      projectId,
      kind: 'node_run',
      at: 0,
      name,
      status,
      values: [],
      first: attempt,
    };
    facts.set(key, fact);
    fact.at = Math.max(fact.at, attempt.finishedAt);
    fact.values.push(microseconds(attempt.startedAt, attempt.finishedAt));
  }
  if (end) {
    const at = now.getTime();
    const values = [microseconds(Date.parse(startedAt), at)];
    facts.set('', { runId, projectId, kind: 'run', at, name: workflowId, status: end.status, values, first: null });
  }
  return [...facts.values()];
}

/**
 * Facts of runs that are written by one statement. Nodes of one type that succeeded are one row for all of them: of 200 runs of ten
 * nodes that end together 5 rows instead of 1,000, which took a quarter of the throughput. What failed stays with its run.
 */
export function factRows(facts: readonly RunFact[]): RunFactRow[] {
  const groups = new Map<string, RunFact[]>();
  for (const fact of facts) {
    const isAlone = fact.kind === 'run' || fact.status !== 'SUCCEEDED';
    const key = `${isAlone ? fact.runId : fact.projectId} ${fact.kind} ${fact.name} ${fact.status}`;
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  return [...groups.values()].map(rowOf);
}

function rowOf(facts: readonly RunFact[]): RunFactRow {
  let longest = facts[0] as RunFact;
  let [min, max, sum, at] = [Number.POSITIVE_INFINITY, -1, 0, 0];
  for (const fact of facts) {
    at = Math.max(at, fact.at);
    for (const value of fact.values) {
      sum += value;
      min = Math.min(min, value);
      if (value <= max) continue;
      max = value;
      longest = fact;
    }
  }
  const { runId, kind, name, status, first } = longest;
  const values = facts.flatMap((fact) => fact.values);
  return {
    run_id: runId,
    run_ids: facts.length > 1 ? facts.map((fact) => fact.runId) : null,
    kind,
    at: new Date(at).toISOString(),
    name,
    status,
    count: values.length,
    value: sum,
    value_min: min,
    value_max: max,
    sketch: sketchOf(values),
    node_key: first?.key ?? null,
    path: first?.path ?? null,
    attempt: first?.attempt ?? null,
  };
}

/** An attempt that failed and its next one are decided, and so written, together. */
const isTriedAgain = ({ key, path, attempt, status }: Attempt, attempts: readonly Attempt[]): boolean =>
  (status === 'FAILED' || status === 'TIMED_OUT') &&
  attempts.some((other) => other.attempt > attempt && other.key === key && other.path === path);

/** Of one value its row says all. */
function sketchOf(values: readonly number[]): string | null {
  if (values.length === 1) return null;
  const sketch = new LogHistogram();
  for (const value of values) sketch.add(value);
  return Buffer.from(sketch.toBytes()).toString('base64');
}

/** Never less than nothing: clocks of two workers differ. */
const microseconds = (from: number, to: number) => Math.max(0, Math.round((to - from) * 1_000));
