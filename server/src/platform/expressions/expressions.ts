import type { Json } from '../../lib/json.ts';
import { typedLanguage, type VariableSchemas } from './declared-types.ts';
import { ExpressionError } from './expression-error.ts';
import { MAX_SOURCE_LENGTH, newLanguage } from './language.ts';
import { DEFAULT_LIMITS, type ExpressionLimits, Meter } from './meter.ts';
import { meterTree } from './metered-ast.ts';
import { type ReferencedNames, referencesIn } from './references.rules.ts';
import { toJson } from './result.ts';
import { isWhole, partsOf, sourceStart, TemplateError, type TemplatePart, textsIn } from './templates.rules.ts';

/** What expressions may name: `trigger`, `nodes`, `vars`… Plain JSON. */
export type Variables = Readonly<Record<string, Json>>;

type Parsed = ReturnType<ReturnType<typeof newLanguage>['parse']>;

const language = newLanguage(true);
const parsed = new Map<string, Parsed>();
/** Of the one evaluation that runs: it never yields. */
let running = new Meter(DEFAULT_LIMITS);

/** The value of an expression. Throws {@link ExpressionError}; stops within 50 ms whatever is written. */
export function evaluate(source: string, variables: Variables, limits: Partial<ExpressionLimits> = {}): Json {
  return evaluateWith(new Meter({ ...DEFAULT_LIMITS, ...limits }), source, variables);
}

/**
 * The value with its templates filled in. Positions of errors count in the text that holds the expression. A text that is one `${{ … }}` becomes the value itself; in other texts values are
 * written as people would: texts as they are, null as nothing, lists and objects as JSON.
 */
export function fillTemplates(value: Json, variables: Variables): Json {
  const meter = new Meter({ ...DEFAULT_LIMITS, units: DEFAULT_LIMITS.units * 2, ms: 200 });
  const fill = (part: Json, depth: number): Json => {
    if (depth > 64) throw new ExpressionError('The value is nested too deeply.');
    if (typeof part === 'string') return fillText(part, variables, meter);
    if (Array.isArray(part)) return part.map((item) => fill(item, depth + 1));
    if (part === null || typeof part !== 'object') return part;
    const entries = Object.entries(part).filter(([key]) => key !== '__proto__');
    return Object.fromEntries(entries.map(([key, item]) => [key, fill(item, depth + 1)]));
  };
  return fill(value, 0);
}

function fillText(text: string, variables: Variables, meter: Meter): Json {
  if (!text.includes('${{')) return text;
  const parts = templateParts(text);
  const [first] = parts;
  if (first && isWhole(text, first)) return evaluatePart(meter, text, first, variables);
  let filled = '';
  let from = 0;
  for (const part of parts) {
    filled += text.slice(from, part.start) + asText(evaluatePart(meter, text, part, variables));
    from = part.end;
    meter.checkSize(filled);
  }
  return filled + text.slice(from);
}

function evaluatePart(meter: Meter, text: string, part: TemplatePart, variables: Variables): Json {
  try {
    return evaluateWith(meter, part.source, variables);
  } catch (error) {
    const { message, position, isLimit } = error as ExpressionError;
    const at = position === null ? part.start : sourceStart(text, part) + position;
    throw new ExpressionError(message, at, { isLimit, cause: error });
  }
}

function asText(value: Json): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function templateParts(text: string) {
  try {
    return partsOf(text);
  } catch (error) {
    throw error instanceof TemplateError ? new ExpressionError(error.message, error.position) : error;
  }
}

function evaluateWith(meter: Meter, source: string, variables: Variables): Json {
  const outer = running;
  try {
    const run = parse(source);
    running = meter;
    // A map has no prototype to reach: only what is its own can be named.
    const value = run(new Map(Object.entries(variables)) as unknown as Record<string, unknown>);
    if (meter.stopped) throw meter.stopped;
    return toJson(value, meter);
  } catch (error) {
    throw asExpressionError(meter.stopped ?? error);
  } finally {
    running = outer;
  }
}

/** Parsed, checked and metered; the last 500 are kept, for conditions in loops. */
function parse(source: string): Parsed {
  const known = parsed.get(source);
  if (known) return known;
  checkLength(source);
  const fresh = language.parse(source);
  const { valid, error } = fresh.check();
  if (!valid) throw asExpressionError(error);
  meterTree(fresh.ast, () => running);
  if (parsed.size >= 500) parsed.clear();
  parsed.set(source, fresh);
  return fresh;
}

function checkLength(source: string): void {
  if (source.trim() === '') throw new ExpressionError('The expression is empty.', 0);
  if (source.length > MAX_SOURCE_LENGTH)
    throw new ExpressionError(`An expression has at most ${MAX_SOURCE_LENGTH} characters.`, MAX_SOURCE_LENGTH);
}

function asExpressionError(error: unknown): ExpressionError {
  if (error instanceof ExpressionError) return error;
  const { summary, range, message } = error as { summary?: string; range?: { start: number }; message?: string };
  return new ExpressionError(sentence(summary ?? message ?? 'The expression failed.'), range?.start ?? null, {
    cause: error,
  });
}

function sentence(text: string): string {
  const [first = ''] = text.split('\n');
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}${/[.!?]$/.test(first) ? '' : '.'}`.slice(0, 500);
}

export interface ExpressionProblem {
  message: string;
  position: number | null;
}

export interface CheckedExpression {
  problems: ExpressionProblem[];
  /** Of the language: `bool`, `string`, `double`, `list`, `map`, `dyn` where it can't be told. */
  type: string;
}

/** What is wrong with an expression before it runs, by the JSON Schemas of what it may name. */
export function checkExpression(source: string, schemas: VariableSchemas): CheckedExpression {
  try {
    checkLength(source);
    const loose = newLanguage(true).parse(source);
    const loosely = loose.check();
    if (!loosely.valid) throw asExpressionError(loosely.error);
    const unnamed = referencesIn(loose.ast).unnamed[0];
    if (unnamed)
      return {
        problems: [
          { message: `Write the name after “${unnamed.root}”: “${unnamed.root}.name”.`, position: unnamed.position },
        ],
        type: 'dyn',
      };
    const { type, error } = typedLanguage(schemas, loose.ast).check(source);
    if (error) throw asExpressionError(error);
    return { problems: [], type: type ?? 'dyn' };
  } catch (error) {
    const { message, position } = asExpressionError(error);
    return { problems: [{ message, position }], type: 'dyn' };
  }
}

export interface Template {
  /** Of the text in the value: `headers.0.value`. */
  path: string;
  source: string;
  /** Whether the text is this expression alone and becomes its value. */
  isWhole: boolean;
  /** Where the expression begins in the text. */
  position: number;
}

/** What is wrong with a text that holds expressions; positions count in the text. Its type is that of what it becomes. */
export function checkTemplate(text: string, schemas: VariableSchemas): CheckedExpression {
  try {
    const parts = templateParts(text);
    const checked = parts.map((part) => ({ part, ...checkExpression(part.source, schemas) }));
    const problems = checked.flatMap(({ part, problems }) =>
      problems.map(({ message, position }) => ({ message, position: sourceStart(text, part) + (position ?? 0) })),
    );
    const [first] = checked;
    return { problems, type: first && isWhole(text, first.part) ? first.type : 'string' };
  } catch (error) {
    const { message, position } = asExpressionError(error);
    return { problems: [{ message, position }], type: 'dyn' };
  }
}

/** Every `${{ … }}` in a value. One without its end is a problem. */
export function templatesIn(value: unknown): {
  templates: Template[];
  problems: (ExpressionProblem & { path: string })[];
} {
  const templates: Template[] = [];
  const problems: (ExpressionProblem & { path: string })[] = [];
  for (const { path, text } of textsIn(value)) {
    try {
      for (const part of partsOf(text))
        templates.push({ path, source: part.source, isWhole: isWhole(text, part), position: part.start });
    } catch (error) {
      const { message, position } = error as TemplateError;
      problems.push({ path, message, position });
    }
  }
  return { templates, problems };
}

/** The nodes, secrets and variables that the templates of a value name. What can't be parsed names nothing. */
export function referencedNames(value: unknown): ReferencedNames {
  return mergeNames(templatesIn(value).templates.map(({ source }) => namesInExpression(source)));
}

/** The same of one expression without braces. */
export function namesInExpression(source: string): ReferencedNames {
  try {
    checkLength(source);
    return referencesIn(language.parse(source).ast);
  } catch {
    return { nodes: [], secrets: [], vars: [] };
  }
}

function mergeNames(all: ReferencedNames[]): ReferencedNames {
  const merge = (pick: (names: ReferencedNames) => string[]) => [...new Set(all.flatMap(pick))].sort();
  return { nodes: merge((n) => n.nodes), secrets: merge((n) => n.secrets), vars: merge((n) => n.vars) };
}
