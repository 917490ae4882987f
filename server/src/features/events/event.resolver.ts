import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { can, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { Project } from '../projects/project.entity.ts';
import * as queries from './event.queries.ts';
import { trackEvents } from './event.service.ts';
import { EventConnection, EventKind, EventsArgs, TrackEventsInput, TrackEventsResult } from './event.types.ts';

@Resolver()
export class EventResolver {
  @Mutation(() => TrackEventsResult, {
    description: 'Keeps events of your own, all or none. One with an `id` counts once, however often it is sent.',
  })
  trackEvents(
    @Ctx() ctx: Context,
    @Arg('input', () => TrackEventsInput, { description: 'The events.' }) input: TrackEventsInput,
  ) {
    return trackEvents(ctx, input);
  }

  @Query(() => [EventKind], { description: 'The kinds of events that projects have.' })
  eventKinds(@Ctx() ctx: Context) {
    requireActor(ctx);
    return queries.listEventKinds();
  }
}

@Resolver(() => Project)
export class ProjectEventResolver {
  @FieldResolver(() => EventConnection, { description: 'What its numbers are made of, newest first.' })
  events(@Ctx() ctx: Context, @Root() project: Project, @Args(() => EventsArgs) args: EventsArgs) {
    return queries.listEvents(ctx, project, args);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may send events.' })
  viewerCanTrackEvents(@Ctx() ctx: Context, @Root() project: Project) {
    return can(ctx.actor, 'event:track', project.id);
  }
}
