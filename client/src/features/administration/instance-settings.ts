import type { InstanceSettingsPage_SettingsFragment, UpdateInstanceSettingsInput } from '../../graphql/generated.ts';
import { formatCount, formatExact } from '../../lib/format.ts';

const NUMBER_SETTINGS = [
  'sessionDays',
  'auditRetentionDays',
  'anonymousPointsPerMinute',
  'userPointsPerMinute',
  'servicePointsPerMinute',
] as const;
export type NumberSetting = (typeof NUMBER_SETTINGS)[number];

/** As typed: an empty field is the default. */
export type SettingsValues = Record<NumberSetting, string> & { hiddenSignInMethods: string[] };

type Settings = InstanceSettingsPage_SettingsFragment;

export function valuesOf(settings: Settings): SettingsValues {
  const numbers = NUMBER_SETTINGS.map((name) => [name, String(settings[name] ?? '')]);
  return {
    ...(Object.fromEntries(numbers) as Record<NumberSetting, string>),
    hiddenSignInMethods: settings.signInMethods.filter(({ isShown }) => !isShown).map(({ key }) => key),
  };
}

/** Only what differs is sent: what the environment fixes may not even be repeated. */
export function changesOf(settings: Settings, values: SettingsValues): UpdateInstanceSettingsInput {
  const before = valuesOf(settings);
  const changes: UpdateInstanceSettingsInput = {};
  for (const name of NUMBER_SETTINGS) {
    const typed = values[name].trim();
    if (typed !== before[name]) changes[name] = typed === '' ? null : Number(typed);
  }
  const hidden = [...values.hiddenSignInMethods].sort();
  if (hidden.join() !== [...before.hiddenSignInMethods].sort().join()) changes.hiddenSignInMethods = hidden;
  return changes;
}

/** Where the value comes from, in a sentence. */
export function sourceOf(settings: Settings, name: NumberSetting): { text: string; isFixed: boolean } {
  const state = settings.states.find((each) => each.name === name);
  if (state?.fixedBy) return { text: `Set by ${state.fixedBy}.`, isFixed: true };
  const byDefault = `Default: ${typeof state?.defaultValue === 'number' ? formatCount(state.defaultValue) : 'for ever'}.`;
  if (!state?.updatedAt) return { text: byDefault, isFixed: false };
  const who = state.updatedByName ? ` by ${state.updatedByName}` : '';
  return { text: `${byDefault} Changed${who}, ${formatExact(new Date(state.updatedAt))}.`, isFixed: false };
}
