import { Field, ID, InputType } from 'type-graphql';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { Member, Role } from './member.entity.ts';

export const MemberConnection = connectionOf(Member, 'Member', 'members');

/** What somebody is given in a project. */
@InputType({ description: 'What somebody is given in a project.' })
export abstract class AssignmentInput {
  @Field(() => Role, { description: 'What they may do. `CUSTOM` needs `roleId`.' })
  role: Role;

  @Field(() => ID, { nullable: true, description: 'The project’s own role, with `role: CUSTOM`.' })
  roleId?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'The only environments for which rights to deploy, cancel, approve and manage hold, 1–100; null for all. Not for owners.',
  })
  environmentIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'The only services for which such rights hold, 1–100; null for all. Not for owners.',
  })
  serviceIds?: string[] | null;
}

@InputType({ description: 'Who joins a project, and as what.' })
export class AddMemberInput extends AssignmentInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => String, { description: 'The address of their account. Who has none is invited instead.' })
  email: string;
}

@InputType({
  description:
    'A member’s new role and limits. Limits that are left out stay, unless they become an owner; null lifts them.',
})
export class ChangeMemberRoleInput extends AssignmentInput {
  @Field(() => ID, { description: 'The member.' })
  id: string;
}
