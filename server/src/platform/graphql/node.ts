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

/** A feature says which type an id of `kind` is and how to find it. The finder authorizes. */
export function registerNode(
  kind: IdKind,
  typeName: string,
  find: (ctx: Context, id: string) => Promise<object>,
): void {
  typeNames.set(kind, typeName);
  finders.set(kind, find);
}

export function nodeFinder(id: string): ((ctx: Context, id: string) => Promise<object>) | null {
  const kind = kindOfId(id);
  return (kind && finders.get(kind)) || null;
}

function nodeTypeName(value: { id?: unknown }): string | undefined {
  const kind = kindOfId(String(value.id));
  return kind ? typeNames.get(kind) : undefined;
}
