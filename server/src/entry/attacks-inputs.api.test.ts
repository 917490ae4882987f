import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
} from 'graphql';
import { as, type Variables } from '../../test/as.ts';
import { eventually } from '../../test/at-once.ts';
import { makeDeployment, makeEnvironment, makeService, useCast, writeSource } from '../../test/factories.ts';
import { createDeploymentWork, type DeploymentWork } from '../features/deployments/deployment.jobs.ts';
import { WorkerNode } from '../platform/durable/worker-node.ts';
import { createSchema } from './schema.ts';

let work: DeploymentWork | null = null;
let node: WorkerNode | null = null;
afterAll(async () => {
  await work?.stop();
  await node?.stop();
});
const cast = useCast({ PILOTHOUSE_RATE_USER: '0' });
const schema = createSchema();

/** What is written about who asked. */
const TRAIL = ['audit_events', 'audit_chains', 'sign_in_tries'];

/** Columns and fields that somebody would like to set, and names that JavaScript gives every object. */
const EXTRAS = [
  'id',
  'projectId',
  'project_id',
  'userId',
  'role',
  'roleId',
  'isAdministrator',
  'is_administrator',
  'permissions',
  'scopes',
  'status',
  'createdAt',
  'created_at',
  'deletedAt',
  'passwordHash',
  'emailVerifiedAt',
  'rateLimitPerMinute',
  'plan',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
];

/** A value of the type, with `extra` in each object of type `target`. Entries, because `__proto__` is no usual key. */
function sample(type: GraphQLInputType, target: GraphQLInputObjectType, extra: string): string {
  if (isNonNullType(type)) return sample(type.ofType, target, extra);
  if (isListType(type)) return `[${sample(type.ofType, target, extra)}]`;
  if (isEnumType(type)) return JSON.stringify(type.getValues()[0]?.name);
  if (!isInputObjectType(type))
    return { Int: '1', Float: '1', Boolean: 'true', DateTime: '"2030-01-01T00:00:00Z"' }[type.name] ?? '"x"';
  const fields = Object.values(type.getFields())
    .filter((field) => isRequiredInputField(field) || isInputObjectType(getNamedType(field.type)))
    .map((field) => `${JSON.stringify(field.name)}: ${sample(field.type, target, extra)}`);
  if (type === target) fields.push(`${JSON.stringify(extra)}: true`);
  return `{${fields.join(', ')}}`;
}

/** Each input type with the operations that take it, at any depth. */
function takers(): [string, GraphQLInputObjectType, string, GraphQLInputType][] {
  const holds = (type: GraphQLInputType, target: GraphQLInputObjectType): boolean => {
    const named = getNamedType(type);
    return (
      isInputObjectType(named) &&
      (named === target || Object.values(named.getFields()).some((field) => holds(field.type, target)))
    );
  };
  const project = schema.getType('Project');
  const places = [
    ['query', schema.getQueryType(), '', ''],
    ['mutation', schema.getMutationType(), '', ''],
    ['query', isObjectType(project) ? project : null, 'project(slug: "x") { ', ' }'],
  ] as const;
  return Object.values(schema.getTypeMap())
    .filter(isInputObjectType)
    .flatMap((target) =>
      places.flatMap(([kind, type, open, close]) =>
        Object.values(type?.getFields() ?? {}).flatMap((field) =>
          field.args.flatMap((argument): [string, GraphQLInputObjectType, string, GraphQLInputType][] => {
            if (!holds(argument.type, target)) return [];
            const isLeaf = !('getFields' in getNamedType(field.type));
            const others = field.args
              .filter((other) => other !== argument && isNonNullType(other.type) && other.defaultValue === undefined)
              .map((other) => `, ${other.name}: "x"`);
            const operation = `${kind} ($it: ${String(argument.type)}) { ${open}${field.name}(${argument.name}: $it${others.join('')}) ${isLeaf ? '' : '{ __typename }'}${close} }`;
            return [[target.name, target, operation, argument.type]];
          }),
        ),
      ),
    );
}

async function send(body: string): Promise<{ status: number; text: string }> {
  const response = await as(cast.owner).fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return { status: response.status, text: await response.text() };
}

describe('fields that an input doesn’t have', () => {
  test('all input types are taken by something', () => {
    const types = Object.values(schema.getTypeMap()).filter(isInputObjectType);
    expect(new Set(takers().map(([name]) => name))).toEqual(new Set(types.map(({ name }) => name)));
  });

  test('are refused in every input, and change nothing', async () => {
    const before = await cast.app.fingerprint(TRAIL);
    const wrong: string[] = [];
    let count = 0;
    for (const [name, target, operation, type] of takers())
      await Promise.all(
        EXTRAS.filter((extra) => !Object.hasOwn(target.getFields(), extra)).map(async (extra) => {
          count += 1;
          const body = `{"query": ${JSON.stringify(operation)}, "variables": {"it": ${sample(type, target, extra)}}}`;
          const { status, text } = await send(body);
          const isNamed = text.includes(`\\"${extra}\\" is not defined by type`) || text.includes(extra);
          if (status !== 400 || !text.includes('"INVALID_INPUT"') || !isNamed)
            wrong.push(`${name}.${extra}: ${status} ${text.slice(0, 300)}`);
        }),
      );
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(800);
    expect(await cast.app.fingerprint(TRAIL)).toBe(before);
  });
});

describe('names that JavaScript gives every object', () => {
  const POISON =
    '{"__proto__": {"polluted": true, "isAdministrator": true}, "constructor": {"prototype": {"polluted": true}}}';
  const isClean = () => (({}) as { polluted?: boolean }).polluted === undefined;

  test.each([
    ['the body', `{"query": "{ viewer { isAdministrator } }", "__proto__": ${POISON}}`],
    ['variables', `{"query": "{ viewer { isAdministrator } }", "variables": ${POISON}}`],
    ['extensions', `{"query": "{ viewer { isAdministrator } }", "extensions": ${POISON}}`],
    [
      'a variable that is one',
      '{"query": "query ($__proto__: String) { viewer { isAdministrator } }", "variables": {"__proto__": "x"}}',
    ],
    [
      'the operation’s name',
      '{"query": "query constructor { viewer { isAdministrator } }", "operationName": "constructor"}',
    ],
    ['an alias', '{"query": "{ __proto__: viewer { isAdministrator } constructor: viewer { isAdministrator } }"}'],
  ])('do nothing in %s', async (_where, body) => {
    const { status, text } = await send(body);
    expect([200, 400]).toContain(status);
    expect(text).not.toContain('true');
    expect(isClean()).toBe(true);
  });

  test('do nothing in parameters, which hold any JSON and reach no column', async () => {
    const service = await makeService(cast.project, {
      parameterSchema: { type: 'object', additionalProperties: true },
    });
    const parameters = `{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}, "status": "SUCCEEDED", "project_id": "x", "isDryRun": true, "version": "stolen"}`;
    const { text } = await send(
      `{"query": "mutation ($input: DeployInput!) { deploy(input: $input) { id status version isDryRun parameters } }", "variables": {"input": {"serviceId": "${service.id}", "environmentId": "${cast.environment.id}", "version": "v1", "parameters": ${parameters}}}}`,
    );
    expect(isClean()).toBe(true);
    const { deploy } = (JSON.parse(text) as { data: { deploy: Variables } | null }).data ?? {};
    expect(deploy).toMatchObject({ status: 'QUEUED', version: 'v1', isDryRun: false });
    expect(deploy?.parameters).toMatchObject({ status: 'SUCCEEDED', project_id: 'x', version: 'stolen' });
  });

  test.each(['__proto__', 'constructor', 'toString'])('do nothing as a property of a schema: %s', async (name) => {
    const service = await makeService(cast.project, {
      parameterSchema: { type: 'object', properties: { size: { type: 'number', default: 1 } } },
    });
    const { text } = await send(
      `{"query": "mutation ($input: DeployInput!) { deploy(input: $input) { id } }", "variables": {"input": {"serviceId": "${service.id}", "environmentId": "${cast.environment.id}", "version": "v1", "parameters": {"${name}": {"size": 5}}}}}`,
    );
    expect(text).toContain('INVALID_INPUT');
    const update = await send(
      `{"query": "mutation ($input: UpdateServiceInput!) { updateService(input: $input) { id parameterSchema } }", "variables": {"input": {"id": "${service.id}", "parameterSchema": {"type": "object", "properties": {"${name}": {"type": "object", "default": {"polluted": true}}}}}}}`,
    );
    expect(update.text).not.toContain('INTERNAL');
    expect(isClean()).toBe(true);
  });
});

describe('texts that would be commands elsewhere', () => {
  const marker = () => join(cast.app.app.config.dataDir, 'pwned');
  const texts = (): string[] => [
    `'; drop table users; --`,
    `" or "1"="1`,
    `$1; select pg_sleep(10)`,
    `$(touch ${marker()})`,
    `\`touch ${marker()}\``,
    `; touch ${marker()} #`,
    `| touch ${marker()}`,
    `&& touch ${marker()}`,
    `\${IFS}touch\${IFS}${marker()}`,
    `-oProxyCommand=touch ${marker()}`,
    '{{ 7 * 7 }} {% raw %} $' + '{7*7} #{7*7} <%= 7 * 7 %>',
    `{{ lookup('pipe', 'touch ${marker()}') }}`,
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '%s %d %n %x',
    '\\ \\\\ \\n \\u0000 \\x00',
    '=cmd|’ /C calc’!A0',
    'a%00b%0d%0aSet-Cookie: a=b',
    '../../../../etc/passwd',
    '名前 🔑 abc',
  ];
  const run = (
    name: string,
    input: Variables,
    fields: string,
    type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`,
  ) =>
    as(cast.owner).run<Record<string, Variables>>(
      `mutation ($input: ${type}!) { it: ${name}(input: $input) { ${fields} } }`,
      { input },
    );

  test('come back as they were, from wherever they are kept', async () => {
    const { project, environment, service } = cast;
    const approval = await makeEnvironment(project, { requiresApproval: true });
    for (const [index, text] of texts().entries()) {
      const place = { serviceId: service.id, environmentId: environment.id };
      const waiting = await makeDeployment(service, approval, { status: 'AWAITING_APPROVAL' });
      const about = text.slice(0, 90);
      const answers = await Promise.all([
        run('updateProject', { id: project.id, name: about }, 'name'),
        run('updateEnvironment', { id: environment.id, name: about }, 'name'),
        run('updateService', { id: service.id, name: about, description: text }, 'name description'),
        run(
          'createRole',
          { projectId: project.id, name: `${about} ${index}`, description: text, permissions: [] },
          'name description',
        ),
        run('createToken', { projectId: project.id, kind: 'SERVICE', name: about, scopes: [] }, 'token { name }'),
        run('setVariable', { projectId: project.id, name: 'TEXT', value: text }, 'value'),
        run('updateProfile', { name: about }, 'name'),
        run('rejectDeployment', { id: waiting.id, comment: text }, 'approvals { comment }', 'DecideDeploymentInput'),
        run(
          'deploy',
          {
            ...place,
            version: about,
            note: text,
            changes: [{ kind: 'TICKET', reference: about, title: text, author: about }],
          },
          'version note changes { reference title author }',
        ),
      ]);
      for (const answer of answers)
        for (const found of leavesOf(answer)) expect([text, about, `${about} ${index}`]).toContain(found);
      for (const query of ['search(text: $text) { id }', 'users(search: $text) { nodes { id } }'])
        expect(
          (await as(cast.administrator).answer(`query ($text: String!) { ${query} }`, { text })).body.errors,
        ).toBeUndefined();
    }
    expect(existsSync(marker())).toBe(false);
    expect(await cast.app.sql('select count(*)::int as count from users')).not.toEqual([{ count: 0 }]);
  });

  test('reach a program as they are, and start nothing', async () => {
    const { project, environment } = cast;
    work = createDeploymentWork(cast.app.app);
    node = await WorkerNode.start(cast.app.app, [work]);
    const service = await makeService(project, {
      slug: 'texts',
      entrypoint: ['sh', 'deploy.sh'],
      parameterSchema: { type: 'object', properties: { text: { type: 'string' } } },
    });
    const script = `printf '%s\\n' "$PILOTHOUSE_VERSION" "$TEXT"\ncat "$PILOTHOUSE_CONFIG"\n`;
    await writeSource(project, 'texts', { 'deploy.sh': script });
    const all = texts().join(' ');
    await run('setVariable', { projectId: project.id, name: 'TEXT', value: all }, 'value');
    const version = `v1 $(touch ${marker()}) ; touch ${marker()} '"`.slice(0, 200);
    const { it } = await run(
      'deploy',
      { serviceId: service.id, environmentId: environment.id, version, note: all, parameters: { text: all } },
      'id',
    );
    const log = (await eventually('the end of the deployment', async () => {
      const { deployment } = await as(cast.owner).run<{
        deployment: { finishedAt: string | null; isLogComplete: boolean; log: { lines: { text: string }[] } };
      }>('query ($id: ID!) { deployment(id: $id) { finishedAt isLogComplete log { lines { text } } } }', {
        id: it?.id,
      });
      return deployment.finishedAt && deployment.isLogComplete && deployment.log.lines.map(({ text }) => text);
    })) as string[];
    expect(log).toEqual(expect.arrayContaining([version, all]));
    expect(log.join('\n')).toContain(JSON.stringify(all));
    expect(existsSync(marker())).toBe(false);
  });

  /** All texts of an answer. */
  const leavesOf = (value: unknown): unknown[] =>
    typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [value];
});
