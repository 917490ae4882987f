import { z } from 'zod';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query } from '../../platform/db/sql.ts';
import { publish, withTransaction } from '../../platform/db/transaction.ts';
import { projectAlertsTopic } from '../../platform/events.ts';
import { parseInput } from '../../platform/validation.ts';
import type { AlertFiring } from './alert.entity.ts';
import { findFiring } from './alert.queries.ts';
import type { AcknowledgeAlertInput } from './alert.types.ts';

const acknowledgement = z.object({ note: z.string().trim().max(1_000, 'Use at most 1,000 characters.').nullish() });

/** Says that somebody has taken a firing on: it is told no more until it has ended. Who was first stays. */
export async function acknowledgeAlert(ctx: Context, input: AcknowledgeAlertInput): Promise<AlertFiring> {
  const { projectId } = await findFiring(ctx, input.id);
  authorize(ctx, 'incident:manage', projectId);
  const { note } = parseInput(acknowledgement, input);
  return withTransaction(ctx, async (ctx) => {
    await query(ctx, 'select from alert_firings where id = $1 for no key update', [input.id]);
    const firing = await findFiring(ctx, input.id);
    if (firing.acknowledgedAt) return firing;
    await execute(
      ctx,
      `-- alerts.acknowledge
      update alert_firings set acknowledged_at = $2, acknowledged_by_name = $3, acknowledge_note = $4 where id = $1`,
      [firing.id, ctx.app.now(), requireActor(ctx).name, note || null],
    );
    await recordAudit(ctx, {
      action: 'alert.acknowledged',
      projectId,
      subject: { id: firing.id, type: 'AlertFiring', name: firing.summary.slice(0, 200) },
      detail: { note: note || null },
    });
    publish(ctx, projectAlertsTopic(projectId));
    return findFiring(ctx, firing.id);
  });
}
