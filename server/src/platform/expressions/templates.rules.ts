/** A place in a text, `${{ source }}`. */
export interface TemplatePart {
  source: string;
  start: number;
  end: number;
}

export class TemplateError extends Error {
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

/** The expressions in a text, in order. Braces and quotes inside of them are understood. */
export function partsOf(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf('${{', from);
    if (start < 0) return parts;
    const end = endOf(text, start + 3);
    parts.push({ source: text.slice(start + 3, end - 2).trim(), start, end });
    from = end;
  }
}

function endOf(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '"' || char === "'") at = endOfQuote(text, at, char);
    else if (char === '{') depth++;
    else if (char === '}' && depth > 0) depth--;
    else if (char === '}' && text[at + 1] === '}') return at + 2;
  }
  throw new TemplateError('An expression that begins with “$” and two braces needs two at its end.', from - 3);
}

function endOfQuote(text: string, at: number, quote: string): number {
  const isRaw = /[rR]/.test(text[at - 1] ?? '') && !/\w/.test(text[at - 2] ?? '');
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\' && !isRaw) i++;
    else if (text[i] === quote) return i;
  }
  return text.length;
}

export const isWhole = (text: string, part: TemplatePart): boolean => part.start === 0 && part.end === text.length;

/** Where the expression itself begins, behind the braces and what is white. */
export const sourceStart = (text: string, { source, start }: TemplatePart): number => text.indexOf(source, start + 3);

/** Every text of a value with its path, `config.headers.0.value`. Keys are not templates. */
export function textsIn(value: unknown, path = '', depth = 0): { path: string; text: string }[] {
  if (typeof value === 'string') return value.includes('${{') ? [{ path, text: value }] : [];
  if (typeof value !== 'object' || value === null || depth > 64) return [];
  return Object.entries(value).flatMap(([key, part]) => textsIn(part, path ? `${path}.${key}` : key, depth + 1));
}
