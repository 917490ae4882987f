import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { User } from '../accounts/user.entity.ts';
import { acceptInvitation, invitationOffer } from './invitation.accept.service.ts';
import { Invitation } from './invitation.entity.ts';
import * as invitations from './invitation.service.ts';
import {
  AcceptedInvitation,
  AcceptInvitationInput,
  CreatedInvitation,
  CreateInvitationInput,
  InvitationConnection,
  InvitationOffer,
} from './invitation.types.ts';
import { membershipOfRow } from './member.rules.ts';
import { usersById } from './member.service.ts';
import { Project } from './project.entity.ts';
import { ProjectRole } from './role.entity.ts';
import { rolesById } from './role.service.ts';

@Resolver(() => Invitation)
export class InvitationResolver {
  @Query(() => InvitationOffer, {
    nullable: true,
    description: 'What an invitation’s link offers; for whoever has it. `INVITATION_INVALID` when it opens nothing.',
  })
  invitation(@Ctx() ctx: Context, @Arg('code', () => String, { description: 'The code of the link.' }) code: string) {
    return invitationOffer(ctx, code);
  }

  @Mutation(() => CreatedInvitation, {
    description: 'Makes a link by which somebody becomes a member, once, and mails it if there is an address and mail.',
  })
  createInvitation(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateInvitationInput, { description: 'Who, as what, and for how long.' })
    input: CreateInvitationInput,
  ) {
    return invitations.createInvitation(ctx, input);
  }

  @Mutation(() => Invitation, { description: 'Ends an invitation that nobody has accepted.' })
  revokeInvitation(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The invitation.' }) id: string) {
    return invitations.revokeInvitation(ctx, id);
  }

  @Mutation(() => AcceptedInvitation, {
    description: 'Joins the project of an invitation, with a new account if nobody is signed in, which it signs in.',
  })
  acceptInvitation(
    @Ctx() ctx: Context,
    @Arg('input', () => AcceptInvitationInput, { description: 'The code, and the account to make.' })
    input: AcceptInvitationInput,
  ) {
    return acceptInvitation(ctx, input);
  }

  @FieldResolver(() => User, { description: 'Who made it. It works as long as they may invite like this.' })
  invitedBy(@Ctx() ctx: Context, @Root() invitation: invitations.InvitationRow) {
    return loaderOf(ctx, usersById).load(invitation.invitedBy);
  }

  @FieldResolver(() => String, { description: 'What the role is called.' })
  roleName(@Root() invitation: invitations.InvitationRow) {
    return membershipOfRow(invitation).roleName;
  }

  @FieldResolver(() => ProjectRole, { nullable: true, description: 'The project’s own role, with `role` CUSTOM.' })
  customRole(@Ctx() ctx: Context, @Root() invitation: invitations.InvitationRow) {
    return invitation.roleId ? loaderOf(ctx, rolesById).load(invitation.roleId) : null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may revoke it.' })
  viewerCanRevoke(@Ctx() ctx: Context, @Root() invitation: invitations.InvitationRow) {
    return invitations.canRevokeInvitation(ctx, invitation);
  }
}

@Resolver(() => Project)
export class ProjectInvitationsResolver {
  @FieldResolver(() => InvitationConnection, {
    description: 'Invitations that can still be accepted, newest first; for those who manage members.',
  })
  invitations(@Ctx() ctx: Context, @Root() project: { id: string }, @Args(() => PageArgs) args: PageArgs) {
    return invitations.listInvitations(ctx, project.id, args);
  }
}
