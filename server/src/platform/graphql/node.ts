import { type GraphQLSchema, isAbstractType } from 'graphql';
import { Field, ID, InterfaceType } from 'type-graphql';
import { type IdKind, kindOfId } from '../../lib/ids.ts';
import type { Context } from '../context.ts';

@InterfaceType({
  description: 'Anything with an id of its own; `node(id)` finds it again.',
  resolveType: (value) => nodeTypeName(value),
})
export abstract class Node {
  @Field(() => ID, { description: 'A TypeID: what it is, and a UUIDv7 that sorts by age.' })
  id: string;
}

const typeNames = new Map<IdKind, string>();
const finders = new Map<IdKind, (ctx: Context, id: string) => Promise<object>>();

/** Which type an id of `kind` is. With `find`, which authorizes, `node(id)` finds it. */
export function registerNode(
  kind: IdKind,
  typeName: string,
  find?: (ctx: Context, id: string) => Promise<object>,
): void {
  typeNames.set(kind, typeName);
  if (find) finders.set(kind, find);
}

/**
 * Unions and interfaces tell their types by the id, at once. TypeGraphQL makes every `resolveType` async, and compiled queries
 * can't wait for it: they failed on every list with an `Actor` and ran a second time in graphql-js, at 4 times the CPU.
 */
export function resolveTypesById(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()))
    if (isAbstractType(type) && !type.name.startsWith('__')) type.resolveType = nodeTypeName;
}

export function nodeFinder(id: string): ((ctx: Context, id: string) => Promise<object>) | null {
  const kind = kindOfId(id);
  return (kind && finders.get(kind)) || null;
}

function nodeTypeName(value: { id?: unknown }): string | undefined {
  const kind = kindOfId(String(value.id));
  return kind ? typeNames.get(kind) : undefined;
}
