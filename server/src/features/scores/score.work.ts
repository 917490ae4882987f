import type { TaskList } from 'graphile-worker';
import { type App, systemContext } from '../../platform/context.ts';
import type { Work } from '../../platform/durable/worker-node.ts';
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
export function createScoreWork(app: App): Work {
  let nextAt = 0;
  return {
    tasks: (): TaskList => ({}),
    async release() {},
    renounce() {},
    async tick() {
      const now = app.now().getTime();
      if (now < nextAt) return;
      nextAt = now + LOOK_MS;
      // Not awaited: a long one would hold up the heartbeat.
      void recordDueScores(app).catch((error: unknown) =>
        app.log.warn({ error }, 'scores could not be kept; trying again'),
      );
    },
  };
}
