/** Writes the dump of a freshly migrated database to the file named by the first argument. */
import { writeFileSync } from 'node:fs';
import { dumpSchema } from './dump-schema.mjs';
import { migrate, startScratchCluster } from './scratch-cluster.mjs';

const cluster = await startScratchCluster();
try {
  await migrate(cluster.url);
  writeFileSync(process.argv[2], await dumpSchema(cluster.url));
} finally {
  await cluster.remove();
}
