import { type GraphQLFieldMap, type GraphQLSchema, isObjectType } from 'graphql';
import type { Context } from '../context.ts';
import { type Batch, loaderOf } from './loader.ts';

interface Row {
  id: string;
  [field: string]: unknown;
}

/**
 * Lets rows of a type be brief: a field that `isLate` may be missing in a row that a page joined in, and is then read with
 * `byId`, in one statement for the whole request, and none unless somebody asks. The other fields are in every row and read
 * without a resolver. Ten more columns of a service, two of them arrays, made a page of deployments cost twice as much to read.
 */
export function allowBriefRows<Found extends object>(
  schema: GraphQLSchema,
  typeName: string,
  isLate: (field: string) => boolean,
  byId: Batch<string, Found | null>,
): void {
  for (const field of Object.values(fieldsOf(schema, typeName))) {
    if (field.resolve || !isLate(field.name)) continue;
    const key = field.name as keyof Found & string;
    field.resolve = (parent, _given, ctx) => {
      const row = parent as Row;
      if (key in row) return row[key];
      return loaderOf(ctx, byId)
        .load(row.id)
        .then((found) => found?.[key]);
    };
  }
}

/**
 * Gives a field of a hot list its resolver as a plain function. Through TypeGraphQL's parameters 20 calls cost 60 µs of a page's
 * 1,000; a field computed for each row whether asked for or not cost as much.
 */
export function resolvePlainly<Parent, Arguments>(
  schema: GraphQLSchema,
  typeName: string,
  fieldName: string,
  resolve: (ctx: Context, parent: Parent, given: Arguments) => unknown,
): void {
  const field = fieldsOf(schema, typeName)[fieldName];
  if (!field) throw new Error(`There is no field ${typeName}.${fieldName}.`);
  field.resolve = (parent, given, ctx) => resolve(ctx, parent as Parent, given as Arguments);
}

function fieldsOf(schema: GraphQLSchema, typeName: string): GraphQLFieldMap<unknown, Context> {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`There is no type ${typeName}.`);
  return type.getFields();
}
