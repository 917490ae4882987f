import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { findProjectBySlug } from '../features/projects/project.service.ts';
import { planSummary } from '../features/roadmap/plan.queries.ts';
import { exportPlan, importPlanFile } from '../features/roadmap/plan.service.ts';
import type { Context } from '../platform/context.ts';
import { invalid, notFound } from '../platform/errors.ts';
import { LARGE_BODY_BYTES, limitedBody } from './bodies.ts';
import type { RestRoute } from './rest.ts';

/** Up to 50,000 rows are read, compared and written. */
const IMPORT_POINTS = 5_000;
const EXPORT_POINTS = 1_000;

/** The roadmap as a file: `GET …/plan.csv` and `POST …/plan`, whose body is the CSV itself. */
export function addPlanRoutes(get: RestRoute, post: RestRoute): void {
  get(
    '/projects/:slug/plan.csv',
    () => EXPORT_POINTS,
    async (ctx, request, response) => {
      const project = await projectOf(ctx, request);
      const plan = exportPlan(ctx, project);
      response.setHeader('Content-Type', 'text/csv; charset=utf-8');
      response.setHeader('Content-Disposition', `attachment; filename="project-plan-${project.slug}.csv"`);
      response.setHeader('Cache-Control', 'no-store');
      await pipeline(plan, response);
    },
  );
  post('/projects/:slug/plan', () => IMPORT_POINTS, importBody);
}

async function importBody(ctx: Context, request: Request, _response: Response) {
  const project = await projectOf(ctx, request);
  const outcome = await importPlanFile(ctx, {
    project,
    source: limitedBody(request, LARGE_BODY_BYTES),
    strict: flagOf(request, 'strict'),
    dryRun: flagOf(request, 'dryRun'),
  });
  const { phases, urgent, ...progress } = await planSummary(ctx, project.id);
  return { ...outcome, summary: { ...progress, phases, urgent: urgent.map(urgentBody) } };
}

async function projectOf(ctx: Context, request: Request) {
  const project = await findProjectBySlug(ctx, String(request.params.slug));
  if (!project) throw notFound('project');
  return project;
}

function flagOf(request: Request, name: string): boolean {
  const given = request.query[name];
  if (given === undefined || given === 'false') return false;
  if (given === 'true') return true;
  throw invalid([{ path: name, message: 'Use true or false.' }]);
}

type Urgent = Awaited<ReturnType<typeof planSummary>>['urgent'][number];

/** Rows have more than is promised: what is here stays. */
const urgentBody = ({ id, key, title, phase, status, priority, estimate, owner, dueOn }: Urgent) => ({
  id,
  key,
  title,
  phase,
  status,
  priority,
  estimate,
  owner,
  dueOn,
});
