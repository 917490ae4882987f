import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { makeEnvironment, makeService, makeWorkflow, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';
import { newId } from '../../lib/ids.ts';

const cast = useCast({ PILOTHOUSE_OUTBOUND_ALLOW: '127.0.0.1' });
let outside: Server;
let asked = 0;
let url = '';

beforeAll(async () => {
  outside = createServer((_request, response) => {
    asked += 1;
    response.end('ok');
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/`;
  await makeService(cast.project, { slug: 'web' });
  await makeEnvironment(cast.project, { slug: 'staging-1' });
  await makeEnvironment(cast.project, { slug: 'production-1', isProduction: true });
  await cast.app.sql(
    `insert into notification_channels (id, project_id, slug, name, kind, target, recipients)
     values ($1, $2, 'team', 'Team', 'EMAIL', 'a@example.com', '{a@example.com}')`,
    [newId('channel'), cast.project.id],
  );
});
afterAll(() => {
  outside.closeAllConnections();
  outside.close();
});

const release = () => ({
  service: 'web',
  staging: 'staging-1',
  production: 'production-1',
  stagingUrl: url,
  productionUrl: url,
});

test('everybody who is signed in finds templates by category and words', async () => {
  const list = async (variables: object) =>
    (
      await as(cast.viewer).run<{ workflowTemplates: { slug: string }[] }>(
        `query ($category: TemplateCategory, $search: String) {
          workflowTemplates(category: $category, search: $search) { slug name description category icon parameters graph }
        }`,
        { ...variables },
      )
    ).workflowTemplates.map(({ slug }) => slug);
  expect((await list({})).length).toBeGreaterThanOrEqual(10);
  expect(await list({ category: 'PEOPLE' })).toEqual(['onboarding-checklist']);
  expect(await list({ search: 'CERTIFICATES channel' })).toEqual(['certificate-watch']);
  expect(await list({ search: 'nothing like it' })).toEqual([]);
});

describeMutation('installTemplate', cast, {
  operation: `mutation ($input: InstallTemplateInput!) {
    installTemplate(input: $input) { name slug description published { id } draft { graph } }
  }`,
  given: () => ({
    variables: {
      input: {
        projectId: cast.project.id,
        slug: 'staged-release',
        name: `Release ${newId('workflow')}`,
        parameters: release(),
      },
    },
  }),
  by: 'maintainer',
  forbiddenTo: ['operator', 'viewer'],
  invalid: [
    ['a parameter that is missing', input({ parameters: {} }), ['parameters.stagingUrl', 'parameters.productionUrl']],
    [
      'an address that is none',
      input({ parameters: { stagingUrl: 'x', productionUrl: 'https://a.test' } }),
      ['parameters.stagingUrl'],
    ],
    [
      'an expression',
      input({ parameters: { stagingUrl: 'https://a.test/${{ secrets.KEY }}', productionUrl: 'https://a.test' } }),
      ['parameters.stagingUrl'],
    ],
    ['a long name', input({ name: 'x'.repeat(200) }), ['name']],
  ],
  audit: () => ({
    action: 'workflow.template_installed',
    project_id: cast.project.id,
    subject_type: 'Workflow',
    detail: { name: expect.any(String), template: 'staged-release' },
  }),
  works: (_cast, data) => {
    expect(data.published).toBeNull();
    const { nodes } = (
      data.draft as { graph: { nodes: { key: string; name: string; config: object; options: object }[] } }
    ).graph;
    const check = nodes.find(({ key }) => key === 'check_staging');
    expect(check).toMatchObject({
      name: 'Check staging-1',
      config: { url },
      // Numbers stay numbers.
      options: { retry: { attempts: 5, backoffSeconds: 3, maxBackoffSeconds: 60 }, timeoutSeconds: 15 },
    });
  },
  twice: 'again',
  otherInput: input({ name: 'Another release' }),
});

describe('a preview', () => {
  const PREVIEW = `query ($input: PreviewTemplateInput!) { previewTemplate(input: $input) {
    parameters parameterSchema parameterProblems { path message } isValid problems { nodeKey message }
    rights { permission environment service isHeld } secrets { name isThere } channels { name isThere } needsChannel
  } }`;
  interface Preview {
    parameters: Record<string, unknown>;
    parameterSchema: { properties: Record<string, { enum?: string[]; default?: unknown }> };
    parameterProblems: object[];
    isValid: boolean;
    problems: object[];
    rights: object[];
    secrets: object[];
    channels: object[];
  }
  const preview = async (slug: string, parameters: object) =>
    (
      await as(cast.maintainer).run<{ previewTemplate: Preview }>(PREVIEW, {
        input: { projectId: cast.project.id, slug, parameters },
      })
    ).previewTemplate;

  test('offers what there is, and lists the rights that its runs want', async () => {
    const shown = await preview('staged-release', release());
    expect(shown).toMatchObject({ isValid: true, problems: [], parameterProblems: [], secrets: [], channels: [] });
    expect(shown.parameterSchema.properties.production).toMatchObject({ default: 'production-1' });
    expect(shown.parameterSchema.properties.service?.enum).toContain('web');
    expect(shown.rights).toEqual([
      { permission: 'deployment:create', environment: 'staging-1', service: 'web', isHeld: true },
      { permission: 'deployment:create', environment: 'production-1', service: 'web', isHeld: true },
    ]);
  });

  test('says which secrets and channels are there, and what is wrong', async () => {
    const shown = await preview('webhook-queue', { url });
    expect(shown).toMatchObject({
      isValid: false,
      secrets: [{ name: 'TARGET_TOKEN', isThere: false }],
      channels: [{ name: 'team', isThere: true }],
      needsChannel: true,
      problems: [{ nodeKey: 'deliver', message: expect.stringContaining('TARGET_TOKEN') }],
    });
    const early = await preview('staged-release', {});
    expect(early.isValid).toBe(false);
    expect(early.parameterProblems).toContainEqual({
      path: 'parameters.stagingUrl',
      message: 'Check of staging is required.',
    });
  });
});

describe('a dry run', () => {
  interface Step {
    nodeKey: string;
    path: string;
    effect: string;
    status: string;
    port: string | null;
    config: Record<string, unknown>;
    output: unknown;
    problem: string | null;
    waitsMs: number;
  }
  interface Result {
    status: string | null;
    statusReason: string | null;
    durationMs: number;
    steps: Step[];
    unreachedNodeKeys: string[];
    notes: string[];
  }
  const DRY_RUN = `query ($input: DryRunWorkflowInput!) { dryRunWorkflow(input: $input) {
    status statusReason output durationMs unreachedNodeKeys notes
    steps { nodeKey path attempt effect status port beginsAtMs waitsMs config output problem }
  } }`;
  const tryTemplate = async (templateSlug: string, more: object = {}) =>
    (
      await as(cast.maintainer).run<{ dryRunWorkflow: Result }>(DRY_RUN, {
        input: { projectId: cast.project.id, templateSlug, ...more },
      })
    ).dryRunWorkflow;
  const ways = ({ steps }: Result) => steps.map(({ nodeKey, port }) => (port ? `${nodeKey}.${port}` : nodeKey));

  test('of a release shows all steps with their values, and does none of them', async () => {
    const before = await cast.app.fingerprint();
    const result = await tryTemplate('staged-release', { parameters: release(), payload: { version: 'v9' } });
    expect(result.status).toBe('SUCCEEDED');
    expect(ways(result)).toEqual([
      'start.main',
      'current.main',
      'before.main',
      'staging.main',
      'check_staging.main',
      'approve.main',
      'production.main',
      'check_production.main',
      'released.main',
    ]);
    expect(result.steps.find(({ nodeKey }) => nodeKey === 'production')).toMatchObject({
      effect: 'SIMULATED',
      config: { service: 'web', environment: 'production-1', version: 'v9' },
      output: { status: 'SUCCEEDED', version: 'v9' },
    });
    expect(result.unreachedNodeKeys).toContain('roll_back');
    expect(await cast.app.fingerprint()).toBe(before);
    expect(asked).toBe(0);
  });

  test('shows what follows when a node fails, or people reject', async () => {
    const failed = await tryTemplate('staged-release', { parameters: release(), failing: ['check_production'] });
    expect(failed.status).toBe('FAILED');
    expect(ways(failed).slice(-4)).toEqual([
      'check_production.error',
      'has_before.true',
      'roll_back.main',
      'rolled_back.main',
    ]);
    expect(failed.steps.at(-2)?.config).toMatchObject({ rollbackTo: 'dpl_before' });
    const rejected = await tryTemplate('staged-release', { parameters: release(), failing: ['approve'] });
    expect(ways(rejected).slice(-2)).toEqual(['approve.rejected', 'not_released.main']);
  });

  test('never shows a secret', async () => {
    const result = await tryTemplate('webhook-queue', { parameters: { url }, payload: { body: { order: 1 } } });
    expect(result.steps.find(({ nodeKey }) => nodeKey === 'deliver')?.config).toMatchObject({
      authValue: '•••',
      body: { order: 1 },
    });
    expect(asked).toBe(0);
  });

  test('jumps over waits and runs loops and code', async () => {
    const parameters = {
      service: 'web',
      canary: 'staging-1',
      production: 'production-1',
      canaryUrl: url,
      productionUrl: url,
      rounds: 30,
      pauseSeconds: 3_600,
    };
    const result = await tryTemplate('canary-release', { parameters });
    expect(result).toMatchObject({ status: 'SUCCEEDED', durationMs: 20 * 3_600_000 });
    expect(result.steps.filter(({ nodeKey }) => nodeKey === 'pause')).toHaveLength(20);
    expect(result.notes).toEqual(['Watch both goes over 30 items; the first 20 are shown.']);
  });

  test('of every template with its defaults comes to its end', async () => {
    const typed: Record<string, unknown> = { folder: '/srv/data', target: '/srv/backups' };
    const { workflowTemplates } = await as(cast.maintainer).run<{
      workflowTemplates: {
        slug: string;
        parameters: { required: string[]; properties: Record<string, { field?: string; default?: unknown }> };
      }[];
    }>('{ workflowTemplates { slug parameters } }');
    for (const { slug, parameters } of workflowTemplates) {
      const asks = Object.entries(parameters.properties).filter(
        ([, { field, default: preset }]) => !field && preset === undefined,
      );
      const given = Object.fromEntries(asks.map(([name]) => [name, typed[name] ?? url]));
      const result = await tryTemplate(slug, { parameters: given });
      expect({ slug, ...result }).toMatchObject({ slug, status: 'SUCCEEDED', notes: [] });
    }
  });

  const draftOf = async (nodes: object[], edges: [string, string, string?][]) => {
    const graph = {
      nodes: nodes.map((node) => ({ name: '', config: {}, position: { x: 0, y: 0 }, ...node })),
      edges: edges.map(([from, to, fromPort = 'main']) => ({ from, fromPort, to })),
    };
    const { id } = await makeWorkflow(cast.project, { graph });
    return (more: object = {}) =>
      as(cast.maintainer)
        .run<{ dryRunWorkflow: Result }>(DRY_RUN, { input: { workflowId: id, ...more } })
        .then((data) => data.dryRunWorkflow);
  };

  test('of a draft begins where it is asked to, and says where it can’t go on', async () => {
    const tryDraft = await draftOf(
      [
        { key: 'start', type: 'manual' },
        { key: 'ask', type: 'http', config: { url } },
        { key: 'big', type: 'condition', name: 'Big?', config: { expression: 'nodes.ask.output.body.count > 3' } },
        { key: 'yes', type: 'stop', config: { message: 'Big.' } },
      ],
      [
        ['start', 'ask'],
        ['ask', 'big'],
        ['big', 'yes', 'true'],
      ],
    );
    const blind = await tryDraft();
    expect(blind).toMatchObject({ status: 'FAILED', unreachedNodeKeys: ['yes'] });
    expect(blind.notes[0]).toContain('Big?');
    const told = await tryDraft({ outputs: { ask: { status: 200, headers: {}, body: { count: 7 } } } });
    expect(told).toMatchObject({ status: 'SUCCEEDED', statusReason: 'Big.', notes: [] });
  });

  test('is bounded in steps and time, and writes and sends nothing whatever the node', async () => {
    const nested = await draftOf(
      [
        { key: 'start', type: 'manual' },
        { key: 'outer', type: 'loop', config: { items: '[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21]' } },
        { key: 'inner', type: 'loop', config: { items: '[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]' } },
        { key: 'call', type: 'http', config: { url } },
      ],
      [
        ['start', 'outer'],
        ['outer', 'inner', 'item'],
        ['inner', 'call', 'item'],
      ],
    );
    const before = await cast.app.fingerprint();
    const long = await nested();
    expect(long).toMatchObject({ status: null, statusReason: 'The dry run ends after 300 steps.' });
    expect(long.steps.length).toBeLessThanOrEqual(300);

    expect(await cast.app.fingerprint()).toBe(before);
    const effects = await draftOf(
      [
        { key: 'start', type: 'manual' },
        { key: 'shell', type: 'script', config: { script: `curl ${url}` } },
        { key: 'event', type: 'event-write', config: { name: 'a.b', title: 'A' } },
        { key: 'own', type: 'graphql', config: { query: 'mutation { revokeOtherSessions { id } }' } },
        { key: 'tell', type: 'notify', config: { channel: 'team', title: 'A' } },
        { key: 'model', type: 'ai', config: { prompt: 'A' } },
        { key: 'child', type: 'sub-workflow', config: { workflow: 'x', payload: null } },
        { key: 'wait', type: 'wait-webhook', config: {} },
        { key: 'keep', type: 'variable-set', config: { name: 'a', value: 1 } },
        { key: 'read', type: 'variable-get', config: { name: 'a' } },
      ],
      ['start', 'shell', 'event', 'own', 'tell', 'model', 'child', 'wait', 'keep', 'read']
        .map((key, index, all): [string, string] => [all[index - 1] ?? '', key])
        .slice(1),
    );
    const untouched = await cast.app.fingerprint();
    const result = await effects();
    expect(result).toMatchObject({ status: 'SUCCEEDED', statusReason: null });
    expect(result.steps.filter(({ effect }) => effect === 'EVALUATED').map(({ nodeKey }) => nodeKey)).toEqual([
      'start',
      'keep',
      'read',
    ]);
    expect(await cast.app.fingerprint()).toBe(untouched);
    expect(asked).toBe(0);
  });

  test('a ring is said, and wrong input refused', async () => {
    const ring = await draftOf(
      [
        { key: 'a', type: 'parallel' },
        { key: 'b', type: 'parallel' },
      ],
      [
        ['a', 'b'],
        ['b', 'a'],
      ],
    );
    expect(await ring()).toMatchObject({ status: null, steps: [], statusReason: expect.stringContaining('ring') });
    const wrong = async (given: object) => as(cast.maintainer).fail(DRY_RUN, { input: given });
    expect(await wrong({})).toMatchObject({ code: 'INVALID_INPUT', paths: ['workflowId'] });
    expect(await wrong({ projectId: cast.project.id, templateSlug: 'none' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await wrong({ projectId: cast.project.id, templateSlug: 'release-announcement', outputs: { nobody: 1 } }),
    ).toMatchObject({ code: 'INVALID_INPUT', paths: ['outputs'] });
    expect(
      await wrong({ projectId: cast.project.id, templateSlug: 'staged-release', parameters: release(), payload: {} }),
    ).toMatchObject({ code: 'INVALID_INPUT', paths: ['payload.version'] });
  });
});
