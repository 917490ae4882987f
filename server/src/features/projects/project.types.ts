import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { Member, Role } from './member.entity.ts';
import { Project } from './project.entity.ts';

export const ProjectConnection = connectionOf(Project, 'Project', 'projects');
export const MemberConnection = connectionOf(Member, 'Member', 'members');

@ObjectType({ description: 'A role in words and rights.', simpleResolvers: true })
export class RoleDescription {
  @Field(() => Role, { description: 'The role.' })
  role: Role;

  @Field(() => String, { description: 'What it is for, in a sentence.' })
  description: string;

  @Field(() => [String], { description: 'The rights it has, as in token scopes.' })
  permissions: string[];
}

@ObjectType({ description: 'A right in words.', simpleResolvers: true })
export class PermissionDescription {
  @Field(() => String, { description: 'Its name, as in token scopes: `deployment:create`.' })
  name: string;

  @Field(() => String, { description: 'What it allows.' })
  description: string;
}

@ObjectType({ description: 'A new member.', simpleResolvers: true })
export class AddMemberResult {
  @Field(() => Member, { description: 'Their place in the project.' })
  member: Member;

  @Field(() => String, {
    nullable: true,
    description: 'The password of their first sign-in, shown this once; null when they had an account already.',
  })
  temporaryPassword: string | null;
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

@InputType({ description: 'Who joins a project, and as what.' })
export class AddMemberInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => String, { description: 'Their address; an account is made when there is none.' })
  email: string;

  @Field(() => String, { nullable: true, description: 'What a new account is called; else the part before the @.' })
  name?: string | null;

  @Field(() => Role, { description: 'What they may do.' })
  role: Role;
}

@InputType({ description: 'A member’s new role.' })
export class ChangeMemberRoleInput {
  @Field(() => ID, { description: 'The member.' })
  id: string;

  @Field(() => Role, { description: 'What they may do from now on.' })
  role: Role;
}
