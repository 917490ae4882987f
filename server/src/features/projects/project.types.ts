import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { Project } from './project.entity.ts';

export const ProjectConnection = connectionOf(Project, 'Project', 'projects');

@ObjectType({ description: 'A right in words.', simpleResolvers: true })
export class PermissionDescription {
  @Field(() => String, { description: 'Its name, as in token scopes: `deployment:create`.' })
  name: string;

  @Field(() => String, { description: 'What it allows.' })
  description: string;

  @Field(() => Boolean, { description: 'Whether it can be limited to environments and services.' })
  isPlaced: boolean;
}

@InputType({ description: 'A new project. You become its owner.' })
export class CreateProjectInput {
  @Field(() => String, { description: 'Its name in addresses and folders: a–z, 0–9 and hyphens. Can’t be changed.' })
  slug: string;

  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Field(() => String, { defaultValue: 'UTC', description: 'IANA time zone, such as `Europe/Berlin`.' })
  timeZone: string;
}

@InputType({ description: 'What to change of a project; what is left out stays.' })
export class UpdateProjectInput {
  @Field(() => ID, { description: 'The project.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'What people call it.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'IANA time zone.' })
  timeZone?: string | null;
}
