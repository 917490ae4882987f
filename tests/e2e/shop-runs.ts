/** A workflow of the shop that was published twice, and its runs: one that succeeded, one that failed, one that asks. */
import { makeWorkflow, publish, saveDraft, startRun } from './workflows.ts';
import { administrator, Project } from './world.ts';

export interface ShopRuns {
  /** Of a project of their own: what the shop has deployed takes most of a minute to make, and none of it is needed. */
  slug: string;
  workflow: string;
  succeeded: string;
  failed: string;
  asking: string;
}

const release = (script: string) => ({
  nodes: [
    {
      key: 'start',
      type: 'manual',
      name: 'Start',
      config: {
        form: { type: 'object', required: ['version'], properties: { version: { type: 'string', title: 'Version' } } },
      },
    },
    { key: 'build', type: 'script', name: 'Build the storefront', config: { script } },
    { key: 'each', type: 'loop', name: 'Each region', config: { items: '["eu", "us", "ap"]', concurrency: 2 } },
    { key: 'warm', type: 'script', name: 'Warm the cache', config: { script: 'echo warming ${{ item }}' } },
    {
      key: 'ask',
      type: 'approval',
      name: 'Ask the shop',
      config: {
        message: 'Ship ${{ trigger.version }} to everybody?',
        form: { type: 'object', properties: { ticket: { type: 'string', title: 'Ticket' } } },
        expiresSeconds: 86_400,
      },
    },
    { key: 'tell', type: 'transform', name: 'Say what was shipped', config: { value: '${{ trigger }}' } },
  ],
  edges: ['start → build', 'build → each', 'each.item → warm', 'each → ask', 'ask → tell'],
});

async function reaches(runId: string, status: string): Promise<{ id: string; status: string }[]> {
  const { api } = await administrator();
  const query = 'query ($id: ID!) { run(id: $id) { status statusReason nodeRuns { id status } } }';
  for (;;) {
    const { run } = await api.run<{
      run: { status: string; statusReason: string | null; nodeRuns: { id: string; status: string }[] };
    }>(query, { id: runId });
    if (run.status === status) return run.nodeRuns;
    if (['SUCCEEDED', 'FAILED', 'CANCELED'].includes(run.status)) throw new Error(`${run.status}, ${run.statusReason}`);
  }
}

export async function openShopRuns(): Promise<ShopRuns> {
  const { api } = await administrator();
  const project = await Project.create({
    slug: 'shop-runs',
    name: 'Shop',
    services: ['hello-web'],
    environments: ['Staging', 'Production'],
  });
  const made = await makeWorkflow(project, 'Release', release('echo building ${{ trigger.version }}'));
  await publish(made, 'Asks before it ships');
  const succeeded = await startRun(made.id, { version: '1.9.0' });
  const asked = (await reaches(succeeded, 'WAITING')).find(({ status }) => status === 'WAITING');
  await api.run('mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { id } }', {
    input: { nodeRunId: asked?.id, decision: 'APPROVED', comment: 'After lunch', form: { ticket: 'SHOP-7' } },
  });
  await reaches(succeeded, 'SUCCEEDED');
  const careful = 'echo building ${{ trigger.version }}; case "${{ trigger.version }}" in *-rc*) exit 2;; esac';
  const revision = await saveDraft(made, release(careful));
  await publish({ ...made, revision }, 'No release candidates');
  const failed = await startRun(made.id, { version: '2.0.0-rc1' });
  await reaches(failed, 'FAILED');
  const asking = await startRun(made.id, { version: '2.0.0' });
  await reaches(asking, 'WAITING');
  return { slug: project.slug, workflow: made.id, succeeded, failed, asking };
}
