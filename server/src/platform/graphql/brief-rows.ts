import { type GraphQLSchema, isObjectType } from 'graphql';
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
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`There is no type ${typeName}.`);
  for (const field of Object.values(type.getFields())) {
    if (field.resolve || !isLate(field.name)) continue;
    const key = field.name as keyof Found & string;
    field.resolve = (row: Row, _args, ctx: Context) => {
      if (key in row) return row[key];
      return loaderOf(ctx, byId)
        .load(row.id)
        .then((found) => found?.[key]);
    };
  }
}
