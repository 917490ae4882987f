import type { CodePlace } from '../../ui/code-editor/code-editor.ts';

const opening = '$' + '{{';

/** The whole text is one expression. */
export function wholeText(text: string): CodePlace[] {
  return [{ from: 0, to: text.length, outerFrom: 0, outerTo: text.length }];
}

/** The expressions between `${{` and `}}`, as the server reads them. One that is not closed yet goes on to the end. */
export function templatePlaces(text: string): CodePlace[] {
  const places: CodePlace[] = [];
  for (let start = text.indexOf(opening); start >= 0; ) {
    const from = start + opening.length;
    const to = endOf(text, from);
    const outerTo = Math.min(to + 2, text.length);
    places.push({ from, to, outerFrom: start, outerTo });
    start = text.indexOf(opening, outerTo);
  }
  return places;
}

/** Where the code is that begins there: before the `}}` that is neither in a string nor closes a brace of its own. */
function endOf(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"' || char === "'") at = endOfString(text, at);
    else if (char === '{') depth += 1;
    else if (char === '}' && depth > 0) depth -= 1;
    else if (char === '}' && text[at + 1] === '}') return at;
  }
  return text.length;
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === text[from]) return at;
  }
  return text.length;
}
