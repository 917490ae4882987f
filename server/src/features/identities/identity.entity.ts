import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

@Entity('identities')
@ObjectType({
  implements: Node,
  description: 'An account elsewhere that a person signs in with.',
  simpleResolvers: true,
})
export class Identity extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  userId: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The key of the provider: `oidc`, `google` or `linkedin`.' })
  provider: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The address of the issuer.' })
  issuer: string;

  @Column({ type: 'text' })
  subject: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The e-mail address it had there when it was last used.' })
  email: string | null;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was connected.' })
  createdAt: Date;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was last signed in with.' })
  lastUsedAt: Date;
}
