import { afterEach, describe, expect, test } from '@jest/globals';
import { eventually } from '../../../test/at-once.ts';
import { useCast } from '../../../test/factories.ts';
import { done, graphOf, useRunWork } from '../../../test/run-harness.ts';
import { NodeError } from '../nodes/node.types.ts';
import type { Attempt } from './engine.types.ts';
import { claimFreeRuns, type OwnedRun } from './run.claims.ts';
import { factRows, type RunFact } from './run.facts.ts';
import { createRunWriter, type RunWrite } from './run.writer.ts';

const work = useRunWork(() => cast);
const cast = useCast();
work.startWorking();
afterEach(() => work.forget());

interface FactRow {
  kind: string;
  name: string;
  status: string | null;
  count: number;
  value: number;
  isSketched: boolean;
}

const finished = (at: number): Attempt => ({
  key: 'held',
  path: '',
  attempt: 1,
  status: 'SUCCEEDED',
  port: 'main',
  input: null,
  output: 1,
  error: null,
  wait: null,
  isReused: false,
  startedAt: at,
  finishedAt: at,
});

const factsOf = (id: string) =>
  work.sql<FactRow>(
    `select kind, name, status, count, value::float8 as value, sketch is not null as "isSketched" from events
     where subject_id = $1 order by kind, name, status`,
    [id],
  );

describe('a run', () => {
  test('leaves what numbers are made of: its wait, its end, and its nodes', async () => {
    let heldMs = 0;
    work.acts.set('slow', async () => {
      const beganAt = Date.now();
      for (; heldMs < 30; heldMs = Date.now() - beganAt) await work.sql('select 1');
      return done(1);
    });
    const published = await work.publish(graphOf([{ key: 'slow' }], ['begin>slow']));
    const id = await work.startRun(published);
    await work.stands(id, 'SUCCEEDED');
    const facts = await factsOf(id);
    expect(facts).toEqual([
      expect.objectContaining({ kind: 'node_run', name: 'act', status: 'SUCCEEDED', count: 1, isSketched: false }),
      expect.objectContaining({ kind: 'run', name: published.workflowId, status: 'SUCCEEDED', count: 1 }),
      expect.objectContaining({ kind: 'run_queue', name: published.workflowId, status: null, count: 1 }),
    ]);
    const [node, run] = facts as [FactRow, FactRow];
    expect(node.value).toBeGreaterThanOrEqual(heldMs * 1_000);
    expect(run.value).toBeGreaterThanOrEqual(node.value);
  });

  test('that tries a node again counts the failed attempts as tried again', async () => {
    let tries = 0;
    work.acts.set('flaky', async () => {
      tries += 1;
      if (tries < 3) throw new NodeError('NOT_NOW', 'Not now.', { isRetryable: true });
      return done(1);
    });
    const options = { retry: { attempts: 3, backoffSeconds: 0.01, maxBackoffSeconds: 1 } };
    const id = await work.startRun(graphOf([{ key: 'flaky', options }], ['begin>flaky']));
    await work.stands(id, 'SUCCEEDED');
    const nodes = (await factsOf(id)).filter(({ kind }) => kind === 'node_run');
    expect(nodes.map(({ status, count }) => [status, count])).toEqual([
      ['RETRIED', 1],
      ['RETRIED', 1],
      ['SUCCEEDED', 1],
    ]);
  });

  test('whose nodes end together counts them as one fact, each of them', async () => {
    const nodes = Array.from({ length: 5 }, (_, index) => ({
      key: `t${index}`,
      type: 'transform',
      config: { value: { a: 1 } },
    }));
    const edges = nodes.map(({ key }, index) => `${index === 0 ? 'begin' : `t${index - 1}`}>${key}`);
    const id = await work.startRun(graphOf(nodes, edges));
    await work.stands(id, 'SUCCEEDED');
    const transforms = (await factsOf(id)).filter(({ name }) => name === 'transform');
    expect(transforms.reduce((sum, { count }) => sum + count, 0)).toBe(5);
    for (const { count, isSketched } of transforms) expect(isSketched).toBe(count > 1);
  });

  test('that fails says so', async () => {
    work.acts.set('bad', async () => {
      throw new NodeError('NO', 'No.', { isRetryable: false });
    });
    const id = await work.startRun(graphOf([{ key: 'bad' }], ['begin>bad']));
    await work.stands(id, 'FAILED');
    const facts = await factsOf(id);
    expect(facts.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      'node_run FAILED',
      'run FAILED',
      'run_queue null',
    ]);
  });

  test('is counted once, whoever else wants it', async () => {
    const id = await work.startRun(graphOf([{ key: 'one' }], ['begin>one']));
    await work.stands(id, 'SUCCEEDED');
    const before = await factsOf(id);
    const [worker] = await work.sql<{ id: string }>('select id from workers limit 1');
    expect(await claimFreeRuns(work.ctx(), [id], worker?.id ?? '')).toEqual([]);
    expect(await factsOf(id)).toEqual(before);
  });

  test('whose owner has changed leaves nothing of what the first one still writes', async () => {
    work.acts.set('held', () => new Promise(() => {}));
    const id = await work.startRun(graphOf([{ key: 'held' }], ['begin>held']));
    await work.begun('held');
    const [row] = await work.sql<{ worker: string; epoch: number }>(
      'select owner_worker_id as worker, owner_epoch as epoch from runs where id = $1',
      [id],
    );
    const fact: RunFact = {
      runId: id,
      projectId: cast.project.id,
      kind: 'node_run',
      at: Date.now(),
      name: 'act',
      status: 'SUCCEEDED',
      values: [1],
      first: null,
    };
    const stale: RunWrite = {
      owned: { id, projectId: cast.project.id, ownerWorkerId: row?.worker, ownerEpoch: 0 } as OwnedRun,
      ...({
        attempts: [],
        phase: 'MAIN',
        pendingEnd: null,
        changesRun: false,
        variables: {},
        deadlineAt: null,
      } as const),
      doneSignals: [],
      end: null,
      letGo: null,
      isAlone: false,
      facts: [fact],
    };
    const writer = createRunWriter(cast.app.app, () => false);
    expect(await writer.write(stale)).toBe(false);
    expect((await factsOf(id)).map(({ kind }) => kind)).toEqual(['run_queue']);
    const owned = { ...stale.owned, ownerEpoch: row?.epoch ?? 1 };
    expect(await writer.write({ ...stale, owned })).toBe(true);
    expect((await factsOf(id)).map(({ kind }) => kind)).toEqual(['node_run', 'run_queue']);
    // Together with a run that is somebody else's: its own part is written all the same.
    const other = { ...stale, owned: { ...stale.owned, id: 'run_other' }, facts: [{ ...fact, runId: 'run_other' }] };
    const results = await Promise.all([writer.write({ ...stale, owned }), writer.write(other)]);
    expect(results).toEqual([true, false]);
    expect((await factsOf(id)).filter(({ kind, count }) => kind === 'node_run' && count === 1)).toHaveLength(2);
    await work.sql(`update runs set status = 'CANCELED', owner_worker_id = null where id = $1`, [id]);
  });

  test('is counted once when its write is tried again, though the first try had been committed', async () => {
    work.acts.set('held', () => new Promise(() => {}));
    const ids = await Promise.all([1, 2].map(() => work.startRun(graphOf([{ key: 'held' }], ['begin>held']))));
    for (const id of ids) await work.stands(id, 'RUNNING');
    const rows = await eventually('attempts', async () => {
      const rows = await work.sql<{ id: string; worker: string; epoch: number; signalSeq: number }>(
        `select r.id, owner_worker_id as worker, owner_epoch as epoch, signal_seq as "signalSeq" from runs r
         join node_runs n on n.run_id = r.id and n.node_key = 'held' where r.id = any($1) order by r.id`,
        [ids],
      );
      return rows.length === 2 && rows;
    });
    const { app } = cast.app;
    let losses = 0;
    // Its answer is what is lost: the statement is committed by itself.
    const unscopedDataSource = Object.create(app.unscopedDataSource, {
      createQueryRunner: {
        value: () => {
          const runner = app.unscopedDataSource.createQueryRunner();
          const release = runner.release.bind(runner);
          runner.release = async () => {
            await release();
            if (losses++ === 0) throw new Error('Connection terminated unexpectedly');
          };
          return runner;
        },
      },
    });
    const writer = createRunWriter({ ...app, unscopedDataSource }, () => false);
    const at = Date.now();
    const results = await Promise.all(
      rows.map(({ id, worker, epoch, signalSeq }, index) =>
        writer.write({
          owned: { id, projectId: cast.project.id, ownerWorkerId: worker, ownerEpoch: epoch } as OwnedRun,
          attempts: [finished(at)],
          phase: 'MAIN',
          pendingEnd: null,
          // The first is let go with it, so that by the second try it is nobody's.
          changesRun: index === 0,
          letGo: index === 0 ? { wakeAt: null, signalSeq } : null,
          variables: {},
          deadlineAt: null,
          doneSignals: [],
          end: null,
          isAlone: false,
          facts: [
            {
              runId: id,
              projectId: cast.project.id,
              kind: 'node_run',
              at,
              name: 'act',
              status: 'SUCCEEDED',
              values: [10],
              first: { key: 'held', path: '', attempt: 1 },
            },
          ],
        }),
      ),
    );
    expect(losses).toBe(2);
    expect(results).toEqual([false, true]);
    const counted = await work.sql<{ count: number }>(
      `select coalesce(sum(count), 0)::int as count from events where kind = 'node_run' and subject_id = any($1)`,
      [ids],
    );
    expect(counted).toEqual([{ count: 2 }]);
    await work.sql(`update runs set status = 'CANCELED', owner_worker_id = null where id = any($1)`, [ids]);
  });

  test('whose nodes succeed with those of others is one fact with them; what failed stays with its run', () => {
    const fact = (runId: string, status: string, values: number[]): RunFact => ({
      runId,
      projectId: 'p',
      kind: 'node_run',
      at: 1,
      name: 'http',
      status,
      values,
      first: null,
    });
    const rows = factRows([
      fact('a', 'SUCCEEDED', [1, 2]),
      fact('b', 'SUCCEEDED', [9]),
      fact('a', 'FAILED', [4]),
      fact('b', 'FAILED', [5]),
    ]);
    expect(rows).toEqual([
      expect.objectContaining({ run_id: 'b', run_ids: ['a', 'b'], count: 3, value: 12, value_min: 1, value_max: 9 }),
      expect.objectContaining({ run_id: 'a', run_ids: null, count: 1, value: 4, sketch: null }),
      expect.objectContaining({ run_id: 'b', run_ids: null, count: 1, value: 5, sketch: null }),
    ]);
  });
});
