import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Graph, GraphEdge, GraphNode } from '../workflows/graph.types.ts';
import { compile, JOIN, LOOP } from './engine.graph.ts';
import { canPutOff, withPutOff } from './engine.put-off.ts';
import { RunEngine } from './engine.ts';
import type { Attempt, Decisions, PendingEnd, RunFacts } from './engine.types.ts';

/** What a node does, by its key: it fails so often, then goes on by a port. */
type Behavior = Record<string, { failures: number; port: string }>;

/** What happens to the process that drives the run, and to its clock, by chance. */
type Fate = 'GOES_ON' | 'KILLED_IN_NODE' | 'KILLED_BEFORE_WRITE' | 'KILLED_AFTER_WRITE' | { jumpMs: number };

const placeOf = ({ key, path, attempt }: Attempt) => `${path}|${key}#${attempt}`;
const hasEnded = ({ status }: Attempt) => status !== 'RUNNING' && status !== 'WAITING';

/**
 * A run whose process dies whenever it is told to: all that lives on is what was written. Fails by itself where a promise is
 * broken on the way.
 */
class MortalRun {
  /** As in the database. */
  readonly rows = new Map<string, Attempt>();
  /** Places in the order in which their ends were written. */
  readonly ends: string[] = [];
  /** How many had ended when a place first began. */
  readonly beganAfter = new Map<string, number>();
  end: PendingEnd | null = null;
  readonly #graph: Graph;
  readonly #behavior: Behavior;
  readonly #items: number[];
  readonly #facts: RunFacts;
  #engine!: RunEngine;
  #running: Attempt[] = [];
  /** What has ended in this process and is not written yet. */
  #putOff: Attempt[] = [];
  #now = 1_000_000;

  constructor(graph: Graph, behavior: Behavior, items: number[]) {
    this.#graph = graph;
    this.#behavior = behavior;
    this.#items = items;
    this.#facts = {
      id: 'run_1',
      triggerNodeKey: 'begin',
      payload: null,
      phase: 'MAIN',
      pendingEnd: null,
      deadlineAt: null,
      about: {},
    };
    this.#live();
  }

  /** To its end, as fate has it; what `pick` says is next. */
  finish(pick: () => number, fateOf: () => Fate): this {
    for (let turn = 0; !this.end; turn += 1) {
      if (turn > 5_000) throw new Error('It never ends.');
      const fate = fateOf();
      if (typeof fate === 'object') this.#now += fate.jumpMs;
      else if (fate === 'KILLED_IN_NODE') this.#live();
      this.#step(pick, fate);
    }
    return this;
  }

  /** A process begins with nothing but the rows. */
  #live(): void {
    this.#running = [];
    this.#putOff = [];
    this.#engine = new RunEngine(compile(this.#graph), this.#facts, structuredClone([...this.rows.values()]));
    this.#settle('GOES_ON');
  }

  #step(pick: () => number, fate: Fate): void {
    this.#now += 1;
    const attempt = this.#running[pick() % Math.max(1, this.#running.length)];
    if (attempt) this.#tell(attempt);
    else {
      // Everything waits: time goes on to the end of the first wait, if it is still to come.
      const waits = this.#engine.active.filter(({ wait }) => wait?.until != null);
      this.#now = Math.max(this.#now, Math.min(...waits.map(({ wait }) => wait?.until as number)));
    }
    for (const waiting of this.#engine.active)
      if (waiting.wait?.until != null && waiting.wait.until <= this.#now) this.#engine.resume(waiting, null, this.#now);
    this.#settle(fate);
  }

  #tell(attempt: Attempt): void {
    this.#running = this.#running.filter((other) => other !== attempt);
    const node = this.#graph.nodes.find(({ key }) => key === attempt.key);
    const { failures, port } = this.#behavior[attempt.key] ?? { failures: 0, port: 'main' };
    if (node?.type === LOOP) this.#engine.loop(attempt, this.#items, this.#now);
    else if (attempt.attempt <= failures)
      this.#engine.fail(attempt, { code: 'X', message: 'No.', details: null }, true, this.#now);
    else this.#engine.succeed(attempt, `${attempt.key} of ${attempt.path}`, port, this.#now);
  }

  #settle(fate: Fate): void {
    this.#engine.settle(this.#now);
    const decisions = withPutOff(this.#engine.take(), this.#putOff, this.#isInstant);
    if (canPutOff(decisions, this.#facts, this.#isInstant)) this.#putOff = decisions.attempts;
    else if (fate !== 'KILLED_BEFORE_WRITE') {
      this.#write(decisions);
      this.#putOff = [];
    }
    if (this.end) return;
    if (fate === 'KILLED_BEFORE_WRITE' || fate === 'KILLED_AFTER_WRITE') {
      this.#live();
      return;
    }
    for (const attempt of decisions.starts) this.#begin(attempt);
    this.#running = this.#running.filter((attempt) => !decisions.aborts.includes(attempt));
  }

  #write({ attempts, phase, pendingEnd, end }: Decisions): void {
    for (const attempt of attempts) {
      const place = placeOf(attempt);
      const before = this.rows.get(place);
      if (before && hasEnded(before)) throw new Error(`${place} had ended and was written again.`);
      this.rows.set(place, structuredClone(attempt));
      if (!this.beganAfter.has(place)) this.beganAfter.set(place, this.ends.length);
      if (hasEnded(attempt)) this.ends.push(place);
    }
    Object.assign(this.#facts, { phase, pendingEnd });
    this.end = end;
  }

  /** About half of those that could be. */
  readonly #isInstant = ({ key, attempt, wait }: Attempt): boolean => {
    const type = this.#graph.nodes.find((node) => node.key === key)?.type;
    const { failures } = this.#behavior[key] ?? { failures: 0 };
    return attempt === 1 && !wait && type !== LOOP && failures === 0 && key.charCodeAt(key.length - 1) % 2 === 0;
  };

  /** Whatever does something outside begins when everything before it is in rows. */
  #begin(attempt: Attempt): void {
    const row = this.rows.get(placeOf(attempt));
    if (this.#isInstant(attempt) && !row) {
      this.#running.push(attempt);
      return;
    }
    if (this.#putOff.length > 0) throw new Error(`${placeOf(attempt)} begins and what was before it is not written.`);
    if (row?.status !== 'RUNNING') throw new Error(`${placeOf(attempt)} begins and its row says ${row?.status}.`);
    this.#running.push(attempt);
  }

  /** What came of it, whatever the way there. */
  get outcome() {
    const rows = [...this.rows.values()].map((row) => [placeOf(row), `${row.status} ${row.port}`] as const);
    return { status: this.end?.status, output: this.end?.output, rows: Object.fromEntries(rows) };
  }
}

const fates: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Fate>('GOES_ON') },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Fate>('KILLED_IN_NODE', 'KILLED_BEFORE_WRITE', 'KILLED_AFTER_WRITE'),
  },
  // A clock that is set, or that of another machine: forward and back, by up to a day.
  { weight: 2, arbitrary: fc.integer({ min: -86_400_000, max: 86_400_000 }).map((jumpMs): Fate => ({ jumpMs })) },
);

/** A node of a random graph: acts, joins or repeats two nodes for each item. */
const drawn = fc.record({
  type: fc.constantFrom('act', 'act', 'act', JOIN, LOOP),
  from: fc.array(fc.record({ at: fc.nat(), port: fc.constantFrom('main', 'main', 'other') }), {
    minLength: 1,
    maxLength: 3,
  }),
  failures: fc.constantFrom(0, 0, 1, 2, 5),
  attempts: fc.constantFrom(1, 2, 3),
  port: fc.constantFrom('main', 'main', 'other'),
  onError: fc.constantFrom('CONTINUE' as const, 'BRANCH' as const),
});

const edgeOf = (from: string, fromPort: string, to: string): GraphEdge => ({ from, fromPort, to });
const nodeOf = (key: string, type: string, options?: GraphNode['options']): GraphNode => ({
  key,
  type,
  name: key,
  config: {},
  position: { x: 0, y: 0 },
  ...(options ? { options } : {}),
});

const graphs = fc.array(drawn, { minLength: 1, maxLength: 14 }).map((list) => {
  const nodes = [nodeOf('begin', 'manual')];
  const edges = new Map<string, GraphEdge>();
  const behavior: Behavior = {};
  const add = (edge: GraphEdge) => edges.set(`${edge.from}.${edge.fromPort}>${edge.to}`, edge);
  const retried = { backoffSeconds: 1, maxBackoffSeconds: 60 };
  for (const [index, { type, from, failures, attempts, port, onError }] of list.entries()) {
    const key = `n${index}`;
    const options = { onError, retry: { attempts, ...retried } };
    nodes.push(nodeOf(key, type, options));
    behavior[key] = { failures: type === 'act' ? failures : 0, port: type === 'act' ? port : 'main' };
    for (const { at, port } of from) {
      const source = at % (index + 1) === 0 ? 'begin' : `n${(at % (index + 1)) - 1}`;
      add(edgeOf(source, source === 'begin' ? 'main' : port, key));
    }
    if (type !== LOOP) continue;
    nodes.push(nodeOf(`${key}_a`, 'act', options), nodeOf(`${key}_b`, 'act', options));
    behavior[`${key}_a`] = { failures, port: 'main' };
    add(edgeOf(key, 'item', `${key}_a`));
    add(edgeOf(`${key}_a`, 'main', `${key}_b`));
  }
  return { graph: { nodes, edges: [...edges.values()], settings: { maxParallelNodes: 3 } }, behavior };
});

describe('whatever dies and whatever clocks say', () => {
  const always = (): Fate => 'GOES_ON';

  test('a run ends as it does undisturbed: each node that has ended once, and in its order', () => {
    fc.assert(
      fc.property(
        graphs,
        fc.array(fc.integer(), { maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        fc.infiniteStream(fates),
        ({ graph, behavior }, items, picks, luck) => {
          const undisturbed = new MortalRun(graph, behavior, items).finish(() => 0, always);
          const run = new MortalRun(graph, behavior, items).finish(
            () => picks.next().value ?? 0,
            () => luck.next().value ?? 'GOES_ON',
          );
          expect(run.outcome).toEqual(undisturbed.outcome);
          expect(run.end?.status).toBe('SUCCEEDED');
          expect(new Set(run.ends).size).toBe(run.ends.length);
          for (const { startedAt, finishedAt } of run.rows.values())
            expect(finishedAt).toBeGreaterThanOrEqual(startedAt);
          assertOrder(run, graph);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('what is undone is undone backwards, each once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.infiniteStream(fates), (count, luck) => {
        const keys = Array.from({ length: count }, (_, index) => `n${index}`);
        const nodes = ['begin', ...keys, ...keys.map((key) => `${key}_undo`), 'last'].map((key) =>
          nodeOf(key, key === 'begin' ? 'manual' : 'act'),
        );
        const line = ['begin', ...keys, 'last'];
        const edges = [
          ...line.slice(1).map((to, index) => edgeOf(line[index] ?? '', 'main', to)),
          ...keys.map((key) => edgeOf(key, 'compensate', `${key}_undo`)),
        ];
        const behavior = { last: { failures: 1, port: 'main' } };
        const run = new MortalRun({ nodes, edges }, behavior, []).finish(
          () => 0,
          () => luck.next().value ?? 'GOES_ON',
        );
        expect(run.end).toMatchObject({ status: 'FAILED', nodeKey: 'last' });
        expect(run.ends).toEqual([
          '|begin#1',
          ...keys.map((key) => `|${key}#1`),
          '|last#1',
          ...keys.toReversed().map((key) => `undo(${key})|${key}_undo#1`),
        ]);
      }),
      { numRuns: 200 },
    );
  });
});

/** What leads to a node by the port that fired had ended before it began. */
function assertOrder(run: MortalRun, { edges }: Graph): void {
  const last = new Map([...run.rows.values()].map((row) => [`${row.path}|${row.key}`, row]));
  for (const row of run.rows.values())
    for (const { from, fromPort, to } of edges) {
      const source = last.get(`${row.path}|${from}`);
      if (to !== row.key || source?.port !== fromPort) continue;
      expect(run.ends.indexOf(placeOf(source))).toBeLessThan(run.beganAfter.get(placeOf(row)) ?? -1);
    }
}
