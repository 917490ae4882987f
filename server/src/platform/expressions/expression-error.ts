/** What is wrong with an expression, or went wrong in it; `position` counts characters of its source from 0. */
export class ExpressionError extends Error {
  readonly position: number | null;
  /** Whether it was stopped because it would take too long or become too large. */
  readonly isLimit: boolean;

  constructor(message: string, position: number | null = null, options: { isLimit?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'ExpressionError';
    this.position = position;
    this.isLimit = options.isLimit ?? false;
  }
}
