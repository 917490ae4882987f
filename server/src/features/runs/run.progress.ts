import { type App, type Context, systemContext } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withSystemConnection } from '../../platform/db/transaction.ts';
import { runProgressTopic } from '../../platform/events.ts';
import type { Json } from '../nodes/node.types.ts';
import type { Attempt } from './engine.types.ts';
import type { OwnedRun } from './run.claims.ts';
import type { RunMasker } from './run.masking.ts';

/** What running nodes of a run show of what they have so far. */
export interface RunProgress {
  set(attempt: Attempt, partial: Json): void;
  /** The attempt is over: nothing of it is shown any more. */
  end(attempt: Attempt): void;
  /** What is under way is done when it resolves. */
  flush(): Promise<void>;
}

/** People read no faster, and each is a write. */
const EVERY_MS = 250;
/** Of a text its end is shown. */
const MOST_TEXT = 16_000;
const MOST_BYTES = 64 * 1024;
/** Longer than any attempt that still shows something: what a process left that died. */
const FORGOTTEN = `interval '1 day'`;

interface Shown {
  partial: Json;
  isNew: boolean;
  writtenAt: number;
  timer: NodeJS.Timeout | null;
  /** Writes of one attempt come one after another, its removal last. */
  last: Promise<void>;
}

/**
 * One small row for each node that shows something, written at most every 250 ms and removed with the attempt; its change is
 * told by key like everything else, as a NOTIFY holds no more than 8,000 bytes. Nothing of it is durable, and no failure here
 * is the node's.
 */
export function createRunProgress(app: App, owned: OwnedRun, masker: RunMasker): RunProgress {
  const shown = new Map<Attempt, Shown>();
  const ended = new WeakSet<Attempt>();
  const ending = new Set<Promise<void>>();

  const write = async ({ key, path }: Attempt, state: Shown) => {
    if (!state.isNew) return;
    state.isNew = false;
    state.writtenAt = performance.now();
    const text = JSON.stringify(masker.partial(shorten(state.partial)));
    if (Buffer.byteLength(text) > MOST_BYTES) return;
    await withSystemConnection(systemContext(app, 'run'), (ctx) =>
      execute(
        ctx,
        `-- runs.progress
        with forgotten as (delete from node_progress where updated_at < now() - ${FORGOTTEN})
        insert into node_progress (project_id, run_id, node_key, path, partial) values ($1, $2, $3, $4, $5)
        on conflict (run_id, node_key, path) do update set partial = excluded.partial, updated_at = now()`,
        [owned.projectId, owned.id, key, path, text.replace(/\\u0000/g, '\\ufffd')],
      ),
    );
    app.events.publish([`${runProgressTopic(owned.id)}#${keyOf(key, path)}`]);
  };

  const remove = ({ key, path }: Attempt) =>
    withSystemConnection(systemContext(app, 'run'), async (ctx) => {
      await execute(ctx, 'delete from node_progress where run_id = $1 and node_key = $2 and path = $3', [
        owned.id,
        key,
        path,
      ]);
    });

  const warn = (error: unknown) => app.log.debug({ error, run: owned.id }, 'what a node has so far could not be shown');

  return {
    set(attempt, partial) {
      if (ended.has(attempt)) return;
      const state: Shown = shown.get(attempt) ?? {
        partial: null,
        isNew: false,
        writtenAt: Number.NEGATIVE_INFINITY,
        timer: null,
        last: Promise.resolve(),
      };
      shown.set(attempt, state);
      Object.assign(state, { partial, isNew: true });
      state.timer ??= setTimeout(
        () => {
          state.timer = null;
          state.last = state.last.then(() => write(attempt, state)).catch(warn);
        },
        Math.max(0, state.writtenAt + EVERY_MS - performance.now()),
      );
    },
    end(attempt) {
      ended.add(attempt);
      const state = shown.get(attempt);
      if (!state) return;
      shown.delete(attempt);
      if (state.timer) clearTimeout(state.timer);
      const removed: Promise<void> = state.last
        .then(() => remove(attempt))
        .catch(warn)
        .finally(() => ending.delete(removed));
      ending.add(removed);
    },
    async flush() {
      for (const attempt of shown.keys()) this.end(attempt);
      await Promise.all(ending);
    },
  };
}

function shorten(value: Json): Json {
  if (typeof value === 'string') return value.length > MOST_TEXT ? `…${value.slice(-MOST_TEXT).toWellFormed()}` : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(shorten);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shorten(part)]));
}

/** What names a node of a run in the topic; keys hold no space. */
const keyOf = (nodeKey: string, path: string) => `${nodeKey} ${path}`;

export interface NodeProgressRow {
  rowId: number;
  nodeKey: string;
  path: string;
  partial: Json;
}

/** What the node has so far, by its key in the topic; null when it runs no more. */
export function nodeProgress(ctx: Context, runId: string, topicKey: string): Promise<NodeProgressRow | null> {
  const [nodeKey = '', path = ''] = topicKey.split(' ');
  return queryOne<NodeProgressRow>(
    ctx,
    `-- runs.nodeProgress
    select n.id as "rowId", p.node_key as "nodeKey", p.path, p.partial from node_progress p
    join node_runs n on n.run_id = p.run_id and n.node_key = p.node_key and n.path = p.path and n.status = 'RUNNING'
    where p.run_id = $1 and p.node_key = $2 and p.path = $3`,
    [runId, nodeKey, path],
  );
}

/** Keys of all that is shown of a run now. */
export async function progressKeys(ctx: Context, runId: string): Promise<string[]> {
  const rows = await query<{ nodeKey: string; path: string }>(
    ctx,
    `-- runs.progressKeys
    select node_key as "nodeKey", path from node_progress where run_id = $1 order by updated_at desc limit 100`,
    [runId],
  );
  return rows.map(({ nodeKey, path }) => keyOf(nodeKey, path)).reverse();
}
