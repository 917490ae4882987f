import { byId, byInput, type Call, ofProject } from './authorization-call.ts';
import type { World } from './authorization-calls.ts';
import { makeDashboard } from './dashboards.ts';

const made = ({ cast }: World) => makeDashboard(cast.project);
const madeId = async (world: World) => (await made(world)).id;

export const DASHBOARD_CALLS: Record<string, Call> = {
  createDashboard: byInput('createDashboard', 'CreateDashboardInput', ofProject({ name: '' }), 'INVALID_INPUT'),
  deleteDashboard: byId('deleteDashboard', madeId),
  importDashboard: byInput('importDashboard', 'ImportDashboardInput', ofProject({ source: '' }), 'INVALID_INPUT'),
  previewDashboardImport: byInput('previewDashboardImport', 'PreviewDashboardImportInput', ofProject({ source: '' })),
  publishDashboard: byInput(
    'publishDashboard',
    'PublishDashboardInput',
    async (world) => ({ id: await madeId(world), revision: 99 }),
    'DRAFT_CONFLICT',
  ),
  restoreDashboard: byId('restoreDashboard', madeId),
  restoreDashboardVersion: byInput('restoreDashboardVersion', 'RestoreDashboardVersionInput', async (world) => {
    const { id, versionId } = await made(world);
    return { id, versionId };
  }),
  saveDashboardDraft: byInput(
    'saveDashboardDraft',
    'SaveDashboardDraftInput',
    async (world) => ({ id: await madeId(world), source: '', baseRevision: 1 }),
    'INVALID_INPUT',
  ),
  syncDashboards: byInput('syncDashboards', 'SyncDashboardsInput', ofProject({ writeIds: ['?'] }), 'INVALID_INPUT'),
};

const PAGE = '{ nodes { __typename } }';
const ofTheProject = (field: string): Call => ({
  operation: `query ($slug: String!) { project(slug: $slug) { it: ${field} } }`,
  variables: ({ cast }) => ({ slug: cast.project.slug }),
});

export const DASHBOARD_READS: Record<string, Call> = {
  'Query.builtInDashboards': { operation: '{ it: builtInDashboards { __typename } }', variables: () => ({}) },
  'Query.dashboard': {
    operation: 'query ($id: ID!) { it: dashboard(id: $id) { __typename } }',
    variables: async (world) => ({ id: await madeId(world) }),
  },
  'Node.Dashboard': {
    operation: 'query ($id: ID!) { it: node(id: $id) { __typename } }',
    variables: async (world) => ({ id: await madeId(world) }),
  },
  'Node.DashboardVersion': {
    operation: 'query ($id: ID!) { it: node(id: $id) { __typename } }',
    variables: async (world) => ({ id: (await made(world)).versionId }),
  },
  'Project.dashboards': ofTheProject(`dashboards ${PAGE}`),
  'Project.dashboardDrifts': ofTheProject('dashboardDrifts { __typename }'),
};

const EXPORTS = ['metrics', 'events'].flatMap((what) => ['csv', 'ndjson', 'parquet'].map((form) => `${what}.${form}`));
const WINDOW = 'from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&measure=deployments.count';

/** Paths of exports, as somebody would ask. */
export const EXPORT_PATHS: Readonly<Record<string, (world: World) => string>> = Object.fromEntries(
  EXPORTS.map((name) => [
    `/api/v1/projects/:slug/${name}`,
    ({ cast }: World) => `/api/v1/projects/${cast.project.slug}/${name}?${WINDOW}`,
  ]),
);
