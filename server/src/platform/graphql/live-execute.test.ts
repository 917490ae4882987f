import { expect, test } from '@jest/globals';
import { execute, parse } from 'graphql';
import { liveSchema } from '../../../test/live-fixture.ts';
import { compilingExecutor } from './live-execute.ts';

const document = parse(
  'subscription ($id: ID!) { log(id: $id) { ...B } } fragment B on Batch { lines { seq } hasEnded fragile }',
);

test('a compiled operation gives what graphql-js gives, also where a field fails', async () => {
  const run = compilingExecutor(liveSchema);
  for (let n = 0; n < 10; n++) {
    const isBroken = n % 2 === 1;
    const args = {
      schema: liveSchema,
      document,
      variableValues: { id: 'a' },
      contextValue: { loaders: new Map() },
      rootValue: { log: { lines: [{ seq: n }], hasEnded: isBroken ? {} : false, fragile: true } },
    };
    expect(JSON.stringify(await run(args))).toBe(JSON.stringify(await execute(args)));
  }
});
