import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { Viewer } from '../accounts/account.types.ts';
import { Invitation } from './invitation.entity.ts';
import { AssignmentInput } from './member.types.ts';

export const InvitationConnection = connectionOf(Invitation, 'Invitation', 'invitations');

@ObjectType({ description: 'A new invitation with its link.', simpleResolvers: true })
export class CreatedInvitation {
  @Field(() => Invitation, { description: 'The invitation.' })
  invitation: Invitation;

  @Field(() => String, {
    nullable: true,
    description:
      'The link to hand over, shown this once; whoever has it can use it. Null when it was mailed: only who reads that mailbox has it.',
  })
  url: string | null;
}

@ObjectType({ description: 'What an invitation offers to whoever holds its link.', simpleResolvers: true })
export class InvitationOffer {
  @Field(() => String, { description: 'What the project is called.' })
  projectName: string;

  @Field(() => String, { description: 'What the role is called.' })
  roleName: string;

  @Field(() => String, { description: 'Who invites.' })
  invitedByName: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The address it is for, hidden but for its first letter and its domain; null when it is for whoever has the link.',
  })
  emailHint: string | null;

  @Field(() => DateTime, { description: 'When it stops working.' })
  expiresAt: Date;

  @Field(() => Boolean, {
    description:
      'Whether an account can be made by accepting: nobody is signed in, passwords are on here, and the address has no account yet. Else sign in first.',
  })
  needsAccount: boolean;

  @Field(() => Boolean, { description: 'Whether you are signed in and it is for you.' })
  viewerCanAccept: boolean;
}

@ObjectType({ description: 'The project that somebody has joined.', simpleResolvers: true })
export class AcceptedInvitation {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => String, { description: 'Its name in addresses.' })
  projectSlug: string;

  @Field(() => String, { description: 'What people call it.' })
  projectName: string;

  @Field(() => Viewer, { description: 'Who is signed in now.' })
  viewer: Viewer;
}

@InputType({ description: 'Who is invited to a project, and as what.' })
export class CreateInvitationInput extends AssignmentInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The only address it is for; the link is mailed there if this installation sends mail. Left out: for whoever has the link.',
  })
  email?: string | null;

  @Field(() => Int, { defaultValue: 7, description: 'Days until it stops working, 1–30.' })
  expiresInDays: number;
}

@InputType({
  description:
    'Accepts an invitation: who is signed in joins; who is not makes an account with name and password, which signs them in.',
})
export class AcceptInvitationInput {
  @Field(() => String, { description: 'The code of the link.' })
  code: string;

  @Field(() => String, {
    nullable: true,
    description: 'The address of the new account, where the invitation names none.',
  })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'What the new account’s person is called.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'The new account’s password.' })
  password?: string | null;
}
