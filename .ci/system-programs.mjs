import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { phase } from '../server/launcher/phase.mjs';

/** Program → the Debian packages that bring it. */
const needed = { chromium: ['chromium', 'fonts-liberation'], 'ansible-playbook': ['ansible-core'] };

/** What the browser and Ansible tests need and npm does not carry: installed on Debian as root, otherwise named. */
export async function ensureSystemPrograms() {
  const packages = Object.entries(needed).flatMap(([program, names]) => (isOnPath(program) ? [] : names));
  if (packages.length === 0) return;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) {
    throw new Error(`Some tests need programs that are not installed. On Debian: sudo sh -c '${command}'`);
  }
  await phase(`Installing ${packages.join(', ')}`, 'sh', ['-c', command], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    advice: `Run it by hand to see why: ${command}`,
  });
}

function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
