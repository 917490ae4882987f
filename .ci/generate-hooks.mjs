/** Writes what codegen.yml generates for the client to the file named by the first argument, wherever that is. */
import { writeFileSync } from 'node:fs';
import { createContext, executeCodegen } from '@graphql-codegen/cli';

const context = await createContext({ config: 'codegen.yml', silent: true });
const { result, error } = await executeCodegen(context);
if (error) {
  console.error(error.errors?.map((each) => each.message).join('\n\n') || error.message);
  process.exit(1);
}
writeFileSync(process.argv[2], result[0].content);
