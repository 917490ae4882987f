import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { limitQueries } from './list-queries.ts';

/**
 * What is possible: two statements written by hand, prepared and pipelined, behind bare `node:http`. No GraphQL, nobody to
 * sign in, nothing checked. Prints its port.
 */
const clients = await Promise.all(
  [0, 1].map(async () => {
    const client = new pg.Client({
      connectionString: process.env.DATABASE_URL,
      pipeline: true,
      options: '-c timezone=UTC',
    } as pg.ClientConfig);
    await client.connect();
    return client;
  }),
);

/** Timestamps stay text, as Postgres writes them in UTC, with its blank and `+00` exchanged. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.TIMESTAMPTZ
      ? (text: string) => `${text.slice(0, 10)}T${text.slice(11, -3)}Z`
      : pg.types.getTypeParser(oid, format as never)) as never,
};

interface PageRow {
  [field: string]: unknown;
  id: string;
}

let turn = 0;

async function page(projectId: string): Promise<string> {
  turn = 1 - turn;
  const client = clients[turn] as pg.Client;
  const deployments = await client.query<PageRow>({
    name: 'page',
    text: limitQueries.page,
    values: [projectId],
    types,
  });
  const ids = deployments.rows.map((row) => row.id);
  const steps = await client.query<PageRow>({ name: 'steps', text: limitQueries.steps, values: [ids], types });
  const byDeployment = new Map<unknown, PageRow[]>(ids.map((id) => [id, []]));
  for (const { deploymentId, ...step } of steps.rows) byDeployment.get(deploymentId)?.push(step as PageRow);
  const nodes = deployments.rows.map(
    ({ s_id, s_slug, s_name, e_id, e_slug, e_name, e_rank, u_id, u_name, ...row }) => ({
      ...row,
      service: { id: s_id, slug: s_slug, name: s_name },
      environment: { id: e_id, slug: e_slug, name: e_name, rank: e_rank },
      createdBy: { id: u_id, name: u_name },
      steps: byDeployment.get(row.id),
    }),
  );
  return JSON.stringify({ data: { deployments: { nodes } } });
}

const server = createServer((request, response) => {
  const projectId = (request.url ?? '/').slice(1);
  page(projectId).then(
    (body) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
      response.end(body);
    },
    (error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    },
  );
});
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as AddressInfo).port}`));
