/**
 * JSON's strings are YAML's double-quoted ones, but for the control characters that YAML wants escaped and JSON doesn't.
 */
function toQuoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * A value as YAML for `--extra-vars @file`, with every string tagged `!unsafe`. Ansible takes extra variables for
 * templates otherwise: a parameter of `{{ lookup('pipe', …) }}` would run a command on the worker.
 */
export function toUnsafeYaml(value: unknown): string {
  if (typeof value === 'string') return `!unsafe ${toQuoted(value)}`;
  if (Array.isArray(value)) return `[${value.map(toUnsafeYaml).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).filter(([, item]) => item !== undefined);
    return `{${pairs.map(([name, item]) => `${toQuoted(name)}: ${toUnsafeYaml(item)}`).join(', ')}}`;
  }
  return JSON.stringify(value ?? null);
}
