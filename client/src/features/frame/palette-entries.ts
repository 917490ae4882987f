import type { ReactNode } from 'react';

export interface PaletteEntry {
  id: string;
  group: 'Go to' | 'Deploy' | 'Do';
  label: string;
  icon: ReactNode;
  run: () => void;
  /** Also found by these. */
  words?: string;
  keys?: string[];
  /** Only shown once something was typed that it matches. */
  isDetail?: boolean;
}

const mostPerGroup = 8;

/**
 * The commands for what was typed: every typed word must begin a word of the command. With nothing typed, the main ones.
 * Commands that begin as typed come first.
 */
export function matchEntries(entries: PaletteEntry[], text: string): PaletteEntry[] {
  const typed = wordsOf(text);
  const wholeText = text.trim().toLowerCase();
  const counts = new Map<string, number>();
  const matching = entries
    .filter((entry) => {
      if (typed.length === 0) return !entry.isDetail && entry.group !== 'Deploy';
      if (entry.isDetail && typed.length < 2) return false;
      const words = wordsOf(`${entry.label} ${entry.words ?? ''}`);
      return typed.every((word) => words.some((candidate) => candidate.startsWith(word)));
    })
    .map((entry, index) => ({ entry, rank: (entry.label.toLowerCase().startsWith(wholeText) ? 0 : 1_000) + index }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
  return matching.filter((entry) => {
    const count = (counts.get(entry.group) ?? 0) + 1;
    counts.set(entry.group, count);
    return count <= mostPerGroup;
  });
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s:/]+/)
    .filter(Boolean);
}
