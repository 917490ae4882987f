import { z } from 'zod';
import { bucketStart } from '../../lib/calendar.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { parseInput } from '../../platform/validation.ts';
import { findProject } from '../projects/project.service.ts';
import { intervalOf, parseDefinition } from './alert.definition.ts';
import { evaluate } from './alert.rules.ts';
import { type Asked, lastEnd, readSeries } from './alert.series.ts';
import type { BackTest, BackTestAlertInput } from './alert.types.ts';
import { pointOf } from './alert.work.ts';
import { sentenceOf, verdictOf } from './alert-words.rules.ts';
import { replay, thin } from './back-test.rules.ts';

const DAY_MS = 86_400_000;
const MOST_POINTS = 720;
const MOST_FIRINGS = 200;

const span = z.object({
  days: z.number().int().min(1, 'Look back 1 to 90 days.').max(90, 'Look back 1 to 90 days.'),
});

/**
 * What a rule would have done in the last days: the same questions at the same times, asked of what is known today. Reads the series
 * once, 960 buckets at a time. The five minutes of a fast burn rate are the last quarter hour here.
 */
export async function backTestAlert(ctx: Context, input: BackTestAlertInput): Promise<BackTest> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'project:read', project.id);
  const { days } = parseInput(span, input);
  const { definition, measure } = await parseDefinition(ctx, project.id, { ...input });
  const asked: Asked = { projectId: project.id, zone: project.timeZone, definition, measure };
  const end = lastEnd(asked, ctx.app.now());
  const after = bucketStart(new Date(end.getTime() - days * DAY_MS), intervalOf(definition.everyMinutes), asked.zone);
  const { question, points, first } = await readSeries(ctx, asked, { after, end });
  const answers = evaluate(question, points, first);
  const firings = replay(answers, {
    forMs: definition.forMinutes * 60_000,
    resolveAfter: definition.resolveAfter,
  });
  const unknownCount = answers.filter(({ isMet }) => isMet === null).length;
  return {
    from: new Date(answers[0]?.to ?? after.getTime()),
    to: end,
    unit: measure.unit as BackTest['unit'],
    sentence: `${sentenceOf({ ...definition, measureTitle: measure.title, unit: measure.unit })}.`,
    verdict: verdictOf(firings.length, days, answers.length, unknownCount),
    firingCount: firings.length,
    firings: firings.slice(-MOST_FIRINGS).map(({ from, to, at }) => ({
      from: new Date(from),
      to: to === null ? null : new Date(to),
      value: at.value,
      threshold: at.threshold,
      score: at.score,
    })),
    points: thin(answers, MOST_POINTS).map(pointOf),
    lookCount: answers.length,
    unknownCount,
  };
}
