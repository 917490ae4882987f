import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CONTENT_TYPES, TABLE_FORMATS } from '../features/dashboards/export.formats.ts';
import { exportEvents, exportMetrics } from '../features/dashboards/export.service.ts';
import { findProjectBySlug } from '../features/projects/project.service.ts';
import { notFound } from '../platform/errors.ts';
import type { RestRoute } from './rest.ts';

/** Twelve measures over a thousand buckets; events are read to their end. */
const METRICS_POINTS = 2_000;
const EVENTS_POINTS = 10_000;

/** What was measured and what it was measured from, as tables: `GET …/metrics.csv`, `…/events.parquet` and so on. */
export function addExportRoutes(get: RestRoute): void {
  const tables = [
    { name: 'metrics', points: METRICS_POINTS, stream: exportMetrics },
    { name: 'events', points: EVENTS_POINTS, stream: exportEvents },
  ];
  for (const { name, points, stream } of tables)
    for (const format of TABLE_FORMATS)
      get(
        `/projects/:slug/${name}.${format}`,
        () => points,
        async (ctx, request, response) => {
          const project = await findProjectBySlug(ctx, String(request.params.slug));
          if (!project) throw notFound('project');
          const rows: Readable = await stream(ctx, { project, parameters: request.query, format });
          const day = ctx.app.now().toISOString().slice(0, 10);
          response.setHeader('Content-Type', CONTENT_TYPES[format]);
          response.setHeader('Content-Disposition', `attachment; filename="${name}-${project.slug}-${day}.${format}"`);
          response.setHeader('Cache-Control', 'no-store');
          await pipeline(rows, response);
        },
      );
}
