import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { Viewer } from '../accounts/account.types.ts';
import { User } from '../accounts/user.entity.ts';
import { usersById } from '../projects/member.service.ts';
import { Project } from '../projects/project.entity.ts';
import { Token, type TokenKind } from './token.entity.ts';
import * as tokens from './token.service.ts';
import { CreatedToken, CreateTokenInput, TokenConnection } from './token.types.ts';

interface TokenRow {
  kind: TokenKind;
  projectId: string | null;
  userId: string | null;
}

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

  @FieldResolver(() => User, { nullable: true, description: 'Who made it; null for a deployment’s own token.' })
  createdBy(@Ctx() ctx: Context, @Root() token: TokenRow) {
    return token.userId ? loaderOf(ctx, usersById).load(token.userId) : null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may revoke it.' })
  viewerCanRevoke(@Ctx() ctx: Context, @Root() token: TokenRow) {
    return tokens.canRevoke(ctx, token);
  }
}

@Resolver(() => Project)
export class ProjectTokensResolver {
  @FieldResolver(() => TokenConnection, {
    description: 'The project’s service tokens, newest first; for those who manage them.',
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
