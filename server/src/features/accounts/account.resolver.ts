import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { sendsMail } from '../../platform/mail/mailer.ts';
import { VERSION } from '../../platform/version.ts';
import * as accounts from './account.service.ts';
import {
  ChangeEmailInput,
  ChangePasswordInput,
  CompleteSetupInput,
  RequestPasswordResetInput,
  ResetPasswordInput,
  SetupState,
  SignInInput,
  UpdateProfileInput,
  VerifyEmailInput,
  Viewer,
} from './account.types.ts';
import * as emails from './email.service.ts';
import * as passwords from './password-reset.service.ts';
import { signOut } from './session.service.ts';
import { signIn } from './sign-in.service.ts';

@Resolver(() => Viewer)
export class AccountResolver {
  @Query(() => Viewer, { nullable: true, description: 'Who asks; null when nobody is signed in.' })
  viewer(@Ctx() ctx: Context) {
    return accounts.viewerOf(ctx);
  }

  @Query(() => SetupState, { description: 'Whether the first administrator is still to be made.' })
  async setup(@Ctx() ctx: Context): Promise<SetupState> {
    return { isNeeded: await accounts.isSetupNeeded(ctx), version: VERSION, sendsMail: sendsMail(ctx.app) };
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

  @Mutation(() => Viewer, {
    description: 'Signs in and sets the session cookie. SECOND_FACTOR_REQUIRED: the same again, with `code`.',
  })
  async signIn(
    @Ctx() ctx: Context,
    @Arg('input', () => SignInInput, { description: 'Address and password.' }) input: SignInInput,
  ) {
    return accounts.viewerOf({ ...ctx, actor: await signIn(ctx, input) });
  }

  @Mutation(() => Boolean, { description: 'Ends this session. True when there was one.' })
  signOut(@Ctx() ctx: Context) {
    return signOut(ctx);
  }

  @Mutation(() => Viewer, { description: 'Changes your password; your other sessions end.' })
  async changePassword(
    @Ctx() ctx: Context,
    @Arg('input', () => ChangePasswordInput, { description: 'The old and the new one.' }) input: ChangePasswordInput,
  ) {
    await passwords.changePassword(ctx, input);
    return accounts.viewerOf(ctx);
  }

  @Mutation(() => Viewer, { description: 'Changes what you are called.' })
  async updateProfile(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateProfileInput, { description: 'The new name.' }) input: UpdateProfileInput,
  ) {
    return accounts.viewerOf({ ...ctx, actor: await accounts.updateProfile(ctx, input) });
  }

  @Mutation(() => Boolean, {
    description:
      'Mails a link for a new password, where an account has the address and `setup { sendsMail }` holds. True in any case: nobody learns who has one.',
  })
  requestPasswordReset(
    @Ctx() ctx: Context,
    @Arg('input', () => RequestPasswordResetInput, { description: 'The address.' }) input: RequestPasswordResetInput,
  ) {
    return passwords.requestPasswordReset(ctx, input);
  }

  @Mutation(() => Boolean, {
    description:
      'Sets a new password by a link’s code; all sessions end. Nobody is signed in by it. True when it is done.',
  })
  resetPassword(
    @Ctx() ctx: Context,
    @Arg('input', () => ResetPasswordInput, { description: 'The code and the password.' }) input: ResetPasswordInput,
  ) {
    return passwords.resetPassword(ctx, input);
  }

  @Mutation(() => Viewer, {
    description: 'Mails you a link that confirms your address, or the new one that waits for it.',
  })
  async sendEmailVerification(@Ctx() ctx: Context) {
    await emails.sendEmailVerification(ctx);
    return accounts.viewerOf(ctx);
  }

  @Mutation(() => Boolean, {
    description: 'Confirms an address by the code that was mailed to it. True when it is done.',
  })
  verifyEmail(
    @Ctx() ctx: Context,
    @Arg('input', () => VerifyEmailInput, { description: 'The code.' }) input: VerifyEmailInput,
  ) {
    return emails.verifyEmail(ctx, input);
  }

  @Mutation(() => Viewer, {
    description: 'Changes your address: once the mail to it was answered, or at once where no mail is sent.',
  })
  async changeEmail(
    @Ctx() ctx: Context,
    @Arg('input', () => ChangeEmailInput, { description: 'The new address, with your password.' })
    input: ChangeEmailInput,
  ) {
    await emails.changeEmail(ctx, input);
    return accounts.viewerOf(ctx);
  }
}
