import type { ErrorCode } from '../src/platform/errors.ts';
import type { Variables } from './as.ts';
import type { World } from './authorization-calls.ts';

/**
 * How a target is called, so that nothing comes of it: with an input that is wrong, or in a state that refuses. Who gets that far
 * has passed authorization, and who is refused was so although the input is wrong.
 */
export interface Call {
  operation: string;
  /** Made anew for each call. */
  variables(world: World): Variables | Promise<Variables>;
  /** What who is allowed gets, where it is no answer. */
  reaches?: ErrorCode | 'nothing';
}

export type Made = (world: World) => Variables | Promise<Variables>;

/** The thing asked for is called `it` in each answer. */
export const byInput = (
  name: string,
  type: string,
  input: Made,
  reaches?: ErrorCode,
  fields = '{ __typename }',
): Call => ({
  operation: `mutation ($input: ${type}!) { it: ${name}(input: $input) ${fields} }`,
  variables: async (world) => ({ input: await input(world) }),
  ...(reaches && { reaches }),
});
export const byId = (name: string, id: (world: World) => string | Promise<string>, reaches?: ErrorCode): Call => ({
  operation: `mutation ($id: ID!) { it: ${name}(id: $id) { __typename } }`,
  variables: async (world) => ({ id: await id(world) }),
  ...(reaches && { reaches }),
});
export const bare = (
  kind: 'mutation' | 'query',
  name: string,
  reaches?: ErrorCode,
  fields = '{ __typename }',
): Call => ({
  operation: `${kind} { it: ${name} ${fields} }`,
  variables: () => ({}),
  ...(reaches && { reaches }),
});

export const LONG = 'x'.repeat(3_000);
export const projectId = ({ cast }: World) => cast.project.id;
export const ofProject =
  (more: Variables): Made =>
  ({ cast }) => ({ projectId: cast.project.id, ...more });
export const ofPlace =
  (more: Variables): Made =>
  ({ service, environment }) => ({
    serviceId: service.id,
    environmentId: environment.id,
    ...more,
  });
export const administratorId = ({ cast }: World) => String(cast.administrator.userId);
