import { writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { createSchema } from './schema.ts';

/** Writes the API's manual: `node dist/entry/emit-schema.js [path]`. */
const path = process.argv[2] ?? 'schema/schema.graphql';
writeFileSync(path, `${printSchema(lexicographicSortSchema(createSchema()))}\n`);
