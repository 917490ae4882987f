import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runnerFiles } from '../../platform/runners/runner-files.ts';
import { removeSecretFiles } from '../../platform/runners/runner-process.ts';

/** Beside the runner's own files: what the log must not show. Deleted when the deployment has ended. */
const SECRETS_FILE = 'secrets.json';

/** None when the program was never prepared, or its deployment has ended. */
export const readSecrets = (dir: string): Promise<string[]> =>
  readFile(join(dir, SECRETS_FILE), 'utf8').then(
    (text) => JSON.parse(text) as string[],
    () => [],
  );

/** Adds to what the log must not show; what an earlier attempt put there stays. */
export async function addSecrets(dir: string, values: Iterable<string>): Promise<void> {
  const secrets = new Set([...(await readSecrets(dir)), ...values]);
  await writeFile(join(dir, SECRETS_FILE), JSON.stringify([...secrets]), { mode: 0o600 });
}

/** Whether the folder still has a file with secrets. */
export const hasSecrets = (dir: string): boolean => existsSync(join(dir, SECRETS_FILE));

/** What the program printed, as it printed it; the log has it masked. */
const RAW_OUTPUT = [runnerFiles.stdout, runnerFiles.stderr, runnerFiles.events];

/** Every file with a secret in the folder of a deployment that has ended and whose log is complete. */
export async function removeSecrets(dir: string): Promise<void> {
  removeSecretFiles(dir);
  await Promise.all(RAW_OUTPUT.map((name) => rm(join(dir, name), { force: true })));
  await rm(join(dir, SECRETS_FILE), { force: true });
}
