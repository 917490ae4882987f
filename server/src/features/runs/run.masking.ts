import { createMasker, type Masker } from '../../platform/runners/masker.ts';
import type { Json } from '../nodes/node.types.ts';

/** Masks what a run stores with every secret that its nodes have been given so far. */
export interface RunMasker {
  add(secret: string): void;
  text(text: string): string;
  value(value: Json): Json;
}

export function createRunMasker(): RunMasker {
  const secrets = new Set<string>();
  let masker: Masker | null = null;
  const text = (value: string) => {
    if (secrets.size === 0) return value;
    masker ??= createMasker([...secrets]);
    return masker.maskText(value);
  };
  const value = (given: Json): Json => {
    if (secrets.size === 0) return given;
    if (typeof given === 'string') return text(given);
    if (Array.isArray(given)) return given.map(value);
    if (typeof given !== 'object' || given === null) {
      // A secret may be a number: it is none any more where it would show.
      return typeof given === 'number' && text(String(given)) !== String(given) ? '***' : given;
    }
    return Object.fromEntries(Object.entries(given).map(([key, part]) => [text(key), value(part)]));
  };
  return {
    add(secret) {
      if (secrets.has(secret)) return;
      secrets.add(secret);
      masker = null;
    },
    text,
    value,
  };
}
