import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/**
 * WebSocket clients on bare TCP that only count frames, so that a thousand of them in one process are never what limits a
 * measurement: `ws` takes about as long to receive a frame as the server takes to send one.
 */
export interface FrameCounters {
  /** Frames that all of them have received so far. */
  count(): number;
  /** Resolves when `count()` has grown by so many. */
  next(frameCount: number): Promise<void>;
  close(): void;
}

export async function openFrameCounters(
  port: number,
  path: string,
  clientCount: number,
  messages: string[],
): Promise<FrameCounters> {
  let count = 0;
  let wanted = Number.POSITIVE_INFINITY;
  let wake = () => {};
  const onFrames = (frameCount: number) => {
    count += frameCount;
    if (count >= wanted) wake();
  };
  const sockets: Socket[] = [];
  // A few at a time: a backlog of connections has 511 places.
  for (let opened = 0; opened < clientCount; opened += 100)
    sockets.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(100, clientCount - opened) }, () => openOne(port, path, messages, onFrames)),
      )),
    );
  return {
    count: () => count,
    next(frameCount) {
      wanted = count + frameCount;
      return new Promise((resolve) => {
        wake = () => {
          wanted = Number.POSITIVE_INFINITY;
          resolve();
        };
      });
    },
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function openOne(
  port: number,
  path: string,
  messages: string[],
  onFrames: (frameCount: number) => void,
): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.on('error', () => {});
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n` +
      'Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n',
  );
  const head = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
  const end = head.indexOf('\r\n\r\n') + 4;
  if (!head.toString('latin1', 0, 12).endsWith('101')) throw new Error(`Refused: ${head.toString()}`);
  const counter = frameCounter(onFrames);
  if (head.length > end) counter(head.subarray(end));
  socket.on('data', counter);
  for (const [index, message] of messages.entries()) {
    // The protocol wants the acknowledgement awaited before the first operation.
    if (index > 0) await new Promise((resolve) => socket.once('data', resolve));
    socket.write(clientFrame(message));
  }
  return socket;
}

/** Skips from frame header to frame header of what a server sends (unmasked), over any cuts. Counts data frames. */
function frameCounter(onFrames: (frameCount: number) => void): (chunk: Buffer) => void {
  let skip = 0;
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    let data = chunk;
    if (rest.length > 0) {
      data = Buffer.concat([rest, chunk]);
      rest = Buffer.alloc(0);
    }
    let at = skip;
    let frameCount = 0;
    while (at < data.length) {
      const short = (data[at + 1] ?? 0) & 0x7f;
      const headBytes = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (at + headBytes > data.length) {
        rest = Buffer.from(data.subarray(at));
        break;
      }
      const length =
        short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2));
      if (((data[at] ?? 0) & 0x0f) < 8) frameCount += 1;
      at += headBytes + length;
    }
    skip = rest.length > 0 ? 0 : at - data.length;
    if (frameCount > 0) onFrames(frameCount);
  };
}

function clientFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126
      ? Buffer.of(0x81, 0x80 | payload.length)
      : Buffer.of(0x81, 0xfe, payload.length >> 8, payload.length & 0xff);
  // A mask of zeros changes nothing and is a mask all the same.
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}
