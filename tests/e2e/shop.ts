/** A project as a team would have it after some days: what pages and pictures show. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settled } from './api.ts';
import { administrator, Project, sharedServer } from './world.ts';

export interface Shop {
  project: Project;
  /** Deployments by what they are good for. */
  changed: string;
  failed: string;
  running: string;
}

/** Folder of the service → the example it is made of, and what it says of itself. */
const services = {
  storefront: { example: 'hello-web', name: 'Storefront', description: 'What customers see.' },
  checkout: { example: 'flaky', name: 'Checkout', description: 'Carts, payments and receipts.' },
  search: {
    example: 'noisy',
    name: 'Search',
    description: 'Finds products, and rebuilds its index when it is deployed.',
  },
  edge: { example: 'hello-ansible', name: 'Edge proxies', description: 'The web servers in front of everything.' },
};

export async function openShop(): Promise<Shop> {
  const server = await sharedServer();
  const { api } = await administrator();
  for (const [slug, { example, name, description }] of Object.entries(services)) {
    server.copyExample('shop', example, slug);
    const file = join(server.servicesOf('shop'), slug, 'service.yaml');
    const rest = readFileSync(file, 'utf8').replace(/^name:.*\ndescription:.*\n(?: .*\n)*/, '');
    writeFileSync(file, `name: ${name}\ndescription: ${description}\n${rest}`);
  }
  const project = await Project.create({
    slug: 'shop',
    name: 'Shop',
    services: [],
    environments: ['Preview', 'Staging', 'Production'],
  });
  const [preview, staging, production] = project.environments;
  const operator = await project.member('Operator', 'OPERATOR');
  const maintainer = await project.member('Maintainer', 'MAINTAINER');
  await project.member('Viewer', 'VIEWER');
  const quiet = { lines: 400, linesPerSecond: 0 };
  const smooth = { failAt: 'nothing', secondsPerStep: 0.05 };
  const edge = { workers: 4, logLevel: 'info', sites: ['shop', 'blog'] };

  // One after the other where the order matters, which is within a service.
  const [changed, failed] = await Promise.all([
    (async () => {
      await project.deployed('edge', '2.3.0', edge, { to: staging, by: maintainer });
      const parameters = { workers: 8, logLevel: 'debug', sites: ['shop', 'blog', 'status'] };
      return project.deployed('edge', '2.4.0', parameters, {
        to: staging,
        by: maintainer,
        note: 'Room for the winter sale',
      });
    })(),
    (async () => {
      await project.deployed('checkout', '4.1.0', smooth, { to: staging, by: operator });
      await project.deployed('checkout', '4.1.0', smooth, { to: production, by: operator });
      return project.deploy('checkout', '4.2.0', { secondsPerStep: 0.4 }, { to: staging, by: operator });
    })(),
    (async () => {
      const green = { greeting: 'Winter sale', color: 'green' };
      await project.deployed('storefront', '1.8.0', {}, { to: staging });
      await project.deployed('storefront', '1.8.0', {}, { to: production });
      await project.deployed('storefront', '1.9.0', green, { to: staging });
      await project.deployed('search', '0.12.3', quiet, { to: preview, by: maintainer });
      await project.deployed('search', '0.12.3', quiet, { to: staging, by: maintainer });
    })(),
  ]);
  await settled(api, failed);
  await api.run('mutation ($input: SetVariableInput!) { setVariable(input: $input) { id } }', {
    input: { projectId: project.id, name: 'LOG_LEVEL', value: 'info' },
  });
  await api.run('mutation ($input: SetVariableInput!) { setVariable(input: $input) { id } }', {
    input: { projectId: project.id, name: 'PAYMENT_KEY', value: 'kept-to-ourselves', isSecret: true },
  });
  for (const [name, scopes] of [
    ['Build server', ['deployment:create', 'deployment:cancel']],
    ['Status page', []],
  ] as const) {
    const input = { name, scopes, kind: 'SERVICE', projectId: project.id };
    await api.run('mutation ($input: CreateTokenInput!) { createToken(input: $input) { token { id } } }', { input });
  }
  await api.run('mutation ($input: UpdateEnvironmentInput!) { updateEnvironment(input: $input) { id } }', {
    input: { id: production?.id, requiresApproval: true },
  });
  await age();
  await project.deploy('storefront', '1.9.0', {}, { to: production, by: operator, note: 'Tested on staging' });
  const running = await project.deploy('search', '0.13.0', { lines: 100_000, linesPerSecond: 25 }, { to: preview });
  return { project, changed, failed, running };
}

/** Lets the past be past: everything of these minutes would be "just now". */
async function age(): Promise<void> {
  const server = await sharedServer();
  await server.sql(`
    create temporary table ages as
      select d.id, interval '47 minutes' * power(row_number() over (order by d.id desc), 1.8) as age
      from deployments d join projects p on p.id = d.project_id where p.slug = 'shop';
    update deployments d
      set created_at = created_at - age, queued_at = queued_at - age, started_at = started_at - age,
          finished_at = finished_at - age
      from ages where ages.id = d.id;
    update deployment_steps s set started_at = started_at - age, finished_at = finished_at - age
      from ages where ages.id = s.deployment_id;`);
}
