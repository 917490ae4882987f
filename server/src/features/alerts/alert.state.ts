/** Where a rule stands. */
export type AlertState = 'OK' | 'PENDING' | 'FIRING';

/** From which state to which; staying is no move. A firing that ends is RESOLVED, its rule OK again. */
export const ALERT_MOVES: Record<AlertState, readonly AlertState[]> = {
  OK: ['PENDING', 'FIRING'],
  PENDING: ['OK', 'FIRING'],
  FIRING: ['OK'],
};

/** Without data for so long a firing ends: nobody can say that it goes on. */
export const STALE_MS = 24 * 3_600_000;

export interface Standing {
  state: AlertState;
  /** When what is wrong was first seen, in ms: of PENDING and FIRING. */
  since: number | null;
  /** Looks in a row that found nothing wrong, while it fires. */
  goodCount: number;
  /** When a look last found anything to count from, in ms. */
  dataAt: number | null;
}

export const CALM: Standing = { state: 'OK', since: null, goodCount: 0, dataAt: null };

export interface Patience {
  /** How long it must be wrong before it fires. */
  forMs: number;
  /** After how many good looks in a row a firing ends: what flaps fires once. */
  resolveAfter: number;
}

/** What a look has changed: it began to wait, fired, calmed down before it fired, ended, or ended for lack of data. */
export type Turn = 'PENDING' | 'FIRED' | 'CALMED' | 'RESOLVED' | 'STALE';

/** One look: `isMet` is null where nothing could be said, and then nothing moves but what has waited for data too long. */
export function advance(
  standing: Standing,
  look: { at: number; isMet: boolean | null },
  { forMs, resolveAfter }: Patience,
): { standing: Standing; turn: Turn | null } {
  const { state, since } = standing;
  if (look.isMet === null) {
    const isStale = state !== 'OK' && look.at - (standing.dataAt ?? since ?? look.at) >= STALE_MS;
    if (!isStale) return { standing, turn: null };
    return { standing: { ...CALM, dataAt: standing.dataAt }, turn: state === 'FIRING' ? 'STALE' : 'CALMED' };
  }
  const dataAt = look.at;
  if (look.isMet) {
    const begun = since ?? look.at;
    if (state === 'FIRING') return { standing: { ...standing, goodCount: 0, dataAt }, turn: null };
    if (look.at - begun >= forMs)
      return { standing: { state: 'FIRING', since: begun, goodCount: 0, dataAt }, turn: 'FIRED' };
    const pending: Standing = { state: 'PENDING', since: begun, goodCount: 0, dataAt };
    return { standing: pending, turn: state === 'PENDING' ? null : 'PENDING' };
  }
  if (state === 'FIRING') {
    const goodCount = standing.goodCount + 1;
    if (goodCount < resolveAfter) return { standing: { ...standing, goodCount, dataAt }, turn: null };
    return { standing: { ...CALM, dataAt }, turn: 'RESOLVED' };
  }
  return { standing: { ...CALM, dataAt }, turn: state === 'PENDING' ? 'CALMED' : null };
}
