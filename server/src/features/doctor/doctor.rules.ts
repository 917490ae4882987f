import type { ConfiguredValue } from './doctor.types.ts';

const SECRET = /(?:SECRET|PASSWORD|TOKEN|KEYS|KEY)$/;
const ADDRESS = /_URL$/;

/** A value as it may be shown: of a secret its length, of an address no password and nothing behind the path. */
export function shownValue(name: string, value: string): string {
  if (SECRET.test(name)) return `set, ${value.length} characters`;
  if (!ADDRESS.test(name)) return value;
  if (!URL.canParse(value)) return `set, ${value.length} characters`;
  const url = new URL(value);
  const mode = url.searchParams.get('sslmode');
  if (url.password) url.password = '*****';
  url.search = mode ? `?sslmode=${mode}` : '';
  url.hash = '';
  return url.href;
}

/** The configuration for people: what is set, and else the default. */
export function shownConfiguration(
  table: readonly { name: string; fallback: string; description: string }[],
  environment: Readonly<Record<string, string | undefined>>,
): ConfiguredValue[] {
  return table.map(({ name, fallback, description }) => {
    const given = environment[name] || null;
    return {
      name,
      value: given === null ? fallback : shownValue(name, given),
      isSet: given !== null,
      description,
    };
  });
}
