/** Why a request, message or connection was turned away before it could do anything. */
export const REFUSALS = {
  rate: 'An actor or address had used its points.',
  query_shape: 'An operation was too deep, too large or repeated too much.',
  query_cost: 'An operation would have cost more than one may.',
  query_invalid: 'An operation was not valid.',
  introspection: 'Nobody who is signed in asked for the schema in production.',
  credentials: 'A token was unknown, expired or revoked.',
  body_size: 'A body was too large.',
  body_type: 'A body came in an encoding, a charset or a type that is not read.',
  body_broken: 'A body could not be read.',
  connections: 'An actor or address had too many live connections.',
  messages: 'A WebSocket sent too many messages.',
} as const;

export type Refusal = keyof typeof REFUSALS;

/** How often each happened in this process, for the metrics. */
export class RefusalCounts {
  readonly #counts = new Map<Refusal, number>(Object.keys(REFUSALS).map((reason) => [reason as Refusal, 0]));

  add(reason: Refusal): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  }

  all(): ReadonlyMap<Refusal, number> {
    return this.#counts;
  }
}
