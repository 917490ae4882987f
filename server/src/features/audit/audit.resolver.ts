import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { kindOfId } from '../../lib/ids.ts';
import type { Context } from '../../platform/context.ts';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { Project } from '../projects/project.entity.ts';
import { Actor, actorsById } from '../tokens/actor.loaders.ts';
import { listAuditEvents, listInstallationAuditEvents } from './audit.queries.ts';
import { AuditEventConnection, AuditFilter } from './audit.types.ts';
import { AuditEvent } from './audit-event.entity.ts';

@Resolver(() => AuditEvent)
export class AuditEventResolver {
  @Query(() => AuditEventConnection, {
    description:
      'The audit trail of what belongs to no project (people, sign-ins, settings, attempts of strangers), newest first; for administrators.',
  })
  installationAuditEvents(
    @Ctx() ctx: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => AuditFilter, { nullable: true, description: 'Which events.' }) filter?: AuditFilter | null,
  ) {
    return listInstallationAuditEvents(ctx, { ...args, filter });
  }

  @FieldResolver(() => Actor, {
    nullable: true,
    description: 'Who did it; null for the product itself and for what is gone.',
  })
  actor(@Ctx() ctx: Context, @Root() event: { actorId: string | null }) {
    return event.actorId && kindOfId(event.actorId) ? loaderOf(ctx, actorsById).load(event.actorId) : null;
  }
}

@Resolver(() => Project)
export class ProjectAuditResolver {
  @FieldResolver(() => AuditEventConnection, {
    description: 'The audit trail, newest first; for those who may read it.',
  })
  auditEvents(
    @Ctx() ctx: Context,
    @Root() project: { id: string },
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => AuditFilter, { nullable: true, description: 'Which events.' }) filter?: AuditFilter | null,
  ) {
    return listAuditEvents(ctx, project.id, { ...args, filter });
  }
}
