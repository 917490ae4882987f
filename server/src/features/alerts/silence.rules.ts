import type { AlertSeverity } from './alert.entity.ts';

interface Silence {
  ruleIds: readonly string[] | null;
  severities: readonly `${AlertSeverity}`[] | null;
  serviceIds: readonly string[] | null;
  environmentIds: readonly string[] | null;
}

interface Watched {
  id: string;
  severity: `${AlertSeverity}`;
  serviceIds: readonly string[] | null;
  environmentIds: readonly string[] | null;
}

/**
 * Whether nobody is to be told of this rule. A rule about all services is about more than the one that is silent, and so is one about
 * several of which not all are: it is told.
 */
export function isSilent(silence: Silence, rule: Watched): boolean {
  if (silence.ruleIds && !silence.ruleIds.includes(rule.id)) return false;
  if (silence.severities && !silence.severities.includes(rule.severity)) return false;
  return covers(silence.serviceIds, rule.serviceIds) && covers(silence.environmentIds, rule.environmentIds);
}

function covers(silent: readonly string[] | null, watched: readonly string[] | null): boolean {
  return !silent || (watched?.every((id) => silent.includes(id)) ?? false);
}
