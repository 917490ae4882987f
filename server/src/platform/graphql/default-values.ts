import {
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  valueFromAST,
} from 'graphql';

type Values = Record<string, unknown>;

/**
 * Puts in what the variables of an operation leave out and the schema or the operation has a default for. graphql-jit does so for
 * nullable types alone: it refuses `top: Int! = 8` that is missing, and the query is run by graphql-js, at twice the price.
 */
export function defaultsOf(schema: GraphQLSchema, operation: OperationDefinitionNode): (variables: Values) => Values {
  const variables = (operation.variableDefinitions ?? []).flatMap(({ variable, type: node, defaultValue }) => {
    const type = typeFromAST(schema, node);
    if (!isInputType(type)) return [];
    const missing = defaultValue && isNonNullType(type) ? valueFromAST(defaultValue, type) : undefined;
    return missing !== undefined || hasFields(type) ? [{ name: variable.name.value, type, missing }] : [];
  });
  if (variables.length === 0) return (given) => given;
  return (given) => {
    const filled = { ...given };
    for (const { name, type, missing } of variables) {
      const value = given[name] === undefined ? missing : given[name];
      if (value !== undefined) filled[name] = withDefaults(type, value);
    }
    return filled;
  };
}

function hasFields(type: GraphQLInputType): boolean {
  return isNonNullType(type) || isListType(type) ? hasFields(type.ofType) : isInputObjectType(type);
}

function withDefaults(type: GraphQLInputType, value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (isNonNullType(type)) return withDefaults(type.ofType, value);
  if (isListType(type))
    return Array.isArray(value)
      ? value.map((item) => withDefaults(type.ofType, item))
      : withDefaults(type.ofType, value);
  if (!isInputObjectType(type) || Array.isArray(value)) return value;
  const filled: Values = { ...value };
  for (const field of Object.values(type.getFields())) {
    const given = filled[field.name];
    if (given !== undefined) filled[field.name] = withDefaults(field.type, given);
    else if (field.defaultValue !== undefined && isNonNullType(field.type)) filled[field.name] = field.defaultValue;
  }
  return filled;
}
