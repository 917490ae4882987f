import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { as, type TestActor } from '../../../test/as.ts';
import { makeMember, makeRole, makeToken, useCast } from '../../../test/factories.ts';

const cast = useCast();
const CHANGE = 'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { id } }';

/** A socket that follows the project's deployments; `closed` is the code it is closed with. */
async function follow(actor: TestActor): Promise<{ closed: Promise<number>; isOpen: () => boolean; end: () => void }> {
  const { cookie, authorization } = actor.headers;
  const socket = new WebSocket(`${cast.app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: cookie ? { cookie } : {},
  });
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: authorization ? { authorization } : {} }));
  const acknowledged = await once(socket, 'message');
  expect(JSON.parse(String(acknowledged[0]))).toMatchObject({ type: 'connection_ack' });
  socket.send(
    JSON.stringify({
      id: '1',
      type: 'subscribe',
      payload: {
        query: 'subscription ($id: ID!) { deploymentsChanged(projectId: $id) { id } }',
        variables: { id: cast.project.id },
      },
    }),
  );
  return { closed, isOpen: () => socket.readyState === WebSocket.OPEN, end: () => socket.terminate() };
}

test('open sockets end within seconds when rights do: role, limits, the role’s own rights, membership, token', async () => {
  const { project, environment, owner, maintainer, app } = cast;
  const [demoted, limited, custom, removed, untouched] = await Promise.all([
    makeMember(project, 'MAINTAINER'),
    makeMember(project, 'OPERATOR'),
    makeMember(project, 'VIEWER'),
    makeMember(project, 'VIEWER'),
    makeMember(project, 'OPERATOR'),
  ]);
  const role = await makeRole(project, ['deployment:approve']);
  await as(owner).run(CHANGE, { input: { id: custom.id, role: 'CUSTOM', roleId: role.id } });
  const token = await makeToken(app, { kind: 'SERVICE', project });
  const stays = await follow(untouched);
  const sockets = await Promise.all([demoted, limited, custom, removed, token].map(follow));

  const since = performance.now();
  await as(owner).run(CHANGE, { input: { id: demoted.id, role: 'VIEWER' } });
  await as(owner).run(CHANGE, { input: { id: limited.id, role: 'OPERATOR', environmentIds: [environment.id] } });
  await as(owner).run('mutation ($input: UpdateRoleInput!) { updateRole(input: $input) { id } }', {
    input: { id: role.id, permissions: [] },
  });
  await as(owner).run('mutation ($id: ID!) { removeMember(id: $id) { id } }', { id: removed.id });
  await as(maintainer).run('mutation ($id: ID!) { revokeToken(id: $id) { id } }', { id: token.id });

  const codes = await Promise.all(sockets.map(({ closed }) => closed));
  for (const code of codes) expect([4401, 4403]).toContain(code);
  // Looked at every 5 s, by a clock of 1 s.
  expect(performance.now() - since).toBeLessThan(8_000);
  expect(stays.isOpen()).toBe(true);
  stays.end();
});
