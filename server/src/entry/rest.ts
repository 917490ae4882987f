import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import { EXPORT_FORMATS, exportAudit, readAuditFilter } from '../features/audit/audit-export.service.ts';
import { type DeploymentRow, getDeployment, listDeployments } from '../features/deployments/deployment.queries.ts';
import { DeploymentStatus } from '../features/deployments/deployment.types.ts';
import { streamLogText } from '../features/logs/log.queries.ts';
import type { Project } from '../features/projects/project.entity.ts';
import { findProjectBySlug, listProjects } from '../features/projects/project.service.ts';
import { findPayload, streamPayload } from '../features/runs/run.payloads.ts';
import type { App, Context } from '../platform/context.ts';
import { knownError } from '../platform/db/known-errors.ts';
import { invalid, notFound } from '../platform/errors.ts';
import type { FactsBuffer } from '../platform/facts-buffer.ts';
import { DEFECT_MESSAGE } from '../platform/graphql/errors.ts';
import { addressOf } from './address.ts';
import { HTTP_STATUS } from './http-status.ts';
import { type Admission, balanceHeaders, refusalHeaders, setHeaders } from './limits.ts';
import { contextOf, requestIdOf } from './request.ts';
import { addEventRoutes } from './rest-events.ts';
import { addExportRoutes } from './rest-exports.ts';
import { addPlanRoutes } from './rest-plan.ts';

/** Adds a route; `points` is what a request costs. What `answer` resolves to is sent as JSON, unless it has sent something itself. */
export type RestRoute = (
  path: string | string[],
  points: (request: Request) => number,
  answer: (ctx: Context, request: Request, response: Response) => Promise<unknown>,
) => void;

/** `/api/v1`: simple reads for scripts, by the same queries as GraphQL. */
export function restApi(app: App, admission: Admission, facts: FactsBuffer): Router {
  const router = Router();
  const route =
    (method: 'get' | 'post'): RestRoute =>
    (path, points, answer) =>
      void router[method](path, async (request: Request, response: Response) => {
        countAnswer(facts, request, response);
        try {
          const ctx = await admission.admit(() => contextOf(app, request, { response }), addressOf(app, request));
          callers.set(response, ctx);
          setHeaders(response, balanceHeaders(admission.charge(ctx, points(request))));
          const body = await answer(ctx, request, response);
          if (!response.headersSent) response.json(body);
        } catch (error) {
          sendError(app, request, response, error);
        }
      });

  const get = route('get');
  get('/projects', listPoints, async (ctx, request) => page(await listProjects(ctx, pageOf(request)), projectBody));
  get('/projects/:slug/deployments', listPoints, async (ctx, request) => {
    const project = await findProjectBySlug(ctx, String(request.params.slug));
    if (!project) throw notFound('project');
    const filter = { statuses: statusesOf(request) };
    return page(await listDeployments(ctx, project.id, { ...pageOf(request), filter }), deploymentBody(ctx));
  });
  get(
    '/deployments/:id',
    () => ITEM_POINTS,
    async (ctx, request) => deploymentBody(ctx)(await getDeployment(ctx, String(request.params.id))),
  );
  get(
    '/deployments/:id/log',
    () => LOG_POINTS,
    async (ctx, request, response) => {
      const deployment = await getDeployment(ctx, String(request.params.id));
      response.setHeader('Content-Type', 'text/plain; charset=utf-8');
      response.setHeader(
        'Content-Disposition',
        `attachment; filename="${deployment.service.slug}-${deployment.number}.log"`,
      );
      await pipeline(streamLogText(ctx, deployment.logStreamId, { withTimes: request.query.times === '1' }), response);
    },
  );
  get(
    '/payloads/:id',
    () => LOG_POINTS,
    async (ctx, request, response) => {
      const payload = await findPayload(ctx, String(request.params.id));
      response.setHeader('Content-Type', payload.contentType);
      response.setHeader('Content-Length', payload.byteCount);
      // NOTE: what nodes brought from outside is never a page of this site.
      const ending = payload.contentType === 'application/json' ? '.json' : '';
      response.setHeader('Content-Disposition', `attachment; filename="${payload.id}${ending}"`);
      response.setHeader('Cache-Control', 'no-store');
      await pipeline(streamPayload(ctx, payload.id), response);
    },
  );
  for (const format of EXPORT_FORMATS)
    get(
      ['/projects/:slug/audit', '/audit'].map((path) => `${path}.${format}`),
      () => LOG_POINTS,
      async (ctx, request, response) => {
        const { slug } = request.params;
        const project = slug === undefined ? null : await findProjectBySlug(ctx, String(slug));
        if (slug !== undefined && !project) throw notFound('project');
        const events = await exportAudit(ctx, { project, format, filter: readAuditFilter(request.query) });
        response.setHeader('Content-Type', format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson');
        const name = `audit-${project?.slug ?? 'installation'}-${ctx.app.now().toISOString().slice(0, 10)}.${format}`;
        response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
        response.setHeader('Cache-Control', 'no-store');
        await pipeline(events, response);
      },
    );
  addExportRoutes(get);
  addPlanRoutes(get, route('post'));
  addEventRoutes(route('post'));
  router.use((request, response) => sendError(app, request, response, notFound('page of the API')));
  return router;
}

/** Who asks, once that is known. */
const callers = new WeakMap<Response, Context>();

/** By its route: what stands in the address for slugs and ids is not told apart. */
function countAnswer(facts: FactsBuffer, request: Request, response: Response): void {
  const startedAt = performance.now();
  response.once('close', () => {
    const ctx = callers.get(response);
    const { path } = request.route as { path: string | string[] };
    const name = `${request.method} ${request.baseUrl}${Array.isArray(path) ? path[0] : path}`;
    if (ctx) facts.add(ctx, name, response.statusCode >= 400, performance.now() - startedAt);
  });
}

/** Near what the same costs over GraphQL. A log is read to its end, so it counts as some pages of lines. */
const ITEM_POINTS = 30;
const LOG_POINTS = 5_000;
const listPoints = (request: Request) => 10 + Math.min(Math.max(pageOf(request).first, 1), 100) * 20;

function pageOf(request: Request) {
  const { first, after } = request.query;
  return { first: first === undefined ? 20 : Number(first) || 0, after: typeof after === 'string' ? after : null };
}

function statusesOf(request: Request): DeploymentStatus[] | null {
  const { status } = request.query;
  if (status === undefined) return null;
  const name = String(status).toUpperCase();
  if (!Object.hasOwn(DeploymentStatus, name))
    throw invalid([
      { path: 'status', message: `Statuses are: ${Object.keys(DeploymentStatus).join(', ').toLowerCase()}.` },
    ]);
  return [name as DeploymentStatus];
}

const page = <Row>(found: { nodes: Row[]; pageInfo: object }, body: (row: Row) => object) => ({
  nodes: found.nodes.map(body),
  pageInfo: found.pageInfo,
});

/** Rows have more than is promised: what is here stays. */
const projectBody = ({ id, slug, name, timeZone, createdAt }: Project) => ({ id, slug, name, timeZone, createdAt });

const deploymentBody = (ctx: Context) => (row: DeploymentRow) => {
  const until = row.finishedAt ? Date.parse(row.finishedAt) : ctx.app.now().getTime();
  const durationMs = row.startedAt ? Math.max(0, until - Date.parse(row.startedAt)) : null;
  const { service, environment } = row;
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    status: row.status,
    statusReason: row.statusReason,
    trigger: row.trigger,
    createdByName: row.createdByName,
    note: row.note,
    parameters: row.parameters,
    isDryRun: row.isDryRun,
    exitCode: row.exitCode,
    createdAt: row.createdAt,
    queuedAt: row.queuedAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    durationMs,
    service: { id: service.id, slug: service.slug, name: service.name },
    environment: { id: environment.id, slug: environment.slug, name: environment.name },
  };
};

function sendError(app: App, request: Request, response: Response, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const known = knownError(error);
  if (!known) app.log.error({ err: error, requestId: requestIdOf(request) }, 'a request failed');
  setHeaders(response, refusalHeaders(known));
  response.status(known ? HTTP_STATUS[known.code] : 500).json({
    error: {
      code: known?.code ?? 'INTERNAL',
      message: known?.message ?? DEFECT_MESSAGE,
      ...known?.details,
      requestId: requestIdOf(request),
    },
  });
}
