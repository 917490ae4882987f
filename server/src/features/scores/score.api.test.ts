import { beforeAll, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import {
  makeDeployment,
  makeEnvironment,
  makeProject,
  makeService,
  type TestProject,
  type TestService,
  useCast,
} from '../../../test/factories.ts';
import { follow } from '../../../test/live.ts';
import { newId } from '../../lib/ids.ts';
import { systemContext } from '../../platform/context.ts';
import { projectMetricsTopic } from '../../platform/facts.ts';
import { recordScores } from './score.service.ts';
import { recordDueScores } from './score.work.ts';

const cast = useCast();
const SCORES = `query ($slug: String!, $weights: ScoreWeightsInput) { project(slug: $slug) { serviceScores(weights: $weights) {
  serviceId total formula service { name } history { at total }
  parts { key title value weight inputs { key value unit score isFixedScale definition } }
} } }`;

interface Score {
  serviceId: string;
  total: number | null;
  history: { at: string; total: number | null }[];
  parts: {
    key: string;
    value: number | null;
    weight: number | null;
    inputs: { key: string; value: number | null; score: number | null }[];
  }[];
}

async function scoresOf(project: TestProject, weights: object | null = null): Promise<Score[]> {
  const found = await as(cast.viewer).run<{ project: { serviceScores: Score[] } }>(SCORES, {
    slug: project.slug,
    weights,
  });
  return found.project.serviceScores;
}
const valuesOf = (score: Score | undefined) =>
  Object.fromEntries((score?.parts ?? []).flatMap(({ inputs }) => inputs.map(({ key, value }) => [key, value])));

describe('scores', () => {
  let project: TestProject;
  let web: TestService;
  let idle: TestService;

  beforeAll(async () => {
    project = await makeProject(cast.app, [[cast.viewer, 'VIEWER']]);
    const health = { url: 'http://127.0.0.1', expectStatus: 200, timeoutSeconds: 1, attempts: 1, intervalSeconds: 1 };
    web = await makeService(project, {
      slug: 'web',
      stepNames: ['build'],
      healthCheck: health,
      parameterSchema: { properties: { port: { type: 'integer', title: 'Port' }, host: { type: 'string' } } },
    });
    idle = await makeService(project, { slug: 'zebra' });
    const production = await makeEnvironment(project, { isProduction: true, requiresApproval: true });
    const staging = await makeEnvironment(project, {});
    for (const status of ['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'FAILED'] as const)
      await makeDeployment(web, production, { status });
    await makeDeployment(web, staging, { status: 'CANCELED' });
    await cast.app.sql(`update services set description = 'The shop.' where id = $1`, [web.id]);
    for (const [name, isSecret, serviceId] of [
      ['DATABASE_PASSWORD', true, web.id],
      ['API_KEY', false, web.id],
      ['KEYBOARD', false, web.id],
      ['STRIPE_TOKEN', false, null],
    ] as const)
      await cast.app.sql(
        `insert into variables (id, project_id, service_id, name, value, secret_value, is_secret)
         values ($1, $2, $3, $4, case when $5 then null else 'x' end, case when $5 then ''::bytea end, $5)`,
        [newId('variable'), project.id, serviceId, name, isSecret],
      );
  });

  test('are made of what is known; what is not is left out and said', async () => {
    const [score, other] = await scoresOf(project);
    expect([score?.serviceId, other?.serviceId]).toEqual([web.id, idle.id]);
    expect(valuesOf(score)).toMatchObject({
      'delivery.deployment_frequency': expect.closeTo(3 / 90, 3),
      'delivery.lead_time': null,
      'reliability.success_rate': 0.75,
      'reliability.incidents': null,
      'reliability.verification': 1,
      'security.plain_secrets': expect.closeTo(2 / 3),
      'security.approval': 1,
      'security.token_lifetime': null,
      'security.secret_age': expect.any(Number),
      'documentation.description': 1,
      'documentation.parameters': 0.5,
      'documentation.steps': 1,
      'documentation.change_titles': null,
      'cost.seconds_per_success': 80,
      'cost.retries': 0,
      'cost.ai': null,
    });
    expect(valuesOf(other)).toMatchObject({
      'reliability.success_rate': null,
      'security.plain_secrets': 1,
      'security.approval': 1,
    });
    expect(other?.parts.find(({ key }) => key === 'cost')).toMatchObject({ value: null, weight: null });
    expect(other?.total).not.toBeNull();
  });

  test('are weighed as asked; wrong weights are refused', async () => {
    const one = { delivery: 0, reliability: 0, security: 0, documentation: 1, cost: 0 };
    const [score] = await scoresOf(project, one);
    const part = score?.parts.find(({ key }) => key === 'documentation');
    expect(part).toMatchObject({ weight: 1, value: score?.total });
    expect(await as(cast.viewer).fail(SCORES, { slug: project.slug, weights: { ...one, cost: -1 } })).toMatchObject({
      code: 'INVALID_INPUT',
      paths: ['weights.cost'],
    });
    expect(
      await as(cast.viewer).fail(SCORES, { slug: project.slug, weights: { ...one, documentation: 0 } }),
    ).toMatchObject({
      paths: ['weights'],
    });
  });

  test('of one service is the same, and none for one that was deleted', async () => {
    const SCORE = 'query ($id: ID!) { service(id: $id) { score { total parts { key value } } } }';
    const [listed] = await scoresOf(project);
    const { service } = await as(cast.viewer).run<{ service: { score: Score } }>(SCORE, { id: web.id });
    expect(service.score.total).toBeCloseTo(listed?.total ?? Number.NaN);
    expect(await as(cast.stranger).fail(SCORE, { id: web.id })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('are told anew when something of the project was counted', async () => {
    const fresh = await makeProject(cast.app, [[cast.viewer, 'VIEWER']]);
    const service = await makeService(fresh, { slug: 'live' });
    const production = await makeEnvironment(fresh, { isProduction: true });
    const live = follow<{ scoresChanged: { projectId: string; scores: Score[] } }>(
      cast.viewer,
      `subscription ($id: ID!) { scoresChanged(projectId: $id) { projectId scores {
        serviceId total parts { key inputs { key value } } } } }`,
      { id: fresh.id },
    );
    const rateOf = async () => {
      const { value } = await live.next();
      expect(value?.scoresChanged.projectId).toBe(fresh.id);
      return valuesOf(value?.scoresChanged.scores[0])['reliability.success_rate'];
    };
    expect(await rateOf()).toBeNull();
    await makeDeployment(service, production, { status: 'SUCCEEDED' });
    await makeDeployment(service, production, { status: 'FAILED' });
    cast.app.app.events.publish([projectMetricsTopic(fresh.id)]);
    expect(await rateOf()).toBe(0.5);
    await live.return(undefined);
  });

  test('are kept day by day, once for each, and shown with the weights asked for', async () => {
    await recordDueScores(cast.app.app);
    expect(await recordDueScores(cast.app.app)).toBe(0);
    await recordScores(systemContext(cast.app.app, 'test'), project.id);
    await cast.app.sql(
      `insert into service_scores (project_id, service_id, day, parts, computed_at)
       select project_id, service_id, day - 1, '{"cost": 10, "security": 30}', computed_at from service_scores where service_id = $1`,
      [web.id],
    );
    const [score] = await scoresOf(project);
    expect(score?.history.map(({ total }) => total)).toEqual([20, expect.closeTo(score?.total ?? Number.NaN)]);
    const [heavy] = await scoresOf(project, { delivery: 1, reliability: 1, security: 3, documentation: 1, cost: 1 });
    expect(heavy?.history[0]).toEqual({ at: expect.stringMatching(/T00:00:00Z$/), total: 25 });
  });

  test.each(['Pacific/Kiritimati', 'Pacific/Niue'])(
    'of the last days are those of the calendar in %s',
    async (zone) => {
      const far = await makeProject(cast.app, [[cast.viewer, 'VIEWER']]);
      await cast.app.sql('update projects set time_zone = $2 where id = $1', [far.id, zone]);
      const service = await makeService(far);
      // Nobody was there for the days between.
      await cast.app.sql(
        `insert into service_scores (project_id, service_id, day, parts, computed_at)
       select $1, $2, ($3::timestamptz at time zone $4)::date - ago, json_build_object('cost', ago), $3
       from unnest(array[0, 6, 7, 365, 366]) as ago`,
        [far.id, service.id, cast.app.app.now(), zone],
      );
      const { project } = await as(cast.viewer).run<{
        project: { serviceScores: Record<string, { total: number }[]>[] };
      }>(
        `query ($slug: String!) { project(slug: $slug) { serviceScores {
        one: history(days: 1) { total } week: history(days: 7) { total } year: history(days: 366) { total } } } }`,
        { slug: far.slug },
      );
      const [found] = project.serviceScores;
      expect(found?.one?.map(({ total }) => total)).toEqual([0]);
      expect(found?.week?.map(({ total }) => total)).toEqual([6, 0]);
      expect(found?.year?.map(({ total }) => total)).toEqual([365, 7, 6, 0]);
    },
  );
});
