import { createContext } from 'react';
import type { Scope } from './expression-completion.ts';

/** An expression, or a text with expressions in it. */
export interface Question {
  expression: string;
  kind: 'EXPRESSION' | 'TEMPLATE';
}

export interface Evaluation {
  value?: unknown;
  type: string | null;
  isTruncated: boolean;
  /** What is wrong, or what data is not there yet to show it with. */
  problem: { message: string; position: number | null; isDataMissing: boolean } | null;
}

/** What the fields of a node know about the data that their expressions use. */
export interface ExpressionTools {
  scope: Scope | null;
  /** Reads again what can be used, if the drawing has changed since. */
  refresh: () => void;
  /** The value on the data of the run; null: the server gave no answer. */
  evaluate: (question: Question) => Promise<Evaluation | null>;
  /** Whose data it is, `run #12`; null where there is no run yet. */
  source: string | null;
}

/** Null where no expressions are written: in the form of a run, say. */
export const Expressions = createContext<ExpressionTools | null>(null);
