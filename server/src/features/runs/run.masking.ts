import { createMasker, type Masker } from '../../platform/runners/masker.ts';
import type { Json } from '../nodes/node.types.ts';

/** Masks what a run stores with every secret that its nodes have been given so far. */
export interface RunMasker {
  add(secret: string): void;
  text(text: string): string;
  value(value: Json): Json;
  /** Of something that is not complete: its texts may end within a secret. */
  partial(value: Json): Json;
  /** Whether there is anything to mask yet. */
  readonly hasSecrets: boolean;
}

export function createRunMasker(): RunMasker {
  const secrets = new Set<string>();
  let masker: Masker | null = null;
  const text = (value: string) => {
    if (secrets.size === 0) return value;
    masker ??= createMasker([...secrets]);
    return masker.maskText(value);
  };
  const valueBy = (given: Json, text: (part: string) => string): Json => {
    if (secrets.size === 0) return given;
    const value = (part: Json) => valueBy(part, text);
    if (typeof given === 'string') return text(given);
    if (Array.isArray(given)) return given.map(value);
    if (typeof given !== 'object' || given === null) {
      // A secret may be a number: it is none any more where it would show.
      return typeof given === 'number' && text(String(given)) !== String(given) ? '***' : given;
    }
    return Object.fromEntries(Object.entries(given).map(([key, part]) => [text(key), value(part)]));
  };
  // A mark of where it was cut, as the masker knows it.
  const cutText = (part: string) => text(`${part}…`).replace(/…$/, '');
  return {
    add(secret) {
      if (secrets.has(secret)) return;
      secrets.add(secret);
      masker = null;
    },
    text,
    value: (given) => valueBy(given, text),
    partial: (given) => valueBy(given, cutText),
    get hasSecrets() {
      return secrets.size > 0;
    },
  };
}

/** Postgres keeps no NUL and no half of a surrogate pair in jsonb or text; JSON spells both as escapes. */
export const storable = (value: unknown): string =>
  JSON.stringify(value).replace(/\\u(0000|d[89a-f][0-9a-f]{2})/g, '\\ufffd');
