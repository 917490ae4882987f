import { type App, systemContext } from '../../platform/context.ts';
import { createUpkeep } from '../../platform/durable/upkeep.ts';
import { projectsWithoutToday, recordScores } from './score.service.ts';

/** How soon after a project's midnight its day is kept. */
const LOOK_MS = 15 * 60_000;

/** Keeps the scores of every project once for each of its days. Returns of how many. */
export async function recordDueScores(app: App): Promise<number> {
  const due = await projectsWithoutToday(systemContext(app, 'scores'));
  for (const projectId of due)
    await recordScores(systemContext(app, 'scores'), projectId).catch((error: unknown) =>
      app.log.warn({ error, projectId }, 'the scores of a project could not be kept'),
    );
  return due.length;
}

/** As a worker's work. Several workers do no harm: what they write is the same. */
export const createScoreWork = (app: App) =>
  createUpkeep(app, { everyMs: LOOK_MS, run: recordDueScores, failure: 'scores could not be kept' });
