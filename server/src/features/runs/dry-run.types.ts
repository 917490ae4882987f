import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { JSONValue } from '../../platform/graphql/scalars.ts';
import { RunStatus } from './run.types.ts';

export enum DryRunEffect {
  EVALUATED = 'EVALUATED',
  SIMULATED = 'SIMULATED',
}
registerEnumType(DryRunEffect, {
  name: 'DryRunEffect',
  description: 'How far a node was really done.',
  valuesConfig: {
    EVALUATED: { description: 'It was done as in a run: it has no effect outside of it.' },
    SIMULATED: { description: 'Nothing was done: its answer is an example.' },
  },
});

export enum DryRunStepStatus {
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
  CANCELED = 'CANCELED',
  UNFINISHED = 'UNFINISHED',
}
registerEnumType(DryRunStepStatus, {
  name: 'DryRunStepStatus',
  description: 'What would become of a node.',
  valuesConfig: {
    SUCCEEDED: { description: 'It would be done.' },
    FAILED: { description: 'It would fail.' },
    CANCELED: { description: 'It would be ended because the run goes on without it.' },
    UNFINISHED: { description: 'The dry run ended before it did.' },
  },
});

@ObjectType({ description: 'What would happen at a node, once.', simpleResolvers: true })
export class DryRunStep {
  @Field(() => String, { description: 'The key of the node.' })
  nodeKey: string;

  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Field(() => String, { description: 'Its type.' })
  type: string;

  @Field(() => String, {
    description: 'The iteration of the loops around it, such as `each[2]`; empty outside of loops.',
  })
  path: string;

  @Field(() => Int, { description: 'Which attempt it is, from 1.' })
  attempt: number;

  @Field(() => DryRunEffect, { description: 'How far it was really done.' })
  effect: keyof typeof DryRunEffect;

  @Field(() => DryRunStepStatus, { description: 'What would become of it.' })
  status: keyof typeof DryRunStepStatus;

  @Field(() => String, { nullable: true, description: 'By which port it is left; null where it is not.' })
  port: string | null;

  @Field(() => Float, { description: 'When it begins, in milliseconds of the run. Waits are jumped over, not waited.' })
  beginsAtMs: number;

  @Field(() => Float, { description: 'How long it waits, in milliseconds of the run.' })
  waitsMs: number;

  @Field(() => JSONValue, { nullable: true, description: 'Its config, filled in; secrets as •••.' })
  config: unknown;

  @Field(() => JSONValue, { nullable: true, description: 'What it hands on, or an example of it.' })
  output: unknown;

  @Field(() => String, { nullable: true, description: 'Why it would fail.' })
  problem: string | null;
}

@ObjectType({ description: 'What a run would do; nothing of it was done or stored.', simpleResolvers: true })
export class DryRun {
  @Field(() => RunStatus, {
    nullable: true,
    description: 'How the run would end; null when the dry run could not tell.',
  })
  status: 'SUCCEEDED' | 'FAILED' | 'CANCELED' | 'TIMED_OUT' | null;

  @Field(() => String, { nullable: true, description: 'Why it would end so, or why the dry run ended before.' })
  statusReason: string | null;

  @Field(() => JSONValue, { nullable: true, description: 'The output of the run.' })
  output: unknown;

  @Field(() => Float, { description: 'How long it would take at least, in milliseconds: its waits.' })
  durationMs: number;

  @Field(() => [DryRunStep], { description: 'What would happen, in order; at most 300.' })
  steps: DryRunStep[];

  @Field(() => [ID], { description: 'Keys of the nodes that were not reached.' })
  unreachedNodeKeys: string[];

  @Field(() => [String], { description: 'What was left out or shortened to keep it short, in sentences.' })
  notes: string[];
}
