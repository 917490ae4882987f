import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { decodeCursor, encodeCursor } from '../../lib/cursor.ts';
import { invalid } from '../errors.ts';

@ObjectType({ description: 'Where a page of a list begins and ends.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is more after this page.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'Whether this page was asked for with `after`.' })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first item; null on an empty page.' })
  startCursor: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last item: the next `after`. Null on an empty page.',
  })
  endCursor: string | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many items at the most, 1–100.' })
  first: number;

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before.' })
  after?: string | null;
}

export interface Connection<T> {
  nodes: T[];
  edges: { node: T; cursor: string }[];
  pageInfo: PageInfo;
}

/** The GraphQL types `<Name>Connection` and `<Name>Edge` of a node type. */
export function connectionOf<T extends object>(Node: ClassType<T>, name: string, things: string) {
  @ObjectType(`${name}Edge`, { description: `One of the ${things} and its place in the list.`, simpleResolvers: true })
  class Edge {
    @Field(() => Node, { description: 'The item.' })
    node: T;

    @Field(() => String, { description: 'Its place: `after` this comes the next.' })
    cursor: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${things}.`, simpleResolvers: true })
  class NodeConnection {
    @Field(() => [Node], { description: 'The items of this page.' })
    nodes: T[];

    @Field(() => [Edge], { description: 'The items with their cursors.' })
    edges: Edge[];

    @Field(() => PageInfo, { description: 'Where the page begins and ends.' })
    pageInfo: PageInfo;
  }
  return NodeConnection;
}

/** `first` within 1–`most`, or INVALID_INPUT. */
export function pageSize(first: number, most = 100): number {
  if (first < 1 || first > most) throw invalid([{ path: 'first', message: `Ask for 1 to ${most} items.` }]);
  return first;
}

/** What a cursor's keys are to the database, which says of others only that it can't read them. */
const KEY_KINDS = {
  text: () => true,
  integer: (key: string) => /^\d{1,9}$/.test(key),
  long: (key: string) => /^\d{1,18}$/.test(key),
  time: (key: string) => {
    if (!/^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(key)) return false;
    const at = new Date(key);
    // 30 February is in March here, and an error there.
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(key.slice(0, 10));
  },
} as const;

/** The keys of the `after` cursor, of these kinds, or null on the first page. INVALID_INPUT for a cursor of another list. */
export function cursorKeys(
  after: string | null | undefined,
  kinds: readonly (keyof typeof KEY_KINDS)[],
): string[] | null {
  if (!after) return null;
  const keys = decodeCursor(after);
  if (keys?.length !== kinds.length || !kinds.every((kind, index) => KEY_KINDS[kind](keys[index] as string)))
    throw invalid([{ path: 'after', message: 'This cursor does not belong to this list.' }]);
  return keys;
}

/** A page out of up to `first + 1` rows: the one too many only says that there is more. */
export function toConnection<T>(
  rows: T[],
  args: { first: number; after?: string | null },
  keysOf: (row: T) => (string | number)[],
): Connection<T> {
  const nodes = rows.length > args.first ? rows.slice(0, args.first) : rows;
  const cursorOf = (row: T) => encodeCursor(keysOf(row).map(String));
  const [first, last] = [nodes[0], nodes.at(-1)];
  return {
    nodes,
    // Most lists are read by `nodes`, so cursors wait until somebody asks.
    get edges() {
      return nodes.map((node) => ({ node, cursor: cursorOf(node) }));
    },
    get pageInfo() {
      return {
        hasNextPage: rows.length > args.first,
        hasPreviousPage: Boolean(args.after),
        startCursor: first ? cursorOf(first) : null,
        endCursor: last ? cursorOf(last) : null,
      };
    },
  };
}
