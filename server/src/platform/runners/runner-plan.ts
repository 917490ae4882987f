import { accessSync, constants, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unavailable } from '../errors.ts';
import { toUnsafeYaml } from './ansible-vars.rules.ts';
import { eventsFd, type ProcessSpec, runnerFiles } from './runner-files.ts';
import type { ServiceManifest } from './service-manifest.rules.ts';

/** What the program learns about its deployment. `project`, `service` and `environment` are slugs. */
export interface DeploymentFacts {
  id: string;
  project: string;
  service: string;
  environment: string;
  version: string;
  /** Pilothouse's own address, for which the token is. */
  url: string;
  token: string;
  /** Where this environment serves, when it has an address. */
  environmentUrl: string | null;
}

export interface PlanInput {
  manifest: ServiceManifest;
  /** The private checkout; the program's working directory. */
  checkoutDir: string;
  /** The deployment's private folder. */
  dir: string;
  deployment: DeploymentFacts;
  /** Of project, environment and service, already merged, secret ones too. */
  variables: Record<string, string>;
  /** Private SSH keys by the name of their variable, in whose place the program finds the path of a file. */
  sshKeys?: Record<string, string>;
  /** Checked, with defaults. */
  parameters: Record<string, unknown>;
  dryRun: boolean;
  /** Id of the deployment that this one retries. */
  retryOf?: string | null;
  /** Begin at the step of this name: a retry of what failed. A SHELL program heeds it or begins anew. */
  startAtStep?: string | null;
  /** Only these hosts, likewise. */
  hosts?: readonly string[] | null;
  /** The server's own environment. Little of it is passed on: see `inheritedNames`. */
  baseEnvironment: Readonly<Record<string, string | undefined>>;
}

/**
 * The only variables of the server that a program gets: who and where it is, the way out to the network, the user's
 * ssh agent. Everything else stays here, so a secret in the server's environment can't leak by being forgotten on a list.
 */
const inheritedNames = new Set(
  `HOME USER LOGNAME SHELL LANG LANGUAGE TZ TMPDIR SSH_AUTH_SOCK XDG_RUNTIME_DIR XDG_CONFIG_HOME XDG_CACHE_HOME
   XDG_DATA_HOME XDG_STATE_HOME HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY http_proxy https_proxy no_proxy all_proxy
   SSL_CERT_FILE SSL_CERT_DIR NODE_EXTRA_CA_CERTS REQUESTS_CA_BUNDLE CURL_CA_BUNDLE`.split(/\s+/),
);

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The server's Node comes first, so that `node` in an entrypoint works on a machine that has none or an old one. */
function pathFor(base: string | undefined): string {
  return `${dirname(process.execPath)}${delimiter}${base || defaultPath}`;
}

function inherit(baseEnvironment: PlanInput['baseEnvironment']): Record<string, string> {
  const env: Record<string, string> = { LANG: 'C.UTF-8' };
  for (const [name, value] of Object.entries(baseEnvironment)) {
    if (value !== undefined && (inheritedNames.has(name) || name.startsWith('LC_'))) env[name] = value;
  }
  return env;
}

/** Variables may replace what is inherited, and nothing that Pilothouse says; see `isRefusedName` for those that never come here. */
function buildEnvironment(
  input: PlanInput,
  variables: Record<string, string>,
  configPath: string,
): Record<string, string> {
  const { deployment, dryRun } = input;
  return {
    ...inherit(input.baseEnvironment),
    ...variables,
    PATH: pathFor(input.baseEnvironment.PATH),
    PILOTHOUSE_DEPLOYMENT_ID: deployment.id,
    PILOTHOUSE_PROJECT: deployment.project,
    PILOTHOUSE_SERVICE: deployment.service,
    PILOTHOUSE_ENVIRONMENT: deployment.environment,
    PILOTHOUSE_VERSION: deployment.version,
    PILOTHOUSE_URL: deployment.url,
    PILOTHOUSE_TOKEN: deployment.token,
    PILOTHOUSE_ENVIRONMENT_URL: deployment.environmentUrl ?? '',
    PILOTHOUSE_DRY_RUN: dryRun ? '1' : '0',
    ...(input.retryOf ? { PILOTHOUSE_RETRY_OF: input.retryOf } : {}),
    ...(input.startAtStep ? { PILOTHOUSE_START_AT_STEP: input.startAtStep } : {}),
    ...(input.hosts ? { PILOTHOUSE_HOSTS: input.hosts.join(',') } : {}),
    PILOTHOUSE_CONFIG: configPath,
  };
}

function writePrivately(path: string, content: string): void {
  writeFileSync(path, content, { mode: 0o600, flush: true });
}

type CommonPlan = Omit<ProcessSpec, 'argv'> & { secretFiles: string[]; variables: Record<string, string> };

/** Keys are files and not values, as `ssh` takes nothing else; and never arguments, which `ps` shows to everybody. */
function writeSshKeys({ dir, sshKeys = {} }: PlanInput): Record<string, string> {
  const paths = Object.keys(sshKeys).map((name) => [name, join(dir, `${runnerFiles.sshKeyPrefix}${name}`)] as const);
  for (const [name, path] of paths) writePrivately(path, sshKeys[name] ?? '');
  return Object.fromEntries(paths);
}

function planCommon(input: PlanInput): CommonPlan {
  const { dir, deployment, parameters, dryRun } = input;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const keyPaths = writeSshKeys(input);
  const variables = { ...input.variables, ...keyPaths };
  const configPath = join(dir, runnerFiles.config);
  writePrivately(configPath, JSON.stringify({ ...deployment, dryRun, parameters, variables }, null, 2));
  return {
    dir,
    cwd: input.checkoutDir,
    env: buildEnvironment(input, variables, configPath),
    graceSeconds: input.manifest.cancelGraceSeconds,
    secretFiles: [configPath, ...Object.values(keyPaths)],
    variables,
  };
}

/** Plans a SHELL deployment: the entrypoint as it is. In a dry run the program must itself heed `PILOTHOUSE_DRY_RUN=1`. */
function planShell(input: PlanInput & { manifest: { runner: 'SHELL' } }): ProcessSpec {
  const { variables: _, ...common } = planCommon(input);
  return { ...common, argv: input.manifest.entrypoint, stopScope: 'SESSION' };
}

/** The only private key is the one to sign in with. Of several the inventory says which is whose, by their paths. */
function signInKey({ sshKeys = {} }: PlanInput, variables: Record<string, string>): Record<string, string> {
  const [name, ...others] = Object.keys(sshKeys);
  const path = name === undefined || others.length > 0 ? undefined : variables[name];
  return path === undefined ? {} : { ANSIBLE_PRIVATE_KEY_FILE: path };
}

const callbackSource = fileURLToPath(new URL('./ansible/pilothouse_callback.py', import.meta.url));

/**
 * Ansible loads the callback plugins it finds beside the playbook and, as ours was not shipped with Ansible, without
 * being told to. So our copy in the private checkout reports, and neither `ANSIBLE_CALLBACK_PLUGINS` nor
 * `ANSIBLE_CALLBACKS_ENABLED` is set: both would replace what the project's own `ansible.cfg` says.
 */
function installCallback(checkoutDir: string, playbook: string): void {
  const folder = join(checkoutDir, dirname(playbook), 'callback_plugins');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  copyFileSync(callbackSource, join(folder, 'pilothouse_callback.py'));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function assertAnsible(path: string): void {
  if (path.split(delimiter).some((folder) => isExecutable(join(folder, 'ansible-playbook')))) return;
  throw unavailable(
    'This worker has no ansible-playbook in its PATH. Install it with "apt-get install ansible-core", "brew install ansible" or "pipx install ansible-core", and deploy again.',
  );
}

/**
 * Plans an ANSIBLE deployment. Parameters and the deployment's facts become extra variables through a private file, and
 * none of them is ever read as a template. Only environment variables that no `ansible.cfg` should decide are set.
 * Throws `UNAVAILABLE` with how to install Ansible where it is missing.
 */
function planAnsible(input: PlanInput & { manifest: { runner: 'ANSIBLE' } }): ProcessSpec {
  const { manifest, deployment, parameters, dryRun } = input;
  const { variables, ...common } = planCommon(input);
  assertAnsible(common.env.PATH ?? '');
  installCallback(input.checkoutDir, manifest.entrypoint);
  const extraVarsPath = join(input.dir, runnerFiles.extraVars);
  const pilothouse = {
    deployment_id: deployment.id,
    project: deployment.project,
    service: deployment.service,
    environment: deployment.environment,
    version: deployment.version,
    url: deployment.url,
    environment_url: deployment.environmentUrl,
    dry_run: dryRun,
    variables,
  };
  writePrivately(extraVarsPath, toUnsafeYaml({ ...parameters, pilothouse }));
  const inventory = manifest.inventory?.endsWith(',') ? manifest.inventory : `./${manifest.inventory}`;
  return {
    ...common,
    argv: [
      'ansible-playbook',
      ...(manifest.inventory ? ['-i', inventory] : []),
      '--extra-vars',
      `@${extraVarsPath}`,
      '--diff',
      ...(dryRun ? ['--check'] : []),
      ...(input.startAtStep ? [`--start-at-task=${input.startAtStep}`] : []),
      ...(input.hosts ? [`--limit=${input.hosts.join(',')}`] : []),
      `./${manifest.entrypoint}`,
    ],
    env: {
      ...signInKey(input, variables),
      ...common.env,
      ANSIBLE_FORCE_COLOR: '1', // stdout is a file, and the log draws colours
      ANSIBLE_NOCOWS: '1',
      PILOTHOUSE_EVENTS_FD: String(eventsFd),
    },
    secretFiles: [...common.secretFiles, extraVarsPath],
    stopScope: 'TREE',
  };
}

/** Writes the private files of a deployment and says what to start: give the result to `startProcess`. */
export function planRun(input: PlanInput): ProcessSpec {
  const { manifest } = input;
  return manifest.runner === 'SHELL' ? planShell({ ...input, manifest }) : planAnsible({ ...input, manifest });
}
