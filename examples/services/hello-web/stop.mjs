/** Stops the servers that deployments of hello-web have left running: of all environments, or of those named. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stateRoot, stopServer } from './daemon.mjs';

const root = stateRoot();
const wanted = process.argv.slice(2);
for (const name of existsSync(root) ? readdirSync(root) : []) {
  const environment = name.replace(/-\d+$/, '');
  if (wanted.length > 0 && !wanted.includes(environment)) continue;
  const pid = await stopServer(join(root, name));
  console.log(pid ? `Stopped ${name} (${pid})` : `${name} was not running`);
}
