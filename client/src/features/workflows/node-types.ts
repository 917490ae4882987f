import type { NodeTypeInfo } from './graph.ts';

export type NodeTypes = ReadonlyMap<string, NodeTypeInfo>;

export function nodeTypesOf(list: readonly NodeTypeInfo[]): NodeTypes {
  return new Map(list.map((type) => [type.type, type]));
}

export const groupTitles = { TRIGGER: 'Triggers', ACTION: 'Actions', FLOW: 'Flow' } as const;

/** Every typed word must begin a word of the type's name, description or id; the ones whose name begins so come first. */
export function matchTypes(types: Iterable<NodeTypeInfo>, text: string): NodeTypeInfo[] {
  const typed = wordsOf(text);
  const whole = text.trim().toLowerCase();
  return [...types]
    .filter((type) => {
      const words = wordsOf(`${type.name} ${type.type} ${type.description}`);
      return typed.every((word) => words.some((candidate) => candidate.startsWith(word)));
    })
    .sort((a, b) => rank(a, whole) - rank(b, whole));
}

function rank(type: NodeTypeInfo, whole: string): number {
  return whole !== '' && (type.name.toLowerCase().startsWith(whole) || type.type.startsWith(whole)) ? 0 : 1;
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
