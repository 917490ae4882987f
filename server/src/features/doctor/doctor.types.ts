import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../platform/graphql/scalars.ts';

export enum RiskLevel {
  REFUSE = 'REFUSE',
  RISK = 'RISK',
  OK = 'OK',
}
registerEnumType(RiskLevel, {
  name: 'RiskLevel',
  description: 'How grave it is.',
  valuesConfig: {
    REFUSE: { description: 'The next start refuses to run like this.' },
    RISK: { description: 'It runs, but something could go wrong.' },
    OK: { description: 'It is in order.' },
  },
});

export enum CheckStatus {
  OK = 'OK',
  PROBLEM = 'PROBLEM',
  SKIPPED = 'SKIPPED',
}
registerEnumType(CheckStatus, {
  name: 'CheckStatus',
  description: 'What became of a check.',
  valuesConfig: {
    OK: { description: 'It is as it should be.' },
    PROBLEM: { description: 'It is not, or could not be found out in time.' },
    SKIPPED: { description: 'There is nothing to look at.' },
  },
});

@ObjectType({
  description: 'A variable of the configuration and what it is. Secrets are only said to be there.',
  simpleResolvers: true,
})
export class ConfiguredValue {
  @Field(() => String, { description: 'The variable.' })
  name: string;

  @Field(() => String, { description: 'What it is; of a secret only how long it is.' })
  value: string;

  @Field(() => Boolean, { description: 'Whether the environment sets it. Else it is the default.' })
  isSet: boolean;

  @Field(() => String, { description: 'What it does.' })
  description: string;
}

@ObjectType({ description: 'Something that was looked at because it can be unsafe.', simpleResolvers: true })
export class Risk {
  @Field(() => String, { description: 'Its name in the reference. Several files or origins share one.' })
  id: string;

  @Field(() => RiskLevel, { description: 'How grave it is.' })
  level: keyof typeof RiskLevel;

  @Field(() => String, { description: 'What was found.' })
  title: string;

  @Field(() => String, { description: 'Why it matters.' })
  why: string;

  @Field(() => String, { nullable: true, description: 'What to do, ready to be copied. Null when it is in order.' })
  remedy: string | null;
}

@ObjectType({ description: 'Something that was tried just now.', simpleResolvers: true })
export class LiveCheck {
  @Field(() => String, { description: 'Its name.' })
  id: string;

  @Field(() => String, { description: 'What was tried.' })
  title: string;

  @Field(() => CheckStatus, { description: 'What became of it.' })
  status: keyof typeof CheckStatus;

  @Field(() => String, { description: 'What was found.' })
  detail: string;

  @Field(() => String, { nullable: true, description: 'What to do about a problem.' })
  remedy: string | null;

  @Field(() => Int, { description: 'How long it took, in milliseconds.' })
  durationMs: number;
}

@ObjectType({
  description: 'How this installation is: what is configured, what is risky, and what works.',
  simpleResolvers: true,
})
export class DoctorReport {
  @Field(() => DateTime, { description: 'When it was looked at.' })
  checkedAt: string;

  @Field(() => String, { description: 'The running version.' })
  version: string;

  @Field(() => Boolean, { description: 'Whether it runs in production mode, in which what is unsafe stops the start.' })
  isProduction: boolean;

  @Field(() => [Risk], {
    description: 'Everything that was looked at because it can be unsafe, also what is in order.',
  })
  risks: Risk[];

  @Field(() => [LiveCheck], { description: 'What was tried just now.' })
  checks: LiveCheck[];

  @Field(() => [ConfiguredValue], { description: 'The whole configuration.' })
  configuration: ConfiguredValue[];
}
