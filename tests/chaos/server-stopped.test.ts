import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { reportFailure } from './expectations.ts';
import { Installation, type Server } from './installation.ts';
import { graphOf, openProject, publish, startRun } from './runs.ts';
import { until } from './until.ts';

// A server is asked to end while people look at it and runs are under way.

let installation: Installation;
let server: Server;
let projectId: string;
const sockets: Socket[] = [];

before(async () => {
  installation = await Installation.create({ ownPostgres: false });
  server = await installation.start('all');
  await installation.api.signIn();
  projectId = await openProject(installation);
});

afterEach((context) => reportFailure(context, installation));

after(async () => {
  for (const socket of sockets) socket.destroy();
  await installation?.close();
});

const CHANGES = 'subscription ($id: ID!) { runChanged(id: $id) { status } }';

/** Two streams asked for in one go, on a connection from which nothing is read after the first answer. */
async function followTwice(runId: string): Promise<void> {
  const { url, authorization } = installation.api;
  const { hostname, port, host } = new URL(url);
  const body = JSON.stringify({ query: CHANGES, variables: { id: runId } });
  const request = `POST /graphql/stream HTTP/1.1\r\nHost: ${host}\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const socket = connect(Number(port), hostname).on('error', () => {});
  sockets.push(socket);
  socket.write(request + request);
  await new Promise((resolve) => socket.once('data', resolve));
  socket.pause();
}

/** One that never says who it is, and one that follows a run. */
async function openWebSockets(runId: string): Promise<void> {
  const { url, authorization } = installation.api;
  const open = () => new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const silent = open();
  await new Promise((resolve) => silent.addEventListener('open', resolve));
  const follower = open();
  follower.onopen = () => follower.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
  await new Promise<void>((resolve) => {
    follower.onmessage = ({ data }) => {
      const { type } = JSON.parse(String(data)) as { type: string };
      const subscribe = { id: '1', type: 'subscribe', payload: { query: CHANGES, variables: { id: runId } } };
      if (type === 'connection_ack') follower.send(JSON.stringify(subscribe));
      if (type === 'next') resolve();
    };
  });
}

const isGone = (pid: number) =>
  readFile(`/proc/${pid}/stat`, 'utf8').then(
    (stat) => /\) [ZX] /.test(stat),
    () => true,
  );

void test('it ends soon, and so do scripts, however its clients behave', async () => {
  const { api, folder } = installation;
  const asking = await publish(
    api,
    projectId,
    'asking',
    graphOf({ start: { type: 'manual' }, ask: { type: 'approval', config: { message: 'Go on?' } } }, ['start>ask']),
  );
  const pidFile = join(folder, 'script-pid');
  const script = `trap '' TERM; (trap '' TERM; sleep 600 & echo $! > ${pidFile}; wait) & wait`;
  const working = await publish(
    api,
    projectId,
    'working',
    graphOf({ start: { type: 'manual' }, work: { type: 'script', config: { script } } }, ['start>work']),
  );
  const waitingRun = await startRun(api, asking, 'one');
  const workingRun = await startRun(api, working, 'two');
  const pid = await until('the script works', async () => Number(await readFile(pidFile, 'utf8').catch(() => '')));
  await openWebSockets(waitingRun);
  await followTwice(workingRun);

  void server.signal('SIGTERM');
  await until('the server has ended', () => !server.isRunning, 8);
  await until('the script has ended', () => isGone(pid), 8);
  assert.doesNotMatch(server.output, /did not stop in time/);
});

void test('asked a second time it ends at once', async () => {
  server = await installation.start('all');
  void server.signal('SIGTERM');
  void server.signal('SIGTERM');
  await until('the server has ended', () => !server.isRunning, 8);
});
