import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { findSchemaProblem } from './service-parameters.rules.ts';

/** Something wrong in a `service.yaml`, where it stands. `line` counts from 1; null when it concerns no line. */
export interface ManifestProblem {
  path: string;
  line: number | null;
  message: string;
}

/** yaml compares every key of a map with every other: 32 KiB of keys take 0.15 s, twice as much takes four times that. */
const maxManifestBytes = 32 * 1024;
const maxSeconds = 7 * 24 * 3600;

/** A path inside the service's folder, as POSIX writes it. That it exists is checked at checkout, with the files there. */
const insidePath = z
  .string()
  .min(1)
  .max(500)
  .refine((path) => !path.startsWith('/') && !path.includes('\0') && !path.split('/').includes('..'), {
    message: 'must be a path inside the service\'s folder: not absolute, and without ".."',
  });

const seconds = z.number().int().min(1).max(maxSeconds);

const stepName = z.string().trim().min(1).max(200);

/** `{{url}}` is the environment's URL, `{{parameters.x}}` a parameter. Nothing else is replaced; see `fillHealthUrl`. */
const placeholder = /\{\{\s*(url|parameters\.[A-Za-z_][A-Za-z0-9_]{0,63})\s*\}\}/g;

const healthUrl = z
  .string()
  .min(1)
  .max(2000)
  .superRefine((url, context) => {
    const rest = url.replace(placeholder, '1');
    if (/\{\{|\}\}/.test(rest)) {
      context.addIssue({ code: 'custom', message: 'may hold only the placeholders {{url}} and {{parameters.<name>}}' });
    } else if (!/^\s*\{\{\s*url\s*\}\}/.test(url) && !/^https?:\/\/[^\s]+$/.test(rest)) {
      context.addIssue({ code: 'custom', message: 'must begin with http://, https:// or {{url}}' });
    }
  });

const health = z.strictObject({
  url: healthUrl,
  expectStatus: z.number().int().min(100).max(599).default(200),
  /** Deadline of the whole check, over all attempts. */
  timeoutSeconds: z.number().min(1).max(3600).default(60),
  attempts: z.number().int().min(1).max(1000).default(30),
  intervalSeconds: z.number().min(0.1).max(300).default(2),
});

const parameters = z.record(z.string(), z.unknown()).superRefine((schema, context) => {
  const problem = findSchemaProblem(schema);
  if (problem) context.addIssue({ code: 'custom', message: problem });
});

const common = {
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(2000).optional(),
  /** Names of the steps to expect, in order, so that the page can draw them before they begin. */
  steps: z.array(stepName).max(200).optional(),
  parameters: parameters.optional(),
  health: health.optional(),
  timeoutSeconds: seconds.default(3600),
  cancelGraceSeconds: z.number().min(0).max(3600).default(10),
};

const argvMessage =
  'must be a list: the program and its arguments, for example ["node", "deploy.mjs"]. No shell reads it; for a shell write ["sh", "-c", "…"]';

const shellManifest = z.strictObject({
  ...common,
  runner: z.literal('SHELL'),
  entrypoint: z.array(z.string().max(4000), { error: argvMessage }).min(1).max(200),
});

const ansibleManifest = z.strictObject({
  ...common,
  runner: z.literal('ANSIBLE'),
  /** The playbook. */
  entrypoint: insidePath,
  /** A file or folder, or a host list that ends with a comma (`web1,web2,`). Without it Ansible's own settings hold. */
  inventory: insidePath.optional(),
});

/** What a service's `service.yaml` says, with every default filled in. */
export type ServiceManifest = z.infer<typeof shellManifest> | z.infer<typeof ansibleManifest>;

function describeIssue(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'invalid_type' && value === undefined) return 'is required';
  // "Invalid input: expected string, received number" and the like: the path says where, so this needs no preamble.
  return issue.message.replace(/^Invalid input: /, '').replace(/^Too (small|big): /, '');
}

function valueAt(root: unknown, path: PropertyKey[]): unknown {
  let value = root;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return value;
}

/** The line of the value at `path`, or of the nearest thing around it that exists. A key's own line when it has one. */
function lineOf(document: Document, counter: LineCounter, path: PropertyKey[]): number | null {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true) ?? document.contents;
    const last = path[length - 1];
    const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && item.key.value === last) : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
  }
  return 1;
}

function parseYaml(text: string, counter: LineCounter): { document: Document; value: unknown } | ManifestProblem[] {
  const byteCount = Buffer.byteLength(text);
  if (byteCount > maxManifestBytes) {
    return [{ path: '', line: null, message: `is ${byteCount} bytes long; at most ${maxManifestBytes} are read` }];
  }
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  if (document.errors.length > 0) {
    return document.errors.slice(0, 20).map((error) => ({
      path: '',
      line: counter.linePos(error.pos[0]).line,
      message: `is not valid YAML: ${error.message}`,
    }));
  }
  try {
    return { document, value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    return [{ path: '', line: null, message: `is not valid YAML: ${(error as Error).message}` }];
  }
}

function validate(value: object): { manifest: ServiceManifest | null; issues: z.core.$ZodIssue[] } {
  const runner = 'runner' in value && typeof value.runner === 'string' ? value.runner.toUpperCase() : undefined;
  const schema = runner === 'ANSIBLE' ? ansibleManifest : shellManifest;
  const result = schema.safeParse({ ...value, runner });
  if (result.success) return { manifest: result.data, issues: [] };
  if (runner === 'SHELL' || runner === 'ANSIBLE') return { manifest: null, issues: result.error.issues };
  // Without a runner nobody can say what the entrypoint must be.
  const issues = result.error.issues.filter((issue) => issue.path[0] !== 'entrypoint');
  return { manifest: null, issues };
}

function toProblems(issues: z.core.$ZodIssue[], value: object, lineAt: (path: PropertyKey[]) => number | null) {
  const problems: ManifestProblem[] = [];
  const add = (path: PropertyKey[], message: string) =>
    problems.push({ path: path.join('.'), line: lineAt(path), message });
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) add([...issue.path, key], 'is not a key of service.yaml (for this runner)');
    } else if (issue.path[0] === 'runner') {
      add(issue.path, 'runner' in value ? 'must be SHELL or ANSIBLE' : 'is required: SHELL or ANSIBLE');
    } else {
      add(issue.path, describeIssue(issue, valueAt(value, issue.path)));
    }
  }
  return problems;
}

/**
 * Reads a `service.yaml`. All problems come at once, each with its path and line; `manifest` is null when there is any.
 * Never throws, whatever the text. Whether the named files exist is another question (`checkoutService`).
 */
export function parseServiceManifest(text: string): { manifest: ServiceManifest | null; problems: ManifestProblem[] } {
  const counter = new LineCounter();
  const parsed = parseYaml(text, counter);
  if (Array.isArray(parsed)) return { manifest: null, problems: parsed };
  const { document, value } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {
      manifest: null,
      problems: [{ path: '', line: 1, message: 'must be a map of keys, such as "name: My service"' }],
    };
  }
  const { manifest, issues } = validate(value);
  return { manifest, problems: toProblems(issues, value, (path) => lineOf(document, counter, path)) };
}

/**
 * The URL to poll: `{{url}}` is the environment's URL without a trailing slash, `{{parameters.<name>}}` a parameter as
 * it is. The result is checked, since both come from people: http or https, and no credentials in it.
 */
export function fillHealthUrl(
  template: string,
  facts: { url: string | null; parameters: Record<string, unknown> },
): { url: string } | { problem: string } {
  const missing: string[] = [];
  const filled = template.replace(placeholder, (_, name: string) => {
    const value = name === 'url' ? facts.url?.replace(/\/+$/, '') : facts.parameters[name.slice('parameters.'.length)];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    missing.push(name);
    return '';
  });
  if (missing.includes('url')) return { problem: 'The health check needs the URL of the environment, which has none.' };
  if (missing.length > 0) return { problem: `The health check needs ${missing.join(', ')}, which has no value.` };
  const url = URL.canParse(filled) ? new URL(filled) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    return { problem: `The health check's URL is not a plain http or https address: ${filled}` };
  }
  return { url: url.href };
}
