import { expect, test } from '@jest/globals';
import { useCast } from '../../../test/factories.ts';
import { follow } from '../../../test/live.ts';
import { graphOf, useRunWork } from '../../../test/run-harness.ts';

const runs = useRunWork(() => cast);
const cast = useCast();
runs.startWorking();

test('whoever watches a run hears of a node that begins to wait, though nothing has ended', async () => {
  const id = await runs.startRun(
    graphOf(
      [
        { key: 'pause', type: 'delay', config: { seconds: 1 } },
        { key: 'ask', type: 'approval', config: { message: 'Go on?' } },
      ],
      ['begin>pause', 'pause>ask'],
    ),
  );
  const heard: string[] = [];
  const changes = follow<{ nodeRunChanged: { nodeKey: string; status: string } }>(
    cast.owner,
    'subscription ($id: ID!) { nodeRunChanged(runId: $id) { nodeKey status } }',
    { id },
  );
  for await (const { nodeRunChanged } of changes) {
    heard.push(`${nodeRunChanged.nodeKey} ${nodeRunChanged.status}`);
    if (heard.includes('ask WAITING')) break;
  }
  expect(heard).toEqual(expect.arrayContaining(['pause SUCCEEDED', 'ask WAITING']));
});
