/** Reads Dockerfile and docker-compose.yml for the mistakes that otherwise show only when somebody builds them. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inRoot, pnpmVersion } from '../server/launcher/project.mjs';

const { parseDocument } = createRequire(inRoot('server', 'package.json'))('yaml');

/** Throws one message with all problems. */
export async function lintContainers() {
  const { problems, stages } = lintDockerfile(readFileSync(inRoot('Dockerfile'), 'utf8'));
  problems.push(...lintCompose(readFileSync(inRoot('docker-compose.yml'), 'utf8'), stages));
  if (problems.length) throw new Error(problems.join('\n'));
}

const instructions = new Set(
  'ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(' '),
);

/** Instructions with continued lines joined; comments are gone. */
function readInstructions(text) {
  const lines = text.split('\n').filter((line) => line.trim() && !line.trim().startsWith('#'));
  return lines
    .join('\n')
    .replace(/\\\n\s*/g, ' ')
    .split('\n');
}

function lintDockerfile(text) {
  const problems = [];
  const stages = new Map();
  let stage;
  for (const line of readInstructions(text)) {
    const [word, rest] = [line.split(' ', 1)[0], line.slice(line.indexOf(' ') + 1)];
    const problem = (message) => problems.push(`Dockerfile: ${message}: ${line}`);
    if (!instructions.has(word)) problem('unknown instruction');
    if (word === 'FROM') {
      const [, from, name] = /^(\S+) AS (\S+)$/.exec(rest) ?? [];
      if (!name) problem('every stage needs a name');
      if (from && !stages.has(from) && !/:\d/.test(from)) problem('a base image needs its version');
      stage = { user: stages.get(from)?.user ?? 'root' };
      stages.set(name, stage);
    }
    if (word === 'USER') stage.user = rest;
    if (word === 'COPY') lintCopy(rest, stages, problem);
    if (/^(CMD|ENTRYPOINT)$/.test(word) && !isJsonList(rest)) problem('use the JSON form, which needs no shell');
    const pnpm = /pnpm@([\d.]+)/.exec(rest)?.[1];
    if (pnpm && pnpm !== pnpmVersion) problem(`the project uses pnpm ${pnpmVersion}`);
  }
  for (const name of ['api', 'worker']) {
    if (!stages.has(name)) problems.push(`Dockerfile: the stage ${name} is missing`);
    else if (stages.get(name).user === 'root') problems.push(`Dockerfile: the image ${name} would run as root`);
  }
  return { problems, stages };
}

function lintCopy(rest, stages, problem) {
  const from = /--from=(\S+)/.exec(rest)?.[1];
  if (from) {
    if (!stages.has(from)) problem(`there is no stage ${from} before it`);
    return;
  }
  const ignored = readFileSync(inRoot('.dockerignore'), 'utf8').split('\n');
  const sources = rest.split(' ').filter((part) => !part.startsWith('--'));
  for (const source of sources.slice(0, -1)) {
    if (!existsSync(inRoot(source))) problem(`${source} does not exist`);
    if (ignored.includes(source.split('/')[0])) problem(`${source} is left out by .dockerignore`);
  }
}

function isJsonList(text) {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

const serviceKeys = new Set(
  'image build command environment volumes ports healthcheck depends_on restart stop_grace_period shm_size'.split(' '),
);
const conditions = new Set(['service_started', 'service_healthy', 'service_completed_successfully']);

function lintCompose(text, stages) {
  const document = parseDocument(text, { merge: true, strict: true });
  const problems = [...document.errors, ...document.warnings].map((error) => error.message);
  const { services = {}, volumes = {} } = document.toJS() ?? {};
  for (const [name, service] of Object.entries(services)) {
    const problem = (message) => problems.push(`${name}: ${message}`);
    for (const key of Object.keys(service)) if (!serviceKeys.has(key)) problem(`unknown key ${key}`);
    if (!service.image) problem('needs an image');
    if (!service.build && !/:\d/.test(service.image)) problem('a foreign image needs its version');
    if (service.build && !stages.has(service.build.target))
      problem(`the Dockerfile has no stage ${service.build.target}`);
    if (!service.restart) problem('says nothing about restarts');
    if (!service.healthcheck) problem('says nothing about its health');
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      if (!services[other]) problem(`depends on ${other}, which does not exist`);
      if (!conditions.has(condition)) problem(`unknown condition ${condition}`);
      if (condition === 'service_healthy' && !services[other]?.healthcheck?.test)
        problem(`${other} has no health check`);
    }
    for (const mount of service.volumes ?? []) {
      const isFolder = /^([.][/]|[$][{][A-Z_]+:-[.][/])/.test(mount);
      if (!isFolder && !(mount.split(':')[0] in volumes)) problem(`the volume of ${mount} is not declared`);
    }
    for (const port of service.ports ?? []) {
      if (!/^127\.0\.0\.1:\d+:\d+$/.test(port)) problem(`the port ${port} would be open to the network`);
    }
  }
  return problems.map((message) => `docker-compose.yml: ${message}`);
}
