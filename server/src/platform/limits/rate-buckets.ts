import type { Actor } from '../auth/actor.ts';
import type { Bucket } from './rate-limits.ts';

/** Points per minute of each tier; 0 is no limit. */
export interface Rates {
  /** Per address, or IPv6 network of 64 bits. */
  anonymous: number;
  /** Per person: all their sessions and personal tokens together. */
  user: number;
  /** Per token of a service or deployment. */
  service: number;
}

/** Whose points a request takes; null for the product itself, which has no limit. */
export function bucketOf(actor: Actor | null, network: string, rates: Rates): Bucket | null {
  if (!actor) return { key: `address:${network}`, limit: rates.anonymous };
  if (actor.kind === 'SYSTEM') return null;
  if (actor.kind === 'USER') return { key: `user:${actor.userId}`, limit: rates.user };
  if (actor.kind === 'RUN') return { key: `run:${actor.projectId}`, limit: rates.service };
  // A limit of its own, set by an administrator, makes a token a bucket of its own.
  if (actor.rateLimitPerMinute != null) return { key: `token:${actor.id}`, limit: actor.rateLimitPerMinute };
  if (actor.userId) return { key: `user:${actor.userId}`, limit: rates.user };
  return { key: `token:${actor.id}`, limit: rates.service };
}
