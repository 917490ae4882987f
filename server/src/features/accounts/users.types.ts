import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

@ObjectType({ description: 'An account of this installation, as its administrators see it.', simpleResolvers: true })
export class Person {
  @Field(() => ID, { description: 'Id of the `User`.' })
  id: string;

  @Field(() => String, { description: 'The address they sign in with.' })
  email: string;

  @Field(() => String, { description: 'What they are called.' })
  name: string;

  @Field(() => Boolean, { description: 'Whether they administer the installation.' })
  isAdministrator: boolean;

  @Field(() => Boolean, { description: 'Whether they are locked out: no sign-in, session or token of theirs works.' })
  isSuspended: boolean;

  @Field(() => Boolean, { description: 'Whether the address is known to be theirs.' })
  isEmailVerified: boolean;

  @Field(() => Boolean, { description: 'Whether they have set a password.' })
  hasPassword: boolean;

  @Field(() => Boolean, { description: 'Whether signing in needs a code of their authenticator app.' })
  hasTwoFactor: boolean;

  @Field(() => DateTime, { nullable: true, description: 'When a session of theirs was last used; null for never.' })
  lastSeenAt: Date | null;

  @Field(() => Int, { description: 'In how many projects they are.' })
  projectCount: number;

  @Field(() => DateTime, { description: 'When the account was made.' })
  createdAt: Date;

  @Field(() => Boolean, { description: 'Whether this is you.' })
  isViewer: boolean;
}

export const PersonConnection = connectionOf(Person, 'Person', 'accounts');

@ArgsType()
export class UsersArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'A part of the name or address.' })
  search?: string | null;
}

@ObjectType({
  description: 'A link that works once. Shown once: hand it over by a way that you trust.',
  simpleResolvers: true,
})
export class PasswordLink {
  @Field(() => String, { description: 'The page on which its owner sets the password.' })
  url: string;

  @Field(() => DateTime, { description: 'When it ends, used or not.' })
  expiresAt: Date;
}

@ObjectType({ description: 'A new account with the link that sets its first password.', simpleResolvers: true })
export class CreatedUser extends PasswordLink {
  @Field(() => Person, { description: 'The account.' })
  user: Person;
}

@InputType({ description: 'A new account.' })
export class CreateUserInput {
  @Field(() => String, { description: 'The address they will sign in with.' })
  email: string;

  @Field(() => String, { description: 'What they are called.' })
  name: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether they administer the installation.' })
  isAdministrator: boolean;
}

@InputType({ description: 'Who administers the installation.' })
export class SetAdministratorInput {
  @Field(() => ID, { description: 'The person.' })
  userId: string;

  @Field(() => Boolean, { description: 'Whether they shall be an administrator.' })
  isAdministrator: boolean;
}

@InputType({ description: 'Somebody who has lost their authenticator and their backup codes.' })
export class ResetTwoFactorInput {
  @Field(() => ID, { description: 'The person.' })
  userId: string;
}

@InputType({ description: 'Somebody who needs a new password.' })
export class CreatePasswordResetLinkInput {
  @Field(() => ID, { description: 'The person.' })
  userId: string;
}
