import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { Viewer } from '../accounts/account.types.ts';
import { User } from '../accounts/user.entity.ts';
import { usersById } from '../projects/member.service.ts';
import { Project } from '../projects/project.entity.ts';
import { projectsById } from '../projects/project.service.ts';
import { type TokenRow, wholeToken } from './actor.loaders.ts';
import { Token } from './token.entity.ts';
import * as tokens from './token.service.ts';
import { CreatedToken, CreateTokenInput, SetTokenRateLimitInput, TokenConnection } from './token.types.ts';

@Resolver(() => Token)
export class TokenResolver {
  @Mutation(() => CreatedToken, { description: 'Makes a personal or a service token. The secret is shown this once.' })
  createToken(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateTokenInput, { description: 'What it is for and may do.' }) input: CreateTokenInput,
  ) {
    return tokens.createToken(ctx, input);
  }

  @Mutation(() => Token, { description: 'Revokes a token at once.' })
  revokeToken(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The token.' }) id: string) {
    return tokens.revokeToken(ctx, id);
  }

  @Mutation(() => Token, {
    description: 'Gives a personal or service token an allowance of its own; for administrators of the installation.',
  })
  setTokenRateLimit(
    @Ctx() ctx: Context,
    @Arg('input', () => SetTokenRateLimitInput, { description: 'Which, and how much.' }) input: SetTokenRateLimitInput,
  ) {
    return tokens.setTokenRateLimit(ctx, input);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'Who made it, and whose it is if it is personal; null for a deployment’s own token.',
  })
  async createdBy(@Ctx() ctx: Context, @Root() row: TokenRow) {
    const { userId } = await wholeToken(ctx, row);
    return userId ? loaderOf(ctx, usersById).load(userId) : null;
  }

  @FieldResolver(() => Project, {
    nullable: true,
    description: 'The project it is limited to; null for a personal token that goes wherever its person may.',
  })
  async project(@Ctx() ctx: Context, @Root() row: TokenRow) {
    const { projectId } = await wholeToken(ctx, row);
    return projectId ? loaderOf(ctx, projectsById).load(projectId) : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The network address of its last use; for those who may revoke it.',
  })
  async lastUsedAddress(@Ctx() ctx: Context, @Root() row: TokenRow) {
    const token = await wholeToken(ctx, row);
    return tokens.canRevoke(ctx, token) ? token.lastUsedAddress : null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Whole days until it stops working; null when it has expired or was revoked.',
  })
  async daysLeft(@Ctx() ctx: Context, @Root() row: TokenRow) {
    return tokens.daysLeft(ctx.app.now(), await wholeToken(ctx, row));
  }

  @FieldResolver(() => Boolean, { description: 'Whether it stops working within 14 days: time to replace it.' })
  async expiresSoon(@Ctx() ctx: Context, @Root() row: TokenRow) {
    return tokens.expiresSoon(ctx.app.now(), await wholeToken(ctx, row));
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may revoke it.' })
  async viewerCanRevoke(@Ctx() ctx: Context, @Root() row: TokenRow) {
    return tokens.canRevoke(ctx, await wholeToken(ctx, row));
  }
}

@Resolver(() => Project)
export class ProjectTokensResolver {
  @FieldResolver(() => TokenConnection, {
    description:
      'The project’s service tokens, newest first; for those who manage them. They are the project’s: they work on when their maker leaves.',
  })
  tokens(@Ctx() ctx: Context, @Root() project: { id: string }, @Args(() => PageArgs) args: PageArgs) {
    return tokens.listProjectTokens(ctx, project.id, args);
  }
}

@Resolver(() => Viewer)
export class ViewerTokensResolver {
  @FieldResolver(() => TokenConnection, { description: 'Your personal tokens, newest first.' })
  tokens(@Ctx() ctx: Context, @Args(() => PageArgs) args: PageArgs) {
    return tokens.listOwnTokens(ctx, args);
  }
}
