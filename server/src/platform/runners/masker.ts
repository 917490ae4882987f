import { SecretFinder, type Stretch } from './secret-finder.ts';
import { listSecretForms } from './secret-forms.rules.ts';

/** Masks one stream. Its output never shows a secret, wherever the writes were split. */
export interface Masker {
  /** The next bytes of the stream; returns what may be shown of it and of what was held back. */
  push(bytes: Buffer): Buffer;
  /** The stream has ended (or must be shown up to here): returns what was held back. */
  flush(): Buffer;
  /**
   * Input bytes that are held back, as they may be the beginning of a secret. A reader which persists
   * `offset − heldBytes` can begin there again with a new masker and gets the same output.
   */
  readonly heldBytes: number;
  /** Masks a single text (a message, a diff, a reason), apart from the stream. */
  maskText(text: string): string;
}

const mask = Buffer.from('***');
const newline = 0x0a;

/**
 * Overlapping secrets are masked as one, so they are held back together. Only a text of nothing but overlaps could grow
 * this for ever (the secret `aaaa` in a megabyte of `a`); it is cut here.
 */
const maxHeldBytes = 64 * 1024;

/** One `***` per line that it covers: the number of lines never changes, so line n of the output is line n of the input. */
function pushMask(parts: Buffer[], secret: Buffer): void {
  parts.push(mask);
  for (let at = secret.indexOf(newline); at >= 0; at = secret.indexOf(newline, at + 1)) {
    parts.push(Buffer.from('\n***'));
  }
}

function replace(bytes: Buffer, stretches: Stretch[], end: number): Buffer {
  const parts: Buffer[] = [];
  let shownUpTo = 0;
  for (const stretch of stretches) {
    if (stretch.start >= end) break;
    parts.push(bytes.subarray(shownUpTo, stretch.start));
    pushMask(parts, bytes.subarray(stretch.start, stretch.end));
    shownUpTo = stretch.end;
  }
  if (parts.length === 0) return bytes.subarray(0, end);
  parts.push(bytes.subarray(shownUpTo, end));
  return Buffer.concat(parts);
}

/** Where to stop showing: before what may become a secret, and before a secret that reaches into that. */
function findEnd(finder: SecretFinder, bytes: Buffer, stretches: Stretch[]): number {
  const unfinished = finder.findUnfinished(bytes);
  const reaching = stretches.findLast((stretch) => stretch.start < unfinished);
  if (!reaching || reaching.end <= unfinished) return unfinished;
  return bytes.length - reaching.start <= maxHeldBytes ? reaching.start : reaching.end;
}

/**
 * A masker for these secrets: each is replaced by `***`, also when it is split over any number of writes, in its base64,
 * hexadecimal, URL, JSON and shell spellings, and line by line when it has several lines. Of overlapping secrets all bytes are covered.
 * Secrets under 4 bytes are ignored. Memory is bounded by the longest secret and 64 KiB; bytes in
 * which nothing matches are passed on without a copy.
 */
export function createMasker(secrets: readonly string[]): Masker {
  const forms = listSecretForms(secrets);
  const finder = new SecretFinder(forms);
  const maskCut = cutMasker(forms, finder);
  let held = Buffer.alloc(0) as Buffer;
  const take = (bytes: Buffer): Buffer => (held.length === 0 ? bytes : Buffer.concat([held, bytes]));
  return {
    push(chunk) {
      const bytes = take(chunk);
      const stretches = finder.find(bytes);
      const end = findEnd(finder, bytes, stretches);
      // A copy: the caller may use its buffer again.
      held = Buffer.from(bytes.subarray(end));
      return replace(bytes, stretches, end);
    },
    flush() {
      const bytes = held;
      held = Buffer.alloc(0);
      return replace(bytes, finder.find(bytes), bytes.length);
    },
    get heldBytes() {
      return held.length;
    },
    maskText(text) {
      const bytes = Buffer.from(text);
      const stretches = finder.find(bytes);
      return maskCut(stretches.length === 0 ? text : replace(bytes, stretches, bytes.length).toString());
    },
  };
}

/** How reporters mark where they cut a text, which they do before anybody has masked it. */
const CUT = '…';
/** Less of a secret gives nothing away, and would be found in any text. */
const MIN_PART_BYTES = 4;

/** Masks what is left of a secret beside a cut: its beginning before, its end after, or a middle part between two. */
function cutMasker(forms: readonly Buffer[], finder: SecretFinder): (text: string) => string {
  let endings: SecretFinder | null = null;
  const ending = (bytes: Buffer) => {
    endings ??= new SecretFinder(forms.map(reversed));
    return bytes.length - endings.findUnfinished(reversed(bytes));
  };
  const maskPart = (part: string, isCutBefore: boolean, isCutAfter: boolean): string => {
    const bytes = Buffer.from(part);
    if (isCutBefore && isCutAfter && bytes.length >= MIN_PART_BYTES && forms.some((form) => form.includes(bytes)))
      return '***';
    const end = isCutAfter ? finder.findUnfinished(bytes) : bytes.length;
    const start = isCutBefore ? ending(bytes) : 0;
    const [hidesEnd, hidesStart] = [bytes.length - end >= MIN_PART_BYTES, start >= MIN_PART_BYTES];
    if (!hidesEnd && !hidesStart) return part;
    const shown = bytes.subarray(hidesStart ? start : 0, hidesEnd ? Math.max(end, hidesStart ? start : 0) : undefined);
    return `${hidesStart ? '***' : ''}${shown.toString()}${hidesEnd ? '***' : ''}`;
  };
  return (text) => {
    if (forms.length === 0 || !text.includes(CUT)) return text;
    const parts = text.split(CUT);
    return parts.map((part, index) => maskPart(part, index > 0, index < parts.length - 1)).join(CUT);
  };
}

const reversed = (bytes: Buffer): Buffer => Buffer.from(bytes).reverse();
