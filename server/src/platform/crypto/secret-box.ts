import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts what must be read again (secret variables) and hashes what must only be recognized (tokens, sessions). */
export interface SecretBox {
  /** AES-256-GCM: 12 bytes nonce, 16 bytes tag, ciphertext. `context` binds the box to its row. */
  seal(plain: string, context: string): Buffer;
  /** Throws when the box was changed, belongs to another row or another key. */
  open(box: Buffer, context: string): string;
  /** HMAC-SHA256 of `text` under a key derived for `purpose`. */
  sign(text: string, purpose: string): Buffer;
}

export function createSecretBox(secret: string): SecretBox {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'pilothouse', purpose, 32));
  const boxKey = derive('secret-box');
  return {
    seal(plain, context) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', boxKey, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(box, context) {
      const decipher = createDecipheriv('aes-256-gcm', boxKey, box.subarray(0, 12)).setAAD(Buffer.from(context));
      decipher.setAuthTag(box.subarray(12, 28));
      return Buffer.concat([decipher.update(box.subarray(28)), decipher.final()]).toString('utf8');
    },
    sign: (text, purpose) => createHmac('sha256', derive(purpose)).update(text).digest(),
  };
}

/** For secrets of 256 random bits, where a plain hash is as good as a slow one. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
