import { Field, ID, InputType, Int } from 'type-graphql';

@InputType({ description: 'A new environment.' })
export class CreateEnvironmentInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => String, { description: 'Its name in addresses: a–z, 0–9 and hyphens. Can’t be changed.' })
  slug: string;

  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Field(() => Int, { description: 'Its place in the order: lower ones come first, production last.' })
  rank: number;

  @Field(() => String, { nullable: true, description: 'Where what is deployed here answers.' })
  url?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether this is what customers use.' })
  isProduction: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether a deployment waits until somebody approves it.' })
  requiresApproval: boolean;
}

@InputType({ description: 'What to change of an environment; what is left out stays.' })
export class UpdateEnvironmentInput {
  @Field(() => ID, { description: 'The environment.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'What people call it.' })
  name?: string | null;

  @Field(() => Int, { nullable: true, description: 'Its place in the order.' })
  rank?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where what is deployed here answers; an empty text removes it.',
  })
  url?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether this is what customers use.' })
  isProduction?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a deployment waits until somebody approves it.' })
  requiresApproval?: boolean | null;
}
