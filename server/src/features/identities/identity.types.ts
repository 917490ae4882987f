import { Field, InputType, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Somebody who vouches for people.', simpleResolvers: true })
export class SignInProvider {
  @Field(() => String, { description: 'Its key: `oidc`, `google` or `linkedin`.' })
  key: string;

  @Field(() => String, { description: 'What its button says.' })
  name: string;

  @Field(() => String, {
    description:
      'The path to open in the browser. `?next=/path` says where to go on; `?link=1` connects to your account.',
  })
  startUrl: string;
}

@ObjectType({ description: 'The ways to sign in here.', simpleResolvers: true })
export class SignInMethods {
  @Field(() => Boolean, { description: 'Whether a password lets in.' })
  hasPassword: boolean;

  @Field(() => [SignInProvider], { description: 'Who else lets in, in the order of their buttons; at most three.' })
  providers: SignInProvider[];
}

@ObjectType({
  description: 'An account elsewhere that has the address of an account here, and waits for its person’s consent.',
  simpleResolvers: true,
})
export class IdentityOffer {
  @Field(() => String, { description: 'The name of the provider.' })
  providerName: string;

  @Field(() => String, { description: 'The address that both accounts have.' })
  email: string;

  @Field(() => Boolean, {
    description: 'Whether you are signed in to the account here: then no password is asked for.',
  })
  isViewer: boolean;

  @Field(() => Boolean, { description: 'Whether the account here has a password to confirm with.' })
  hasPassword: boolean;

  @Field(() => Boolean, { description: 'Whether a link can be sent to the address instead.' })
  canSendMail: boolean;

  @Field(() => Boolean, { description: 'Whether this code came by that mail: then no password is asked for.' })
  isConfirmedByMail: boolean;

  @Field(() => String, { description: 'The path to go on to.' })
  next: string;
}

@InputType({ description: 'For a link in a mail instead of a password.' })
export class MailIdentityLinkInput {
  @Field(() => String, { description: 'The code of the page.' })
  code: string;
}

@InputType({
  description: 'Consent to connect an account elsewhere, with a proof that the account here is yours, too.',
})
export class LinkIdentityInput {
  @Field(() => String, { description: 'The code of the page, or of the link in the mail.' })
  code: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The password of the account here. Not needed when you are signed in to it, or with the code of the mail.',
  })
  password?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A code of the second factor, if the account here has one. Not needed when you are signed in to it.',
  })
  secondFactorCode?: string | null;
}
