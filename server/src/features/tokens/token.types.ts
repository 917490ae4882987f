import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { Token, TokenKind } from './token.entity.ts';

export const TokenConnection = connectionOf(Token, 'Token', 'tokens');

@ObjectType({ description: 'A new token with its secret.', simpleResolvers: true })
export class CreatedToken {
  @Field(() => Token, { description: 'The token.' })
  token: Token;

  @Field(() => String, { description: 'The credential for `Authorization: Bearer …`. Shown this once.' })
  secret: string;
}

@InputType({ description: 'A new token.' })
export class CreateTokenInput {
  @Field(() => ID, { nullable: true, description: 'The project it is limited to. A service token needs one.' })
  projectId?: string | null;

  @Field(() => String, { description: 'What it is for.' })
  name: string;

  @Field(() => TokenKind, { defaultValue: TokenKind.PERSONAL, description: '`PERSONAL` or `SERVICE`.' })
  kind: TokenKind;

  @Field(() => [String], { description: 'What it may do, such as `deployment:create`. `project:read` is always part.' })
  scopes: string[];

  @Field(() => [ID], {
    nullable: true,
    description:
      'The only environments for which its rights to deploy, cancel, approve and manage hold, 1–100; null for all. Needs a project.',
  })
  environmentIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'The only services for which such rights hold, 1–100; null for all. Needs a project.',
  })
  serviceIds?: string[] | null;

  @Field(() => Int, { defaultValue: 90, description: 'Days until it stops working, 1–365.' })
  expiresInDays: number;
}

@InputType({ description: 'How much a token may ask for.' })
export class SetTokenRateLimitInput {
  @Field(() => ID, { description: 'The token.' })
  id: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Cost points a minute, 1–1,000,000; null for what its kind has.',
  })
  perMinute?: number | null;
}
