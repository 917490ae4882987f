import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

export enum TriggerKind {
  SCHEDULE = 'SCHEDULE',
  WEBHOOK = 'WEBHOOK',
  EVENT = 'EVENT',
  RUN = 'RUN',
}
registerEnumType(TriggerKind, {
  name: 'TriggerKind',
  description: 'What starts a workflow from outside.',
  valuesConfig: {
    SCHEDULE: { description: 'A time.' },
    WEBHOOK: { description: 'A signed call of its address.' },
    EVENT: { description: 'Something that happened in the project.' },
    RUN: { description: 'The end of a run of another workflow.' },
  },
});

@ObjectType({
  implements: Node,
  description: 'What starts a workflow from outside: one for each trigger node of its published version.',
  simpleResolvers: true,
})
export class WorkflowTrigger extends Node {
  declare id: string;

  projectId: string;

  workflowId: string;

  @Field(() => TriggerKind, { description: 'What starts it.' })
  kind: TriggerKind;

  @Field(() => String, { description: 'The key of its node in the graph.' })
  nodeKey: string;

  @Field(() => Boolean, { description: 'Whether it starts runs right now.' })
  isActive: boolean;

  @Field(() => DateTime, { nullable: true, description: 'Of a schedule: when it starts the next run.' })
  nextAt: Date | string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it last started a run, or would have.' })
  lastAt: Date | string | null;

  @Field(() => String, { nullable: true, description: 'Why it is not active although it should be.' })
  problem: string | null;

  /** Of its node, as published. */
  config: Record<string, unknown>;
}
