import type { Command } from 'commander';
import { findUserByEmail } from '../features/accounts/account.service.ts';
import { createHandedLink } from '../features/accounts/password-reset.service.ts';
import { type App, systemContext } from '../platform/context.ts';
import { withTransaction } from '../platform/db/transaction.ts';
import type { Verdict } from './commands.ts';

/** `reset-password`: for when nobody who could do it on a page gets in any more. */
export function addAccountCommands(
  program: Command,
  open: () => Promise<App>,
  judge: (verdict: Verdict) => void,
): void {
  program
    .command('reset-password')
    .description('print a link with which somebody sets a new password; it works once, within a day')
    .argument('<e-mail>', 'the address of the account')
    .action(async (address: string) => {
      const app = await open();
      app.config.publicUrl ??= `http://127.0.0.1:${app.config.port ?? 4_000}`;
      const ctx = systemContext(app, 'reset-password');
      const user = await findUserByEmail(ctx, address);
      if (!user) {
        process.stderr.write(`Nobody has the address ${address}.\n`);
        return judge(1);
      }
      const link = await withTransaction(ctx, (ctx) => createHandedLink(ctx, user));
      process.stdout.write(`${link.url}\n`);
    });
}
