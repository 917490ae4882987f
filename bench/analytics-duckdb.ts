import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Span, ZONE } from './analytics-data.ts';
import { rawQueries } from './analytics-panels.ts';
import { stops } from './list-targets.ts';

const VERSION = '1.5.6-r.1';
/** Outside the repository, and kept. Never a dependency of the product. */
const FOLDER = join(tmpdir(), 'pilothouse-bench-duckdb');

interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRowObjects(): unknown[] }>;
  closeSync(): void;
}

/** DuckDB in this process over one Parquet file, in the order that suits its questions: project, kind, time. */
export interface Duck {
  writeSeconds: number;
  bytes: number;
  /** All six panels; resolves with how many rows came. */
  read(span: Span): Promise<number>;
}

export async function openDuck(csv: string, folder: string): Promise<Duck> {
  await install();
  const { DuckDBInstance } = createRequire(join(FOLDER, 'package.json'))('@duckdb/node-api') as {
    DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection> }> };
  };
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  stops.push(() => connection.closeSync());
  // Its zones come as an extension from the network; days of one offset are the same work.
  const parquet = join(folder, 'events.parquet');
  const startedAt = performance.now();
  await connection.run(`copy (select * from read_csv('${csv}', header = true, auto_detect = false, columns = {'project_id': 'varchar', 'kind': 'varchar',
    'at': 'timestamp', 'service_id': 'varchar', 'environment_id': 'varchar', 'name': 'varchar', 'status': 'varchar', 'count': 'integer',
    'value': 'bigint', 'cost_nano': 'bigint', 'actor': 'varchar', 'subject_id': 'varchar'}) order by project_id, kind, "at")
    to '${parquet}' (format parquet, compression zstd)`);
  const writeSeconds = (performance.now() - startedAt) / 1_000;
  const [size] = (
    await connection.runAndReadAll(`select size::double as bytes from read_blob('${parquet}')`)
  ).getRowObjects() as { bytes: number }[];
  return {
    writeSeconds,
    bytes: size?.bytes ?? 0,
    async read({ from, to }) {
      const plain = (at: Date) => `timestamp '${at.toISOString().replace('Z', '')}'`;
      const queries = rawQueries({
        day: `date_trunc('day', "at" - interval 5 hour) /* ${ZONE} in winter */`,
        table: `'${parquet}'`,
        from: plain(from),
        to: plain(to),
      });
      let count = 0;
      for (const sql of queries) count += (await connection.runAndReadAll(sql)).getRowObjects().length;
      return count;
    },
  };
}

async function install(): Promise<void> {
  const manifest = join(FOLDER, 'node_modules/@duckdb/node-api/package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === VERSION) return;
  console.error(`Fetching @duckdb/node-api ${VERSION} into ${FOLDER} …`);
  mkdirSync(FOLDER, { recursive: true });
  const manifestOfFolder = {
    name: 'pilothouse-bench-duckdb',
    private: true,
    dependencies: { '@duckdb/node-api': VERSION },
  };
  writeFileSync(join(FOLDER, 'package.json'), JSON.stringify(manifestOfFolder, null, 2));
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = spawn('npm', args, { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((done) => npm.once('exit', done));
  if (code !== 0) throw new Error('DuckDB could not be fetched. Leave it out with --no-duckdb.');
}
