import 'reflect-metadata';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploymentStateTable } from '../features/deployments/deployment.state.ts';
import { ROLES } from '../platform/auth/actor.ts';
import {
  isPlaced,
  PERMISSIONS,
  type Permission,
  ROLE_DESCRIPTIONS,
  ROLE_NAMES,
  ROLE_PERMISSIONS,
} from '../platform/auth/permissions.ts';
import { configurationTable } from '../platform/config.ts';
import { ERROR_CODES } from '../platform/errors.ts';
import { guardsTable } from '../platform/guards.rules.ts';
import { measureReference } from './measure-reference.ts';
import { nodeReference } from './node-reference.ts';

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
    'Roles and permissions',
    [
      ...ROLES.map((role) => `**${ROLE_NAMES[role]}**: ${ROLE_DESCRIPTIONS[role]}.`),
      'A project can have roles of its own, of any of these permissions but `step:report`; `project:read` is always part.',
      'Scopes of tokens have the same names. Placed permissions can be limited to environments and services, for a member and for a token.',
      'Nobody gives, changes or takes away more than they have, and only owners make owners. Administrators of the installation have no access to a project that they are no member of.',
    ].join('\n\n'),
    ['permission', 'what it allows', 'placed', ...ROLES.map((role) => ROLE_NAMES[role])],
    (Object.keys(PERMISSIONS) as Permission[]).map((permission) => [
      `\`${permission}\``,
      PERMISSIONS[permission],
      isPlaced(permission) ? 'yes' : '',
      ...ROLES.map((role) => (ROLE_PERMISSIONS[role].has(permission) ? 'yes' : '')),
    ]),
  ),
  'configuration.md': page(
    'Configuration',
    'All by environment variables, read once at the start. What is wrong is reported all at once.',
    ['variable', 'default', 'what it does'],
    configurationTable().map((row) => [`\`${row.name}\``, row.fallback ? `\`${row.fallback}\`` : '', row.description]),
  ),
  'start-up-guards.md': page(
    'Start-up guards',
    'What can be unsafe about an installation. `refuse`: it stops the start, with everything else that does. `risk`: the page and the command `doctor` tell of it, with what mends it. Production mode is `PILOTHOUSE_MODE=production`.',
    ['guard', 'what holds when it is in order', 'why', 'production', 'development'],
    guardsTable().map(({ id, fine, why, production, development }) => [
      `\`${id}\``,
      fine,
      why,
      production.toLowerCase(),
      development.toLowerCase(),
    ]),
  ),
  'nodes.md': [
    '# Nodes',
    note,
    'What workflows are made of. Every action has the port `error` where its errors branch, and `compensate` to what undoes it when the run fails later; retries, time limits and rate limits are options of every node. See [workflows](../guides/workflows.md) and [expressions](../guides/expressions.md).',
    nodeReference(),
    '',
  ].join('\n\n'),
  'measures.md': [
    '# Measures',
    note,
    'What can be counted over time, for `usageMetrics`, `metricsChanged`, dashboards and alerts. Where there is nothing to count from a value is empty, never 0. See [analytics](../guides/analytics.md).',
    measureReference(),
    '',
  ].join('\n\n'),
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
