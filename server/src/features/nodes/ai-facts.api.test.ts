import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeDeployment, makeEnvironment, makeService, makeWorkflow, useCast } from '../../../test/factories.ts';
import { executeNode, fakeNode } from '../../../test/node-context.ts';
import { makeRun } from '../../../test/runs.ts';
import { systemContext } from '../../platform/context.ts';
import { ai } from './ai.node.ts';

const cast = useCast();
let server: Server;
let status = 200;
let usage: Record<string, unknown> = {};

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(status, { 'content-type': status === 200 ? 'text/event-stream' : 'application/json' });
      if (status !== 200) return response.end('{"error":{"message":"No.","type":"x","param":null,"code":null}}');
      const chunk = (rest: object) => `data: ${JSON.stringify({ id: 'c', created: 1, model: 'm', ...rest })}\n\n`;
      response.write(chunk({ choices: [{ index: 0, delta: { content: 'Yes.' }, finish_reason: 'stop' }] }));
      response.end(`${chunk({ choices: [], usage })}data: [DONE]\n\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  cast.app.app.config.ai = { url, model: 'small', prices: { small: { input: 0.5, output: 2 } } };
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const TOKENS = { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 };

async function ask(runId: string, model?: string) {
  const node = fakeNode({ ctx: systemContext(cast.app.app, 'test') });
  Object.assign(node.run, { id: runId, projectId: cast.project.id });
  await executeNode(ai, { prompt: 'Well?', model }, node).catch(() => {});
  const facts = await cast.app.sql(
    `delete from events where kind = 'ai' returning project_id, name, status, value > 0 as "isTimed", cost_nano::float8 as cost,
       subject_id, service_id, environment_id, data`,
  );
  expect(facts).toHaveLength(1);
  return facts[0];
}

test.each<[string, string | undefined, Record<string, unknown>, number | null]>([
  ['by the price of its model', undefined, TOKENS, 12_000],
  ['as the API says it', undefined, { ...TOKENS, cost: 0.000_25 }, 250_000],
  ['unknown, without a price', 'large', TOKENS, null],
  ['unknown, where the API says nonsense', 'large', { ...TOKENS, cost: 'much' }, null],
])('an answer of a model is counted with its cost, %s', async (_what, model, took, cost) => {
  status = 200;
  usage = took;
  const { id } = await makeRun(cast.project, await makeWorkflow(cast.project));
  expect(await ask(id, model)).toEqual({
    project_id: cast.project.id,
    name: model ?? 'small',
    status: 'OK',
    isTimed: true,
    cost,
    subject_id: id,
    service_id: null,
    environment_id: null,
    data: { inputTokens: 12, outputTokens: 3 },
  });
});

test('a refused one is counted as an error, without a cost', async () => {
  status = 401;
  const { id } = await makeRun(cast.project, await makeWorkflow(cast.project));
  expect(await ask(id)).toMatchObject({ name: 'small', status: 'ERROR', cost: null, data: null });
});

test('in a run that a deployment began it belongs to that place', async () => {
  status = 200;
  usage = TOKENS;
  const [service, environment] = [await makeService(cast.project), await makeEnvironment(cast.project)];
  const deployment = await makeDeployment(service, environment);
  const { id } = await makeRun(cast.project, await makeWorkflow(cast.project));
  await cast.app.sql(`update runs set trigger_detail = jsonb_build_object('subjectId', $2::text) where id = $1`, [
    id,
    deployment.id,
  ]);
  expect(await ask(id)).toMatchObject({
    service_id: service.id,
    environment_id: environment.id,
  });
});
