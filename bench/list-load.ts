import { connect, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

/** One short run against one server. */
export interface LoadOrder {
  port: number;
  /** The whole request as it goes over the wire. */
  request: string;
  /** Before counting begins. */
  warmUpMs: number;
  ms: number;
}

export interface LoadResult {
  responseCount: number;
  failureCount: number;
  ms: number;
}

/**
 * Keeps as many requests under way as there are connections, on bare sockets: an HTTP client would take more CPU than the
 * server that is measured. Reads only the status and where the body ends.
 */
export function runLoad(order: LoadOrder, connections: number): Promise<LoadResult> {
  return new Promise((done, fail) => {
    const request = Buffer.from(order.request);
    const sockets: Socket[] = [];
    let [responseCount, failureCount, countedFrom] = [0, 0, 0];
    const answered = (isOk: boolean) => {
      if (countedFrom === 0) return;
      if (isOk) responseCount += 1;
      else failureCount += 1;
    };
    for (let index = 0; index < connections; index += 1) {
      const socket = connect({ port: order.port, host: '127.0.0.1', noDelay: true }, () => socket.write(request));
      socket.on('error', fail);
      socket.on(
        'data',
        readResponses((isOk) => {
          answered(isOk);
          socket.write(request);
        }),
      );
      sockets.push(socket);
    }
    setTimeout(() => {
      countedFrom = performance.now();
      setTimeout(() => {
        const ms = performance.now() - countedFrom;
        for (const socket of sockets) socket.destroy();
        done({ responseCount, failureCount, ms });
      }, order.ms);
    }, order.warmUpMs);
  });
}

/** Calls back at the end of each response. Knows `Content-Length` only: all three servers send it. */
function readResponses(onEnd: (isOk: boolean) => void): (chunk: Buffer) => void {
  let [head, left, isOk] = ['', 0, true];
  return (chunk) => {
    if (left === 0) {
      const earlier = head.length;
      head += chunk.toString('latin1', 0, 4_096);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return;
      const length = /\r\ncontent-length: (\d+)/i.exec(head.slice(0, end))?.[1];
      if (!length) throw new Error(`A response without Content-Length: ${head.slice(0, end)}`);
      isOk = head.startsWith('HTTP/1.1 200');
      left = Number(length) + end + 4 - earlier;
      head = '';
    }
    left -= chunk.length;
    if (left === 0) onEnd(isOk);
  };
}

parentPort?.on('message', (order: LoadOrder) => {
  const { connections } = workerData as { connections: number };
  runLoad(order, connections).then(
    (result) => parentPort?.postMessage(result),
    (error: unknown) => parentPort?.postMessage({ error: String(error) }),
  );
});
