/** The fields of a deployment that its own table has; service, environment, creator and steps come on top. */
const FIELDS =
  'id number version status statusReason trigger createdByName note isDryRun exitCode createdAt queuedAt startedAt finishedAt';
const STEP_FIELDS = 'id key name status startedAt finishedAt message attempt position';

/** The list as a client of Pilothouse asks for it. */
export const pilothouseQuery = `query List($projectId: ID!) {
  deployments(projectId: $projectId, first: 20) {
    nodes {
      ${FIELDS}
      service { id slug name }
      environment { id slug name rank }
      createdBy { ... on User { id name } }
      steps(last: 5) { ${STEP_FIELDS} }
    }
  }
}`;

/** The same of PostGraphile, where a column `id` is `rowId`; lists instead of connections, which spares it the cursors. */
export const postgraphileQuery = `query List($projectId: String!) {
  deployments: allDeploymentsList(condition: { projectId: $projectId }, first: 20, orderBy: ROW_ID_DESC) {
    ${FIELDS.replace('id', 'id: rowId')}
    service: serviceByServiceId { id: rowId slug name }
    environment: environmentByEnvironmentId { id: rowId slug name rank }
    createdBy: userByCreatedByUserId { id: rowId name }
    steps: deploymentStepsByDeploymentIdList(first: 5, orderBy: [POSITION_DESC, ROW_ID_DESC]) {
      ${STEP_FIELDS.replace('id', 'id: rowId')}
    }
  }
}`;

/** The same by hand. */
export const limitQueries = {
  page: `
    select d.id, d.number, d.version, d.status, d.status_reason as "statusReason", d.trigger, d.created_by_name as "createdByName",
           d.note, d.is_dry_run as "isDryRun", d.exit_code as "exitCode", d.created_at as "createdAt", d.queued_at as "queuedAt",
           d.started_at as "startedAt", d.finished_at as "finishedAt",
           s.id as s_id, s.slug as s_slug, s.name as s_name,
           e.id as e_id, e.slug as e_slug, e.name as e_name, e.rank as e_rank, u.id as u_id, u.name as u_name
    from deployments d
    join services s on s.id = d.service_id
    join environments e on e.id = d.environment_id
    left join users u on u.id = d.created_by_user_id
    where d.project_id = $1 order by d.id desc limit 20`,
  steps: `
    select s.* from unnest($1::text[]) with ordinality as ids (id, n)
    cross join lateral (
      select deployment_id as "deploymentId", id::text as id, key, name, status, started_at as "startedAt",
             finished_at as "finishedAt", message, attempt, position
      from deployment_steps where deployment_id = ids.id order by position desc, id desc limit 5) s
    order by ids.n, s.position`,
};

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What all three must agree on: the nodes, keys in order, timestamps as moments, steps by position. */
export function comparable(answer: unknown): string {
  const { data } = answer as { data?: { deployments: Json[] | { nodes: Json[] } } };
  if (!data) throw new Error(`There is no data: ${JSON.stringify(answer).slice(0, 500)}`);
  const nodes = Array.isArray(data.deployments) ? data.deployments : data.deployments.nodes;
  return JSON.stringify(nodes.map((node) => canonical(node)));
}

function canonical(value: Json, key = ''): Json {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item));
    return key === 'steps' ? items.sort((a, b) => positionOf(a) - positionOf(b)) : items;
  }
  if (typeof value === 'string' && key.endsWith('At')) return new Date(value).toISOString();
  if (value === null || typeof value !== 'object') return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((name) => [name, canonical(value[name] as Json, name)]));
}

const positionOf = (step: Json) => Number((step as { position: Json }).position);
