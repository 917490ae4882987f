import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';

/** What the starter reports to; a pino logger fits. */
export type EmbeddedLog = { info(message: string): void; warn(message: string): void };

/** Everything that is known about a cluster before it runs. */
export type Place = {
  clusterDir: string;
  logFile: string;
  password: string;
  account: Account | undefined;
  binaries: Binaries;
};

/** Why there is no database, in a sentence for whoever started the server: its stack says nothing more. */
export class EmbeddedPostgresError extends Error {}
