/** One Jest for both sides: `server` on real Postgres, `client` in jsdom. Needs NODE_OPTIONS=--experimental-vm-modules. */
const swc = (parser, transform) => [
  '@swc/jest',
  { jsc: { parser, transform, target: 'es2024', keepClassNames: true }, module: { type: 'es6' }, sourceMaps: 'inline' },
];

export default {
  maxWorkers: 2,
  // Contexts of finished files outlive them: a worker that has grown is replaced before its next file.
  workerIdleMemoryLimit: '1500MB',
  // A worker with a large heap on a busy machine takes more than the usual half second to end.
  workerGracefulExitTimeout: 10_000,
  testTimeout: 30_000,
  projects: [
    {
      displayName: 'server',
      cacheDirectory: '<rootDir>/.cache/jest',
      testEnvironment: 'node',
      roots: ['<rootDir>/server/src', '<rootDir>/server/test'],
      testMatch: ['**/*.test.ts'],
      globalSetup: '<rootDir>/server/test/global-setup.mjs',
      globalTeardown: '<rootDir>/server/test/global-teardown.mjs',
      extensionsToTreatAsEsm: ['.ts'],
      transform: {
        '\\.ts$': swc(
          { syntax: 'typescript', decorators: true },
          { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
        ),
      },
    },
    {
      displayName: 'client',
      cacheDirectory: '<rootDir>/.cache/jest',
      testEnvironment: '<rootDir>/client/test/environment.mjs',
      roots: ['<rootDir>/client/src'],
      setupFilesAfterEnv: ['<rootDir>/client/test/setup.ts'],
      testMatch: ['**/*.test.ts', '**/*.test.tsx'],
      extensionsToTreatAsEsm: ['.ts', '.tsx'],
      transform: {
        '\\.tsx?$': swc({ syntax: 'typescript', tsx: true }, { react: { runtime: 'automatic' } }),
      },
      moduleNameMapper: { '\\.css$': '<rootDir>/client/test/empty.mjs' },
    },
  ],
};
