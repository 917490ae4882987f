import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readLog } from '../src/features/logs/log.queries.ts';
import { LogRecorder, type RecorderInput } from '../src/features/logs/log-recorder.ts';
import type { LogOwner } from '../src/features/logs/log-writer.ts';
import { type App, type Context, systemContext } from '../src/platform/context.ts';
import { createDataSource } from '../src/platform/db/data-source.ts';
import { Reads } from '../src/platform/db/reads.ts';
import { createLog } from '../src/platform/log.ts';
import type { RunnerKind } from '../src/platform/runners/step-events.rules.ts';
import { createTestDatabase } from './database.ts';

/** A deployment whose program is the test: it prints by `print`, and what was recorded is found by `readAll`. */
export interface RecordedDeployment extends LogOwner {
  dir: string;
  print(file: 'stdout.log' | 'stderr.log' | 'events.jsonl', text: string | Buffer): void;
  open(part?: Partial<RecorderInput>): Promise<LogRecorder>;
}

/** A step as it is stored. */
export interface StepShown {
  key: string;
  host: string;
  status: string;
  message: string | null;
  attempt: number;
  first_log_seq: number | null;
}

export interface LogWorld {
  app: App;
  ctx: Context;
  url: string;
  /** Topics published since the last look. */
  takePublished(): string[];
  /** The clock of the product; it stands still. */
  setTime(text: string): void;
  makeDeployment(runner?: RunnerKind): Promise<RecordedDeployment>;
  /** The log as `stream step: text`. Throws when the numbers have a gap. */
  readAll(deployment: { streamId: number }): Promise<string[]>;
  /** The steps in order, as `key@host status #attempt from line`. */
  readSteps(deployment: { deploymentId: string }): Promise<string[]>;
  sql<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** A database of its own with one project, service and environment, and deployments to record. */
export async function createLogWorld(): Promise<LogWorld> {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url, options: '-c pilothouse.projects=*' });
  await client.connect();
  // Recording is the product’s own work: in sight is everything.
  const dataSource = createDataSource({ url: database.url, entities: [], poolSize: 4, isUnscoped: true });
  await dataSource.initialize();
  let published: string[] = [];
  let now = new Date('2026-11-20T22:15:43.120Z');
  const app = {
    log: createLog('silent'),
    dataSource,
    unscopedDataSource: dataSource,
    reads: new Reads(database.url),
    events: {
      publish: (topics: string[]) => published.push(...topics),
      subscribe: () => () => {},
      close: async () => {},
    },
    now: () => now,
  } as unknown as App;
  const folders: string[] = [];
  const recorders: LogRecorder[] = [];
  let count = 0;

  const sql = async <Row>(text: string, values: unknown[] = []) => (await client.query(text, values)).rows as Row[];
  await sql(`insert into projects (id, slug, name) values ('p', 'p', 'P')`);
  await sql(`insert into environments (id, project_id, slug, name, rank) values ('e', 'p', 'e', 'E', 1)`);
  await sql(
    `insert into services (id, project_id, slug, name, runner, source, entrypoint) values ('s', 'p', 's', 'S', 'SHELL', 's', '{}')`,
  );

  const makeDeployment = async (runner: RunnerKind = 'SHELL'): Promise<RecordedDeployment> => {
    count += 1;
    const dir = mkdtempSync(join(tmpdir(), 'pilothouse-test-'));
    folders.push(dir);
    const [stream] = await sql<{ id: string }>(`insert into log_streams (project_id) values ('p') returning id`);
    const owner: LogOwner = {
      deploymentId: `d${count}`,
      projectId: 'p',
      streamId: Number(stream?.id),
      ownerWorkerId: 'worker-1',
      ownerEpoch: 1,
    };
    await sql(
      `insert into deployments (id, project_id, number, service_id, environment_id, version, status, trigger, created_by_name,
                                plan, log_stream_id, owner_worker_id, owner_epoch)
       values ($1, 'p', $2, 's', 'e', '1', 'QUEUED', 'MANUAL', 'Ann', '{}', $3, 'worker-1', 1)`,
      [owner.deploymentId, count, owner.streamId],
    );
    return {
      ...owner,
      dir,
      print: (file, text) => appendFileSync(join(dir, file), text),
      open: async (part = {}) => {
        const recorder = await LogRecorder.open({
          app,
          ...owner,
          dir,
          runner,
          secrets: [],
          stepNames: [],
          logCapBytes: 1024 ** 3,
          ...part,
        });
        recorders.push(recorder);
        return recorder;
      },
    };
  };

  const ctx = systemContext(app, 'test');
  return {
    app,
    ctx,
    async readAll({ streamId }) {
      const { lines } = await readLog(ctx, { streamId, after: 0, first: 5_000 });
      const gap = lines.find((line, index) => line.seq !== index + 1);
      if (gap) throw new Error(`Before line ${gap.seq} one is missing or twice.`);
      return lines.map(({ stream, stepKey, text }) => `${stream} ${stepKey ?? '-'}: ${text}`);
    },
    async readSteps({ deploymentId }) {
      const steps = await sql<StepShown>(
        `select key, host, status, message, attempt, first_log_seq from deployment_steps where deployment_id = $1 order by position`,
        [deploymentId],
      );
      return steps.map(
        ({ key, host, status, attempt, first_log_seq: seq }) =>
          `${key}${host && `@${host}`} ${status} #${attempt} from ${seq}`,
      );
    },
    url: database.url,
    takePublished: () => {
      const topics = published;
      published = [];
      return topics;
    },
    setTime: (text) => {
      now = new Date(text);
    },
    makeDeployment,
    sql,
    close: async () => {
      await Promise.all(recorders.map((recorder) => recorder.close()));
      await app.reads.close();
      await dataSource.destroy();
      await client.end();
      await database.drop();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A line of Ansible's events file, as the callback writes it. */
export function ansibleEvent(state: string, key: string, offset: number, part: Record<string, unknown> = {}): string {
  return `${JSON.stringify({ event: 'step', key, name: `Task ${key}`, play: 'Play', host: 'web1', state, offset, ...part })}\n`;
}

export const stepLine = (name: string, state: string, part: Record<string, unknown> = {}) =>
  `${JSON.stringify({ name, state, ...part })}\n`;

/** Stores all that was printed so far. */
export async function pumpAll(recorder: LogRecorder): Promise<void> {
  while ((await recorder.pump()) > 0);
}
