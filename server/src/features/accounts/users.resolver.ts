import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { createPasswordResetLink } from './password-reset.service.ts';
import * as users from './users.service.ts';
import {
  CreatedUser,
  CreatePasswordResetLinkInput,
  CreateUserInput,
  PasswordLink,
  Person,
  PersonConnection,
  ResetTwoFactorInput,
  SetAdministratorInput,
  UsersArgs,
} from './users.types.ts';

@Resolver(() => Person)
export class UsersResolver {
  @Query(() => PersonConnection, { description: 'All accounts of the installation by name; for its administrators.' })
  users(@Ctx() ctx: Context, @Args(() => UsersArgs) args: UsersArgs) {
    return users.listUsers(ctx, args);
  }

  @Mutation(() => CreatedUser, {
    description: 'Makes an account with a link that sets its first password; for administrators.',
  })
  createUser(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateUserInput, { description: 'Who it is for.' }) input: CreateUserInput,
  ) {
    return users.createUser(ctx, input);
  }

  @Mutation(() => PasswordLink, {
    description: 'Makes a link for a new password, to be handed over; earlier ones end. For administrators.',
  })
  createPasswordResetLink(
    @Ctx() ctx: Context,
    @Arg('input', () => CreatePasswordResetLinkInput, { description: 'Who it is for.' })
    input: CreatePasswordResetLinkInput,
  ) {
    return createPasswordResetLink(ctx, input);
  }

  @Mutation(() => Person, {
    description: 'Locks a person out at once, until `restoreUser`. For administrators, and not for themselves.',
  })
  suspendUser(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The person.' }) id: string) {
    return users.suspendUser(ctx, id);
  }

  @Mutation(() => Person, { description: 'Lets a suspended person in again; for administrators.' })
  restoreUser(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The person.' }) id: string) {
    return users.restoreUser(ctx, id);
  }

  @Mutation(() => Person, {
    description: 'Makes a person an administrator of the installation, or no longer. The last one stays one.',
  })
  setAdministrator(
    @Ctx() ctx: Context,
    @Arg('input', () => SetAdministratorInput, { description: 'Who, and whether.' }) input: SetAdministratorInput,
  ) {
    return users.setAdministrator(ctx, input);
  }

  @Mutation(() => Person, {
    description:
      'Deletes an account: the address is free again, what they did stays in the records. For administrators; the last owner of a project stays.',
  })
  deleteUser(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The person.' }) id: string) {
    return users.deleteUser(ctx, id);
  }

  @Mutation(() => Person, {
    description: 'Turns off the second factor of somebody who has lost it; their sessions end. For administrators.',
  })
  resetTwoFactor(
    @Ctx() ctx: Context,
    @Arg('input', () => ResetTwoFactorInput, { description: 'Who has lost it.' }) input: ResetTwoFactorInput,
  ) {
    return users.resetTwoFactor(ctx, input);
  }
}
