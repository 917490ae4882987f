import type { Request } from 'express';
import { trackEvents } from '../features/events/event.service.ts';
import { findProjectBySlug } from '../features/projects/project.service.ts';
import type { Context } from '../platform/context.ts';
import { invalid, notFound } from '../platform/errors.ts';
import { rawBody } from './bodies.ts';
import type { RestRoute } from './rest.ts';

const REQUEST_POINTS = 20;
/** By size, for what is in a body is not known before it is read: some three events. */
const POINTS_PER_KB = 1;

/** Events of users' own: `POST /events` with `{ project, events }`, or the project in the address; a token of one project needs not name it. */
export function addEventRoutes(post: RestRoute): void {
  post('/events', pointsOf, async (ctx, request) => {
    const body = await bodyOf(request);
    const projectId = await projectIdOf(ctx, body.project ?? request.query.project);
    return trackEvents(ctx, { projectId, events: body.events });
  });
}

const pointsOf = ({ headers }: Request) =>
  REQUEST_POINTS + Math.ceil(Number(headers['content-length'] ?? 1024 ** 2) / 1024) * POINTS_PER_KB;

async function bodyOf(request: Request): Promise<{ project?: unknown; events?: unknown }> {
  const text = (await rawBody(request)).toString();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw invalid([{ path: '', message: 'Send JSON: { "project": "shop", "events": [{ "name": "order.paid" }] }.' }]);
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid([{ path: '', message: 'Send an object with “events”.' }]);
  return body;
}

async function projectIdOf(ctx: Context, given: unknown): Promise<string> {
  if (given === undefined && ctx.actor?.kind === 'TOKEN' && ctx.actor.projectId) return ctx.actor.projectId;
  if (typeof given !== 'string')
    throw invalid([{ path: 'project', message: 'Say which project by its slug. A token of one project needs not.' }]);
  const project = await findProjectBySlug(ctx, given);
  if (!project) throw notFound('project');
  return project.id;
}
