/** Builds a release, switches to it, restarts the server. Run by Pilothouse; see README.md. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { askHealth, startServer, stateRoot, stopServer } from './daemon.mjs';
import { buildRelease, removeOldReleases } from './site.mjs';

const config = JSON.parse(readFileSync(process.env.PILOTHOUSE_CONFIG, 'utf8'));
const { version, environment, environmentUrl, dryRun, parameters } = config;

const report = (name, state, message) => console.log(JSON.stringify({ name, state, message }));

async function step(name, work) {
  if (dryRun) return report(name, 'skipped', 'Dry run');
  report(name, 'running');
  try {
    report(name, 'success', await work());
  } catch (error) {
    report(name, 'failure', error.message);
    process.exit(1);
  }
}

function findPort() {
  const port = parameters.port ?? Number(URL.parse(environmentUrl ?? '')?.port);
  if (port >= 1024) return port;
  console.error(
    `${environment} has no URL with a port above 1023, such as http://127.0.0.1:4801, and no port was given.`,
  );
  process.exit(1);
}

const port = findPort();
const stateDir = join(stateRoot(), `${environment}-${port}`);
const releasesDir = join(stateDir, 'releases');
const facts = { version, environment, greeting: parameters.greeting, color: parameters.color };
// The same version with another greeting is another release, and an old one that is still there needs no building.
const id = `${version.replace(/[^\w.-]/g, '_')}-${createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 8)}`;
const releaseDir = join(releasesDir, id);

console.log(`Deploying ${version} to ${environment}: ${stateDir}, port ${port}`);

await step('Build', () => {
  mkdirSync(releasesDir, { recursive: true });
  if (existsSync(releaseDir)) return `Release ${id} is still there`;
  buildRelease(releaseDir, { ...facts, id });
  return `Built ${id}`;
});

await step('Switch', () => {
  // rename(2) replaces the link in one go: at no moment is there no current release.
  const draft = join(stateDir, 'current.draft');
  rmSync(draft, { force: true });
  symlinkSync(join('releases', id), draft);
  renameSync(draft, join(stateDir, 'current'));
  return `current → ${id}`;
});

await step('Restart', async () => {
  const old = await stopServer(stateDir);
  if (await askHealth(port)) throw new Error(`port ${port} is taken by another program`);
  const health = await startServer(stateDir, join(stateDir, 'current'), port, id);
  return `${old ? `Stopped ${old}, started` : 'Started'} ${health.pid} on http://127.0.0.1:${port}`;
});

await step('Clean up', () => {
  const count = removeOldReleases(releasesDir, id, 5);
  return count === 0 ? 'Nothing to remove' : `Removed ${count} old releases`;
});
