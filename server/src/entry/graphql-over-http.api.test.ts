import { beforeAll, describe, expect, test } from '@jest/globals';
import { type AuditResult, serverAudits } from 'graphql-http';
import { as } from '../../test/as.ts';
import { useCast } from '../../test/factories.ts';

const cast = useCast();

describe('GraphQL over HTTP, as the specification’s own audits see it', () => {
  let results: AuditResult[];

  beforeAll(async () => {
    // The url is read by each audit as it runs, after the server has its port.
    const audits = serverAudits({ url: () => `${cast.app.url}/graphql`, fetchFn: fetch });
    results = await Promise.all(audits.map((audit) => audit.fn()));
  });

  test('all 61 audits pass: every MUST, every SHOULD, every MAY', () => {
    const failed = results.filter((result) => result.status !== 'ok');
    expect(failed.map((result) => `${result.name}: ${'reason' in result ? result.reason : ''}`)).toEqual([]);
    expect(results).toHaveLength(61);
  });
});

test('without a token of their own, metrics are for this machine', async () => {
  const response = await as(cast.anonymous).fetch('/metrics');
  expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('pilothouse_workers 0')]);
});

test.each([
  ['text/event-stream', 406],
  ['application/json', 200],
  ['application/graphql-response+json', 400],
])(
  'a subscription that is posted to the door of queries, asking for %s, is told where to go, and is no defect',
  async (accept, status) => {
    const response = await as(cast.owner).fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({
        query: 'subscription ($id: ID!) { deploymentChanged(id: $id) { id } }',
        variables: { id: 'x' },
      }),
    });
    const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toContain('/graphql/stream');
    expect(errors[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(response.status).toBe(status);
    expect(cast.app.takeDefects()).toEqual([]);
  },
);
