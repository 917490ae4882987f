import { beforeAll, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { makeEnvironment, makeProject, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';
import { newId } from '../../lib/ids.ts';
import { openChannel } from './channel.service.ts';

const cast = useCast();
const BELOW_MAINTAINER = ['operator', 'viewer'] as const;
const URL_OF_HOOK = 'https://hooks.example.com/T0/very-secret';
const CREATE = `mutation ($input: CreateNotificationChannelInput!) {
  createNotificationChannel(input: $input) { id slug name kind target isEnabled disabledReason failureCount lastDeliveryAt }
}`;

let count = 0;
const unique = () => `channel-${++count}`;

async function makeChannel(given: { isEnabled?: boolean; project?: { id: string } } = {}): Promise<string> {
  const id = newId('channel');
  await cast.app.sql(
    `insert into notification_channels (id, project_id, slug, name, kind, target, recipients, is_enabled, disabled_reason, failure_count)
     values ($1, $2, $3, $3, 'EMAIL', 'team@example.com', '{team@example.com}', $4, case when $4 then null else 'Off.' end, 3)`,
    [id, (given.project ?? cast.project).id, unique(), given.isEnabled ?? true],
  );
  return id;
}

async function makeRule(channelId: string): Promise<string> {
  const id = newId('notificationRule');
  await cast.app.sql(
    `insert into notification_rules (id, project_id, name, events, channel_ids) values ($1, $2, 'Failures', '{deployment.failed}', array[$3])`,
    [id, cast.project.id, channelId],
  );
  return id;
}

async function makeDelivery(channelId: string | null, status = 'FAILED'): Promise<string> {
  const id = newId('delivery');
  await cast.app.sql(
    `insert into notification_deliveries (id, project_id, channel_id, event, title, message, status, attempts, last_error)
     values ($1, $2, $3, 'deployment.failed', 'It failed', '{}', $4, 8, 'Nobody answered.')`,
    [id, cast.project.id, channelId, status],
  );
  return id;
}

describeMutation('createNotificationChannel', cast, {
  operation: CREATE,
  given: ({ project }) => ({
    variables: {
      input: {
        projectId: project.id,
        kind: 'WEBHOOK',
        name: 'Ops',
        slug: unique(),
        url: URL_OF_HOOK,
        signingSecret: 'a secret of 16 letters',
      },
    },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [
    ['empty name', input({ name: ' ' }), ['name']],
    ['slug in capitals', input({ slug: 'Ops' }), ['slug']],
    ['no web address', input({ url: 'file:///etc/passwd' }), ['url']],
    ['an address with a password', input({ url: 'https://ada:pw@a.test' }), ['url']],
    ['a short secret', input({ signingSecret: 'short' }), ['signingSecret']],
    ['a webhook without address and secret', input({ url: null, signingSecret: null }), ['url', 'signingSecret']],
    ['a webhook with recipients', input({ recipients: ['a@example.com'] }), ['recipients']],
    ['a chat with a secret', input({ kind: 'SLACK' }), ['signingSecret']],
    [
      'mail without addresses',
      input({ kind: 'EMAIL', url: null, signingSecret: null, recipients: [] }),
      ['recipients'],
    ],
    [
      'mail to what is no address',
      input({ kind: 'EMAIL', url: null, signingSecret: null, recipients: ['a\r\nBcc: x@example.com'] }),
      ['recipients.0'],
    ],
  ],
  audit: ({ project }, { input }) => ({
    action: 'notification_channel.created',
    project_id: project.id,
    subject_type: 'NotificationChannel',
    subject_name: (input as { slug: string }).slug,
    detail: { kind: 'WEBHOOK', target: 'https://hooks.example.com/…' },
  }),
  works: async ({ app }, data) => {
    expect(data).toMatchObject({
      kind: 'WEBHOOK',
      name: 'Ops',
      target: 'https://hooks.example.com/…',
      isEnabled: true,
      failureCount: 0,
      lastDeliveryAt: null,
    });
    const [row] = await app.sql<{ id: string; projectId: string; secretValue: Buffer }>(
      'select id, project_id as "projectId", secret_value as "secretValue" from notification_channels where id = $1',
      [data.id],
    );
    expect(row?.secretValue.includes('very-secret')).toBe(false);
    expect(row && openChannel({ app: app.app } as never, row)).toEqual({
      url: URL_OF_HOOK,
      signingSecret: 'a secret of 16 letters',
    });
  },
  twice: 'INVALID_INPUT',
});

describeMutation('updateNotificationChannel', cast, {
  operation: `mutation ($input: UpdateNotificationChannelInput!) {
    updateNotificationChannel(input: $input) { id name target recipients isEnabled disabledReason failureCount }
  }`,
  given: async () => ({
    variables: {
      input: { id: await makeChannel(), name: 'Team', recipients: ['new@example.com'], isEnabled: false },
    },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [
    ['empty name', input({ name: '' }), ['name']],
    ['no addresses', input({ recipients: [] }), ['recipients']],
    ['mail with a web address', input({ url: 'https://a.test' }), ['url']],
  ],
  audit: (_cast, { input }) => ({
    action: 'notification_channel.updated',
    subject_id: (input as { id: string }).id,
    detail: expect.objectContaining({
      after: { name: 'Team', target: 'new@example.com', isEnabled: false },
    }),
  }),
  works: (_cast, data) =>
    expect(data).toMatchObject({
      name: 'Team',
      target: 'new@example.com',
      recipients: ['new@example.com'],
      isEnabled: false,
      disabledReason: 'Switched off by maintainer.',
    }),
  twice: 'again',
});

describeMutation('deleteNotificationChannel', cast, {
  operation: 'mutation ($id: ID!) { deleteNotificationChannel(id: $id) { id } }',
  given: async () => ({ variables: { id: await makeChannel() } }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'notification_channel.deleted', subject_id: id as string }),
  works: async (_cast, _data, { id }) => {
    const found = await as(cast.viewer).run('query ($id: ID!) { node(id: $id) { id } }', { id });
    expect(found).toEqual({ node: null });
  },
  twice: 'NOT_FOUND',
});

describeMutation('enableNotificationChannel', cast, {
  operation: 'mutation ($id: ID!) { enableNotificationChannel(id: $id) { id isEnabled disabledReason failureCount } }',
  given: async () => ({ variables: { id: await makeChannel({ isEnabled: false }) } }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'notification_channel.enabled', subject_id: id as string }),
  works: (_cast, data) => expect(data).toMatchObject({ isEnabled: true, disabledReason: null, failureCount: 0 }),
  twice: 'same',
});

describeMutation('testNotificationChannel', cast, {
  operation: 'mutation ($id: ID!) { testNotificationChannel(id: $id) { event status channel { id } } }',
  given: async () => ({ variables: { id: await makeChannel({ isEnabled: false }) } }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'notification_channel.tested', subject_id: id as string }),
  works: (_cast, data, { id }) => expect(data).toEqual({ event: 'test', status: 'PENDING', channel: { id } }),
  twice: 'again',
});

const RULE = '{ id name events isEnabled environments { id } channels { id } }';

describeMutation('createNotificationRule', cast, {
  operation: `mutation ($input: CreateNotificationRuleInput!) { createNotificationRule(input: $input) ${RULE} }`,
  given: async ({ project, environment }) => ({
    variables: {
      input: {
        projectId: project.id,
        name: 'Failures',
        events: ['deployment.failed', 'run.failed'],
        environmentIds: [environment.id],
        channelIds: [await makeChannel()],
      },
    },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [
    ['empty name', input({ name: '' }), ['name']],
    ['no events', input({ events: [] }), ['events']],
    ['an event that there is not', input({ events: ['x'] }), ['events.0']],
    ['no channels', input({ channelIds: [] }), ['channelIds']],
    ['a channel that there is not', input({ channelIds: [newId('channel')] }), ['channelIds']],
    ['an environment that there is not', input({ environmentIds: [newId('environment')] }), ['environmentIds']],
  ],
  audit: ({ project }) => ({
    action: 'notification_rule.created',
    project_id: project.id,
    subject_type: 'NotificationRule',
    subject_name: 'Failures',
  }),
  works: ({ environment }, data, { input }) =>
    expect(data).toMatchObject({
      name: 'Failures',
      events: ['deployment.failed', 'run.failed'],
      isEnabled: true,
      environments: [{ id: environment.id }],
      channels: [{ id: (input as { channelIds: string[] }).channelIds[0] }],
    }),
  twice: 'again',
});

describeMutation('updateNotificationRule', cast, {
  operation: `mutation ($input: UpdateNotificationRuleInput!) { updateNotificationRule(input: $input) ${RULE} }`,
  given: async () => ({
    variables: {
      input: { id: await makeRule(await makeChannel()), events: ['alert'], environmentIds: [], isEnabled: false },
    },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [
    ['empty name', input({ name: '' }), ['name']],
    ['no channels', input({ channelIds: [] }), ['channelIds']],
    ['a channel that there is not', input({ channelIds: [newId('channel')] }), ['channelIds']],
  ],
  audit: (_cast, { input }) => ({
    action: 'notification_rule.updated',
    subject_id: (input as { id: string }).id,
    detail: expect.objectContaining({ after: expect.objectContaining({ events: ['alert'] }) }),
  }),
  works: (_cast, data) =>
    expect(data).toMatchObject({ name: 'Failures', events: ['alert'], isEnabled: false, environments: [] }),
  twice: 'again',
});

describeMutation('deleteNotificationRule', cast, {
  operation: 'mutation ($id: ID!) { deleteNotificationRule(id: $id) { id } }',
  given: async () => ({ variables: { id: await makeRule(await makeChannel()) } }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'notification_rule.deleted', subject_id: id as string }),
  twice: 'NOT_FOUND',
});

describeMutation('resendNotification', cast, {
  operation: 'mutation ($id: ID!) { resendNotification(id: $id) { id status attempts lastError } }',
  given: async () => ({ variables: { id: await makeDelivery(await makeChannel()) } }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'notification.resent', subject_id: id as string, subject_name: 'It failed' }),
  works: (_cast, data) => expect(data).toMatchObject({ status: 'PENDING', attempts: 0, lastError: null }),
  twice: 'CONFLICT',
});

describe('channels and rules', () => {
  // A project has room for 50.
  beforeAll(() => cast.app.sql('update notification_channels set deleted_at = now()'));

  const create = (part: object) =>
    as(cast.owner).run<{ createNotificationChannel: { id: string; slug: string } }>(CREATE, {
      input: { projectId: cast.project.id, kind: 'SLACK', name: 'Chat', url: URL_OF_HOOK, ...part },
    });

  test('a name in workflows is made from the name', async () => {
    const { createNotificationChannel } = await create({ name: 'On-call Team' });
    expect(createNotificationChannel).toMatchObject({ slug: 'on-call-team' });
  });

  test('a new signing secret leaves the address as it was', async () => {
    const { createNotificationChannel: made } = await create({
      kind: 'WEBHOOK',
      name: unique(),
      signingSecret: 'the first secret, long',
    });
    await as(cast.owner).run(
      'mutation ($input: UpdateNotificationChannelInput!) { updateNotificationChannel(input: $input) { id } }',
      { input: { id: made.id, signingSecret: 'the second secret, long' } },
    );
    const [row] = await cast.app.sql<{ id: string; projectId: string; secretValue: Buffer }>(
      'select id, project_id as "projectId", secret_value as "secretValue" from notification_channels where id = $1',
      [made.id],
    );
    expect(row && openChannel({ app: cast.app.app } as never, row)).toEqual({
      url: URL_OF_HOOK,
      signingSecret: 'the second secret, long',
    });
  });

  test('a deleted channel leaves the rules, stays in the log, and is not sent through', async () => {
    const channelId = await makeChannel();
    const [ruleId, deliveryId] = [await makeRule(channelId), await makeDelivery(channelId)];
    await as(cast.owner).run('mutation ($id: ID!) { deleteNotificationChannel(id: $id) { id } }', { id: channelId });
    const found = await as(cast.viewer).run(
      `query ($rule: ID!, $delivery: ID!) {
        rule: node(id: $rule) { ... on NotificationRule { channels { id } } }
        delivery: node(id: $delivery) { ... on NotificationDelivery { channel { id } } } }`,
      { rule: ruleId, delivery: deliveryId },
    );
    expect(found).toEqual({ rule: { channels: [] }, delivery: { channel: { id: channelId } } });
    const error = await as(cast.owner).fail('mutation ($id: ID!) { resendNotification(id: $id) { id } }', {
      id: deliveryId,
    });
    expect(error).toMatchObject({ code: 'CONFLICT', message: 'The channel of this message was deleted.' });
  });

  test('a channel of another project is none for a rule', async () => {
    const foreign = await makeChannel({ project: cast.otherProject });
    const error = await as(cast.owner).fail(
      `mutation ($input: CreateNotificationRuleInput!) { createNotificationRule(input: $input) { id } }`,
      { input: { projectId: cast.project.id, name: 'A', events: ['alert'], channelIds: [foreign] } },
    );
    expect(error).toMatchObject({ code: 'INVALID_INPUT', paths: ['channelIds'] });
  });

  test('the log comes newest first, page by page, and by status', async () => {
    const project = await makeProject(cast.app, [[cast.viewer, 'VIEWER']]);
    const ids: string[] = [];
    for (const status of ['DELIVERED', 'FAILED', 'DELIVERED']) {
      const id = await makeDelivery(null, status);
      await cast.app.sql('update notification_deliveries set project_id = $2 where id = $1', [id, project.id]);
      ids.unshift(id);
    }
    const page = async (args: string) => {
      const { project: found } = await as(cast.viewer).run<{
        project: { notificationDeliveries: { nodes: { id: string }[]; pageInfo: { endCursor: string } } };
      }>(
        `query ($slug: String!) { project(slug: $slug) { notificationDeliveries(${args}) { nodes { id } pageInfo { endCursor } } } }`,
        { slug: project.slug },
      );
      return found.notificationDeliveries;
    };
    const first = await page('first: 2');
    const second = await page(`first: 2, after: "${first.pageInfo.endCursor}"`);
    expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual(ids);
    expect((await page('status: FAILED')).nodes).toEqual([{ id: ids[1] }]);
  });

  test('says who is told by default, until a rule covers production', async () => {
    const project = await makeProject(cast.app, [
      [cast.owner, 'OWNER'],
      [cast.maintainer, 'MAINTAINER'],
      [cast.viewer, 'VIEWER'],
    ]);
    const environment = await makeEnvironment(project, { isProduction: true });
    const ask = () =>
      as(cast.viewer).run(
        'query ($slug: String!) { project(slug: $slug) { notificationDefault { events sendsMail recipientCount } } }',
        { slug: project.slug },
      );
    expect(await ask()).toEqual({
      project: {
        notificationDefault: { events: ['deployment.failed', 'run.failed'], sendsMail: false, recipientCount: 2 },
      },
    });
    const channelId = await makeChannel({ project });
    await as(cast.owner).run(
      `mutation ($input: CreateNotificationRuleInput!) { createNotificationRule(input: $input) { id } }`,
      {
        input: {
          projectId: project.id,
          name: 'Production',
          events: ['deployment.failed'],
          environmentIds: [environment.id],
          channelIds: [channelId],
        },
      },
    );
    expect(await ask()).toMatchObject({ project: { notificationDefault: { events: ['run.failed'] } } });
    // A channel that is off tells nobody.
    await cast.app.sql('update notification_channels set is_enabled = false where id = $1', [channelId]);
    expect(await ask()).toMatchObject({
      project: { notificationDefault: { events: ['deployment.failed', 'run.failed'] } },
    });
  });
});
