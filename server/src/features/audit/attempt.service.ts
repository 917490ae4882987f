import { recordAudit } from '../../platform/audit/audit.ts';
import { type App, asSystem, type Context, systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { bucketOf } from '../../platform/limits/rate-buckets.ts';
import { RateLimits } from '../../platform/limits/rate-limits.ts';
import { findNamed } from './attempt.queries.ts';
import { type Attempt, trailsOf } from './attempt.rules.ts';

/** Of one person, token or network. More would let anybody fill the disk with refusals. */
const MOST_PER_MINUTE = 60;
const WINDOW_MS = 60_000;
/** Attempts that wait for the database at once; what comes on top is counted. */
const MOST_PENDING = 500;

interface Book {
  limits: RateLimits;
  pending: Set<Promise<void>>;
  /** How many were not written singly, by whom. */
  uncounted: Map<string, { ctx: Context; count: number }>;
  timer: NodeJS.Timeout | null;
}

const books = new WeakMap<App, Book>();

function bookOf(app: App): Book {
  const known = books.get(app);
  if (known) return known;
  const limits = new RateLimits({ store: null, log: app.log, now: () => app.now().getTime() });
  const book: Book = { limits, pending: new Set(), uncounted: new Map(), timer: null };
  books.set(app, book);
  return book;
}

/**
 * Records changes that were refused, as `attempt.refused`, behind the answer: nothing changed, so nothing depends on it, and a
 * stranger can't tell by the time it took whether the thing is there. At most {@link MOST_PER_MINUTE} of one person, token or
 * `network` are written singly; how many more there were is one event at the end of the minute.
 */
export function recordAttempts(ctx: Context, attempts: readonly Attempt[], network: string): void {
  const book = bookOf(ctx.app);
  const bucket = bucketOf(ctx.actor, network, { anonymous: 1, user: 1, service: 1 });
  const key = bucket?.key ?? 'system';
  const single = attempts.filter(() => {
    const isAllowed = book.limits.take({ key, limit: MOST_PER_MINUTE }, 1)?.isAllowed ?? true;
    if (isAllowed && book.pending.size < MOST_PENDING) return true;
    count(book, key, ctx);
    return false;
  });
  if (single.length > 0) keep(book, ctx, writeAttempts(ctx, single));
}

/** Resolves when everything that was refused so far is written, what was only counted included. */
export async function settleAttempts(app: App): Promise<void> {
  const book = bookOf(app);
  await Promise.all(book.pending);
  if (book.timer) clearTimeout(book.timer);
  await writeCounts(app, book);
}

function keep(book: Book, { app }: Context, writing: Promise<void>): void {
  const kept: Promise<void> = writing
    .catch((error: unknown) => app.log.error({ error }, 'a refused attempt could not be recorded'))
    .finally(() => book.pending.delete(kept));
  book.pending.add(kept);
}

async function writeAttempts(ctx: Context, attempts: readonly Attempt[]): Promise<void> {
  await withTransaction(asSystem(ctx), async (ctx) => {
    for (const { operation, code, ids } of attempts) {
      // Nobody in particular costs no look-up.
      const things = ctx.actor ? await findNamed(ctx, Object.values(ids)) : [];
      for (const { projectId, subject } of trailsOf(ctx.actor, code, things))
        await recordAudit(ctx, {
          action: 'attempt.refused',
          projectId,
          ...(subject && { subject: { id: subject.id, type: subject.type, name: subject.name ?? '' } }),
          detail: { operation, code, ids },
        });
    }
  });
}

function count(book: Book, key: string, ctx: Context): void {
  const known = book.uncounted.get(key);
  if (known) known.count += 1;
  else book.uncounted.set(key, { ctx, count: 1 });
  book.timer ??= setTimeout(() => {
    const { app } = ctx;
    keep(book, systemContext(app, 'audit'), writeCounts(app, book));
  }, WINDOW_MS).unref();
}

async function writeCounts(app: App, book: Book): Promise<void> {
  book.timer = null;
  const counts = [...book.uncounted.values()];
  book.uncounted.clear();
  if (counts.length === 0) return;
  await withTransaction(systemContext(app, 'audit'), async (inside) => {
    for (const { ctx, count } of counts)
      await recordAudit(
        { ...inside, actor: ctx.actor, address: ctx.address, requestId: ctx.requestId },
        { action: 'attempt.refused', projectId: null, detail: { count, reason: 'too many to be recorded singly' } },
      );
  });
}
