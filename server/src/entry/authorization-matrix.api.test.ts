import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Router } from 'express';
import { isInterfaceType } from 'graphql';
import { type Answer, as, type Variables } from '../../test/as.ts';
import { type Given, makeEverybody, makeHolders, type Places, type Somebody } from '../../test/authorization-actors.ts';
import type { Call } from '../../test/authorization-call.ts';
import { CALLS, makeWorld, PATHS, type World } from '../../test/authorization-calls.ts';
import { makeDeployment, makeEnvironment, makeService, useCast } from '../../test/factories.ts';
import { AUTHORIZATION_MATRIX, SHOWN_WITH_THEIR_OBJECT } from '../platform/auth/authorization-matrix.ts';
import type { MatrixRow } from '../platform/auth/authorization-matrix.types.ts';
import { isPlaced, PERMISSIONS, type Permission } from '../platform/auth/permissions.ts';
import { createSchema } from './schema.ts';

const routes = watchRoutes();
const cast = useCast({
  PILOTHOUSE_RATE_ANONYMOUS: '0',
  PILOTHOUSE_RATE_USER: '0',
  PILOTHOUSE_RATE_SERVICE: '0',
  PILOTHOUSE_METRICS_TOKEN: 'a token for metrics',
});
let places: Places;
let world: World;
let everybody: Somebody[];
const holders = new Map<string, Promise<Somebody[]>>();

beforeAll(async () => {
  const { environment, service, project } = cast;
  places = {
    environment,
    service,
    elsewhere: { environment: await makeEnvironment(project), service: await makeService(project) },
    deployment: await makeDeployment(service, environment),
  };
  world = await makeWorld(cast, places);
  everybody = await makeEverybody(cast, places);
});

const permissionOf = ({ needs }: MatrixRow) => (Object.hasOwn(PERMISSIONS, needs) ? (needs as Permission) : null);

async function actorsOf(row: MatrixRow): Promise<Somebody[]> {
  const permission = permissionOf(row);
  const key = String(permission);
  if (!holders.has(key)) holders.set(key, makeHolders(cast, places, permission));
  return [...everybody, ...((await holders.get(key)) ?? [])];
}

type Outcome = 'allowed' | 'nothing' | 'UNAUTHENTICATED' | 'NOT_FOUND' | 'FORBIDDEN';

/** The one rule of the matrix: what somebody gets of a target. */
function expected(row: MatrixRow, { kind, given, isAdministrator, isItsPerson }: Somebody): Outcome {
  const isToken = kind === 'token' || kind === 'deployment token';
  const { unseen = 'NOT_FOUND', lacking = 'FORBIDDEN' } = row;
  if (row.needs === 'public') return 'allowed';
  if (row.needs === 'metrics token') return 'FORBIDDEN';
  if (kind === 'invalid token') return 'UNAUTHENTICATED';
  if (row.needs === 'anyone' || row.needs === 'its code') return 'allowed';
  if (kind === 'nobody') return row.anonymous ?? 'UNAUTHENTICATED';
  if (row.needs === 'signed-in') return 'allowed';
  if (row.needs === 'deployment') return kind === 'deployment token' ? 'allowed' : 'FORBIDDEN';
  if (row.needs === 'administrator') return isAdministrator ? 'allowed' : 'FORBIDDEN';
  if (row.needs === 'person') return isToken ? lacking : 'allowed';
  if (row.needs === 'its person') {
    if (isToken && (row.isForPeople || isItsPerson)) return lacking;
    return isItsPerson ? 'allowed' : unseen;
  }
  if (!given) return unseen;
  const permission = row.needs;
  const isGiven = given.every((one) => one.permissions.has(permission) && isWithin(row, one));
  return isGiven && !(row.isForPeople && isToken) ? 'allowed' : lacking;
}

/** A limit to some environments leaves nothing of what is about no environment, and so do services. */
function isWithin({ place }: MatrixRow, { environmentIds, serviceIds }: Given): boolean {
  if (!place) return true;
  const [hasEnvironment, hasService] = [/environment/.test(place), /service/.test(place)];
  const isEnvironment = !environmentIds || (hasEnvironment && environmentIds.includes(places.environment.id));
  return isEnvironment && (!serviceIds || (hasService && serviceIds.includes(places.service.id)));
}

describe('the matrix', () => {
  const targets = AUTHORIZATION_MATRIX.map(({ target }) => target);
  /** Without what tells rows of one target apart: `Mutation.setVariable of a service`. */
  const listed = (kind: string) =>
    [
      ...new Set(
        targets.filter((target) => target.startsWith(`${kind}.`)).map((target) => target.split(/[. ]/)[1] ?? ''),
      ),
    ].sort((one, other) => (one < other ? -1 : 1));
  const schema = createSchema();

  test('has every query, mutation and subscription', () => {
    const roots = {
      Query: schema.getQueryType(),
      Mutation: schema.getMutationType(),
      Subscription: schema.getSubscriptionType(),
    };
    for (const [name, type] of Object.entries(roots))
      expect(listed(name)).toEqual(Object.keys(type?.getFields() ?? {}).sort());
  });

  test('has everything that is found by its id', () => {
    const node = schema.getType('Node');
    const types = isInterfaceType(node) ? schema.getPossibleTypes(node).map((type) => type.name) : [];
    expect(listed('Node')).toEqual(types.sort());
  });

  test('has every field that is computed, or says that it needs no right of its own', () => {
    const computed = computedFields().filter((field) => !/\.viewerCan/.test(field));
    const plain = Object.entries(SHOWN_WITH_THEIR_OBJECT).flatMap(([type, names]) =>
      names.map((name) => `${type}.${name}`),
    );
    const fields = targets.filter((target) => /^(?!Query|Mutation|Subscription|Node)[A-Z]\w+\./.test(target));
    expect([...fields, ...plain].sort()).toEqual([...new Set(computed)].sort());
  });

  test('has every HTTP route', () => {
    expect(targets.filter((target) => /^[A-Z]+ \//.test(target)).sort()).toEqual(routes().sort());
  });

  test('has every permission that a feature asks for, and the places where they can be limited', () => {
    const asked = new Set(
      sources().flatMap((text) => [...text.matchAll(/authorize\(ctx, '([\w:]+)'/g)].map(([, name]) => name)),
    );
    const needed = new Set<string>(AUTHORIZATION_MATRIX.map(({ needs }) => needs).concat('step:report' as Permission));
    expect([...asked].filter((name) => !needed.has(name ?? ''))).toEqual([]);
    expect(Object.keys(PERMISSIONS).filter((name) => !needed.has(name))).toEqual([]);
    for (const row of AUTHORIZATION_MATRIX) {
      const permission = permissionOf(row);
      expect([row.target, Boolean(row.place)]).toEqual([row.target, permission !== null && isPlaced(permission)]);
    }
  });
});

const rows = AUTHORIZATION_MATRIX.map((row) => [row.target, row.needs, row] as const);
const isRoute = (target: string) => target.includes(' /');
/** It ends the sessions that everything else is asked by. */
const isLast = (target: string) => target === 'Mutation.signOut';

describe.each(rows.filter(([target]) => isRoute(target)))('%s: %s', (target, _needs, row) => {
  test('everybody gets what they should', async () => {
    await compare(row, await actorsOf(row), (somebody) => visit(target, somebody));
  });
});

describe.each([
  ...rows.filter(([target]) => !isRoute(target) && !isLast(target)),
  ...rows.filter(([target]) => isLast(target)),
])('%s: %s', (target, _needs, row) => {
  test('everybody gets what they should, and what is refused changes nothing', async () => {
    const call = CALLS[target];
    if (!call) throw new Error(`Nobody knows how to call ${target}: say it in test/authorization-calls.ts.`);
    const actors = await actorsOf(row);
    const given = new Map<Somebody, Variables>();
    for (const somebody of actors) given.set(somebody, await call.variables(world));
    const ask = (somebody: Somebody) => callAs(somebody, target, call, given.get(somebody) ?? {});
    const isRefused = (somebody: Somebody) => expected(row, somebody) !== 'allowed';
    const before = await cast.app.fingerprint(TRAIL);
    await compare(row, actors.filter(isRefused), ask);
    expect(await cast.app.fingerprint(TRAIL)).toBe(before);
    await compare(
      row,
      actors.filter((somebody) => !isRefused(somebody)),
      ask,
    );
  });
});

/** What is written about who asked. */
const TRAIL = ['audit_events', 'audit_chains', 'sign_in_tries'];

async function compare(row: MatrixRow, actors: Somebody[], ask: (somebody: Somebody) => Promise<string>) {
  const told: Record<string, string> = {};
  const tell = async (somebody: Somebody) => {
    told[somebody.who] = await ask(somebody);
  };
  // Wrong codes are counted, and after five of them nobody at this address may try again.
  if (row.needs === 'its code')
    for (const somebody of actors) {
      await cast.app.sql('delete from sign_in_tries');
      await tell(somebody);
    }
  else await Promise.all(actors.map(tell));
  expect(told).toEqual(Object.fromEntries(actors.map((one) => [one.who, expected(row, one)])));
}

async function callAs({ actor }: Somebody, target: string, call: Call, variables: Variables): Promise<string> {
  if (target.startsWith('Subscription')) return follow(actor, call.operation, variables);
  const { body } = await as(actor).answer(call.operation, variables);
  const [error] = body.errors ?? [];
  if (error?.message.startsWith('This token is unknown')) return 'UNAUTHENTICATED';
  const outcome = error?.extensions?.code ?? (isSomething(body.data) ? 'something' : 'nothing');
  return outcome === (call.reaches ?? 'something') ? 'allowed' : outcome;
}

/** Whether `it`, the thing asked for, is there; not if what it is part of is hidden. */
function isSomething(data: Answer['body']['data']): boolean {
  const text = JSON.stringify(data);
  return text.includes('"it":') && !/"it":(null|\[\]|\{"nodes":\[\]\})/.test(text);
}

async function follow(actor: Somebody['actor'], query: string, variables: object): Promise<string> {
  const response = await as(actor).fetch('/graphql/stream', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  if (response.status === 200) {
    await response.body?.cancel();
    return 'allowed';
  }
  return codeIn(await response.text());
}

async function visit(target: string, { actor }: Somebody): Promise<string> {
  const [method = '', path = ''] = target.split(' ');
  const url = PATHS[path]?.(world) ?? path;
  const isPost = method === 'POST';
  const response = await as(actor).fetch(url, {
    method: isPost ? method : 'GET',
    redirect: 'manual',
    ...(isPost && { headers: { 'content-type': 'application/json' }, body: '{"query":"{ __typename }"}' }),
  });
  const text = await response.text();
  // What is not built here, or leads elsewhere, has let everybody by.
  if (![401, 403, 404].includes(response.status)) return 'allowed';
  return ['/assets', '/hooks/:id'].includes(path) && response.status === 404 ? 'allowed' : codeIn(text);
}

const codeIn = (text: string): string => /"code":"(\w+)"/.exec(text)?.[1] ?? 'FORBIDDEN';

/** `Project.tokens` of each field resolver, from what TypeGraphQL was told. */
function computedFields(): string[] {
  type Told = { kind: string; methodName: string; getObjectType?: () => { name: string } };
  const { TypeGraphQLMetadataStorage: storage } = globalThis as unknown as {
    TypeGraphQLMetadataStorage: { fieldResolvers: Told[] };
  };
  return storage.fieldResolvers.flatMap(({ kind, methodName, getObjectType }) =>
    kind === 'external' ? `${getObjectType?.().name}.${methodName}` : [],
  );
}

/** The texts of all features. */
function sources(): string[] {
  const folder = join(import.meta.dirname, '../features');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/**
 * The routes that Express was told since, as `GET /path`. It keeps no prefixes, so they are noted when they are told. What is
 * used beside a router, below one path, is there for it.
 */
function watchRoutes(): () => string[] {
  type Told = { path: string; methods?: object; router?: unknown };
  const told = new Map<unknown, Told[]>();
  const { route, use } = Router.prototype as { route: (path: string) => object; use: (...given: unknown[]) => unknown };
  const note = (router: unknown, one: Told) => told.set(router, [...(told.get(router) ?? []), one]);
  Router.prototype.route = function (path: string) {
    const made = route.call(this, path) as { methods: object };
    for (const one of [path].flat()) note(this, { path: String(one), methods: made.methods });
    return made;
  };
  Router.prototype.use = function (...given: unknown[]) {
    const [first] = given;
    const path = typeof first === 'string' && first !== '/' ? first : '';
    for (const one of given) if (typeof one === 'function') note(this, { path, router: one });
    return use.apply(this, given);
  };
  const walk = (router: unknown, prefix: string): string[] =>
    (told.get(router) ?? []).flatMap(({ path, methods, router: used }) => {
      if (methods) return Object.keys(methods).map((method) => `${method.toUpperCase()} ${prefix}${path}`);
      if (told.has(used)) return walk(used, prefix + path);
      const isBeside = (told.get(router) ?? []).some((other) => other.path === path && told.has(other.router));
      return path && !isBeside ? [`USE ${prefix}${path}`] : [];
    });
  return () => {
    const used = new Set([...told.values()].flat().map(({ router }) => router));
    const roots = [...told.keys()].filter((router) => !used.has(router));
    return [...new Set(roots.flatMap((router) => walk(router, '')))];
  };
}
