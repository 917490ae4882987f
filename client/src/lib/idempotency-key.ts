/** A key that makes a repeated request count once. `crypto.randomUUID` exists only over HTTPS and on localhost; this works everywhere. */
export function createIdempotencyKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
