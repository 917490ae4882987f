import { spawn } from 'node:child_process';
import { root } from './project.mjs';

/** A failure whose message already says what to do; shown without a stack. */
export class LaunchError extends Error {}

const tailLines = 40;

/**
 * Runs one program quietly as a named phase: one line with its time, and when it fails the end of its output and the
 * advice. A dot every five seconds shows that a long phase lives. All of it goes to stderr: stdout is for what was asked for.
 */
export async function phase(label, command, args, { cwd = root, env = process.env, advice }) {
  const begunAt = Date.now();
  process.stderr.write(`${label} …`);
  const heartbeat = setInterval(() => process.stderr.write('.'), 5_000);
  const { code, output } = await capture(command, args, { cwd, env }).finally(() => clearInterval(heartbeat));
  if (code === 0) {
    process.stderr.write(` ${((Date.now() - begunAt) / 1000).toFixed(1)} s\n`);
    return output;
  }
  process.stderr.write(' failed\n');
  throw new LaunchError(`${output.trim().split('\n').slice(-tailLines).join('\n')}\n\n${label} failed. ${advice}`);
}

/** Runs a program to its end; output is stdout and stderr as they came. Never rejects: not found is code 127. */
export function capture(command, args, { cwd = root, env = process.env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.once('error', (error) => resolve({ code: 127, output: `${command}: ${error.message}` }));
    child.once('close', (code, signal) =>
      resolve({ code: code ?? 1, output: signal ? `${output}\n${signal}` : output }),
    );
  });
}
