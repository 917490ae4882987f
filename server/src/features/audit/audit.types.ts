import { Field, ID, InputType } from 'type-graphql';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { AuditEvent } from './audit-event.entity.ts';

export const AuditEventConnection = connectionOf(AuditEvent, 'AuditEvent', 'audit events');

@InputType({ description: 'Which audit events; all conditions hold together.' })
export class AuditFilter {
  @Field(() => String, {
    nullable: true,
    description: 'An action, or its beginning up to a dot: `deployment` finds all of `deployment.…`.',
  })
  action?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who did it.' })
  actorId?: string | null;

  @Field(() => ID, { nullable: true, description: 'What it happened to.' })
  subjectId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only what was refused: attempts to change something, and to sign in.',
  })
  refusedOnly?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: 'Not before this moment.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Before this moment.' })
  to?: Date | null;
}
