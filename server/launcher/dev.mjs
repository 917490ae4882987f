import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { buildServer, syncAssets } from './build.mjs';
import { inRoot, projectEnv, projectNode, root, tools } from './project.mjs';

/** Watch mode of both sides: the compiler, the server restarted when its output changes, and Vite proxying to it. */
export async function dev() {
  await buildServer();
  const port = process.env.PILOTHOUSE_PORT ?? String(await firstFreePort(4000));
  const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  const env = projectEnv({ ...colour, PILOTHOUSE_PORT: port, PILOTHOUSE_API_URL: `http://127.0.0.1:${port}` });
  const programs = [
    follow('tsc   ', [tools.tsc, '-p', 'server/tsconfig.build.json', '--watch', '--preserveWatchOutput'], root, env),
    follow(
      'server',
      ['--enable-source-maps', '--watch', '--watch-preserve-output', 'server/dist/main.js', 'all'],
      root,
      env,
    ),
    follow('client', [tools.vite], inRoot('client'), env),
  ];
  const assets = watch(inRoot('server', 'src'), { recursive: true }, (_event, name) => {
    if (name && !name.endsWith('.ts')) syncAssets();
  });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    assets.close();
    for (const { child } of programs) child.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  // None of the three ends by itself in watch mode, so whichever does takes the others along.
  await Promise.race(programs.map((program) => program.ended));
  stop();
  await Promise.all(programs.map((program) => program.ended));
  return 0;
}

/** Runs one program and prefixes each of its lines with its name. */
function follow(name, args, cwd, env) {
  const child = spawn(projectNode, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => console.log(`${name} │ ${line}`));
  }
  return { child, ended: new Promise((done) => child.once('exit', done)) };
}

async function firstFreePort(from) {
  for (let port = from; ; port++) {
    const free = await new Promise((done) => {
      const probe = createServer().once('error', () => done(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
    });
    if (free) return port;
  }
}
