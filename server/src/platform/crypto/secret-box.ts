import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { DERIVED_KEY_ID, type EncryptionKey, type KeySource } from './keyring.ts';

/**
 * Encrypts what must be read again (secret variables, second factors), signs what must be recognized as ours, and derives
 * keys for one purpose each.
 *
 * A box is an envelope: the text is encrypted with AES-256-GCM under a data key of its own, and the data key under a key
 * that the server holds and the box names. Both bind `context`, which says whose box it is: moved to another row, it does not
 * open. docs/decisions/envelope-encryption.md has the layout.
 */
export interface SecretBox {
  seal(plain: string, context: string): Buffer;
  /**
   * The text. Throws {@link SecretBoxError} when the box was changed, belongs to another context, or its key is not there.
   * `firstContext`: what boxes of the first format were bound to, where that was something else.
   */
  open(box: Buffer, context: string, firstContext?: string): string;
  /** The same secret under the key that encrypts now; null when it is already. Throws as {@link open}. */
  reseal(box: Buffer, context: string, firstContext?: string): Buffer | null;
  /** The id of the key that this box needs; null for the first format, which knew only the server's secret. */
  keyIdOf(box: Buffer): string | null;
  /** The id of the key that encrypts now. */
  readonly currentKeyId: string;
  /** HMAC-SHA256 of `text` under a key derived for `purpose`. */
  sign(text: string, purpose: string): Buffer;
  /** 32 bytes derived from the server's secret for `purpose`. */
  key(purpose: string): Buffer;
}

/** Why a box does not open, in words for whoever runs the server. */
export class SecretBoxError extends Error {
  override name = 'SecretBoxError';
}

/** What no box of the first format begins with, but once in 2^64. */
const MAGIC = Buffer.from('phbox/2:');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const DATA_KEY_BYTES = 32;

function encrypt(key: Buffer, plain: Buffer, bound: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Throws what OpenSSL throws when key, bytes or `bound` are others. */
function decrypt(key: Buffer, sealed: Buffer, bound: string): Buffer {
  // A shorter tag would be taken, and is easier to forge.
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new SecretBoxError('It was cut off.');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(bound)).setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}

const wrapBinding = (keyId: string, context: string) => JSON.stringify(['data key', keyId, context]);
const bodyBinding = (context: string) => JSON.stringify(['secret', context]);

interface Envelope {
  keyId: string;
  wrappedKey: Buffer;
  body: Buffer;
}

function readEnvelope(box: Buffer): Envelope | null {
  if (!box.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const idEnd = MAGIC.length + 1 + (box[MAGIC.length] ?? 0);
  const keyEnd = idEnd + NONCE_BYTES + TAG_BYTES + DATA_KEY_BYTES;
  return {
    keyId: box.toString('utf8', MAGIC.length + 1, idEnd),
    wrappedKey: box.subarray(idEnd, keyEnd),
    body: box.subarray(keyEnd),
  };
}

function writeEnvelope({ keyId, wrappedKey, body }: Envelope): Buffer {
  const id = Buffer.from(keyId);
  return Buffer.concat([MAGIC, Buffer.from([id.length]), id, wrappedKey, body]);
}

/** `keys`: what the configuration names, the one that encrypts first. Without any, one is derived from `secret`. */
export function createSecretBox(secret: string, keys: KeySource = () => []): SecretBox {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'pilothouse', purpose, 32));
  const derived: EncryptionKey = { id: DERIVED_KEY_ID, key: derive('key-encryption-key') };
  const firstFormatKey = derive('secret-box');
  const currentKey = () => keys()[0] ?? derived;

  const unwrap = ({ keyId, wrappedKey }: Envelope, context: string): Buffer => {
    const found = keyId === DERIVED_KEY_ID ? derived : keys().find(({ id }) => id === keyId);
    if (!found) throw new SecretBoxError(`It needs the key “${keyId}”, which this server does not have.`);
    try {
      return decrypt(found.key, wrappedKey, wrapBinding(keyId, context));
    } catch {
      const other =
        keyId === DERIVED_KEY_ID
          ? 'PILOTHOUSE_SECRET is another one than it was encrypted with'
          : `the key “${keyId}” is another one than it was encrypted with`;
      throw new SecretBoxError(`It was changed or moved, or ${other}.`);
    }
  };
  const openEnvelope = (envelope: Envelope, context: string): { dataKey: Buffer; plain: string } => {
    const dataKey = unwrap(envelope, context);
    try {
      return { dataKey, plain: decrypt(dataKey, envelope.body, bodyBinding(context)).toString('utf8') };
    } catch {
      throw new SecretBoxError('It was changed.');
    }
  };
  const openFirstFormat = (box: Buffer, context: string): string => {
    try {
      return decrypt(firstFormatKey, box, context).toString('utf8');
    } catch {
      throw new SecretBoxError(
        'It was changed or moved, or PILOTHOUSE_SECRET is another one than it was encrypted with.',
      );
    }
  };
  const wrap = (dataKey: Buffer, body: Buffer, context: string): Buffer => {
    const { id, key } = currentKey();
    return writeEnvelope({ keyId: id, wrappedKey: encrypt(key, dataKey, wrapBinding(id, context)), body });
  };
  const seal = (plain: string, context: string): Buffer => {
    const dataKey = randomBytes(DATA_KEY_BYTES);
    return wrap(dataKey, encrypt(dataKey, Buffer.from(plain), bodyBinding(context)), context);
  };

  return {
    seal,
    open(box, context, firstContext = context) {
      const envelope = readEnvelope(box);
      return envelope ? openEnvelope(envelope, context).plain : openFirstFormat(box, firstContext);
    },
    reseal(box, context, firstContext = context) {
      const envelope = readEnvelope(box);
      if (!envelope) return seal(openFirstFormat(box, firstContext), context);
      // Opened whole, though only the data key is wrapped anew: what does not open must not look as if it were kept.
      const { dataKey } = openEnvelope(envelope, context);
      return envelope.keyId === currentKey().id ? null : wrap(dataKey, envelope.body, context);
    },
    keyIdOf: (box) => readEnvelope(box)?.keyId ?? null,
    get currentKeyId() {
      return currentKey().id;
    },
    sign: (text, purpose) => createHmac('sha256', derive(purpose)).update(text).digest(),
    key: derive,
  };
}

/** For secrets of 256 random bits, where a plain hash is as good as a slow one. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
