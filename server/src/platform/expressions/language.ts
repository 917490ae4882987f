import { Environment } from '@marcbachmann/cel-js';

/** Longer sources are refused before they are parsed. */
export const MAX_SOURCE_LENGTH = 4_000;

const sync = { async: false };

/**
 * CEL with what JSON needs: its numbers are doubles, so they mix with whole ones, and lists and maps may hold anything.
 * `unlisted`: names that are not declared may be anything.
 */
export function newLanguage(unlisted: boolean): Environment {
  const language = new Environment({
    unlistedVariablesAreDyn: unlisted,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
    limits: { maxAstNodes: 2_000, maxDepth: 60, maxListElements: 500, maxMapEntries: 500, maxCallArguments: 8 },
  });
  for (const [left, right] of [
    ['int', 'double'],
    ['double', 'int'],
  ]) {
    language.registerOperator(`${left} + ${right}: double`, (a, b) => Number(a) + Number(b));
    language.registerOperator(`${left} - ${right}: double`, (a, b) => Number(a) - Number(b));
    language.registerOperator(`${left} * ${right}: double`, (a, b) => Number(a) * Number(b));
    language.registerOperator(`${left} / ${right}: double`, (a, b) => Number(a) / Number(b));
    language.registerOperator(`${left} % ${right}: double`, (a, b) => Number(a) % Number(b));
  }
  language.registerOperator('double % double', (a, b) => a % b);
  language.registerOperator('int == double', (a, b) => Number(a) === b);
  language.registerFunction('toJson(dyn): string', (value: unknown) => JSON.stringify(value, plainJson), sync);
  language.registerFunction('fromJson(string): dyn', (text: string) => JSON.parse(text), sync);
  language.registerFunction('keys(map): list<string>', (map: object) => Object.keys(map), sync);
  language.registerFunction('values(map): list<dyn>', (map: object) => Object.values(map), sync);
  language.registerFunction(
    'string.replace(string, string): string',
    (text: string, found: string, by: string) => text.replaceAll(found, () => by),
    sync,
  );
  language.registerFunction('round(double): int', (value: number) => BigInt(Math.round(value)), sync);
  return language;
}

const plainJson = (_key: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value);
