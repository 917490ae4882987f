import { z } from 'zod';
import { type Json, type NodeContext, NodeError, type Outcome, type Port } from './node.types.ts';

/** Whether a text is (or holds) an expression that is filled in when the node runs. */
export const isTemplate = (text: string): boolean => text.includes('${{');

interface Range {
  min: number;
  max: number;
}

const isWithin = (value: number, { min, max }: Range) => Number.isFinite(value) && value >= min && value <= max;

/** A number, or an expression that becomes one. Read it with {@link numberOf}: until then it may be a text. */
export const numberOrTemplate = (range: Range) =>
  z.union([
    z.number().min(range.min).max(range.max),
    z
      .string()
      .max(2_000)
      .refine((text) => isTemplate(text) || (text.trim() !== '' && isWithin(Number(text), range)), {
        message: `Give a number from ${range.min} to ${range.max}, or an expression.`,
      }),
  ]);

/** The number that a filled-in field holds. */
export function numberOf(value: string | number, title: string, range: Range): number {
  const number = typeof value === 'number' ? value : value.trim() === '' ? Number.NaN : Number(value);
  if (isWithin(number, range)) return number;
  throw invalidConfig(`${title} must be a number from ${range.min} to ${range.max}, and is ${shown(value)}.`);
}

/** What a template became that should have been something else; another attempt would find the same. */
export const invalidConfig = (message: string) => new NodeError('INVALID_CONFIG', message, { isRetryable: false });

export const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
};

const DAY = 24 * 60 * 60;
export const WAIT_SECONDS = { min: 1, max: 366 * DAY };

/** How long a node waits at most; without it, as long as the run may take. */
export const expirySeconds = numberOrTemplate(WAIT_SECONDS).optional();

/** When a wait that begins now is over. */
export function expiryOf(node: NodeContext, seconds: string | number | undefined): Date | null {
  if (seconds === undefined) return null;
  return new Date(node.ctx.app.now().getTime() + numberOf(seconds, 'Expires after', WAIT_SECONDS) * 1_000);
}

export const MAIN: Port = { name: 'main', label: 'Done', description: 'Taken when the node has succeeded.' };
export const mainOnly = (): Port[] => [MAIN];

/** A trigger hands on what started the run. */
export const handOnTrigger = async (node: NodeContext): Promise<Outcome> => ({
  kind: 'done',
  output: node.evaluate('trigger'),
});

/** Of nodes that the engine itself does. */
export const doneByEngine = async (): Promise<Outcome> => {
  throw new Error('The engine does this node itself.');
};

/** Config and outputs are JSON by their schemas, which say `unknown` where anything may stand. */
export const asJson = (value: unknown): Json => (value === undefined ? null : (value as Json));
