import { expect, test } from '@jest/globals';
import type { Place } from './place.ts';
import { explain } from './postmaster.ts';

const place: Place = {
  clusterDir: '/data/postgres',
  logFile: '/data/postgres.log',
  password: 'unused',
  account: undefined,
  binaries: { initdb: 'initdb', postgres: 'postgres', majorVersion: '18' },
};

test.each([
  [
    'FATAL:  could not write lock file "postmaster.pid": No space left on device',
    'disk that holds /data/postgres is full',
  ],
  ['initdb: error: could not create directory "pg_wal": No space left on device', 'Free some space'],
  ['FATAL:  could not open file "global/pg_control": Permission denied', 'Check who owns it'],
  [
    'LOG:  starting\nFATAL:  out of shared memory\nLOG:  database system is shut down',
    'FATAL:  out of shared memory. All',
  ],
  ['', 'it gave no reason'],
])('%j becomes a sentence that says what to do', (output, expected) => {
  expect(explain(output, place).message).toContain(expected);
});
