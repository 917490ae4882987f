import { recordAudit } from '../../platform/audit/audit.ts';
import { requireAdministrator } from '../../platform/auth/authorize.ts';
import { type Context, systemContext } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { FACT_KINDS, type FactKindName } from '../../platform/facts.ts';
import { parseInput } from '../../platform/validation.ts';
import { factFloors, factMonths, rollupSizes, sizesAside } from './storage.queries.ts';
import {
  endOfMonth,
  type FactMonth,
  growthPerDay,
  leavingMonths,
  retentionRules,
  settledBytes,
  startOfMonth,
  storedRetention,
} from './storage.rules.ts';
import type { AnalyticsStorage, FreedStorage, SetFactRetentionInput } from './storage.types.ts';
import { foldState } from './storage-health.service.ts';

const KINDS = Object.keys(FACT_KINDS) as FactKindName[];
/** Its row of `instance_settings`: days by kind. */
const KEY = 'factRetention';

async function readStored(ctx: Context): Promise<Partial<Record<FactKindName, number>>> {
  const row = await queryOne<{ value: unknown }>(
    ctx,
    '-- storage.retention\nselect value from instance_settings where key = $1',
    [KEY],
  );
  return storedRetention(row?.value);
}

/** For how many days events of each kind are kept. */
export async function factRetention(ctx: Context): Promise<Record<FactKindName, number>> {
  const stored = await readStored(ctx);
  const days = KINDS.map((kind) => [kind, stored[kind] ?? FACT_KINDS[kind].retentionDays]);
  return Object.fromEntries(days) as Record<FactKindName, number>;
}

/** What numbers are made of, and what it takes; for administrators. */
export async function analyticsStorage(ctx: Context): Promise<AnalyticsStorage> {
  requireAdministrator(ctx);
  // Sizes are everybody's together.
  const system = systemContext(ctx.app, 'storage');
  const [months, aside, floors, rollups, retention, fold] = await Promise.all([
    factMonths(system),
    sizesAside(system),
    factFloors(system),
    rollupSizes(system),
    factRetention(system),
    foldState(system),
  ]);
  const now = ctx.app.now();
  const kinds = KINDS.map((kind) => {
    const removedBefore = floors.get(kind)?.toISOString() ?? null;
    return { ...storageOf(kind, { months, aside, retentionDays: retention[kind], now }), removedBefore };
  }).sort((a, b) => b.bytes - a.bytes);
  const totalBytes = [...kinds, ...rollups].reduce((sum, { bytes }) => sum + bytes, fold.idBytes);
  return { kinds, rollups, totalBytes, gigabytePrice: ctx.app.config.storagePrice, ...fold };
}

interface Sizes {
  months: readonly FactMonth[];
  aside: readonly Omit<FactMonth, 'month'>[];
  retentionDays: number;
  now: Date;
}

function storageOf(kind: FactKindName, { months: all, aside, retentionDays, now }: Sizes) {
  const months = all.filter((month) => month.kind === kind);
  const filled = months.filter(({ rowsEstimate }) => rowsEstimate > 0);
  const parts = [...months, ...aside.filter((part) => part.kind === kind)];
  const { title, retentionDays: defaultRetentionDays } = FACT_KINDS[kind];
  const sum = (key: 'rowsEstimate' | 'bytes') => parts.reduce((total, part) => total + part[key], 0);
  const [oldest] = filled;
  const bytesPerDay = growthPerDay(months, now);
  return {
    kind,
    title,
    rowsEstimate: sum('rowsEstimate'),
    bytes: sum('bytes'),
    bytesPerDay,
    settledBytes: settledBytes(bytesPerDay, retentionDays),
    monthCount: filled.length,
    oldestMonth: oldest ? startOfMonth(oldest.month).toISOString() : null,
    retentionDays,
    defaultRetentionDays,
  };
}

/** What would leave with the next upkeep if events of the kind were kept for so many days; for administrators. */
export async function freedStorage(ctx: Context, input: { kind: string; days: number }): Promise<FreedStorage> {
  requireAdministrator(ctx);
  const { kind, days } = parseInput(retentionRules, input);
  const months = await factMonths(systemContext(ctx.app, 'storage'));
  const leaving = leavingMonths(
    months.filter((month) => month.kind === kind),
    ctx.app.now(),
    days ?? FACT_KINDS[kind].retentionDays,
  );
  const filled = leaving.filter(({ rowsEstimate }) => rowsEstimate > 0);
  const last = filled.at(-1);
  return {
    monthCount: filled.length,
    rowsEstimate: filled.reduce((sum, { rowsEstimate }) => sum + rowsEstimate, 0),
    bytes: filled.reduce((sum, { bytes }) => sum + bytes, 0),
    before: last ? endOfMonth(last.month).toISOString() : null,
  };
}

/**
 * Says for how long events of a kind are kept; for administrators. What is too old leaves with the next upkeep, within a day, and what was
 * counted from it stays. The same again changes nothing.
 */
export async function setFactRetention(ctx: Context, input: SetFactRetentionInput): Promise<AnalyticsStorage> {
  const actor = requireAdministrator(ctx);
  const { kind, days = null } = parseInput(retentionRules, input);
  await withTransaction(ctx, async (ctx) => {
    await query(ctx, `select pg_advisory_xact_lock(hashtextextended('settings', 0))`);
    const stored = await readStored(ctx);
    const fallback = FACT_KINDS[kind].retentionDays;
    const [before, after] = [stored[kind] ?? fallback, days ?? fallback];
    if ((stored[kind] ?? null) === days) return;
    const { [kind]: _old, ...others } = stored;
    await execute(
      ctx,
      `insert into instance_settings (key, value, updated_at, updated_by) values ($1, $2, $3, $4)
       on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
      [KEY, JSON.stringify(days === null ? others : { ...others, [kind]: days }), ctx.app.now(), actor.userId],
    );
    await recordAudit(ctx, {
      action: 'facts.retention_changed',
      projectId: null,
      subject: { id: kind, type: 'FactKind', name: FACT_KINDS[kind].title },
      detail: { before: { days: before }, after: { days: after } },
    });
  });
  return analyticsStorage(ctx);
}
