import { Field, ObjectType } from 'type-graphql';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

@ObjectType({
  implements: Node,
  description: 'A browser or program in which somebody is signed in.',
  simpleResolvers: true,
})
export class Session extends Node {
  declare id: string;

  userId: string;

  @Field(() => DateTime, { description: 'When they signed in.' })
  createdAt: Date;

  @Field(() => DateTime, { description: 'Its last use, to about 10 minutes.' })
  lastUsedAt: Date;

  @Field(() => DateTime, { description: 'When it ends by itself.' })
  expiresAt: Date;

  @Field(() => String, { nullable: true, description: 'The network address it was last seen at.' })
  address: string | null;

  @Field(() => String, { nullable: true, description: 'What the browser or program calls itself.' })
  userAgent: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was ended; null while it stands.' })
  revokedAt: Date | null;

  @Field(() => Boolean, { description: 'Whether it is the one that asks.' })
  isCurrent: boolean;
}

export const SessionConnection = connectionOf(Session, 'Session', 'sessions');
