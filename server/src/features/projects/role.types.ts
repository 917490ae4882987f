import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'A new role of a project.' })
export class CreateRoleInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => String, { description: 'What it is called.' })
  name: string;

  @Field(() => String, { defaultValue: '', description: 'What it is for, in a sentence; at most 500 characters.' })
  description: string;

  @Field(() => [String], { description: 'The rights it has, of `Project.permissions`. `project:read` is always part.' })
  permissions: string[];
}

@InputType({ description: 'What to change of a role; what is left out stays. It counts at once for whoever has it.' })
export class UpdateRoleInput {
  @Field(() => ID, { description: 'The role.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'What it is called.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is for, in a sentence; at most 500 characters.' })
  description?: string | null;

  @Field(() => [String], { nullable: true, description: 'All rights it has from now on.' })
  permissions?: string[] | null;
}
