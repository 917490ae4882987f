import { ExpressionError } from './expression-error.ts';

export interface ExpressionLimits {
  /** Units of work: one per step, and more for what reads long texts and lists. 250,000 take about 30 ms. */
  units: number;
  /** Wall time. Looked at only after 20,000 units, so that a busy machine never fails a small expression. */
  ms: number;
  /** Of one text, in UTF-16 units. */
  textLength: number;
  listLength: number;
  /** Of a result and its parts together. */
  resultValues: number;
  resultTextLength: number;
}

export const DEFAULT_LIMITS: ExpressionLimits = {
  units: 250_000,
  ms: 50,
  textLength: 2_000_000,
  listLength: 100_000,
  resultValues: 200_000,
  resultTextLength: 4_000_000,
};

const unitsBeforeClock = 20_000;
const unitsBetweenLooks = 1_000;

/** Counts what one evaluation costs. Once stopped it stays so, whatever the expression catches by `||` or `exists`. */
export class Meter {
  stopped: ExpressionError | null = null;
  readonly limits: ExpressionLimits;
  private spent = 0;
  private nextLook = unitsBeforeClock;
  private readonly until: number;

  constructor(limits: ExpressionLimits) {
    this.limits = limits;
    this.until = performance.now() + limits.ms;
  }

  spend(units: number): undefined {
    if (this.stopped) throw this.stopped;
    this.spent += units;
    if (this.spent > this.limits.units) this.stop('The expression does too much. Use shorter lists or a code node.');
    if (this.spent < this.nextLook) return undefined;
    this.nextLook = this.spent + unitsBetweenLooks;
    if (performance.now() > this.until) this.stop('The expression takes too long. Use shorter lists or a code node.');
  }

  /** Looks at what came of one step. */
  checkSize(value: unknown): void {
    if (typeof value === 'string' && value.length > this.limits.textLength)
      this.stop(`A text would be longer than ${this.limits.textLength} characters.`);
    if (Array.isArray(value) && value.length > this.limits.listLength)
      this.stop(`A list would have more than ${this.limits.listLength} elements.`);
    if (value instanceof Uint8Array && value.length > this.limits.textLength)
      this.stop(`Bytes would be longer than ${this.limits.textLength}.`);
  }

  /** Pays for reading all of a value. What is in it twice counts twice: that is how comparing it reads it. */
  spendReading(value: unknown): undefined {
    const open = [value];
    while (open.length > 0) {
      const next = open.pop();
      this.spend(1 + (typeof next === 'string' ? next.length / 256 : 0));
      if (next === null || typeof next !== 'object') continue;
      const parts = Array.isArray(next) ? next : isPlain(next) ? Object.values(next) : [];
      this.spend(parts.length / 4);
      for (const part of parts) open.push(part);
    }
  }

  stop(message: string): never {
    this.stopped ??= new ExpressionError(message, null, { isLimit: true });
    throw this.stopped;
  }
}

export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
