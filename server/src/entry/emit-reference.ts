import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploymentStateTable } from '../features/deployments/deployment.state.ts';
import { ROLES } from '../platform/auth/actor.ts';
import { PERMISSIONS, type Permission, ROLE_DESCRIPTIONS, ROLE_PERMISSIONS } from '../platform/auth/permissions.ts';
import { configurationTable } from '../platform/config.ts';
import { ERROR_CODES } from '../platform/errors.ts';

/** Writes docs/reference from the tables that the code itself uses: `node dist/entry/emit-reference.js [folder]`. */
const folder = process.argv[2] ?? 'docs/reference';
const note = '<!-- Written from the code by `npm run codegen`. -->';

const page = (title: string, intro: string, head: string[], rows: string[][]) =>
  [
    `# ${title}`,
    '',
    note,
    '',
    intro,
    '',
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`),
    '',
  ].join('\n');

const pages: Record<string, string> = {
  'errors.md': page(
    'Error codes',
    'Each error has `extensions.code`; the response has `extensions.requestId`, which is also in the server’s log.',
    ['code', 'meaning'],
    Object.entries(ERROR_CODES).map(([code, meaning]) => [`\`${code}\``, meaning]),
  ),
  'permissions.md': page(
    'Roles and rights',
    `${ROLES.map((role) => `**${role.toLowerCase()}**: ${ROLE_DESCRIPTIONS[role]}.`).join(' ')} Scopes of tokens have the names of the rights.`,
    ['right', 'what it allows', ...ROLES.map((role) => role.toLowerCase())],
    (Object.keys(PERMISSIONS) as Permission[]).map((permission) => [
      `\`${permission}\``,
      PERMISSIONS[permission],
      ...ROLES.map((role) => (ROLE_PERMISSIONS[role].has(permission) ? 'yes' : '')),
    ]),
  ),
  'configuration.md': page(
    'Configuration',
    'All by environment variables, read once at the start. What is wrong is reported all at once.',
    ['variable', 'default', 'what it does'],
    configurationTable().map((row) => [`\`${row.name}\``, row.fallback ? `\`${row.fallback}\`` : '', row.description]),
  ),
  'deployment-states.md': page(
    'States of a deployment',
    'What is not in this table does not happen: each change of state names the state it comes from.',
    ['from', 'to'],
    deploymentStateTable().map(([from, to]) => [
      `\`${from}\``,
      to.length > 0 ? to.map((state) => `\`${state}\``).join(' ') : 'nothing: it has ended',
    ]),
  ),
};

mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(pages)) writeFileSync(join(folder, name), text);
