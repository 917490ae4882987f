import type { Json } from './node.types.ts';

/** A longer line goes out in parts, so that one without an end fills no memory. */
const MAX_LINE_CHARACTERS = 64 * 1024;

/** Keeps the last `characters` of a stream. */
export function createTail(characters: number) {
  let kept = '';
  return {
    add(text: string): void {
      kept += text;
      // Cut now and then: not at every piece, and never more than twice as much is held.
      if (kept.length > 2 * characters) kept = kept.slice(-characters);
    },
    text: (): string => kept.slice(-characters),
  };
}

/** Hands on whole lines, and at the end what is left. */
export function lineReader(onLine: (line: string) => void) {
  let rest = '';
  return {
    add(text: string): void {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
      if (rest.length < MAX_LINE_CHARACTERS) return;
      onLine(rest);
      rest = '';
    },
    end(): void {
      if (rest) onLine(rest);
      rest = '';
    },
  };
}

/** What a script says that its output is: `{"output": …}` as its last line. Null where it says nothing. */
export function outputOfLastLine(stdout: string): Json {
  const line = stdout.trimEnd().split('\n').at(-1)?.trim() ?? '';
  if (!line.startsWith('{')) return null;
  try {
    const value = JSON.parse(line) as { output?: Json };
    return value.output ?? null;
  } catch {
    return null;
  }
}
