import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';

/**
 * Reads `+ <group>` and `- <group>` from this process, and kills the groups that are left when it reads the end: however this
 * process dies, the kernel closes its pipe. It starts no tools: a megabyte, and no PATH. NOTE: dash's `kill` knows no `--`.
 */
const SCRIPT = `trap '' HUP INT TERM QUIT
groups=' '
while read -r word group; do
  if [ "$word" = + ]; then groups="$groups$group "
  else groups="\${groups%% $group *} \${groups#* $group }"
  fi
done
for group in $groups; do kill -KILL "-$group"; done 2>/dev/null`;

const groups = new Set<number>();
let pipe: Writable | null = null;

/** One for all groups of this process, started with the first: a program begins no later than without it. */
function openPipe(): Writable | null {
  let guard: ChildProcess;
  try {
    // In a session of its own, where neither Ctrl+C nor the end of our group reaches it.
    guard = spawn('/bin/sh', ['-c', SCRIPT, 'pilothouse-guard'], {
      cwd: '/',
      env: {},
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
  } catch {
    return null;
  }
  const { stdin } = guard;
  if (!stdin) return null;
  const forget = () => {
    if (pipe === stdin) pipe = null;
  };
  guard.on('error', forget);
  guard.on('exit', forget);
  stdin.on('error', forget);
  guard.unref();
  // A pipe of a child is a socket, whatever its type says.
  (stdin as Writable & { unref?: () => void }).unref?.();
  for (const group of groups) stdin.write(`+ ${group}\n`);
  return stdin;
}

/**
 * Sees to it that all of a process group ends when this process dies, `kill -9` included. Returns how to say that the group is
 * gone; say it before its number can be another's. A group that its members left (`setsid`) is not followed.
 */
export function guardGroup(group: number): () => void {
  groups.add(group);
  if (pipe) pipe.write(`+ ${group}\n`);
  else pipe = openPipe();
  return () => {
    if (groups.delete(group)) pipe?.write(`- ${group}\n`);
  };
}
