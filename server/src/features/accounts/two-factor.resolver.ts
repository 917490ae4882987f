import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { viewerOf } from './account.service.ts';
import { Viewer } from './account.types.ts';
import * as factors from './two-factor.service.ts';
import {
  BackupCodes,
  ConfirmTwoFactorInput,
  DisableTwoFactorInput,
  RenewBackupCodesInput,
  TwoFactor,
  TwoFactorSetup,
} from './two-factor.types.ts';

@Resolver(() => TwoFactor)
export class TwoFactorResolver {
  @Mutation(() => TwoFactorSetup, {
    description: 'Makes a secret for your authenticator app. Nothing changes before `confirmTwoFactor`.',
  })
  beginTwoFactor(@Ctx() ctx: Context) {
    return factors.beginTwoFactor(ctx);
  }

  @Mutation(() => BackupCodes, { description: 'Turns your second factor on with the first code of the app.' })
  confirmTwoFactor(
    @Ctx() ctx: Context,
    @Arg('input', () => ConfirmTwoFactorInput, { description: 'The code.' }) input: ConfirmTwoFactorInput,
  ) {
    return factors.confirmTwoFactor(ctx, input);
  }

  @Mutation(() => Viewer, { description: 'Turns your second factor off; its backup codes are void.' })
  async disableTwoFactor(
    @Ctx() ctx: Context,
    @Arg('input', () => DisableTwoFactorInput, { description: 'Password and code.' }) input: DisableTwoFactorInput,
  ) {
    await factors.disableTwoFactor(ctx, input);
    return viewerOf(ctx);
  }

  @Mutation(() => BackupCodes, { description: 'Makes ten new backup codes; the old ones are void.' })
  renewBackupCodes(
    @Ctx() ctx: Context,
    @Arg('input', () => RenewBackupCodesInput, { description: 'A code.' }) input: RenewBackupCodesInput,
  ) {
    return factors.renewBackupCodes(ctx, input);
  }
}
