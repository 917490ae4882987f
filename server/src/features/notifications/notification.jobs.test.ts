import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import {
  makeEnvironment,
  makeProject,
  type TestEnvironment,
  type TestProject,
  useCast,
} from '../../../test/factories.ts';
import { useMailbox } from '../../../test/mailbox.ts';
import { newId } from '../../lib/ids.ts';
import { systemContext } from '../../platform/context.ts';
import type { Occurrence } from '../../platform/occurrences.ts';
import { deliver, trimDeliveries } from './notification.jobs.ts';
import { notify, reactToOccurrence } from './notification.service.ts';

const cast = useCast();
const mailbox = useMailbox(cast);

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** What the other side got, and what it answers. */
const received: Received[] = [];
let answer = 200;
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += String(chunk);
  });
  request.on('end', () => {
    received.push({ headers: request.headers, body });
    response.writeHead(answer, { location: '/elsewhere' }).end();
  });
});
let url: string;
let project: TestProject;
let production: TestEnvironment;
let staging: TestEnvironment;

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterAll(() => new Promise<void>((resolve) => receiver.close(() => resolve())));

beforeEach(async () => {
  received.length = 0;
  answer = 200;
  Object.assign(cast.app.app.config, { outboundAllow: ['127.0.0.1'] });
  project = await makeProject(cast.app, [
    [cast.owner, 'OWNER'],
    [cast.maintainer, 'MAINTAINER'],
    [cast.viewer, 'VIEWER'],
  ]);
  production = await makeEnvironment(project, { isProduction: true });
  staging = await makeEnvironment(project);
  await mailbox.deliver();
});

const ctx = () => systemContext(cast.app.app, 'test');

async function makeChannel(kind = 'WEBHOOK', part: object = {}): Promise<{ id: string; slug: string }> {
  const { it } = await as(cast.owner).run<{ it: { id: string; slug: string } }>(
    'mutation ($input: CreateNotificationChannelInput!) { it: createNotificationChannel(input: $input) { id slug } }',
    {
      input: {
        projectId: project.id,
        kind,
        name: `${kind} ${newId('channel').slice(-6)}`,
        ...(kind === 'EMAIL' ? { recipients: ['team@example.com', 'ops@example.com'] } : { url }),
        ...(kind === 'WEBHOOK' && { signingSecret: 'sixteen letters of it' }),
        ...part,
      },
    },
  );
  return it;
}

const makeRule = (events: string[], channelIds: string[], environmentIds: string[] = []) =>
  as(cast.owner).run(
    'mutation ($input: CreateNotificationRuleInput!) { createNotificationRule(input: $input) { id } }',
    { input: { projectId: project.id, name: 'Rule', events, channelIds, environmentIds } },
  );

const failure = (part: Partial<Occurrence> = {}): Occurrence => ({
  id: newId('audit'),
  kind: 'deployment.failed',
  projectId: project.id,
  at: '2026-11-20T10:00:00.000Z',
  subjectId: newId('deployment'),
  title: 'Deployment web #12 to production failed: migrate exited with 1.',
  data: { service: 'web', environment: production.slug, isProduction: true },
  ...part,
});

interface Row {
  id: string;
  status: string;
  attempts: number;
  last_error: string | null;
  next_attempt_at: Date | null;
  channel_id: string | null;
}
const log = () =>
  cast.app.sql<Row>('select * from notification_deliveries where project_id = $1 order by id', [project.id]);
const channelOf = async (id: string) =>
  (
    await cast.app.sql<{ is_enabled: boolean; disabled_reason: string | null; failure_count: number }>(
      'select * from notification_channels where id = $1',
      [id],
    )
  )[0];
/** One attempt at everything that waits. */
async function attempt(): Promise<void> {
  for (const { id, status } of await log()) if (status === 'PENDING') await deliver(cast.app.app, id, 1);
}
const say = (channel: string, onceKey = newId('audit')) =>
  notify(ctx(), { projectId: project.id, channel, title: 'Backup done', text: 'All of it.', onceKey });

describe('a webhook', () => {
  test('gets what happened, signed over the raw body', async () => {
    const { id } = await makeChannel();
    await makeRule(['deployment.failed'], [id], [production.id]);
    await reactToOccurrence(ctx(), failure());
    await attempt();
    const [row] = await log();
    expect(row).toMatchObject({ status: 'DELIVERED', attempts: 1, last_error: null, next_attempt_at: null });
    const [{ headers, body }] = received as [Received];
    expect(headers).toMatchObject({
      'x-pilothouse-event': 'deployment.failed',
      'x-pilothouse-delivery': row?.id,
      'x-pilothouse-signature': `sha256=${createHmac('sha256', 'sixteen letters of it').update(body).digest('hex')}`,
    });
    expect(JSON.parse(body)).toMatchObject({ id: row?.id, project: { slug: project.slug }, fields: expect.anything() });
    expect(await channelOf(id)).toMatchObject({ last_delivery_at: expect.any(Date) });
  });

  test('inside a private network is refused, and not tried again', async () => {
    Object.assign(cast.app.app.config, { outboundAllow: [] });
    await say((await makeChannel()).slug);
    await attempt();
    expect(received).toEqual([]);
    expect(await log()).toMatchObject([
      { status: 'FAILED', attempts: 1, last_error: expect.stringContaining('inside a private network') },
    ]);
  });

  test('that redirects is not followed', async () => {
    answer = 307;
    await say((await makeChannel()).slug);
    await attempt();
    expect(received).toHaveLength(1);
    expect(await log()).toMatchObject([{ status: 'FAILED', last_error: 'The other side answered 307.' }]);
  });
});

test('a chat gets its text, unsigned', async () => {
  await say((await makeChannel('SLACK')).slug);
  await attempt();
  expect(JSON.parse(received[0]?.body ?? '')).toEqual({ text: '*Backup done*\nAll of it.' });
  expect(received[0]?.headers['x-pilothouse-signature']).toBeUndefined();
});

test('mail goes to all addresses of the channel', async () => {
  await say((await makeChannel('EMAIL')).slug);
  await attempt();
  expect(await log()).toMatchObject([{ status: 'DELIVERED' }]);
  expect(await mailbox.deliver()).toMatchObject([
    { to: 'team@example.com, ops@example.com', subject: `[${project.slug}] Backup done` },
  ]);
});

describe('attempts', () => {
  test('come again with growing pauses, at most eight times', async () => {
    answer = 503;
    await say((await makeChannel()).slug);
    const pauses: number[] = [];
    for (let count = 1; count < 8; count += 1) {
      const before = Date.now();
      await attempt();
      const [row] = await log();
      expect(row).toMatchObject({ status: 'PENDING', attempts: count, last_error: 'The other side answered 503.' });
      pauses.push(Math.round(((row?.next_attempt_at?.getTime() ?? 0) - before) / 10_000) * 10);
      const jobs = await cast.app.sql<{ run_at: Date }>('select run_at from graphile_worker.jobs where key = $1', [
        `notification/${row?.id}`,
      ]);
      expect(jobs).toEqual([{ run_at: row?.next_attempt_at }]);
    }
    expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1_920]);
    await attempt();
    expect(await log()).toMatchObject([{ status: 'FAILED', attempts: 8, next_attempt_at: null }]);
  });

  test('of two workers count once', async () => {
    answer = 503;
    const { id } = await say((await makeChannel()).slug);
    await Promise.all([deliver(cast.app.app, id), deliver(cast.app.app, id)]);
    expect(await log()).toMatchObject([{ attempts: 1 }]);
  });

  test('twenty messages in a row that fail switch the channel off, which owners and the trail are told', async () => {
    answer = 410;
    const { id, slug } = await makeChannel();
    for (let count = 1; count <= 19; count += 1) await say(slug);
    await attempt();
    expect(await channelOf(id)).toMatchObject({ is_enabled: true, failure_count: 19 });
    await say(slug);
    await attempt();
    expect(await channelOf(id)).toMatchObject({
      is_enabled: false,
      failure_count: 20,
      disabled_reason: expect.stringContaining('20 messages in a row'),
    });
    const mails = await mailbox.deliver();
    expect(mails).toMatchObject([{ to: cast.owner.email, subject: expect.stringContaining('switched off') }]);
    expect(mails[0]?.text).toContain('The other side answered 410.');
    const trail = await cast.app.sql('select actor_kind from audit_events where subject_id = $1 and action = $2', [
      id,
      'notification_channel.switched_off',
    ]);
    expect(trail).toEqual([{ actor_kind: 'SYSTEM' }]);
    // From now on nothing is tried, and the log says why.
    received.length = 0;
    expect(await say(slug)).toMatchObject({ status: 'FAILED', problem: 'The channel is switched off.' });
    await attempt();
    expect(received).toEqual([]);
  });

  test('one that comes through forgets the failures before it', async () => {
    answer = 410;
    const { id, slug } = await makeChannel();
    await say(slug);
    await attempt();
    answer = 204;
    await say(slug);
    await attempt();
    expect(await channelOf(id)).toMatchObject({ failure_count: 0 });
  });

  test('a test message comes through a channel that is off, and its failure counts for nothing', async () => {
    const { id } = await makeChannel();
    await cast.app.sql('update notification_channels set is_enabled = false where id = $1', [id]);
    answer = 410;
    await as(cast.owner).run('mutation ($id: ID!) { testNotificationChannel(id: $id) { id } }', { id });
    await attempt();
    expect(received).toHaveLength(1);
    expect(await channelOf(id)).toMatchObject({ failure_count: 0 });
  });

  test('a message that was given up is sent again', async () => {
    answer = 410;
    const { slug } = await makeChannel();
    const { id } = await say(slug);
    await attempt();
    answer = 200;
    await as(cast.owner).run('mutation ($id: ID!) { resendNotification(id: $id) { id } }', { id });
    await attempt();
    expect(await log()).toMatchObject([{ id, status: 'DELIVERED', attempts: 1 }]);
  });
});

describe('what happened', () => {
  test('is told once by each channel, whatever the number of rules and reactions', async () => {
    const [first, second] = [await makeChannel(), await makeChannel()];
    await makeRule(['deployment.failed'], [first.id, second.id]);
    await makeRule(['deployment.failed', 'run.failed'], [first.id]);
    const occurrence = failure();
    await Promise.all([reactToOccurrence(ctx(), occurrence), reactToOccurrence(ctx(), occurrence)]);
    await reactToOccurrence(ctx(), occurrence);
    expect(new Set((await log()).map((row) => row.channel_id))).toEqual(new Set([first.id, second.id]));
    expect(await log()).toHaveLength(2);
  });

  test('is told in the environments of the rule only', async () => {
    const { id } = await makeChannel();
    await makeRule(['deployment.failed'], [id], [staging.id]);
    await reactToOccurrence(ctx(), failure({ data: { environment: staging.slug, isProduction: false } }));
    await reactToOccurrence(ctx(), failure({ kind: 'deployment.succeeded', data: { environment: staging.slug } }));
    expect(await log()).toHaveLength(1);
  });

  test('a failure in production without a rule is mailed to owners and maintainers, once', async () => {
    const occurrence = failure();
    await reactToOccurrence(ctx(), occurrence);
    await reactToOccurrence(ctx(), occurrence);
    await attempt();
    const mails = await mailbox.deliver();
    expect(mails).toHaveLength(1);
    expect(new Set(mails[0]?.to.split(', '))).toEqual(new Set([cast.owner.email, cast.maintainer.email]));
    expect(mails[0]?.text).toContain('no rule says who is told');
    expect(await log()).toMatchObject([{ channel_id: null, status: 'DELIVERED' }]);
  });

  test.each([
    ['all', null, 0, 1],
    ['production', 'production', 0, 1],
    ['staging', 'staging', 0, 0],
    ['production, as a part of another run', 'production', 1, 0],
  ])(
    'a failed run of a workflow that may deploy to %s is mailed as often as it should',
    async (_to, only, depth, count) => {
      const ids = { workflow: newId('workflow'), version: newId('workflowVersion'), run: newId('run') };
      const place = only === 'production' ? production : staging;
      await cast.app.sql(
        `insert into workflows (id, project_id, slug, name, draft, draft_saved_by_name, created_by_name) values ($1, $2, 'w', 'W', '{}', 'a', 'a')`,
        [ids.workflow, project.id],
      );
      await cast.app.sql(
        `insert into workflow_versions (id, project_id, workflow_id, number, graph, grant_permissions, grant_environment_ids, published_by_name)
       values ($1, $2, $3, 1, '{}', '{deployment:create}', $4, 'a')`,
        [ids.version, project.id, ids.workflow, only && [place.id]],
      );
      await cast.app.sql(
        `insert into runs (id, project_id, workflow_id, workflow_version_id, number, status, trigger, created_by_name)
       values ($1, $2, $3, $4, 1, 'FAILED', 'MANUAL', 'a')`,
        [ids.run, project.id, ids.workflow, ids.version],
      );
      await reactToOccurrence(
        ctx(),
        failure({ kind: 'run.failed', subjectId: ids.run, data: { workflow: 'w', depth } }),
      );
      expect(await log()).toHaveLength(count);
    },
  );

  test.each([
    ['a failure elsewhere', () => failure({ data: { environment: staging.slug, isProduction: false } })],
    ['a dry run', () => failure({ data: { environment: production.slug, isProduction: true, isDryRun: true } })],
    ['a success', () => failure({ kind: 'deployment.succeeded' })],
    ['a project that is gone', () => failure({ projectId: newId('project') })],
  ])('%s is told to nobody by default', async (_what, make) => {
    await reactToOccurrence(ctx(), make());
    expect(await log()).toEqual([]);
  });
});

test('a workflow tells once for each key, through a channel that there is', async () => {
  const { slug } = await makeChannel();
  const first = await say(slug, 'run/1');
  expect(await say(slug, 'run/1')).toEqual(first);
  expect(await log()).toHaveLength(1);
  await expect(say('nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('the log forgets after 30 days', async () => {
  const { slug } = await makeChannel();
  const [old, young] = [await say(slug), await say(slug)];
  await cast.app.sql(`update notification_deliveries set created_at = now() - interval '31 days' where id = $1`, [
    old.id,
  ]);
  await trimDeliveries(cast.app.app);
  expect(await log()).toMatchObject([{ id: young.id }]);
});
