import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { csrfTokenOf } from './access-token.ts';
import { viewerOf } from './account.service.ts';
import { Viewer } from './account.types.ts';
import * as sessions from './session.service.ts';
import { Session, SessionConnection } from './session.types.ts';

@Resolver(() => Viewer)
export class SessionResolver {
  @FieldResolver(() => SessionConnection, {
    nullable: true,
    description: 'Where you are signed in, newest first; null for a token.',
  })
  sessions(@Ctx() ctx: Context, @Args(() => PageArgs) args: PageArgs) {
    return ctx.actor?.kind === 'USER' ? sessions.listSessions(ctx, args) : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What a page sends as `X-CSRF-Token` when it changes something, for pages of listed origins, which can’t read the cookie that has it. Null for a token.',
  })
  csrfToken(@Ctx() ctx: Context) {
    return ctx.actor?.kind === 'USER' ? csrfTokenOf(ctx.app, ctx.actor.sessionId) : null;
  }

  @Mutation(() => Session, { description: 'Ends one of your sessions at once; open pages of it are cut within 5 s.' })
  revokeSession(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The session.' }) id: string) {
    return sessions.revokeSession(ctx, id);
  }

  @Mutation(() => Viewer, { description: 'Ends all of your sessions but this one.' })
  async revokeOtherSessions(@Ctx() ctx: Context) {
    await sessions.revokeOtherSessions(ctx);
    return viewerOf(ctx);
  }
}
