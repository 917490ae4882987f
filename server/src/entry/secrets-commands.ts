import type { Command } from 'commander';
import { sealedSecondFactors } from '../features/accounts/two-factor-code.service.ts';
import { sealedIncidentHooks } from '../features/incidents/incident-hook.service.ts';
import { sealedChannels } from '../features/notifications/channel.service.ts';
import { sealedVariables } from '../features/services/variable.values.service.ts';
import { sealedWebhooks } from '../features/workflows/workflow-trigger.service.ts';
import { type App, systemContext } from '../platform/context.ts';
import {
  checkSecrets,
  rotateSecrets,
  type SealedColumn,
  type SecretsReport,
} from '../platform/crypto/sealed-columns.ts';
import type { Verdict } from './commands.ts';

/** Every column that holds boxes; a test compares it with the database. */
export const sealedColumns: readonly SealedColumn<never>[] = [
  ...sealedVariables,
  sealedSecondFactors,
  sealedChannels,
  sealedIncidentHooks,
  sealedWebhooks,
];

const write = (text: string) => void process.stdout.write(`${text}\n`);

/** `secrets check` and `secrets rotate`. */
export function addSecretsCommands(
  program: Command,
  open: () => Promise<App>,
  judge: (verdict: Verdict) => void,
): void {
  const secrets = program.command('secrets').description('look after what is stored encrypted');
  secrets
    .command('check')
    .description('decrypt every secret, show none, and name those that can’t be')
    .action(async () => {
      const app = await open();
      const report = await checkSecrets(systemContext(app, 'secrets check'), sealedColumns);
      write(checkText(report, app.secretBox.currentKeyId));
      judge(report.unreadable.length > 0 ? 1 : 0);
    });
  secrets
    .command('rotate')
    .description('bring every secret under the key that encrypts now; the server may run meanwhile')
    .action(async () => {
      const app = await open();
      const report = await rotateSecrets(systemContext(app, 'secrets rotate'), sealedColumns, (count) =>
        write(`${count} so far`),
      );
      write(rotationText(report, app.secretBox.currentKeyId));
      judge(report.unreadable.length > 0 ? 1 : 0);
    });
}

const keyName = (id: string | null) => (id === null ? 'PILOTHOUSE_SECRET itself (first format)' : `“${id}”`);
const secretsOf = (count: number) => (count === 1 ? '1 secret' : `${count} secrets`);

function unreadableText({ unreadable }: SecretsReport): string[] {
  return unreadable.map(({ name, problem }) => `Can’t be decrypted: ${name}. ${problem}`);
}

/** What `secrets check` says. */
export function checkText(report: SecretsReport, currentKeyId: string): string {
  const counts = [...report.countByKey].map(
    ([id, count]) =>
      `${secretsOf(count)} under ${keyName(id)}${id === currentKeyId ? ', the key that encrypts now' : ''}.`,
  );
  return [
    ...unreadableText(report),
    ...(counts.length > 0 ? counts : ['There are no secrets.']),
    report.unreadable.length > 0
      ? `${secretsOf(report.unreadable.length)} can’t be decrypted.`
      : 'Everything can be decrypted.',
  ].join('\n');
}

/** What `secrets rotate` says. */
export function rotationText(report: SecretsReport, currentKeyId: string): string {
  const done =
    report.rotatedCount > 0
      ? `${secretsOf(report.rotatedCount)} moved to the key ${keyName(currentKeyId)}.`
      : `Everything is under the key ${keyName(currentKeyId)} already.`;
  if (report.unreadable.length === 0) return done;
  const left = `${secretsOf(report.unreadable.length)} can’t be decrypted and stayed as they were.`;
  return [...unreadableText(report), report.rotatedCount > 0 ? `${done} ${left}` : left].join('\n');
}
