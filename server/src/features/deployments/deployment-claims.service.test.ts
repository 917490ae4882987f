import { beforeEach, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { atOnce } from '../../../test/at-once.ts';
import {
  makeDeployment,
  makeEnvironment,
  makeService,
  type TestEnvironment,
  type TestService,
  useCast,
} from '../../../test/factories.ts';
import { systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import {
  claimAttach,
  claimStart,
  type OwnedDeployment,
  readOwned,
  releaseDeployments,
  updateOwned,
} from './deployment.claims.ts';
import { ACTIVE } from './deployment.state.ts';

const cast = useCast();
const ANN = { id: 'wrk_ann', nodeId: 'node-1' };
const BEN = { id: 'wrk_ben', nodeId: 'node-2' };
const MANY = Array.from({ length: 5 }, (_, n) => ({ id: `wrk_${n}`, nodeId: ANN.nodeId }));
let service: TestService;
let environment: TestEnvironment;

beforeEach(async () => {
  [service, environment] = [await makeService(cast.project), await makeEnvironment(cast.project)];
  await cast.app.sql(`update deployments set status = 'FAILED', owner_worker_id = null`);
  await cast.app.sql('delete from graphile_worker._private_jobs');
  for (const { id, nodeId } of [ANN, BEN, ...MANY])
    await cast.app.sql(
      `insert into workers (id, node_id, host, pid) values ($1, $2, 'host', 1) on conflict do nothing`,
      [id, nodeId],
    );
});

const ctx = () => systemContext(cast.app.app, 'test');
const queued = () => makeDeployment(service, environment, { status: 'QUEUED' });
const statusOf = async (id: string) =>
  (await cast.app.sql<{ status: string }>('select status from deployments where id = $1', [id]))[0]?.status;
const move = (owned: OwnedDeployment, from: readonly string[], set: string) =>
  withTransaction(ctx(), (ctx) => updateOwned(ctx, owned, from, set));
const claimed = async (worker = ANN): Promise<OwnedDeployment> => {
  const owned = await claimStart(ctx(), (await queued()).id, worker);
  if (!owned) throw new Error('It could not be claimed.');
  return owned;
};

describe('the start', () => {
  test('belongs to the worker that claims it, with all that it needs', async () => {
    const { id, number } = await queued();
    const owned = await claimStart(ctx(), id, ANN);
    expect(owned).toMatchObject({ id, number, ownerWorkerId: ANN.id, ownerEpoch: 1, plan: { source: service.slug } });
    expect(await statusOf(id)).toBe('RUNNING');
    expect(await claimStart(ctx(), id, BEN)).toBeNull();
  });

  test.each(['AWAITING_APPROVAL', 'RUNNING', 'CANCELING', 'SUCCEEDED', 'CANCELED', 'REJECTED'] as const)(
    'is none for what is %s',
    async (status) => {
      const { id } = await makeDeployment(service, environment, { status });
      expect(await claimStart(ctx(), id, ANN)).toBeNull();
      expect(await statusOf(id)).toBe(status);
    },
  );

  test.each(['RUNNING', 'VERIFYING', 'CANCELING'] as const)('waits while another one is %s', async (status) => {
    await makeDeployment(service, environment, { status });
    const { id } = await queued();
    expect(await claimStart(ctx(), id, ANN)).toBeNull();
    expect(await statusOf(id)).toBe('QUEUED');
  });

  test('is in the order of their numbers, whoever asks first', async () => {
    const [first, second] = [await queued(), await queued()];
    expect(await claimStart(ctx(), second.id, ANN)).toBeNull();
    expect(await claimStart(ctx(), first.id, ANN)).not.toBeNull();
  });

  test('one that waits for approval is overtaken', async () => {
    await makeDeployment(service, environment, { status: 'AWAITING_APPROVAL' });
    expect(await claimStart(ctx(), (await queued()).id, ANN)).not.toBeNull();
  });

  test('of five workers at once one gets it', async () => {
    const { id } = await queued();
    const claims = await Promise.all(MANY.map((worker) => claimStart(ctx(), id, worker)));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  test('of one place never two, though all of them are claimed at once', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, async () => (await queued()).id));
    const claims = await Promise.all(ids.map((id) => claimStart(ctx(), id, ANN)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    await expect(
      cast.app.sql(`update deployments set status = 'RUNNING' where service_id = $1 and status = 'QUEUED'`, [
        service.id,
      ]),
    ).rejects.toThrow('uq_deployments_active');
  });

  test('and a cancel at the same time: whichever comes first, nothing starts that was canceled', async () => {
    const { id } = await queued();
    const lock = { sql: 'select from deployments where id = $1 for update', values: [id] };
    const cancel = 'mutation ($id: ID!) { cancelDeployment(id: $id) { status } }';
    const [claim] = await atOnce<unknown>(cast.app, lock, [
      () => claimStart(ctx(), id, ANN),
      () => as(cast.operator).run(cancel, { id }),
    ]);
    const isClaimed = claim?.status === 'fulfilled' && claim.value !== null;
    expect(await statusOf(id)).toBe(isClaimed ? 'CANCELING' : 'CANCELED');
  });
});

describe('the owner', () => {
  test('moves it from the states it names, and from no other', async () => {
    const owned = await claimed();
    expect(await move(owned, ['VERIFYING'], `status = 'SUCCEEDED'`)).toBe(false);
    expect(await move(owned, ['RUNNING'], `status = 'VERIFYING'`)).toBe(true);
    expect(await statusOf(owned.id)).toBe('VERIFYING');
  });

  test('that was declared dead moves and reads nothing any more', async () => {
    const owned = await claimed();
    await withTransaction(ctx(), (ctx) => releaseDeployments(ctx, [ANN.id]));
    expect(await readOwned(ctx(), owned)).toBeNull();
    expect(await move(owned, ACTIVE, `status = 'SUCCEEDED'`)).toBe(false);
    expect(await statusOf(owned.id)).toBe('RUNNING');
  });

  test('that comes back under its own name has another epoch: the old hand stays off', async () => {
    const before = await claimed();
    await withTransaction(ctx(), (ctx) => releaseDeployments(ctx, [ANN.id]));
    const after = await claimAttach(ctx(), before.id, ANN);
    expect(after?.ownerEpoch).toBe(before.ownerEpoch + 1);
    expect(await readOwned(ctx(), before)).toBeNull();
    expect(await readOwned(ctx(), after as OwnedDeployment)).toMatchObject({ status: 'RUNNING', stopReason: null });
  });
});

describe('after a worker’s death', () => {
  test('what it owned is enqueued for its machine, in the transaction that buries it', async () => {
    const [owned, other] = [
      await claimed(),
      await makeDeployment(service, await makeEnvironment(cast.project), {
        status: 'RUNNING',
        ownerWorkerId: BEN.id,
        nodeId: BEN.nodeId,
      }),
    ];
    await withTransaction(ctx(), (ctx) => releaseDeployments(ctx, [ANN.id]));
    const jobs = await cast.app.sql(
      `select t.identifier as task, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier <> 'occurrence'`,
    );
    expect(jobs).toEqual([{ task: 'deployment.attach.node-1', payload: { id: owned.id } }]);
    const [row] = await cast.app.sql('select owner_worker_id from deployments where id = $1', [other.id]);
    expect(row).toEqual({ owner_worker_id: BEN.id });
  });

  test('only a worker with its files takes it over, once', async () => {
    const owned = await claimed();
    await withTransaction(ctx(), (ctx) => releaseDeployments(ctx, [ANN.id]));
    expect(await claimAttach(ctx(), owned.id, BEN)).toBeNull();
    const claims = await Promise.all(MANY.map((worker) => claimAttach(ctx(), owned.id, worker)));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  test('what has ended meanwhile, or has an owner, is taken over by nobody', async () => {
    const owned = await claimed();
    expect(await claimAttach(ctx(), owned.id, { ...BEN, nodeId: ANN.nodeId })).toBeNull();
    await move(owned, ACTIVE, `status = 'SUCCEEDED', owner_worker_id = null`);
    expect(await claimAttach(ctx(), owned.id, ANN)).toBeNull();
  });
});
