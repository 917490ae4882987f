import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { Viewer } from '../accounts/account.types.ts';
import { Identity } from './identity.entity.ts';
import * as identities from './identity.service.ts';
import { IdentityOffer, LinkIdentityInput, MailIdentityLinkInput, SignInMethods } from './identity.types.ts';

@Resolver(() => Identity)
export class IdentityResolver {
  @Query(() => SignInMethods, { description: 'The ways to sign in here.' })
  signInMethods(@Ctx() ctx: Context) {
    return identities.signInMethods(ctx);
  }

  @Query(() => IdentityOffer, {
    nullable: true,
    description: 'What a code of the consent page is about; null when it is not valid any more.',
  })
  identityOffer(
    @Ctx() ctx: Context,
    @Arg('code', () => String, { description: 'The code in the page’s address.' }) code: string,
  ) {
    return identities.identityOffer(ctx, code);
  }

  @Mutation(() => Identity, {
    description: 'Connects an account elsewhere to the account here with the same address, and signs in.',
  })
  linkIdentity(
    @Ctx() ctx: Context,
    @Arg('input', () => LinkIdentityInput, { description: 'The page’s code, and a proof.' }) input: LinkIdentityInput,
  ) {
    return identities.linkIdentity(ctx, input);
  }

  @Mutation(() => IdentityOffer, {
    description:
      'Sends a link that confirms `linkIdentity` without a password to the address of the account here. Once.',
  })
  mailIdentityLink(
    @Ctx() ctx: Context,
    @Arg('input', () => MailIdentityLinkInput, { description: 'The page’s code.' }) input: MailIdentityLinkInput,
  ) {
    return identities.mailIdentityLink(ctx, input);
  }

  @Mutation(() => Identity, {
    description: 'Disconnects an account elsewhere from yours. The last way to sign in can’t be taken off.',
  })
  unlinkIdentity(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The connected account.' }) id: string) {
    return identities.unlinkIdentity(ctx, id);
  }

  @FieldResolver(() => String, { description: 'What the provider is called.' })
  providerName(@Ctx() ctx: Context, @Root() identity: { provider: string }) {
    return identities.providerName(ctx, identity.provider);
  }
}

@Resolver(() => Viewer)
export class ViewerIdentitiesResolver {
  @FieldResolver(() => [Identity], { description: 'Your accounts elsewhere that sign you in, oldest first.' })
  identities(@Ctx() ctx: Context) {
    return identities.listIdentities(ctx);
  }
}
