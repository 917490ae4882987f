import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime, JSONValue } from '../../platform/graphql/scalars.ts';

@ObjectType({ description: 'A way to sign in that this installation has.', simpleResolvers: true })
export class SignInMethod {
  @Field(() => String, { description: '`password`, or the key of an issuer: `oidc`, `google`, `linkedin`.' })
  key: string;

  @Field(() => String, { description: 'What it is called.' })
  name: string;

  @Field(() => Boolean, { description: 'Whether the sign-in page offers it.' })
  isShown: boolean;
}

@ObjectType({ description: 'Where the value of one setting comes from.', simpleResolvers: true })
export class SettingState {
  @Field(() => String, { description: 'The name of the setting, as in the input of `updateInstanceSettings`.' })
  name: string;

  @Field(() => JSONValue, { nullable: true, description: 'What it is when nobody sets it.' })
  defaultValue: unknown;

  @Field(() => String, {
    nullable: true,
    description: 'The environment variable that fixes it; null when it can be changed.',
  })
  fixedBy: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When somebody set it last; null for the default.' })
  updatedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Who set it last.' })
  updatedByName: string | null;
}

@ObjectType({ description: 'What holds for the whole installation.', simpleResolvers: true })
export class InstanceSettings {
  @Field(() => [SignInMethod], { description: 'The ways to sign in.' })
  signInMethods: SignInMethod[];

  @Field(() => Int, { description: 'For how many days a sign-in lasts.' })
  sessionDays: number;

  @Field(() => Int, { nullable: true, description: 'For how many days the audit trail is kept; null: for ever.' })
  auditRetentionDays: number | null;

  @Field(() => Int, { description: 'Points per minute of an address while nobody is signed in; 0: no limit.' })
  anonymousPointsPerMinute: number;

  @Field(() => Int, { description: 'Points per minute of a person; 0: no limit.' })
  userPointsPerMinute: number;

  @Field(() => Int, { description: 'Points per minute of a token of a service or a deployment; 0: no limit.' })
  servicePointsPerMinute: number;

  @Field(() => String, { nullable: true, description: 'The address people use. Only the environment sets it.' })
  publicUrl: string | null;

  @Field(() => [String], { description: 'Other sites whose pages may use the API. Only the environment sets them.' })
  allowedOrigins: readonly string[];

  @Field(() => [SettingState], { description: 'Where each value comes from.' })
  states: SettingState[];
}

@InputType({ description: 'What to change. What is left out stays; null goes back to the default.' })
export class UpdateInstanceSettingsInput {
  @Field(() => [String], {
    nullable: true,
    description: 'Keys of the ways to sign in that the page does not offer. One has to stay.',
  })
  hiddenSignInMethods?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'For how many days a sign-in lasts: 1 to 365. Counts for new ones.',
  })
  sessionDays?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'For how many days the audit trail is kept: 30 or more; null: for ever.',
  })
  auditRetentionDays?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Points per minute of an address while nobody is signed in; 1,000 or more; 0: no limit.',
  })
  anonymousPointsPerMinute?: number | null;

  @Field(() => Int, { nullable: true, description: 'Points per minute of a person; 1,000 or more; 0: no limit.' })
  userPointsPerMinute?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Points per minute of a token of a service or a deployment; 1,000 or more; 0: no limit.',
  })
  servicePointsPerMinute?: number | null;
}
