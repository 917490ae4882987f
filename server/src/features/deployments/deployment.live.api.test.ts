import { expect, test } from '@jest/globals';
import { makeDeployment, makeMember, makeToken, type TestDeployment, useCast } from '../../../test/factories.ts';
import { follow } from '../../../test/live.ts';
import { deploymentTopic } from '../../platform/events.ts';

const cast = useCast();

const CHANGED = `subscription ($id: ID!) {
  deploymentChanged(id: $id) { version createdBy { ... on Token { viewerCanRevoke lastUsedAddress } } } }`;

interface Changed {
  deploymentChanged: { version: string; createdBy: { viewerCanRevoke: boolean; lastUsedAddress: string | null } };
}

async function change(deployment: TestDeployment, version: string): Promise<void> {
  await cast.app.sql('update deployments set version = $2 where id = $1', [deployment.id, version]);
  cast.app.app.events.publish([deploymentTopic(deployment.id)]);
}

test('two people with equal rights who follow the same each see what is for them', async () => {
  const { app, service, environment, project, owner } = cast;
  const other = await makeMember(project, 'OWNER');
  const token = await makeToken(app, { kind: 'PERSONAL', project, user: owner });
  await app.sql(`update tokens set last_used_address = '192.0.2.7' where id = $1`, [token.id]);
  const deployment = await makeDeployment(service, environment, { by: token, status: 'RUNNING', version: 'v0' });
  await app.sql('update deployments set created_by_token_id = $2 where id = $1', [deployment.id, token.id]);

  const pages = [owner, other].map((actor) => follow<Changed>(actor, CHANGED, { id: deployment.id }));
  const next = async () => {
    const results = await Promise.all(pages.map((page) => page.next()));
    return results.map(({ value }) => (value as Changed).deploymentChanged);
  };
  for (const version of ['v0', 'v1', 'v2']) {
    if (version !== 'v0') await change(deployment, version);
    expect(await next()).toEqual([
      { version, createdBy: { viewerCanRevoke: true, lastUsedAddress: '192.0.2.7' } },
      { version, createdBy: { viewerCanRevoke: false, lastUsedAddress: null } },
    ]);
  }
  for (const page of pages) await page.return();
});
