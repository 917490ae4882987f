import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { TwoFactor } from './two-factor.types.ts';
import { User } from './user.entity.ts';

export enum ActorKind {
  USER = 'USER',
  TOKEN = 'TOKEN',
}
registerEnumType(ActorKind, {
  name: 'ActorKind',
  description: 'Who acts.',
  valuesConfig: {
    USER: { description: 'A person, signed in with a password.' },
    TOKEN: { description: 'A program, with a bearer token.' },
  },
});

@ObjectType({ description: 'Who asks: the signed-in person or the token of this request.' })
export class Viewer {
  @Field(() => ID, { description: 'Id of the person or of the token.' })
  id: string;

  @Field(() => ActorKind, { description: 'A person or a token.' })
  kind: ActorKind;

  @Field(() => User, { nullable: true, description: 'The person; null for a token without one.' })
  user: User | null;

  @Field(() => String, { nullable: true, description: 'The person’s address; null for a token.' })
  email: string | null;

  @Field(() => String, { description: 'What the person or token is called.' })
  name: string;

  @Field(() => Boolean, { description: 'Whether this person administers the whole installation.' })
  isAdministrator: boolean;

  @Field(() => Boolean, { description: 'Whether `createProject` is allowed.' })
  viewerCanCreateProject: boolean;

  @Field(() => Boolean, { description: 'Whether the address is known to be theirs; false for a token.' })
  isEmailVerified: boolean;

  @Field(() => String, { nullable: true, description: 'A new address that waits to be confirmed; null for none.' })
  pendingEmail: string | null;

  @Field(() => Boolean, { description: 'Whether they can sign in with a password; false for a token.' })
  hasPassword: boolean;

  @Field(() => TwoFactor, { nullable: true, description: 'The person’s second factor; null for a token.' })
  twoFactor: TwoFactor | null;
}

@ObjectType({ description: 'Whether the installation still waits for its first administrator.', simpleResolvers: true })
export class SetupState {
  @Field(() => Boolean, { description: 'True until the first account is made.' })
  isNeeded: boolean;

  @Field(() => String, { description: 'The running version of Pilothouse.' })
  version: string;

  @Field(() => Boolean, {
    description: 'Whether it sends mail. Where not, administrators hand over links for new passwords.',
  })
  sendsMail: boolean;
}

@InputType({ description: 'The first administrator, with the code of the link that the server printed.' })
export class CompleteSetupInput {
  @Field(() => String, { description: 'The one-time code of the link.' })
  code: string;

  @Field(() => String, { description: 'The address to sign in with.' })
  email: string;

  @Field(() => String, { description: 'What you are called.' })
  name: string;

  @Field(() => String, { description: '10–200 characters, and not easy to guess.' })
  password: string;
}

@InputType({ description: 'Address and password.' })
export class SignInInput {
  @Field(() => String, { description: 'The address of the account.' })
  email: string;

  @Field(() => String, { description: 'Its password.' })
  password: string;

  @Field(() => String, {
    nullable: true,
    description: 'Of accounts with a second factor: the six digits that the app shows now, or a backup code.',
  })
  code?: string | null;
}

@InputType({ description: 'The old and the new password.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password in use now.' })
  currentPassword: string;

  @Field(() => String, { description: '10–200 characters, and not easy to guess.' })
  newPassword: string;
}

@InputType({ description: 'What a person may change of themselves.' })
export class UpdateProfileInput {
  @Field(() => String, { description: 'What you are called.' })
  name: string;
}

@InputType({ description: 'Who has forgotten their password.' })
export class RequestPasswordResetInput {
  @Field(() => String, { description: 'The address of the account.' })
  email: string;
}

@InputType({ description: 'A new password, by a link.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'The link’s code: what stands behind `#code=`.' })
  code: string;

  @Field(() => String, { description: '10–200 characters, and not easy to guess.' })
  newPassword: string;
}

@InputType({ description: 'The proof that an address is yours.' })
export class VerifyEmailInput {
  @Field(() => String, { description: 'The code of the link in the mail: what stands behind `#code=`.' })
  code: string;
}

@InputType({ description: 'A new address.' })
export class ChangeEmailInput {
  @Field(() => String, { description: 'The address to sign in with from now on.' })
  email: string;

  @Field(() => String, { description: 'Your password.' })
  password: string;
}
