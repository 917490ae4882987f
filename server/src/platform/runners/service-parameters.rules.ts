import { createContext, Script } from 'node:vm';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';

/** A JSON Schema for the parameters of a service. */
export type ParametersSchema = Record<string, unknown>;

export interface ParameterProblem {
  /** Dotted, as in `servers.0.port`; '' is the whole. */
  path: string;
  message: string;
}

const maxParametersBytes = 64 * 1024;

const ajv = {
  allErrors: true,
  useDefaults: true,
  ownProperties: true,
  strictTypes: false,
  strictRequired: false,
  // `format` is a hint for the form that asks; checking it needs a package of its own and rejects what it doesn't know.
  validateFormats: false,
} as const;

/**
 * A parameter that no property names is a typo more often than a wish, and JSON Schema would let it pass in silence.
 * So schemas that are closed by nothing else are closed here.
 */
function closeSchema(schema: ParametersSchema): ParametersSchema {
  const opening = [
    'additionalProperties',
    'unevaluatedProperties',
    'patternProperties',
    'allOf',
    'anyOf',
    'oneOf',
    '$ref',
  ];
  return opening.some((keyword) => keyword in schema) ? schema : { ...schema, additionalProperties: false };
}

const validators = new Map<string, ValidateFunction>();

function compileSchema(schema: ParametersSchema): ValidateFunction {
  const key = JSON.stringify(schema);
  const known = validators.get(key);
  if (known) return known;
  // An instance each: schemas of several services may carry the same `$id`.
  const validator = new Ajv(ajv).compile(closeSchema(schema));
  if (validators.size >= 200) validators.clear();
  validators.set(key, validator);
  return validator;
}

const watched = createContext({ work: (): void => {} });
const watchedScript = new Script('work()');

/**
 * Runs `work` for at most 100 ms. A `pattern` such as `^(a|a)*$` takes seconds for 25 letters, this is the API's own
 * process, and V8 stops a regular expression only for the watchdog of node:vm (0.1 ms a call; it isolates nothing here).
 */
function runBriefly(work: () => void): boolean {
  watched.work = work;
  for (;;) {
    const before = process.cpuUsage().user;
    try {
      watchedScript.runInContext(watched, { timeout: 100 });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      // The watchdog's clock runs on while a busy machine lets us wait. Who did not work has not taken too long.
      if (process.cpuUsage().user - before > 50_000) return false;
    }
  }
}

function toProblem(error: ErrorObject): ParameterProblem {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const { missingProperty, additionalProperty, allowedValues } = error.params as Record<string, unknown>;
  if (typeof missingProperty === 'string') {
    return { path: [...path, missingProperty].join('.'), message: 'is required' };
  }
  if (typeof additionalProperty === 'string') {
    return { path: [...path, additionalProperty].join('.'), message: 'is not a parameter of this service' };
  }
  if (Array.isArray(allowedValues))
    return { path: path.join('.'), message: `must be one of ${allowedValues.join(', ')}` };
  return { path: path.join('.'), message: error.message ?? 'is invalid' };
}

function check(validator: ValidateFunction, value: unknown): ParameterProblem[] {
  let problems: ParameterProblem[] = [];
  const isDone = runBriefly(() => {
    problems = validator(value) ? [] : (validator.errors ?? []).slice(0, 20).map(toProblem);
  });
  return isDone ? problems : [{ path: '', message: 'took too long to check: see the patterns in service.yaml' }];
}

/** A sentence that says why this can't describe parameters, or null. Compiles it, so a typo in a keyword is found. */
export function findSchemaProblem(schema: ParametersSchema): string | null {
  if (schema.type !== 'object') return 'must be a JSON Schema with "type: object" at its top';
  try {
    const validator = compileSchema(schema);
    const problem = check(validator, {}).find(({ message }) => message !== 'is required');
    return problem ? `has an invalid default: ${problem.path} ${problem.message}` : null;
  } catch (error) {
    return `is not a valid JSON Schema: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/**
 * Checks what a caller sent against the service's schema and fills in the defaults. `parameters` is a new object and
 * means nothing when there are problems. A service without a schema takes no parameters. Bounded in size and time.
 */
export function checkParameters(
  schema: ParametersSchema | null | undefined,
  value: unknown,
  mostBytes = maxParametersBytes,
): { parameters: Record<string, unknown>; problems: ParameterProblem[] } {
  const refuse = (message: string) => ({ parameters: {}, problems: [{ path: '', message }] });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('must be an object');
  const json = JSON.stringify(value);
  if (Buffer.byteLength(json) > mostBytes) return refuse(`must be at most ${mostBytes} bytes of JSON`);
  const parameters = JSON.parse(json) as Record<string, unknown>;
  return { parameters, problems: check(compileSchema(schema ?? { type: 'object' }), parameters) };
}
