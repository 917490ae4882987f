import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import WebSocket from 'ws';

const logQuery =
  'subscription ($id: ID!) { deploymentLog(id: $id) { lines { seq at stream stepKey text } lastSeq hasEnded } }';

export interface LogSubscriber {
  /** Lines received so far. */
  lineCount: number;
  /** Lines that came twice, out of order or not at all, as far as it has received. */
  faultCount: number;
  byteCount: number;
  ended: Promise<void>;
  close(): void;
}

/** Follows a deployment's log by `graphql-transport-ws` and counts; the texts are not parsed, that would be the bench's own load. */
export function followLog(url: string, cookie: string, deploymentId: string): LogSubscriber {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: { cookie },
  });
  const ended = Promise.withResolvers<void>();
  const subscriber: LogSubscriber = {
    lineCount: 0,
    faultCount: 0,
    byteCount: 0,
    ended: ended.promise,
    close: () => socket.close(),
  };
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  socket.on('close', () => ended.resolve());
  socket.on('error', () => ended.resolve());
  socket.on('message', (data: Buffer) => {
    const type = /"type":"(\w+)"/.exec(data.toString('latin1', 0, 80))?.[1];
    if (type === 'connection_ack')
      socket.send(
        JSON.stringify({ id: '1', type: 'subscribe', payload: { query: logQuery, variables: { id: deploymentId } } }),
      );
    else if (type === 'ping') socket.send('{"type":"pong"}');
    else if (type === 'next') count(subscriber, data);
    else if (type === 'complete' || type === 'error') socket.close();
  });
  return subscriber;
}

/** Numbers of lines go up by one; a gap or a repetition is a fault. */
function count(subscriber: LogSubscriber, message: Buffer): void {
  subscriber.byteCount += message.length;
  const marker = '{"seq":';
  for (let at = message.indexOf(marker); at !== -1; at = message.indexOf(marker, at + 40)) {
    const seq = Number.parseInt(message.toString('latin1', at + marker.length, at + marker.length + 12), 10);
    if (seq !== subscriber.lineCount + 1) subscriber.faultCount += 1;
    subscriber.lineCount = seq;
  }
}

/** A subscriber that takes 1 kB a second from its socket. */
export async function followSlowly(url: string, cookie: string, deploymentId: string): Promise<{ close: () => void }> {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.on('error', () => {});
  socket.write(
    `GET /graphql HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nCookie: ${cookie}\r\n` +
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`,
  );
  await nextRead(socket);
  sendText(socket, '{"type":"connection_init"}');
  await nextRead(socket);
  sendText(
    socket,
    JSON.stringify({ id: '1', type: 'subscribe', payload: { query: logQuery, variables: { id: deploymentId } } }),
  );
  const timer = setInterval(() => socket.read(1_000), 1_000);
  return {
    close: () => {
      clearInterval(timer);
      socket.destroy();
    },
  };
}

async function nextRead(socket: Socket): Promise<void> {
  while (socket.read() === null) await new Promise((resolve) => socket.once('readable', resolve));
}

function sendText(socket: Socket, text: string): void {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const head =
    payload.length < 126
      ? Buffer.of(0x81, 0x80 | payload.length)
      : Buffer.of(0x81, 0xfe, payload.length >> 8, payload.length & 0xff);
  socket.write(Buffer.concat([head, mask, payload.map((byte, index) => byte ^ (mask[index % 4] as number))]));
}
