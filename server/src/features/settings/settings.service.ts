import { z } from 'zod';
import { recordAudit } from '../../platform/audit/audit.ts';
import { requireAdministrator } from '../../platform/auth/authorize.ts';
import { examineConfig } from '../../platform/config.ts';
import { type App, type Context, systemContext } from '../../platform/context.ts';
import { execute, query } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import type { Problem } from '../../platform/errors.ts';
import { parseInput } from '../../platform/validation.ts';
import {
  effectiveSettings,
  fixedBy,
  SETTING_NAMES,
  SETTING_RULES,
  type SettingName,
  type Settings,
  signInMethodsOf,
} from './settings.rules.ts';
import type { InstanceSettings, UpdateInstanceSettingsInput } from './settings.types.ts';

/** A change counts in every process after this time at the latest. */
const CACHE_MS = 1_000;

const caches = new WeakMap<App, { until: number; settings: Promise<Settings> }>();

/** The settings that hold now, at most {@link CACHE_MS} old. While the database is away, those that were known last. */
export function settingsOf(ctx: Context): Promise<Settings> {
  const { app } = ctx;
  const now = app.now().getTime();
  const cached = caches.get(app);
  if (cached && cached.until > now) return cached.settings;
  const settings = readRows(ctx)
    .then((rows) => effectiveSettings(app.config, valuesOf(rows)))
    .catch((error: unknown) => {
      if (cached) return cached.settings;
      caches.delete(app);
      throw error;
    });
  caches.set(app, { until: now + CACHE_MS, settings });
  return settings;
}

const known = new WeakMap<App, Settings>();

/**
 * The same for who can't wait, such as the limits of each request: what was known last, read again in the background when it is
 * older than {@link CACHE_MS}.
 */
export function settingsNow(app: App): Settings {
  settingsOf(systemContext(app, 'settings')).then(
    (settings) => known.set(app, settings),
    () => {},
  );
  return known.get(app) ?? effectiveSettings(app.config, new Map());
}

interface SettingRow {
  key: string;
  value: unknown;
  updatedAt: string;
  updatedByName: string | null;
}

const readRows = (ctx: Context) =>
  query<SettingRow>(
    ctx,
    `-- settings.all
    select s.key, s.value, s.updated_at as "updatedAt", u.name as "updatedByName"
    from instance_settings s left join users u on u.id = s.updated_by`,
  );

const valuesOf = (rows: SettingRow[]) => new Map(rows.map(({ key, value }) => [key, value]));

/** All settings with where they come from; for administrators. */
export async function instanceSettings(ctx: Context): Promise<InstanceSettings> {
  requireAdministrator(ctx);
  const { config } = ctx.app;
  const rows = await readRows(ctx);
  const { hiddenSignInMethods, ...settings } = effectiveSettings(config, valuesOf(rows));
  return {
    ...settings,
    signInMethods: signInMethodsOf(config).map((method) => ({
      ...method,
      isShown: !hiddenSignInMethods.includes(method.key),
    })),
    // What was set, not what is guessed while nothing is.
    publicUrl: examineConfig(config.environment).config.publicUrl,
    allowedOrigins: config.allowedOrigins,
    states: SETTING_NAMES.map((name) => {
      const row = rows.find(({ key }) => key === name);
      return {
        name,
        defaultValue: SETTING_RULES[name].fallback(config),
        fixedBy: fixedBy(config, name),
        updatedAt: row?.updatedAt ?? null,
        updatedByName: row?.updatedByName ?? null,
      };
    }),
  };
}

const changes = z.object(Object.fromEntries(SETTING_NAMES.map((name) => [name, SETTING_RULES[name].schema.nullish()])));

/** Changes settings for the whole installation, audited with before and after. What is as it was changes nothing. */
export async function updateInstanceSettings(
  ctx: Context,
  input: UpdateInstanceSettingsInput,
): Promise<InstanceSettings> {
  const actor = requireAdministrator(ctx);
  const { config } = ctx.app;
  const wanted = parseInput(changes, input, [...fixedProblems(ctx, input), ...methodProblems(ctx, input)]);
  await withTransaction(ctx, async (ctx) => {
    await query(ctx, `select pg_advisory_xact_lock(hashtextextended('settings', 0))`);
    const stored = valuesOf(await readRows(ctx));
    const before: Record<string, unknown> = {};
    const after: Record<string, unknown> = {};
    for (const name of SETTING_NAMES) {
      const value = wanted[name];
      if (value === undefined || JSON.stringify(stored.get(name) ?? null) === JSON.stringify(value)) continue;
      before[name] = effectiveSettings(config, stored)[name];
      await writeSetting(ctx, name, value, actor.userId);
      if (value === null) stored.delete(name);
      else stored.set(name, value);
      after[name] = effectiveSettings(config, stored)[name];
    }
    if (Object.keys(after).length === 0) return;
    await recordAudit(ctx, {
      action: 'settings.changed',
      projectId: null,
      subject: { id: 'settings', type: 'InstanceSettings', name: 'Settings of the installation' },
      detail: { before, after },
    });
  });
  caches.delete(ctx.app);
  known.set(ctx.app, await settingsOf(ctx));
  return instanceSettings(ctx);
}

async function writeSetting(ctx: Context, name: SettingName, value: unknown, userId: string): Promise<void> {
  if (value === null) await execute(ctx, 'delete from instance_settings where key = $1', [name]);
  else
    await execute(
      ctx,
      `insert into instance_settings (key, value, updated_at, updated_by) values ($1, $2, $3, $4)
       on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
      [name, JSON.stringify(value), ctx.app.now(), userId],
    );
}

function fixedProblems({ app }: Context, input: UpdateInstanceSettingsInput): Problem[] {
  return SETTING_NAMES.flatMap((name) => {
    const variable = input[name] === undefined ? null : fixedBy(app.config, name);
    return variable ? [{ path: name, message: `It is set by ${variable}. Change it there and start again.` }] : [];
  });
}

function methodProblems({ app }: Context, { hiddenSignInMethods: hidden }: UpdateInstanceSettingsInput): Problem[] {
  if (!hidden) return [];
  const path = 'hiddenSignInMethods';
  const methods = signInMethodsOf(app.config);
  if (hidden.some((key) => !methods.some((method) => method.key === key)))
    return [{ path, message: `There are these ways to sign in: ${methods.map(({ key }) => key).join(', ')}.` }];
  if (methods.every(({ key }) => hidden.includes(key)))
    return [{ path, message: 'One way to sign in has to stay, or nobody gets in.' }];
  return [];
}
