import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize, requireUser } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, queryOne } from '../../platform/db/sql.ts';
import { publish, withTransaction } from '../../platform/db/transaction.ts';
import { conflict, forbidden } from '../../platform/errors.ts';
import { runTopic } from '../../platform/events.ts';
import { parseInput } from '../../platform/validation.ts';
import type { Json } from '../nodes/node.types.ts';
import { getNodeRun, type NodeRunRow } from './node-run.queries.ts';
import { checkForm, decisionRules } from './run.input.rules.ts';
import { publishRun } from './run.live.ts';
import { decisionsOf, hasDecided } from './run.loaders.ts';
import { getRun } from './run.queries.ts';
import { isNamed } from './run.rules.ts';
import { runSubject } from './run.service.ts';
import { signalRun } from './run.signals.ts';
import type { DecideApprovalInput } from './run.types.ts';

/**
 * Decides about a node that waits for approval. It takes `run:approve` and, where the node names people, to be one of them; in
 * person. Enough approvals or one rejection wake the run. CONFLICT when it does not wait any more, or for the second decision
 * of the same person.
 */
export async function decideApproval(ctx: Context, input: DecideApprovalInput): Promise<NodeRunRow> {
  const found = await getNodeRun(ctx, input.nodeRunId);
  authorize(ctx, 'run:approve', found.projectId, 'node run');
  const user = requireUser(ctx);
  const { approval } = found;
  if (!approval) throw conflict('This node does not ask for approval.');
  if (!isNamed(user, found.projectId, approval.people))
    throw forbidden(`Only these may decide here: ${approval.people.join(', ')}.`);
  const form = filledForm(approval.form, input);
  const { comment } = parseInput(decisionRules, input, form.problems);
  const run = await getRun(ctx, found.runId);
  await withTransaction(ctx, async (ctx) => {
    const locked = await queryOne<{ status: string }>(
      ctx,
      'select status from node_runs where id = $1 for no key update',
      [found.rowId],
    );
    const [decisions = []] = await decisionsOf(ctx, [found.rowId]);
    const isDecided =
      decisions.some(({ decision }) => decision === 'REJECTED') || decisions.length >= approval.required;
    if (locked?.status !== 'WAITING' || isDecided) throw conflict('This node does not wait for approval any more.');
    if (hasDecided(decisions, user.userId)) throw conflict('You have decided about this already.');
    const made = {
      decision: input.decision,
      comment: comment || null,
      form: form.value,
      decidedByName: user.name,
      decidedAt: ctx.app.now().toISOString(),
    };
    await execute(
      ctx,
      `insert into node_approvals (id, project_id, run_id, node_run_id, decision, comment, form, decided_by_user_id, decided_by_name, decided_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        newId('nodeApproval'),
        found.projectId,
        found.runId,
        found.rowId,
        made.decision,
        made.comment,
        made.form === null ? null : JSON.stringify(made.form),
        user.userId,
        made.decidedByName,
        made.decidedAt,
      ],
    );
    const all = [...decisions.map(toTold), made];
    if (input.decision === 'REJECTED' || all.length >= approval.required)
      await signalRun(ctx, {
        runId: found.runId,
        kind: 'APPROVAL',
        nodeKey: found.nodeKey,
        path: found.path,
        data: { isApproved: input.decision === 'APPROVED', decisions: all as Json },
      });
    await recordAudit(ctx, {
      action: input.decision === 'APPROVED' ? 'run.approved' : 'run.rejected',
      projectId: found.projectId,
      subject: await runSubject(ctx, run),
      detail: { node: found.nodeKey, comment: made.comment },
    });
    publish(ctx, `${runTopic(found.runId)}#${found.id}`);
    publishRun(ctx, run);
  });
  return getNodeRun(ctx, input.nodeRunId);
}

/** What was filled in; a rejection needs nothing of it. */
function filledForm(form: Record<string, unknown> | null, input: DecideApprovalInput) {
  if (!form || (input.decision === 'REJECTED' && input.form == null)) return { value: null, problems: [] };
  return checkForm(form, input.form ?? {}, 'form');
}

/** As the node's output tells it. */
const toTold = ({
  decision,
  comment,
  form,
  decidedByName,
  decidedAt,
}: Awaited<ReturnType<typeof decisionsOf>>[0][0]) => ({
  decision,
  comment,
  form,
  decidedByName,
  decidedAt,
});
