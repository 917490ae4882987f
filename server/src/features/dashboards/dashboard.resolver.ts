import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { can, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { JSONValue } from '../../platform/graphql/scalars.ts';
import { Project } from '../projects/project.entity.ts';
import { projectsById } from '../projects/project.service.ts';
import { listBuiltIns } from './built-in.ts';
import { Dashboard, DashboardVersion } from './dashboard.entity.ts';
import * as imports from './dashboard.import.service.ts';
import * as publishing from './dashboard.publish.service.ts';
import * as queries from './dashboard.queries.ts';
import * as dashboards from './dashboard.service.ts';
import * as syncing from './dashboard.sync.service.ts';
import {
  BuiltInDashboard,
  CreateDashboardInput,
  DashboardConnection,
  DashboardDraft,
  DashboardDrift,
  DashboardImport,
  DashboardsArgs,
  DashboardVersionConnection,
  ImportDashboardInput,
  PreviewDashboardImportInput,
  PublishDashboardInput,
  RestoreDashboardVersionInput,
  SaveDashboardDraftInput,
  SyncDashboardsInput,
  SyncDashboardsResult,
} from './dashboard.types.ts';
import { storedContent } from './dashboard-yaml.rules.ts';

@Resolver(() => Dashboard)
export class DashboardResolver {
  @Query(() => Dashboard, { nullable: true, description: 'The dashboard of this id.' })
  dashboard(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The dashboard.' }) id: string) {
    return dashboards.findDashboard(ctx, id);
  }

  @Query(() => [BuiltInDashboard], { description: 'The dashboards that come with the server, to begin from.' })
  builtInDashboards(@Ctx() ctx: Context) {
    requireActor(ctx);
    return listBuiltIns().map(({ key, source, content }) => ({
      key,
      source,
      content,
      name: content.name,
      description: content.description ?? null,
    }));
  }

  @Mutation(() => Dashboard, { description: 'Adds a dashboard with its first draft; nothing is published by it.' })
  createDashboard(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateDashboardInput, { description: 'Its name, and what it begins with.' })
    input: CreateDashboardInput,
  ) {
    return dashboards.createDashboard(ctx, input);
  }

  @Mutation(() => Dashboard, {
    description:
      'Saves what was changed. DRAFT_CONFLICT, with `details { revision, savedByName }`, when somebody else has saved meanwhile: nothing is overwritten.',
  })
  saveDashboardDraft(
    @Ctx() ctx: Context,
    @Arg('input', () => SaveDashboardDraftInput, { description: 'The draft, and what it was changed from.' })
    input: SaveDashboardDraftInput,
  ) {
    return dashboards.saveDashboardDraft(ctx, input);
  }

  @Mutation(() => Dashboard, { description: 'Makes the draft what everybody sees.' })
  publishDashboard(
    @Ctx() ctx: Context,
    @Arg('input', () => PublishDashboardInput, { description: 'Which draft, and what is new.' })
    input: PublishDashboardInput,
  ) {
    return publishing.publishDashboard(ctx, input);
  }

  @Mutation(() => Dashboard, { description: 'Takes a version as the draft; what is published stays.' })
  restoreDashboardVersion(
    @Ctx() ctx: Context,
    @Arg('input', () => RestoreDashboardVersionInput, { description: 'Which version.' })
    input: RestoreDashboardVersionInput,
  ) {
    return publishing.restoreDashboardVersion(ctx, input);
  }

  @Mutation(() => Dashboard, {
    description: 'Hides a dashboard; its file stays, and `restoreDashboard` brings it back.',
  })
  deleteDashboard(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The dashboard.' }) id: string) {
    return dashboards.deleteDashboard(ctx, id);
  }

  @Mutation(() => Dashboard, { description: 'Brings a deleted dashboard back.' })
  restoreDashboard(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The dashboard.' }) id: string) {
    return dashboards.restoreDashboard(ctx, id);
  }

  @Mutation(() => DashboardImport, { description: 'What would come of an import: nothing is stored.' })
  previewDashboardImport(
    @Ctx() ctx: Context,
    @Arg('input', () => PreviewDashboardImportInput, { description: 'The file.' }) input: PreviewDashboardImportInput,
  ) {
    return imports.previewDashboardImport(ctx, input);
  }

  @Mutation(() => Dashboard, {
    description: 'Takes a file as a new dashboard, or as the draft of one that is there; nothing is published.',
  })
  importDashboard(
    @Ctx() ctx: Context,
    @Arg('input', () => ImportDashboardInput, { description: 'The file, and what it replaces.' })
    input: ImportDashboardInput,
  ) {
    return imports.importDashboard(ctx, input);
  }

  @Mutation(() => SyncDashboardsResult, {
    description:
      'Brings the project’s folder `dashboards` and what is published together: reads changed files in, and writes out what it is asked to. What changed on both sides stays until somebody chooses.',
  })
  syncDashboards(
    @Ctx() ctx: Context,
    @Arg('input', () => SyncDashboardsInput, { description: 'The project, and what to do beyond reading.' })
    input: SyncDashboardsInput,
  ) {
    return syncing.syncDashboards(ctx, input);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the draft says something else than what is published.' })
  hasUnpublishedChanges(@Ctx() ctx: Context, @Root() dashboard: Dashboard) {
    return loaderOf(ctx, queries.unpublishedDashboardChanges).load(dashboard.id);
  }

  @FieldResolver(() => DashboardDraft, { description: 'What is changed.' })
  async draft(@Ctx() ctx: Context, @Root() dashboard: Dashboard) {
    const source = (await loaderOf(ctx, queries.dashboardDrafts).load(dashboard.id)) ?? '';
    const { draftRevision: revision, draftSavedAt: savedAt, draftSavedByName: savedByName } = dashboard;
    return { source, content: storedContent(source), revision, savedAt, savedByName };
  }

  @FieldResolver(() => DashboardVersion, {
    nullable: true,
    description: 'The version that is shown; null before the first is published.',
  })
  published(@Ctx() ctx: Context, @Root() { publishedVersionId }: Dashboard) {
    return publishedVersionId ? loaderOf(ctx, queries.dashboardVersionsById).load(publishedVersionId) : null;
  }

  @FieldResolver(() => DashboardVersionConnection, { description: 'All that was published of it, newest first.' })
  versions(@Ctx() ctx: Context, @Root() dashboard: Dashboard, @Args(() => PageArgs) args: PageArgs) {
    return queries.listDashboardVersions(ctx, dashboard.id, args);
  }

  @FieldResolver(() => Project, { description: 'The project it belongs to.' })
  project(@Ctx() ctx: Context, @Root() dashboard: Dashboard) {
    return loaderOf(ctx, projectsById).load(dashboard.projectId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may change, publish and delete it.' })
  viewerCanManage(@Ctx() ctx: Context, @Root() dashboard: Dashboard) {
    return can(ctx.actor, 'analytics:manage', dashboard.projectId);
  }
}

@Resolver(() => DashboardVersion)
export class DashboardVersionResolver {
  @FieldResolver(() => JSONValue, {
    nullable: true,
    description: 'What it says: `{ version, name, time, variables, panels }`; null when this release can’t read it.',
  })
  content(@Root() version: DashboardVersion) {
    return storedContent(version.source);
  }

  @FieldResolver(() => Dashboard, { description: 'The dashboard it is of.' })
  dashboard(@Ctx() ctx: Context, @Root() version: DashboardVersion) {
    return loaderOf(ctx, queries.dashboardsById).load(version.dashboardId);
  }
}

@Resolver(() => DashboardDrift)
export class DashboardDriftResolver {
  @FieldResolver(() => Dashboard, { nullable: true, description: 'The dashboard; null for a file that is none yet.' })
  dashboard(@Ctx() ctx: Context, @Root() { dashboardId }: DashboardDrift) {
    return dashboardId ? loaderOf(ctx, queries.dashboardsById).load(dashboardId) : null;
  }
}

@Resolver(() => Project)
export class ProjectDashboardsResolver {
  @FieldResolver(() => DashboardConnection, { description: 'The project’s dashboards, by name.' })
  dashboards(@Ctx() ctx: Context, @Root() project: { id: string }, @Args(() => DashboardsArgs) args: DashboardsArgs) {
    return queries.listDashboards(ctx, project.id, args);
  }

  @FieldResolver(() => [DashboardDrift], {
    description: 'Every dashboard beside its file in the project’s folder, by name; at most 400.',
  })
  dashboardDrifts(@Ctx() ctx: Context, @Root() project: { id: string; slug: string }) {
    return syncing.dashboardDrifts(ctx, project);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may make, change and publish dashboards here.' })
  viewerCanManageDashboards(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return can(ctx.actor, 'analytics:manage', project.id);
  }
}
