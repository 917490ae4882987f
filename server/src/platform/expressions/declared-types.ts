import type { Environment } from '@marcbachmann/cel-js';
import { newLanguage } from './language.ts';
import { referencesIn } from './references.rules.ts';

export type JsonSchema = Record<string, unknown>;
/** JSON Schemas by name: what an expression may begin with. */
export type VariableSchemas = Readonly<Record<string, JsonSchema>>;

const maxDepth = 6;
/** Such an object is also a map, which the checker's own objects are not. */
const isAboutObject = /\$[a-z]/;

/** Checks a source by what is declared; only what the tree of the source names is declared in detail. */
export function typedLanguage(schemas: VariableSchemas, ast: unknown) {
  const named = new Set(referencesIn(ast).nodes);
  return {
    check(source: string): { type?: string; error?: unknown } {
      const strict = declare(schemas, named, 'strict').check(source);
      if (strict.valid) return { type: plain(strict.type) };
      const { message, code } = strict.error as { message: string; code?: string };
      // `size(object)`, `'a' in object` are right, but the checker knows objects with fields only by name.
      if (code === 'no_such_key' || code === 'unknown_variable' || !isAboutObject.test(message))
        return { error: strict.error };
      const loose = declare(schemas, named, 'loose').check(source);
      return loose.valid ? { type: plain(loose.type) } : { error: loose.error };
    },
  };
}

const plain = (type = 'dyn') => (type.startsWith('list<') ? 'list' : /^(map<|\$)/.test(type) ? 'map' : type);

function declare(schemas: VariableSchemas, named: ReadonlySet<string>, mode: 'strict' | 'loose'): Environment {
  const language = newLanguage(false);
  const declareType = (schema: JsonSchema, name: string, depth: number, keys?: ReadonlySet<string>): string => {
    const types = Array.isArray(schema.type) ? schema.type : [schema.type];
    if (types.length !== 1 || schema.nullable === true || depth > maxDepth) return 'dyn';
    switch (types[0]) {
      case 'string':
        return 'string';
      case 'boolean':
        return 'bool';
      case 'integer':
        return 'int';
      case 'number':
        return 'double';
      case 'array':
        return `list<${declareType(asSchema(schema.items), `${name}.item`, depth + 1)}>`;
      case 'object':
        return declareObject(schema, name, depth, keys);
      default:
        return 'dyn';
    }
  };
  const declareObject = (schema: JsonSchema, name: string, depth: number, keys?: ReadonlySet<string>): string => {
    const properties = Object.entries(asSchema(schema.properties));
    const isOpen = schema.additionalProperties !== undefined && schema.additionalProperties !== false;
    if (mode === 'loose' || properties.length === 0 || isOpen) return 'dyn';
    const fields: Record<string, string> = {};
    for (const [key, part] of properties)
      fields[key] = keys && !keys.has(key) ? 'dyn' : declareType(asSchema(part), `${name}.${key}`, depth + 1);
    language.registerType(name, { fields });
    return name;
  };
  for (const [name, schema] of Object.entries(schemas)) {
    // A type's name takes part in the text of others, where only words are understood.
    const type = declareType(schema, `$${name}`, 0, name === 'nodes' ? named : undefined);
    language.registerVariable(name, type);
  }
  return language;
}

const asSchema = (value: unknown): JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : {};
