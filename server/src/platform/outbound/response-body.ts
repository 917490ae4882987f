import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { OutboundError } from './outbound-error.ts';

const unpackers = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

interface Response {
  headers: Record<string, string | string[] | undefined>;
  body: Readable;
}

/** All of a body, at most `most` bytes of it before and after unpacking. */
export async function readBody({ headers, body }: Response, most: number): Promise<Buffer> {
  const tooLarge = () => new OutboundError('OUTBOUND_TOO_LARGE', `The answer is larger than ${most} bytes.`);
  const chunks: Buffer[] = [];
  let length = 0;
  if (Number(headers['content-length'] ?? 0) > most) {
    body.on('error', () => {});
    body.destroy();
    throw tooLarge();
  }
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) throw tooLarge();
    chunks.push(chunk);
  }
  const packed = Buffer.concat(chunks);
  const encoding = String(headers['content-encoding'] ?? '').toLowerCase();
  const unpack = unpackers[encoding as keyof typeof unpackers];
  if (!unpack || packed.length === 0) return packed;
  try {
    return await unpack(packed, { maxOutputLength: most });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new OutboundError('OUTBOUND_UNREACHABLE', 'The answer is packed in a way that can’t be read.', error);
  }
}
