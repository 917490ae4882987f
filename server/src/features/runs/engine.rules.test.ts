import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../nodes/node.types.ts';
import type { Graph, GraphNode, WorkflowSettings } from '../workflows/graph.types.ts';
import { compile } from './engine.graph.ts';
import { retryDelayMs } from './engine.retry.ts';
import { RunEngine } from './engine.ts';
import type { Attempt, PendingEnd, RunFacts } from './engine.types.ts';

type Outcome = { output?: Json; port?: string } | { fails: string } | { stops: 'SUCCEEDED' | 'FAILED' } | 'never';
type Outcomes = Record<string, Outcome | Outcome[]>;

function graphOf(nodes: Record<string, Partial<GraphNode>>, edges: string[], settings: WorkflowSettings = {}): Graph {
  return {
    settings,
    nodes: Object.entries(nodes).map(([key, given]) => ({
      key,
      type: 'act',
      name: key,
      config: {},
      position: { x: 0, y: 0 },
      ...given,
    })),
    edges: edges.map((edge) => {
      const [from = '', to = ''] = edge.split('>');
      const [key = '', fromPort = 'main'] = from.split('.');
      return { from: key, fromPort, to };
    }),
  };
}

/** A run of the engine alone: its rows, and what it decides. */
class Trial {
  readonly rows = new Map<string, Attempt>();
  readonly started: string[] = [];
  readonly dropped: string[] = [];
  end: PendingEnd | null = null;
  now = 1_000;
  engine: RunEngine;
  readonly #facts: RunFacts;
  readonly #outcomes: Outcomes;
  readonly #graph: Graph;
  #running: Attempt[] = [];

  constructor(graph: Graph, outcomes: Outcomes = {}, payload: Json = null, deadlineAt: number | null = null) {
    this.#graph = graph;
    this.#outcomes = outcomes;
    this.#facts = {
      id: 'run_1',
      triggerNodeKey: 'begin',
      payload,
      phase: 'MAIN',
      pendingEnd: null,
      deadlineAt,
      about: { number: 1 },
    };
    this.engine = new RunEngine(compile(graph), this.#facts, []);
    this.settle();
  }

  settle(): void {
    this.engine.settle(this.now);
    const decisions = this.engine.take();
    for (const row of decisions.attempts) this.rows.set(`${row.path}|${row.key}#${row.attempt}`, structuredClone(row));
    for (const { attempt } of decisions.dropped) this.dropped.push(attempt.key);
    this.#running = this.#running.filter((attempt) => !decisions.aborts.includes(attempt));
    for (const attempt of decisions.starts) {
      this.started.push(attempt.path ? `${attempt.key}@${attempt.path}` : attempt.key);
      this.#running.push(attempt);
    }
    this.#facts.phase = decisions.phase;
    this.#facts.pendingEnd = decisions.pendingEnd;
    this.end = decisions.end;
  }

  /** Another worker, with nothing but the rows. */
  restart(): void {
    this.#running = [];
    this.engine = new RunEngine(compile(this.#graph), this.#facts, structuredClone([...this.rows.values()]));
    this.settle();
  }

  get running(): string[] {
    return this.#running.map((attempt) => attempt.key);
  }

  #outcomeOf(attempt: Attempt): Outcome {
    const given = this.#outcomes[`${attempt.key}@${attempt.path}`] ?? this.#outcomes[attempt.key] ?? {};
    return Array.isArray(given) ? (given[Math.min(attempt.attempt, given.length) - 1] ?? {}) : given;
  }

  /** Ends what runs, one by one, by what is given; `pick` says which is next. */
  finish(pick: (count: number) => number = () => 0, restarts = false): this {
    for (;;) {
      const open = this.#running.filter((attempt) => this.#outcomeOf(attempt) !== 'never');
      const attempt = open[pick(open.length)];
      if (attempt) {
        this.#running.splice(this.#running.indexOf(attempt), 1);
        this.tell(attempt);
      } else {
        const wait = this.engine.active.find(({ wait }) => wait?.kind === 'RETRY');
        if (!wait?.wait?.until || this.end) return this;
        this.now = wait.wait.until;
        this.engine.resume(wait, null, this.now);
      }
      this.now += 1;
      this.settle();
      if (restarts && !this.end) this.restart();
    }
  }

  tell(attempt: Attempt): void {
    const outcome = this.#outcomeOf(attempt);
    const node = this.#graph.nodes.find((node) => node.key === attempt.key);
    if (node?.type === 'loop') this.engine.loop(attempt, attempt.input as Json[], this.now);
    else if (outcome === 'never') return;
    else if ('fails' in outcome)
      this.engine.fail(attempt, { code: outcome.fails, message: 'No.', details: null }, true, this.now);
    else if ('stops' in outcome) this.engine.halt(attempt, { status: outcome.stops, output: 'stopped' }, this.now);
    else this.engine.succeed(attempt, outcome.output ?? attempt.key, outcome.port ?? 'main', this.now);
  }

  /** `key status` of each attempt's row. */
  get states(): string[] {
    return [...this.rows.values()].map(({ key, path, status }) => `${path ? `${key}@${path}` : key} ${status}`);
  }
}

const begin = { type: 'manual' };

describe('the way through a graph', () => {
  test('follows the port that fired; what is behind the others is skipped, and a join of both goes on', () => {
    const graph = graphOf({ begin, if: {}, yes: {}, no: {}, no2: {}, both: {} }, [
      'begin>if',
      'if.true>yes',
      'if.false>no',
      'no>no2',
      'yes>both',
      'no2>both',
    ]);
    const trial = new Trial(graph, { if: { port: 'true' } }).finish();
    expect(trial.started).toEqual(['if', 'yes', 'both']);
    expect(trial.end).toMatchObject({ status: 'SUCCEEDED', output: 'both' });
    expect(trial.rows.get('|both#1')?.input).toBe('yes');
  });

  test('hands on what came by key where several lead to a node, and ends with all that were last', () => {
    const graph = graphOf({ begin, a: {}, b: {}, c: {}, d: {} }, ['begin>a', 'begin>b', 'a>c', 'b>c', 'b>d']);
    const trial = new Trial(graph).finish();
    expect(trial.rows.get('|c#1')?.input).toEqual({ a: 'a', b: 'b' });
    expect(trial.end?.output).toEqual({ c: 'c', d: 'd' });
  });

  test('runs no more nodes at once than it may', () => {
    const graph = graphOf({ begin, a: {}, b: {}, c: {} }, ['begin>a', 'begin>b', 'begin>c'], { maxParallelNodes: 2 });
    const trial = new Trial(graph);
    expect(trial.running).toEqual(['a', 'b']);
    trial.finish();
    expect(trial.started).toEqual(['a', 'b', 'c']);
  });

  test('of another trigger is not gone', () => {
    const graph = graphOf({ begin, tick: { type: 'schedule' }, a: {}, b: {} }, ['begin>a', 'tick>b', 'a>b']);
    expect(new Trial(graph).finish().started).toEqual(['a', 'b']);
  });
});

describe('a join', () => {
  const graph = (config: Record<string, unknown>) =>
    graphOf({ begin, a: {}, b: {}, c: {}, join: { type: 'join', config }, end: {} }, [
      'begin>a',
      'begin>b',
      'begin>c',
      'a>join',
      'b>join',
      'c>join',
      'join>end',
    ]);

  test('ANY goes on at the first, and cancels the rest where it shall', () => {
    const trial = new Trial(graph({ mode: 'ANY', cancelRest: true }), { b: 'never', c: 'never' }).finish();
    expect(trial.end).toMatchObject({ status: 'SUCCEEDED', output: 'end' });
    expect(trial.states).toEqual(expect.arrayContaining(['b CANCELED', 'c CANCELED', 'end SUCCEEDED']));
  });

  test('N goes on when as many have come', () => {
    const trial = new Trial(graph({ mode: 'N', count: 2 }), { c: 'never' }).finish();
    expect(trial.started).toContain('end');
    expect(trial.rows.get('|join#1')?.output).toEqual({ a: 'a', b: 'b' });
    expect(trial.end).toBeNull();
  });

  test('N fails when as many can’t come any more', () => {
    const trial = new Trial(graph({ mode: 'N', count: 3 }), { b: { port: 'other' } }).finish();
    expect(trial.end).toMatchObject({ status: 'FAILED', error: { code: 'JOIN_IMPOSSIBLE' }, nodeKey: 'join' });
  });
});

describe('a failure', () => {
  const graph = (options: GraphNode['options']) =>
    graphOf({ begin, a: { options }, other: {}, b: {}, caught: {} }, [
      'begin>a',
      'begin>other',
      'a>b',
      'a.error>caught',
    ]);

  test('fails the run and cancels what is under way', () => {
    const trial = new Trial(graph({}), { a: { fails: 'X' }, other: 'never' }).finish();
    expect(trial.end).toMatchObject({ status: 'FAILED', error: { code: 'X' }, nodeKey: 'a', reason: 'a: No.' });
    expect(trial.states).toEqual(['begin SUCCEEDED', 'a FAILED', 'other CANCELED']);
  });

  test('goes on by the main port with CONTINUE, by its own with BRANCH', () => {
    const failure = { error: { code: 'X', message: 'No.', details: null } };
    const trial = new Trial(graph({ onError: 'CONTINUE' }), { a: { fails: 'X' } }).finish();
    expect(trial.started).toEqual(['a', 'other', 'b']);
    expect(trial.rows.get('|b#1')?.input).toEqual(failure);
    const branched = new Trial(graph({ onError: 'BRANCH' }), { a: { fails: 'X' } }).finish();
    expect(branched.started).toEqual(['a', 'other', 'caught']);
  });

  test('is tried again as often as it may', () => {
    const retry = { attempts: 3, backoffSeconds: 1, maxBackoffSeconds: 8 };
    const trial = new Trial(graph({ retry }), { a: [{ fails: 'X' }, { fails: 'X' }, {}] }).finish();
    expect(trial.states.filter((state) => state.startsWith('a '))).toEqual(['a FAILED', 'a FAILED', 'a SUCCEEDED']);
    expect(trial.end?.status).toBe('SUCCEEDED');
  });

  test('waits twice as long from attempt to attempt, up to the most, the same for the same attempt', () => {
    const retry = { attempts: 10, backoffSeconds: 1, maxBackoffSeconds: 4, onCodes: ['X'] };
    const delay = (attempt: number, code = 'X', isRetryable = true) =>
      retryDelayMs(retry, { attempt, failure: { code, message: '', details: null }, isRetryable }, 'seed');
    for (const [attempt, most] of [
      [1, 1_000],
      [2, 2_000],
      [3, 4_000],
      [9, 4_000],
    ] as const) {
      expect(delay(attempt)).toBeGreaterThanOrEqual(most / 2);
      expect(delay(attempt)).toBeLessThanOrEqual(most);
      expect(delay(attempt)).toBe(delay(attempt));
    }
    expect(delay(10)).toBeNull();
    expect(delay(1, 'Y')).toBeNull();
    expect(delay(1, 'X', false)).toBeNull();
  });
});

describe('after a failure', () => {
  const graph = graphOf({ begin, a: {}, undo_a: {}, b: {}, undo_b: {}, c: {}, error: { type: 'error' }, tell: {} }, [
    'begin>a',
    'a>b',
    'b>c',
    'a.compensate>undo_a',
    'b.compensate>undo_b',
    'error>tell',
  ]);

  test('what succeeded is undone backwards, then the handler runs, then the run ends', () => {
    const trial = new Trial(graph, { c: { fails: 'X' } }).finish();
    expect(trial.started).toEqual(['a', 'b', 'c', 'undo_b@undo(b)', 'undo_a@undo(a)', 'tell@handler']);
    expect(trial.rows.get('undo(b)|undo_b#1')?.input).toBe('b');
    expect(trial.rows.get('handler|tell#1')?.input).toMatchObject({
      error: { code: 'X' },
      nodeKey: 'c',
      run: { number: 1 },
    });
    expect(trial.end).toMatchObject({ status: 'FAILED', nodeKey: 'c' });
  });

  test('what can’t be undone keeps nothing else from it', () => {
    const trial = new Trial(graph, { c: { fails: 'X' }, undo_b: { fails: 'Y' }, tell: { fails: 'Z' } }).finish();
    expect(trial.started).toContain('undo_a@undo(a)');
    expect(trial.end).toMatchObject({ status: 'FAILED', error: { code: 'X' } });
  });

  test('nothing of it happens where all went well', () => {
    expect(new Trial(graph).finish().started).toEqual(['a', 'b', 'c']);
  });

  test('it goes on where it stood after a restart', () => {
    const trial = new Trial(graph, { c: { fails: 'X' } }).finish(() => 0, true);
    expect(trial.end).toMatchObject({ status: 'FAILED', nodeKey: 'c' });
    expect(trial.states.filter((state) => state.endsWith('SUCCEEDED'))).toHaveLength(7);
  });

  test('a second stop leaves the rest of it out', () => {
    const trial = new Trial(graph, { c: { fails: 'X' }, undo_b: 'never' }).finish();
    expect(trial.running).toEqual(['undo_b']);
    trial.engine.stop({ status: 'CANCELED', reason: 'Enough.', code: 'CANCELED' }, trial.now);
    trial.settle();
    expect(trial.end).toMatchObject({ status: 'FAILED', error: { code: 'X' } });
  });
});

describe('the end', () => {
  test('comes at once with a stop, with its output', () => {
    const graph = graphOf({ begin, a: {}, halt: {} }, ['begin>a', 'begin>halt']);
    const trial = new Trial(graph, { a: 'never', halt: { stops: 'SUCCEEDED' } }).finish();
    expect(trial.end).toMatchObject({ status: 'SUCCEEDED', output: 'stopped' });
    expect(trial.states).toContain('a CANCELED');
  });

  test('comes with a cancel, and waits are dropped', () => {
    const trial = new Trial(graphOf({ begin, a: {} }, ['begin>a']));
    const [attempt] = trial.engine.active;
    if (!attempt) throw new Error('Nothing runs.');
    trial.engine.wait(attempt, { kind: 'CHILD_RUN', until: null, key: 'run_2', data: null }, 1);
    trial.settle();
    expect(trial.engine.isBusy).toBe(false);
    trial.engine.stop({ status: 'CANCELED', reason: 'Canceled by Ann.', code: 'CANCELED' }, 2);
    trial.settle();
    expect(trial.dropped).toEqual(['a']);
    expect(trial.end).toMatchObject({ status: 'CANCELED', reason: 'Canceled by Ann.' });
    expect(trial.engine.succeed(attempt, null, 'main', 3)).toBe(false);
  });

  test('comes when the time of the run is over', () => {
    const trial = new Trial(graphOf({ begin, a: {} }, ['begin>a']), { a: 'never' }, null, 5_000);
    expect(trial.engine.wakeAt).toBe(5_000);
    trial.now = 5_000;
    trial.settle();
    expect(trial.end).toMatchObject({ status: 'TIMED_OUT' });
  });
});

describe('a loop', () => {
  const graph = (config: Record<string, unknown>) =>
    graphOf({ begin, each: { type: 'loop', config }, one: {}, two: {}, after: {} }, [
      'begin>each',
      'each.item>one',
      'one>two',
      'each>after',
    ]);

  test('runs its body for each item, as many at once as it may, and gives the results in order', () => {
    const trial = new Trial(graph({ concurrency: 2 }), { 'two@each[0]': { output: 'first' } }, ['x', 'y', 'z']);
    trial.tell(trial.engine.active[0] as Attempt);
    trial.settle();
    expect(trial.running.filter((key) => key === 'one')).toHaveLength(2);
    trial.finish((count) => count - 1);
    expect(trial.rows.get('each[1]|one#1')?.input).toBe('y');
    expect(trial.rows.get('|after#1')?.input).toEqual({ results: ['first', 'two', 'two'], failures: [] });
  });

  test('fails with its first item, or goes on with the others', () => {
    const outcomes: Outcomes = { 'one@each[1]': { fails: 'X' } };
    const failed = new Trial(graph({ concurrency: 3 }), outcomes, [1, 2, 3]).finish();
    expect(failed.end).toMatchObject({ status: 'FAILED', error: { code: 'LOOP_ITEM_FAILED', details: { index: 1 } } });
    const gone = new Trial(graph({ onItemError: 'CONTINUE' }), outcomes, [1, 2, 3]).finish();
    expect(gone.rows.get('|after#1')?.input).toMatchObject({
      results: ['two', null, 'two'],
      failures: [{ index: 1, error: { code: 'X' } }],
    });
  });

  test('of nothing is over at once; one within another has paths of both', () => {
    expect(new Trial(graph({}), {}, []).finish().started).toEqual(['each', 'after']);
    const nested = graphOf({ begin, outer: { type: 'loop' }, inner: { type: 'loop' }, leaf: {}, end: {} }, [
      'begin>outer',
      'outer.item>inner',
      'inner.item>leaf',
      'outer>end',
    ]);
    const trial = new Trial(nested, {}, [[1], [2, 3]]).finish();
    expect(trial.started.filter((key) => key.startsWith('leaf'))).toEqual([
      'leaf@outer[0]/inner[0]',
      'leaf@outer[1]/inner[0]',
      'leaf@outer[1]/inner[1]',
    ]);
  });

  test('goes on where it stood after a restart', () => {
    const trial = new Trial(graph({ concurrency: 2 }), {}, [1, 2, 3, 4]).finish((count) => count - 1, true);
    expect(trial.end?.status).toBe('SUCCEEDED');
    expect(trial.states.filter((state) => state.startsWith('two@'))).toHaveLength(4);
  });

  test('of 10,000 items takes no longer than it must', () => {
    const items = Array.from({ length: 10_000 }, (_, index) => index);
    const trial = new Trial(graph({ concurrency: 100 }), {}, items, null).finish();
    const output = trial.rows.get('|after#1')?.input as { results: Json[] } | undefined;
    expect(output?.results).toHaveLength(10_000);
  });
});

/** Random acyclic graphs: each node after the first has edges from earlier ones, by either of two ports. */
const cases = fc
  .array(
    fc.record({
      from: fc.array(fc.record({ at: fc.nat(), port: fc.constantFrom('main', 'other') }), {
        minLength: 1,
        maxLength: 3,
      }),
      fires: fc.constantFrom('main', 'main', 'other', 'fails'),
      onError: fc.constantFrom('CONTINUE', 'BRANCH', 'CONTINUE'),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((nodes) => {
    const keys = ['begin', ...nodes.map((_, index) => `n${index}`)];
    const edges = new Set(
      nodes.flatMap(({ from }, index) =>
        from.map(({ at, port }) => {
          const source = keys[at % (index + 1)];
          return `${source}.${source === 'begin' ? 'main' : port}>n${index}`;
        }),
      ),
    );
    const drawn = nodes.map(({ onError }, index) => [`n${index}`, { options: { onError } }]);
    const fired = nodes.map(({ fires }, index): [string, Outcome] => [
      `n${index}`,
      fires === 'fails' ? { fails: 'X' } : { port: fires },
    ]);
    return {
      graph: graphOf({ begin, ...Object.fromEntries(drawn) }, [...edges], { maxParallelNodes: 3 }),
      outcomes: Object.fromEntries(fired) as Outcomes,
    };
  });

/** The same by definition: a node runs if anything live leads to it. */
function expectedPorts(graph: Graph, outcomes: Outcomes): Map<string, string> {
  const ports = new Map([['begin', 'main']]);
  for (const { key, options } of graph.nodes.slice(1)) {
    const isLive = graph.edges.some((edge) => edge.to === key && ports.get(edge.from) === edge.fromPort);
    const outcome = outcomes[key] as { fails?: string; port?: string };
    const onFailure = options?.onError === 'BRANCH' ? 'error' : 'main';
    if (isLive) ports.set(key, outcome.fails ? onFailure : (outcome.port ?? 'main'));
  }
  return ports;
}

describe('any graph', () => {
  test.each([false, true])('ends as its definition says, each node once and in order; restarts: %s', (restarts) => {
    fc.assert(
      fc.property(cases, fc.infiniteStream(fc.nat()), ({ graph, outcomes }, picks) => {
        const next = () => picks.next().value ?? 0;
        const trial = new Trial(graph, outcomes).finish((count) => (count ? next() % count : 0), restarts);
        const rows = [...trial.rows.values()];
        expect(trial.end?.status).toBe('SUCCEEDED');
        expect(new Map(rows.map(({ key, port }) => [key, port]))).toEqual(expectedPorts(graph, outcomes));
        if (!restarts) expect(new Set(trial.started).size).toBe(trial.started.length);
        for (const { from, fromPort, to } of graph.edges) {
          const [before, after] = [trial.rows.get(`|${from}#1`), trial.rows.get(`|${to}#1`)];
          if (before?.port === fromPort && after) expect(before.finishedAt).toBeLessThanOrEqual(after.startedAt);
        }
      }),
      { numRuns: restarts ? 100 : 300 },
    );
  });
});
