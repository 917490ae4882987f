import type { Evaluation } from './alert.rules.ts';
import { advance, CALM, type Patience } from './alert.state.ts';

export interface ReplayedFiring {
  /** In ms, as is `to`; null: it goes on. */
  from: number;
  to: number | null;
  at: Evaluation;
}

/** Every time that it would have fired: the looks of a rule, through its states. */
export function replay(answers: readonly Evaluation[], patience: Patience): ReplayedFiring[] {
  const firings: ReplayedFiring[] = [];
  let standing = CALM;
  for (const answer of answers) {
    const moved = advance(standing, { at: answer.to, isMet: answer.isMet }, patience);
    standing = moved.standing;
    const open = firings.at(-1);
    if (moved.turn === 'FIRED') firings.push({ from: answer.to, to: null, at: answer });
    else if ((moved.turn === 'RESOLVED' || moved.turn === 'STALE') && open) open.to = answer.to;
  }
  return firings;
}

/** At most `most` of them, in order: of several the one that is nearest to its limit, so that no peak is lost. */
export function thin(answers: readonly Evaluation[], most: number): Evaluation[] {
  const step = Math.ceil(answers.length / most);
  if (step <= 1) return [...answers];
  const kept: Evaluation[] = [];
  for (let start = 0; start < answers.length; start += step) {
    const [first, ...rest] = answers.slice(start, start + step);
    if (first) kept.push(rest.reduce((best, each) => (urgency(each) > urgency(best) ? each : best), first));
  }
  return kept;
}

/** Wrong before right before unknown, then by how far. */
function urgency({ isMet, value, threshold }: Evaluation): number {
  if (value === null) return isMet ? 1e300 : -1e300;
  const distance = threshold === null ? value : -Math.abs(value - threshold);
  return isMet ? 1e200 + Math.abs(value - (threshold ?? 0)) : distance;
}
