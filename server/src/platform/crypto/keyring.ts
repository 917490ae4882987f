import { readFileSync, statSync } from 'node:fs';
import { ConfigError } from '../config.ts';

/** A key that wraps the data keys of secrets, under the id by which boxes name it. */
export interface EncryptionKey {
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

/** The id of the key that is derived from the server's secret; always there, so that boxes outlive a change of keys. */
export const DERIVED_KEY_ID = 'secret-1';

const KEY_LINE = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63})\s*[:=]\s*(\S+)$/;

/**
 * Keys out of `id: base64` pairs, the one that encrypts first: lines or commas between them, or one JSON object. A pair named
 * `current` says which one encrypts, else it is the first. Throws {@link ConfigError}, never with a key in it.
 */
export function parseKeys(text: string, source: string): EncryptionKey[] {
  const pairs = text.trimStart().startsWith('{') ? pairsOfJson(text, source) : pairsOfLines(text, source);
  const current = pairs.find(([id]) => id === 'current')?.[1];
  const keys = pairs.filter(([id]) => id !== 'current').map(([id, value]) => ({ id, key: keyOf(id, value, source) }));
  const twice = keys.find((key, index) => keys.findIndex((other) => other.id === key.id) < index);
  if (twice) throw new ConfigError(`${source} has two keys named “${twice.id}”.`);
  if (keys.length === 0)
    throw new ConfigError(`${source} has no key. Write lines such as “2026-11: <32 bytes in base64>”.`);
  if (current !== undefined && !keys.some((key) => key.id === current))
    throw new ConfigError(`${source} says that “${current}” is current, and has no key of that name.`);
  return keys.sort((a, b) => Number(b.id === current) - Number(a.id === current));
}

function pairsOfJson(text: string, source: string): [string, string][] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // What the parser says would quote the file.
    throw new ConfigError(`${source} begins like JSON and isn't.`);
  }
  return Object.entries(value as object).map(([id, key]) => {
    if (typeof key !== 'string' || !KEY_LINE.test(`${id}:${key}`))
      throw new ConfigError(`${source}: the values of its fields must be keys in base64.`);
    return [id, key];
  });
}

function pairsOfLines(text: string, source: string): [string, string][] {
  const lines = text.split(/[\n,]/).map((line) => line.trim());
  return lines.flatMap((line, index): [string, string][] => {
    if (line === '' || line.startsWith('#')) return [];
    const [, id, value] = KEY_LINE.exec(line) ?? [];
    if (!id || !value) throw new ConfigError(`${source}: entry ${index + 1} is not of the form “id: key in base64”.`);
    return [[id, value]];
  });
}

function keyOf(id: string, value: string, source: string): Buffer {
  if (id === DERIVED_KEY_ID)
    throw new ConfigError(
      `${source}: the name “${id}” belongs to the key made from PILOTHOUSE_SECRET. Use another one.`,
    );
  const key = Buffer.from(value, 'base64');
  if (key.length !== 32 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(value))
    throw new ConfigError(
      `${source}: the key “${id}” must be 32 bytes in base64. Make one with: openssl rand -base64 32`,
    );
  if (new Set(key).size < 12)
    throw new ConfigError(`${source}: the key “${id}” is no random one. Make one with: openssl rand -base64 32`);
  return key;
}

/** The keys that the server has now, the one that encrypts first; none when only the derived one is used. */
export type KeySource = () => readonly EncryptionKey[];

/**
 * The keys of a file that only its owner may read. A file that changed is read again, so that a key which was added reaches
 * servers that run: `secrets rotate` and they must agree. What can't be read then leaves the keys as they were; at the
 * start it throws {@link ConfigError}.
 */
function keysOfFile(path: string, onProblem: (error: unknown) => void): KeySource {
  const read = () => {
    const { mode } = statSync(path);
    if ((mode & 0o077) !== 0)
      throw new ConfigError(`The keys file ${path} can be read by others. Run: chmod 600 ${path}`);
    return parseKeys(readFileSync(path, 'utf8'), `The keys file ${path}`);
  };
  const markOf = () => {
    const { mtimeMs, ctimeMs, size, ino } = statSync(path);
    return [mtimeMs, ctimeMs, size, ino].join('/');
  };
  let mark: string;
  let keys: EncryptionKey[];
  try {
    mark = markOf();
    keys = read();
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`The keys file ${path} can’t be read: ${(error as NodeJS.ErrnoException).code}.`);
  }
  return () => {
    try {
      const markNow = markOf();
      if (markNow !== mark) {
        mark = markNow;
        keys = read();
      }
    } catch (error) {
      onProblem(error);
    }
    return keys;
  };
}

/** The keys of the configuration. Throws {@link ConfigError}. */
export function configuredKeys(
  config: { keysFile: string | null; keys: string | null },
  onProblem: (error: unknown) => void = () => {},
): KeySource {
  if (config.keysFile && config.keys) throw new ConfigError('Set PILOTHOUSE_KEYS_FILE or PILOTHOUSE_KEYS, not both.');
  if (config.keysFile) return keysOfFile(config.keysFile, onProblem);
  const keys = config.keys ? parseKeys(config.keys, 'PILOTHOUSE_KEYS') : [];
  return () => keys;
}
