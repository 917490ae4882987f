import { Arg, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { liveSubscribe } from '../../platform/graphql/live-subscribe.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { NodeRun } from './node-run.entity.ts';
import { nodeRunValues } from './node-run.queries.ts';
import { Run } from './run.entity.ts';
import { nodeRunProgressField } from './run.live.ts';
import { runValues } from './run.loaders.ts';
import { NodeRunProgress, Payload } from './run.payload.types.ts';
import { payloadsById } from './run.payloads.ts';
import { payloadIdOf } from './run.references.rules.ts';

const payloadOf = (ctx: Context, value: unknown) => {
  const id = payloadIdOf(value);
  return id === null ? null : loaderOf(ctx, payloadsById).load(id);
};

@Resolver(() => Payload)
export class PayloadResolver {
  @FieldResolver(() => String, { description: 'Where it is downloaded: a path of this server.' })
  url(@Root() payload: { id: string }) {
    return `/api/v1/payloads/${payload.id}`;
  }
}

/** What large values add to attempts, and what is seen of one that runs. */
@Resolver(() => NodeRun)
export class NodeRunPayloadResolver {
  @FieldResolver(() => Payload, {
    nullable: true,
    description: 'What came in, where it is stored apart; `input` then says how it begins.',
  })
  async inputPayload(@Ctx() ctx: Context, @Root() { id }: { id: string }) {
    return payloadOf(ctx, (await loaderOf(ctx, nodeRunValues).load(id))?.input);
  }

  @FieldResolver(() => Payload, {
    nullable: true,
    description: 'What came of it, where it is stored apart; `output` then says how it begins.',
  })
  async outputPayload(@Ctx() ctx: Context, @Root() { id }: { id: string }) {
    return payloadOf(ctx, (await loaderOf(ctx, nodeRunValues).load(id))?.output);
  }

  @Subscription(() => NodeRunProgress, {
    subscribe: liveSubscribe(nodeRunProgressField) as never,
    description: 'What nodes of a run have so far while they run, at most four times a second. Nothing of it is kept.',
  })
  nodeRunProgress(
    @Root('nodeRunProgress') progress: object,
    @Arg('runId', () => ID, { description: 'The run.' }) _runId: string,
  ) {
    return progress;
  }
}

/** What large values add to runs. */
@Resolver(() => Run)
export class RunPayloadResolver {
  @FieldResolver(() => Payload, {
    nullable: true,
    description: 'What it began with, where it is stored apart; `payload` then says how it begins.',
  })
  async inputPayload(@Ctx() ctx: Context, @Root() { id }: { id: string }) {
    return payloadOf(ctx, (await loaderOf(ctx, runValues).load(id))?.payload);
  }

  @FieldResolver(() => Payload, {
    nullable: true,
    description: 'What came of it, where it is stored apart; `output` then says how it begins.',
  })
  async outputPayload(@Ctx() ctx: Context, @Root() { id }: { id: string }) {
    return payloadOf(ctx, (await loaderOf(ctx, runValues).load(id))?.output);
  }
}
