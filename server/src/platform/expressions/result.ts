import type { Json } from '../../lib/json.ts';
import { ExpressionError } from './expression-error.ts';
import { isPlain, type Meter } from './meter.ts';

const maxDepth = 64;

/** A value of the language as plain JSON, copied: whole numbers are numbers, times ISO texts, bytes base64. */
export function toJson(value: unknown, meter: Meter): Json {
  let values = 0;
  let textLength = 0;
  const takeText = (text: string): string => {
    textLength += text.length;
    if (textLength > meter.limits.resultTextLength) meter.stop('The result is too large.');
    return text;
  };
  const convert = (part: unknown, depth: number): Json => {
    if (++values > meter.limits.resultValues || depth > maxDepth) meter.stop('The result is too large or too deep.');
    switch (typeof part) {
      case 'boolean':
        return part;
      case 'string':
        return takeText(part);
      case 'bigint':
        return wholeNumber(part);
      case 'number':
        return Number.isFinite(part) ? part : String(part);
      case 'object':
        if (part === null) return null;
        if (Array.isArray(part)) return part.map((item) => convert(item, depth + 1));
        if (isPlain(part)) return convertObject(part as Record<string, unknown>, depth);
        return convertSpecial(part, depth);
      default:
        throw new ExpressionError('The expression gives nothing that JSON can say.');
    }
  };
  const convertObject = (part: Record<string, unknown>, depth: number): Json => {
    const result: Record<string, Json> = {};
    for (const key of Object.keys(part)) if (key !== '__proto__') result[takeText(key)] = convert(part[key], depth + 1);
    return result;
  };
  const convertSpecial = (part: object, depth: number): Json => {
    if (part instanceof Date) return part.toISOString();
    if (part instanceof Uint8Array) return takeText(Buffer.from(part).toString('base64'));
    const kind = part.constructor.name;
    if (kind === 'UnsignedInt') return wholeNumber((part as { value: bigint }).value);
    if (kind === 'Duration') return String(part);
    if (kind === 'Type') return (part as { name: string }).name;
    if (kind.startsWith('Optional'))
      return convert((part as { orValue(other: null): unknown }).orValue(null), depth + 1);
    throw new ExpressionError('The expression gives nothing that JSON can say.');
  };
  return convert(value, 0);
}

/** Beyond 2^53 a number of JSON would lose digits: those stay texts. */
function wholeNumber(value: bigint): Json {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
