import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

export enum PlanStatus {
  TODO = 'TODO',
  IN_PROGRESS = 'IN_PROGRESS',
  BLOCKED = 'BLOCKED',
  DONE = 'DONE',
  CANCELED = 'CANCELED',
}
registerEnumType(PlanStatus, {
  name: 'PlanStatus',
  description: 'How far an item of the roadmap is.',
  valuesConfig: {
    TODO: { description: 'Not begun.' },
    IN_PROGRESS: { description: 'Somebody is at it.' },
    BLOCKED: { description: 'It waits for something else.' },
    DONE: { description: 'Done.' },
    CANCELED: { description: 'It will not be done; it counts in no percentage.' },
  },
});

export enum PlanPriority {
  URGENT = 'URGENT',
  HIGH = 'HIGH',
  MEDIUM = 'MEDIUM',
  LOW = 'LOW',
}
registerEnumType(PlanPriority, {
  name: 'PlanPriority',
  description: 'How much an item of the roadmap matters.',
  valuesConfig: {
    URGENT: { description: 'Before everything else.' },
    HIGH: { description: 'Soon.' },
    MEDIUM: { description: 'In its turn.' },
    LOW: { description: 'When there is time.' },
  },
});

@Entity('plan_items')
@ObjectType({
  implements: Node,
  description: 'An item of the roadmap: a row of the project’s plan.',
  simpleResolvers: true,
})
export class PlanItem extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Its id in the file; null where the file gives none.' })
  key: string | null;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What is to be done.' })
  title: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The part of the plan it belongs to.' })
  phase: string | null;

  @Column({ type: 'text' })
  @Field(() => PlanStatus, { description: 'How far it is.' })
  status: PlanStatus;

  @Column({ type: 'text', nullable: true })
  @Field(() => PlanPriority, { nullable: true, description: 'How much it matters.' })
  priority: PlanPriority | null;

  @Column({ type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'How much work it is, in the plan’s own unit.' })
  estimate: number | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who does it, as the file says.' })
  owner: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The day on which it is due, such as `2026-11-30`.' })
  dueOn: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The version that ships it.' })
  version: string | null;

  @Column({ type: 'text', nullable: true })
  deploymentId: string | null;

  @Column({ type: 'integer' })
  position: number;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it came into the plan.' })
  createdAt: Date;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When an import last changed it.' })
  updatedAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When an import first found it done; null while it is not.' })
  doneAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, {
    nullable: true,
    description: 'When an import found that it is gone from the file; null while it is in it.',
  })
  removedAt: Date | null;
}

export const PlanItemConnection = connectionOf(PlanItem, 'PlanItem', 'items of the roadmap');
