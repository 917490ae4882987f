import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { VERSION } from '../../platform/version.ts';
import * as accounts from './account.service.ts';
import {
  ChangePasswordInput,
  CompleteSetupInput,
  SetupState,
  SignInInput,
  UpdateProfileInput,
  Viewer,
} from './account.types.ts';

@Resolver(() => Viewer)
export class AccountResolver {
  @Query(() => Viewer, { nullable: true, description: 'Who asks; null when nobody is signed in.' })
  viewer(@Ctx() ctx: Context) {
    return accounts.viewerOf(ctx);
  }

  @Query(() => SetupState, { description: 'Whether the first administrator is still to be made.' })
  async setup(@Ctx() ctx: Context): Promise<SetupState> {
    return { isNeeded: await accounts.isSetupNeeded(ctx), version: VERSION };
  }

  @Mutation(() => Viewer, {
    description: 'Makes the first administrator by the link that the server printed, and signs them in.',
  })
  async completeSetup(
    @Ctx() ctx: Context,
    @Arg('input', () => CompleteSetupInput, { description: 'The link’s code and the account.' })
    input: CompleteSetupInput,
  ) {
    return accounts.viewerOf({ ...ctx, actor: await accounts.completeSetup(ctx, input) });
  }

  @Mutation(() => Viewer, { description: 'Signs in and sets the session cookie.' })
  async signIn(
    @Ctx() ctx: Context,
    @Arg('input', () => SignInInput, { description: 'Address and password.' }) input: SignInInput,
  ) {
    return accounts.viewerOf({ ...ctx, actor: await accounts.signIn(ctx, input) });
  }

  @Mutation(() => Boolean, { description: 'Ends this session. True when there was one.' })
  signOut(@Ctx() ctx: Context) {
    return accounts.signOut(ctx);
  }

  @Mutation(() => Viewer, { description: 'Changes your password; your other sessions end.' })
  async changePassword(
    @Ctx() ctx: Context,
    @Arg('input', () => ChangePasswordInput, { description: 'The old and the new one.' }) input: ChangePasswordInput,
  ) {
    await accounts.changePassword(ctx, input);
    return accounts.viewerOf(ctx);
  }

  @Mutation(() => Viewer, { description: 'Changes what you are called.' })
  async updateProfile(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateProfileInput, { description: 'The new name.' }) input: UpdateProfileInput,
  ) {
    return accounts.viewerOf({ ...ctx, actor: await accounts.updateProfile(ctx, input) });
  }
}
