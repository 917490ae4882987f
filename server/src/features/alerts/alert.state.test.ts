import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ALERT_MOVES, type AlertState, advance, CALM, STALE_MS, type Standing, type Turn } from './alert.state.ts';

const HOUR = 3_600_000;
const AT = Date.UTC(2026, 2, 2);
const at = (state: AlertState, part: Partial<Standing> = {}): Standing => ({
  state,
  since: state === 'OK' ? null : AT - HOUR,
  goodCount: 0,
  dataAt: AT - HOUR,
  ...part,
});
const patience = { forMs: 2 * HOUR, resolveAfter: 2 };

test.each<[string, Standing, boolean | null, AlertState, Turn | null]>([
  ['nothing wrong', at('OK'), false, 'OK', null],
  ['nothing known', at('OK'), null, 'OK', null],
  ['first seen', at('OK'), true, 'PENDING', 'PENDING'],
  ['still too short', at('PENDING'), true, 'PENDING', null],
  ['long enough', at('PENDING', { since: AT - 2 * HOUR }), true, 'FIRING', 'FIRED'],
  ['calmed down', at('PENDING'), false, 'OK', 'CALMED'],
  ['unknown meanwhile', at('PENDING'), null, 'PENDING', null],
  ['goes on', at('FIRING'), true, 'FIRING', null],
  ['good once', at('FIRING'), false, 'FIRING', null],
  ['good twice', at('FIRING', { goodCount: 1 }), false, 'OK', 'RESOLVED'],
  ['unknown while it fires', at('FIRING'), null, 'FIRING', null],
  ['a day without data', at('FIRING', { dataAt: AT - STALE_MS }), null, 'OK', 'STALE'],
  ['a day without data, pending', at('PENDING', { dataAt: AT - STALE_MS }), null, 'OK', 'CALMED'],
])('%s', (_what, standing, isMet, state, turn) => {
  const moved = advance(standing, { at: AT, isMet }, patience);
  expect([moved.standing.state, moved.turn]).toEqual([state, turn]);
});

describe('patience', () => {
  test('none: it fires at once, and ends at the first good look', () => {
    const none = { forMs: 0, resolveAfter: 1 };
    const fired = advance(CALM, { at: AT, isMet: true }, none);
    expect(fired).toEqual({ standing: { state: 'FIRING', since: AT, goodCount: 0, dataAt: AT }, turn: 'FIRED' });
    expect(advance(fired.standing, { at: AT + 1, isMet: false }, none).turn).toBe('RESOLVED');
  });

  test('what flaps fires once', () => {
    let standing = CALM;
    const turns: (Turn | null)[] = [];
    for (const [index, isMet] of [true, false, true, false, true, false, true, false, false].entries()) {
      const moved = advance(standing, { at: AT + index * HOUR, isMet }, { forMs: 0, resolveAfter: 2 });
      standing = moved.standing;
      turns.push(moved.turn);
    }
    expect(turns.filter(Boolean)).toEqual(['FIRED', 'RESOLVED']);
  });

  test('since is when it was first wrong', () => {
    const pending = advance(CALM, { at: AT, isMet: true }, patience).standing;
    const fired = advance(pending, { at: AT + 2 * HOUR, isMet: true }, patience).standing;
    expect(fired).toMatchObject({ state: 'FIRING', since: AT });
  });
});

test('moves only as the table allows, and each firing has one end', () => {
  const looks = fc.array(fc.constantFrom(true, false, null), { maxLength: 80 });
  fc.assert(
    fc.property(
      looks,
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      (answers, hours, resolveAfter) => {
        let standing = CALM;
        let open = 0;
        for (const [index, isMet] of answers.entries()) {
          const moved = advance(standing, { at: AT + index * HOUR, isMet }, { forMs: hours * HOUR, resolveAfter });
          const [from, to] = [standing.state, moved.standing.state];
          if (from !== to) expect(ALERT_MOVES[from]).toContain(to);
          expect(moved.turn !== null).toBe(from !== to);
          if (moved.turn === 'FIRED') open += 1;
          if (moved.turn === 'RESOLVED' || moved.turn === 'STALE') open -= 1;
          expect(open).toBe(to === 'FIRING' ? 1 : 0);
          standing = moved.standing;
        }
      },
    ),
  );
});
