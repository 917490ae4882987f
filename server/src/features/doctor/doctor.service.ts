import { requireAdministrator } from '../../platform/auth/authorize.ts';
import { type Config, configurationTable, examineConfig } from '../../platform/config.ts';
import type { Context } from '../../platform/context.ts';
import { findRisks } from '../../platform/guards.rules.ts';
import { readDatabaseRole, readFacts } from '../../platform/guards.ts';
import { VERSION } from '../../platform/version.ts';
import { runChecks } from './doctor.checks.ts';
import { shownConfiguration } from './doctor.rules.ts';
import type { DoctorReport } from './doctor.types.ts';

/** How this installation is, for its administrators. */
export async function doctor(ctx: Context): Promise<DoctorReport> {
  requireAdministrator(ctx);
  return examine(ctx.app.config, ctx);
}

/**
 * The same for whoever stands at the machine. `ctx` is null when there is no connection to the database. Nothing in it is a
 * secret.
 */
export async function examine(running: Config, ctx: Context | null): Promise<DoctorReport> {
  // As it was given: a running server has put in what it found out itself.
  const { config } = examineConfig(running.environment);
  const [risks, checks] = await Promise.all([risksOf(config, ctx), runChecks(config, ctx)]);
  return {
    checkedAt: (ctx?.app.now() ?? new Date()).toISOString(),
    version: VERSION,
    isProduction: config.isProduction,
    risks,
    checks,
    configuration: shownConfiguration(configurationTable(), config.environment),
  };
}

async function risksOf(config: Config, ctx: Context | null) {
  // A database that is away is told by the checks.
  const role = ctx ? await readDatabaseRole(ctx).catch(() => null) : null;
  return findRisks(await readFacts(config, role));
}
