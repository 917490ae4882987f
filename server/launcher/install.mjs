import { fingerprint, readStamp, writeStamp } from './fingerprint.mjs';
import { capture, LaunchError, phase } from './phase.mjs';
import { inRoot, pnpmVersion, projectNode } from './project.mjs';

const inputs = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'].concat(
  ['server', 'client', 'bench'].map((workspace) => `${workspace}/package.json`),
);

/** Brings Node and all packages exactly as locked. Skipped in milliseconds when the lockfile is what it was. */
export async function install() {
  const stamp = inRoot('node_modules', '.pilothouse-installed');
  const wanted = fingerprint(
    inputs.map((input) => inRoot(input)),
    pnpmVersion,
  );
  if (readStamp(stamp) === wanted) return;
  await phase('Installing packages', 'npx', ['-y', `pnpm@${pnpmVersion}`, 'install', '--frozen-lockfile'], {
    // Without a terminal pnpm would ask before it replaces node_modules, and wait for ever.
    env: { ...process.env, CI: 'true' },
    advice:
      'Check that npm can reach its registry (npm ping) and that the disk has 2 GB free, then run the same command again.',
  });
  const node = await capture(projectNode, ['--version']);
  if (node.code !== 0) {
    throw new LaunchError(
      `The packaged Node does not run on this system:\n${node.output}\nPilothouse needs a glibc Linux or macOS on x64 or arm64.`,
    );
  }
  writeStamp(stamp, wanted);
}
