import { isIP } from 'node:net';
import { z } from 'zod';

export interface LimitsConfig {
  /** Points per minute; 0 is no limit. */
  rates: { anonymous: number; user: number; service: number };
  rateStore: 'memory' | 'postgres' | 'redis';
  redisUrl: string | null;
  /** Points that one operation may cost. */
  maxQueryCost: number;
  /** Addresses and networks (CIDR) whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[];
  /** Live connections, WebSockets and event streams together. */
  connections: { perActor: number; perAddress: number; anonymousPerAddress: number };
}

const points = z.coerce.number().int().min(0).max(1_000_000_000);
const connections = z.coerce.number().int().min(1).max(1_000_000);

/** The variables of limits; part of the one configuration in `config.ts`. */
export const limitVariables = {
  PILOTHOUSE_RATE_ANONYMOUS: points
    .default(30_000)
    .describe('Points per minute of an address while nobody is signed in; 0: no limit. See the guide on limits.'),
  PILOTHOUSE_RATE_USER: points
    .default(3_000_000)
    .describe('Points per minute of a person, all sessions and personal tokens together; 0: no limit.'),
  PILOTHOUSE_RATE_SERVICE: points
    .default(6_000_000)
    .describe('Points per minute of a token of a service or a deployment; 0: no limit.'),
  PILOTHOUSE_RATE_STORE: z
    .enum(['memory', 'postgres', 'redis'])
    .optional()
    .describe(
      'Where points are counted. Left out: Redis when `PILOTHOUSE_REDIS_URL` is set, else each process counts in its own memory. `postgres`: several processes count in the shared database.',
    ),
  PILOTHOUSE_REDIS_URL: z
    .string()
    .refine((text) => /^rediss?:\/\/./.test(text) && URL.canParse(text), 'must be a redis:// or rediss:// URL')
    .optional()
    .describe('A Redis that several processes share for counting points.'),
  PILOTHOUSE_MAX_QUERY_COST: z.coerce
    .number()
    .int()
    .min(1_000)
    .max(100_000_000)
    .default(100_000)
    .describe('Points that one operation may cost.'),
  PILOTHOUSE_TRUSTED_PROXIES: z
    .string()
    .max(10_000)
    .refine((text) => proxiesOf(text).every(isNetwork), 'must be addresses or networks, such as `10.0.0.0/8, ::1`')
    .optional()
    .describe(
      'Proxies whose `X-Forwarded-For` is believed: addresses and networks, separated by commas. Left out: the peer is the client.',
    ),
  PILOTHOUSE_CONNECTIONS_PER_ACTOR: connections
    .default(50)
    .describe('Live connections (WebSockets and event streams) of one person or token, per process.'),
  PILOTHOUSE_CONNECTIONS_PER_ADDRESS: connections
    .default(200)
    .describe('Live connections of one address, per process.'),
  PILOTHOUSE_CONNECTIONS_ANONYMOUS: connections
    .default(20)
    .describe('Live connections of one address that nobody is signed in on, per process.'),
};

type LimitVariables = z.output<z.ZodObject<typeof limitVariables>>;

export function readLimits(env: LimitVariables): {
  limits: LimitsConfig;
  problems: { variable: string; message: string }[];
} {
  const redisUrl = env.PILOTHOUSE_REDIS_URL ?? null;
  const wanted = env.PILOTHOUSE_RATE_STORE ?? (redisUrl ? 'redis' : 'memory');
  const lacksRedis = wanted === 'redis' && !redisUrl;
  return {
    limits: {
      rates: {
        anonymous: env.PILOTHOUSE_RATE_ANONYMOUS,
        user: env.PILOTHOUSE_RATE_USER,
        service: env.PILOTHOUSE_RATE_SERVICE,
      },
      rateStore: lacksRedis ? 'memory' : wanted,
      redisUrl,
      maxQueryCost: env.PILOTHOUSE_MAX_QUERY_COST,
      trustedProxies: proxiesOf(env.PILOTHOUSE_TRUSTED_PROXIES ?? ''),
      connections: {
        perActor: env.PILOTHOUSE_CONNECTIONS_PER_ACTOR,
        perAddress: env.PILOTHOUSE_CONNECTIONS_PER_ADDRESS,
        anonymousPerAddress: env.PILOTHOUSE_CONNECTIONS_ANONYMOUS,
      },
    },
    problems: lacksRedis
      ? [{ variable: 'PILOTHOUSE_REDIS_URL', message: 'is needed where PILOTHOUSE_RATE_STORE is redis' }]
      : [],
  };
}

const proxiesOf = (text: string) => text.split(',').flatMap((entry) => entry.trim() || []);

function isNetwork(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/');
  const most = { 4: 32, 6: 128 }[isIP(address)];
  if (!most || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
}
