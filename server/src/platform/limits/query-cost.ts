import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

/** What every operation costs, whatever it asks for: reading, signing in, answering take as long as some hundred fields. */
export const REQUEST_POINTS = 10;
/** A change is a transaction with locks and an entry of the audit trail. */
const MUTATION_POINTS = 10;
/** Of what a change is given in lists, so many are a point: a thousand events take as long as some hundred fields. */
const ITEMS_PER_POINT = 10;
/** A list of objects whose length nobody says: steps, environments, cells of a matrix. */
const UNKNOWN_LIST_LENGTH = 10;
/** The whole schema is prepared by one read of it, so what of it is asked for makes little difference. */
const SCHEMA_POINTS = 1_000;
const TYPE_POINTS = 50;
const MAX_LIST_LENGTH = 10_000;

type Variables = Readonly<Record<string, unknown>>;
/** A number where no variable decides, so that it is computed once per document. */
type Points = number | ((variables: Variables) => number);

export interface OperationCost {
  points(variables: Variables | null | undefined): number;
  /** Whether it asks for `__schema` or `__type`. */
  readsSchema: boolean;
}

/**
 * The cost of operations by their schema: {@link REQUEST_POINTS}, {@link MUTATION_POINTS} for each mutation with 1 for every ten items that it is given, and 1 for each
 * field times the length of every list around it: `first` or `last` as given, by a variable or by default, else
 * {@link UNKNOWN_LIST_LENGTH}. What `@skip` leaves out counts. Keeps what it found for as long as the document is kept.
 * Only for valid documents: rings of fragments would not end.
 */
export class QueryCosts {
  readonly #schema: GraphQLSchema;
  readonly #known = new WeakMap<OperationDefinitionNode, OperationCost>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  of(document: DocumentNode, operation: OperationDefinitionNode): OperationCost {
    let cost = this.#known.get(operation);
    if (!cost) {
      cost = new Measure(this.#schema, document, operation).cost();
      this.#known.set(operation, cost);
    }
    return cost;
  }
}

/** One walk over one operation. */
class Measure {
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #defaults = new Map<string, ValueNode | undefined>();
  #readsSchema = false;

  constructor(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) {
    this.#schema = schema;
    this.#operation = operation;
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
    for (const { variable, defaultValue } of operation.variableDefinitions ?? [])
      this.#defaults.set(variable.name.value, defaultValue);
  }

  cost(): OperationCost {
    const root = this.#schema.getRootType(this.#operation.operation) ?? null;
    const fields = this.#selections(root, this.#operation.selectionSet, 1);
    const points = sum([REQUEST_POINTS, fields]);
    return {
      points: typeof points === 'number' ? () => points : (variables) => points(variables ?? {}),
      readsSchema: this.#readsSchema,
    };
  }

  /** `length` is that of the connection whose fields these are. */
  #selections(type: GraphQLNamedType | null, { selections }: SelectionSetNode, length: Points): Points {
    return sum(
      selections.map((selection) => {
        if (selection.kind === Kind.FIELD) return this.#field(type, selection, length);
        const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
        if (!inner) return 0;
        const condition = inner.typeCondition;
        const innerType = condition ? (this.#schema.getType(condition.name.value) ?? null) : type;
        return this.#selections(innerType, inner.selectionSet, length);
      }),
    );
  }

  #field(type: GraphQLNamedType | null, node: FieldNode, length: Points): Points {
    const name = node.name.value;
    if (name === '__schema' || name === '__type') {
      this.#readsSchema = true;
      return name === '__schema' ? SCHEMA_POINTS : TYPE_POINTS;
    }
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    if (!field || !node.selectionSet) return 1;
    const own = type === this.#schema.getMutationType() ? sum([1 + MUTATION_POINTS, givenPoints(node)]) : 1;
    const named = getNamedType(field.type);
    const isConnection = named.name.endsWith('Connection');
    const inConnection = type?.name.endsWith('Connection') ?? false;
    const isList = isListType(getNullableType(field.type)) && !isLeafType(named);
    const ownLength = isConnection || (isList && !inConnection) ? this.#lengthOf(field, node) : 1;
    const inner = this.#selections(named, node.selectionSet, isConnection ? ownLength : 1);
    if (isConnection) return sum([own, inner]);
    return sum([own, product(inConnection && isList ? length : ownLength, inner)]);
  }

  #lengthOf(field: GraphQLField<unknown, unknown>, node: FieldNode): Points {
    for (const name of ['first', 'last']) {
      const argument = field.args.find((argument) => argument.name === name);
      if (!argument) continue;
      const given = node.arguments?.find((given) => given.name.value === name)?.value;
      const fallback = bounded(argument.defaultValue);
      if (!given) return fallback;
      if (given.kind !== Kind.VARIABLE) return given.kind === Kind.INT ? bounded(Number(given.value)) : fallback;
      const variable = given.name.value;
      const preset = this.#defaults.get(variable);
      const otherwise = preset?.kind === Kind.INT ? bounded(Number(preset.value)) : fallback;
      return (variables) => (variables[variable] == null ? otherwise : bounded(variables[variable]));
    }
    return UNKNOWN_LIST_LENGTH;
  }
}

function givenPoints({ arguments: given = [] }: FieldNode): Points {
  return sum(
    given.map(({ value }): Points => {
      if (value.kind !== Kind.VARIABLE) return Math.floor(literalItems(value) / ITEMS_PER_POINT);
      const { value: name } = value.name;
      return (variables) => Math.floor(itemsOf(variables[name]) / ITEMS_PER_POINT);
    }),
  );
}

/** Of a list, or of the lists of an input. */
function itemsOf(given: unknown): number {
  if (Array.isArray(given)) return given.length;
  if (typeof given !== 'object' || given === null) return 0;
  return Object.values(given).reduce((total: number, part) => total + (Array.isArray(part) ? part.length : 0), 0);
}

function literalItems(given: ValueNode): number {
  if (given.kind === Kind.LIST) return given.values.length;
  if (given.kind !== Kind.OBJECT) return 0;
  return given.fields.reduce((total, { value }) => total + (value.kind === Kind.LIST ? value.values.length : 0), 0);
}

/** What is no length is refused by its field; here it counts as if left out. */
function bounded(length: unknown): number {
  if (typeof length !== 'number' || Number.isNaN(length)) return UNKNOWN_LIST_LENGTH;
  return Math.min(Math.max(length, 1), MAX_LIST_LENGTH);
}

function sum(parts: readonly Points[]): Points {
  let fixed = 0;
  const variable: ((variables: Variables) => number)[] = [];
  for (const part of parts) {
    if (typeof part === 'number') fixed += part;
    else variable.push(part);
  }
  if (variable.length === 0) return fixed;
  return (variables) => {
    let points = fixed;
    for (const part of variable) points += part(variables);
    return points;
  };
}

function product(length: Points, inner: Points): Points {
  if (typeof length === 'number' && typeof inner === 'number') return length * inner;
  const [count, each] = [pointsBy(length), pointsBy(inner)];
  return (variables) => count(variables) * each(variables);
}

const pointsBy = (points: Points) => (typeof points === 'number' ? () => points : points);
