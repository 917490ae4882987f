import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { ProcessIdentity } from './runner-files.ts';

/** One living process. Zombies are left out: they run nothing and can't be signalled. */
export interface ProcessEntry {
  pid: number;
  parentPid: number;
  groupId: number;
  /** On macOS the group again: its `ps` does not tell the session. */
  sessionId: number;
  startMark: string;
}

let bootId: string | undefined;

/** Start times count from boot, so a mark carries the boot's id: after a restart nothing looks like what ran before. */
function readBootId(): string {
  bootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return bootId;
}

/** False when a mark was made before the machine was last restarted (Linux; elsewhere the start time itself tells). */
export function isSameBoot(startMark: string): boolean {
  return process.platform !== 'linux' || startMark.startsWith(`${readBootId()}:`);
}

function parseStat(stat: string): ProcessEntry | null {
  // The second field is the program's name in parentheses and may itself hold blanks and parentheses.
  const nameEnd = stat.lastIndexOf(')');
  const fields = stat.slice(nameEnd + 2).split(' ');
  const [state, parentPid, groupId, sessionId] = fields;
  if (nameEnd < 0 || state === undefined || state === 'Z' || state === 'X') return null;
  return {
    pid: Number.parseInt(stat, 10),
    parentPid: Number(parentPid),
    groupId: Number(groupId),
    sessionId: Number(sessionId),
    startMark: `${readBootId()}:${fields[19]}`,
  };
}

function readLinuxProcess(pid: number | string): ProcessEntry | null {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return null;
  }
}

function readWithPs(selection: string[]): ProcessEntry[] {
  let output: string;
  try {
    output = execFileSync('ps', [...selection, '-o', 'pid=,ppid=,pgid=,stat=,lstart='], {
      encoding: 'utf8',
      env: { PATH: '/bin:/usr/bin', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return [];
  }
  const entries: ProcessEntry[] = [];
  for (const line of output.split('\n')) {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line);
    if (!match || match[4]?.startsWith('Z')) continue;
    const groupId = Number(match[3]);
    const startMark = match[5] ?? '';
    entries.push({ pid: Number(match[1]), parentPid: Number(match[2]), groupId, sessionId: groupId, startMark });
  }
  return entries;
}

/** Every living process of the machine. Linux: 0.02 ms a process, read from /proc; elsewhere one `ps`. */
export function readProcessTable(): ProcessEntry[] {
  if (process.platform !== 'linux') return readWithPs(['-ax']);
  const entries: ProcessEntry[] = [];
  for (const name of readdirSync('/proc')) {
    const first = name.charCodeAt(0);
    if (first < 48 || first > 57) continue;
    const entry = readLinuxProcess(name);
    if (entry) entries.push(entry);
  }
  return entries;
}

/** Identity of a living process, or null when there is none with this pid. */
export function identifyProcess(pid: number): ProcessIdentity | null {
  const entry = process.platform === 'linux' ? readLinuxProcess(pid) : readWithPs(['-p', String(pid)])[0];
  return entry ? { pid, startMark: entry.startMark } : null;
}

/** True while exactly this process lives: the same pid with another start time is somebody else. */
export function isProcessAlive(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.startMark === identity.startMark;
}
