import { z } from 'zod';
import type { Config } from '../../platform/config.ts';

/** What administrators set for the whole installation, as it holds now. */
export interface Settings {
  /** Keys of the ways to sign in that the page does not offer. */
  hiddenSignInMethods: readonly string[];
  sessionDays: number;
  /** Null: for ever. */
  auditRetentionDays: number | null;
  /** 0 is no limit, as for the two others. */
  anonymousPointsPerMinute: number;
  userPointsPerMinute: number;
  servicePointsPerMinute: number;
}

export type SettingName = keyof Settings;

interface SettingRule<Value> {
  /** Whoever sets it fixes the setting: nobody changes it on the page. Null: there is none. */
  variable: string | null;
  fallback(config: Config): Value;
  schema: z.ZodType<Value>;
}

const points = z
  .int('Use a whole number.')
  .max(1_000_000_000, 'Use at most 1,000,000,000.')
  .refine(
    (value) => value === 0 || value >= 1_000,
    'Use 0 for no limit, or at least 1,000: with less nobody could set it back.',
  );

/** Each setting with its default from the configuration and what it may be. */
export const SETTING_RULES: { readonly [Name in SettingName]: SettingRule<Settings[Name]> } = {
  hiddenSignInMethods: {
    variable: null,
    fallback: () => [],
    schema: z.array(z.string().max(40)).max(20),
  },
  sessionDays: {
    variable: 'PILOTHOUSE_SESSION_DAYS',
    fallback: (config) => config.sessionDays,
    schema: z.int('Use a whole number of days.').min(1, 'Use at least 1 day.').max(365, 'Use at most 365 days.'),
  },
  auditRetentionDays: {
    variable: null,
    fallback: () => null,
    schema: z
      .int('Use a whole number of days.')
      .min(30, 'Use at least 30 days, or nothing for ever.')
      .max(36_500, 'Use at most 36,500 days, or nothing for ever.')
      .nullable(),
  },
  anonymousPointsPerMinute: {
    variable: 'PILOTHOUSE_RATE_ANONYMOUS',
    fallback: (config) => config.limits.rates.anonymous,
    schema: points,
  },
  userPointsPerMinute: {
    variable: 'PILOTHOUSE_RATE_USER',
    fallback: (config) => config.limits.rates.user,
    schema: points,
  },
  servicePointsPerMinute: {
    variable: 'PILOTHOUSE_RATE_SERVICE',
    fallback: (config) => config.limits.rates.service,
    schema: points,
  },
};

export const SETTING_NAMES = Object.keys(SETTING_RULES) as SettingName[];

/** The variable that fixes the setting; null when an administrator may change it. */
export function fixedBy(config: Config, name: SettingName): string | null {
  const { variable } = SETTING_RULES[name];
  return variable && config.environment[variable] ? variable : null;
}

/** The settings that hold: of the environment, else as stored, else by default. What is stored and makes no sense counts as nothing. */
export function effectiveSettings(config: Config, stored: ReadonlyMap<string, unknown>): Settings {
  const values = SETTING_NAMES.map((name) => {
    const { schema, fallback } = SETTING_RULES[name];
    const value = fixedBy(config, name) || !stored.has(name) ? null : schema.safeParse(stored.get(name));
    return [name, value?.success ? value.data : fallback(config)];
  });
  return Object.fromEntries(values) as Settings;
}

/** The ways to sign in that this installation has, as its page names them. */
export function signInMethodsOf(config: Config): { key: string; name: string }[] {
  return [
    ...(config.signIn.hasPassword ? [{ key: 'password', name: 'E-mail and password' }] : []),
    ...config.signIn.providers.map(({ key, name }) => ({ key, name })),
  ];
}
