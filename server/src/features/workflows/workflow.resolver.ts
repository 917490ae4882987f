import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { can } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { JSONValue } from '../../platform/graphql/scalars.ts';
import { Project } from '../projects/project.entity.ts';
import { projectsById } from '../projects/project.service.ts';
import { Workflow } from './workflow.entity.ts';
import * as imports from './workflow.import.service.ts';
import * as publishing from './workflow.publish.service.ts';
import * as queries from './workflow.queries.ts';
import * as workflows from './workflow.service.ts';
import {
  CreatedWebhookSecret,
  CreateWorkflowInput,
  DuplicateWorkflowInput,
  PublishWorkflowInput,
  RestoreWorkflowVersionInput,
  SaveWorkflowDraftInput,
  UpdateWorkflowInput,
  WorkflowConnection,
  WorkflowDraft,
  WorkflowsArgs,
  WorkflowVersionConnection,
} from './workflow.types.ts';
import { WorkflowTrigger } from './workflow-trigger.entity.ts';
import * as triggers from './workflow-trigger.service.ts';
import { WorkflowVersion } from './workflow-version.entity.ts';

@Resolver(() => Workflow)
export class WorkflowResolver {
  @Query(() => Workflow, { nullable: true, description: 'The workflow of this id.' })
  workflow(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The workflow.' }) id: string) {
    return workflows.findWorkflow(ctx, id);
  }

  @Mutation(() => Workflow, { description: 'Adds a workflow with its first draft.' })
  createWorkflow(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateWorkflowInput, { description: 'Its names and first draft.' }) input: CreateWorkflowInput,
  ) {
    return workflows.createWorkflow(ctx, input);
  }

  @Mutation(() => Workflow, { description: 'Changes a workflow’s names, and whether its triggers start it.' })
  updateWorkflow(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateWorkflowInput, { description: 'What to change.' }) input: UpdateWorkflowInput,
  ) {
    return workflows.updateWorkflow(ctx, input);
  }

  @Mutation(() => Workflow, {
    description:
      'Saves what was drawn. DRAFT_CONFLICT, with `details { revision, savedByName }`, when somebody else has saved meanwhile: nothing is overwritten.',
  })
  saveWorkflowDraft(
    @Ctx() ctx: Context,
    @Arg('input', () => SaveWorkflowDraftInput, { description: 'The graph, and what it was changed from.' })
    input: SaveWorkflowDraftInput,
  ) {
    return workflows.saveWorkflowDraft(ctx, input);
  }

  @Mutation(() => Workflow, { description: 'Takes what is published as the draft.' })
  discardWorkflowDraft(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The workflow.' }) id: string) {
    return workflows.discardWorkflowDraft(ctx, id);
  }

  @Mutation(() => Workflow, {
    description:
      'Makes the draft the version that new runs take. Its runs may do what its nodes need, so whoever publishes it must have those rights.',
  })
  publishWorkflow(
    @Ctx() ctx: Context,
    @Arg('input', () => PublishWorkflowInput, { description: 'Which draft, and what is new.' })
    input: PublishWorkflowInput,
  ) {
    return publishing.publishWorkflow(ctx, input);
  }

  @Mutation(() => Workflow, { description: 'Takes a version as the draft; what is published stays.' })
  restoreWorkflowVersion(
    @Ctx() ctx: Context,
    @Arg('input', () => RestoreWorkflowVersionInput, { description: 'Which version.' })
    input: RestoreWorkflowVersionInput,
  ) {
    return publishing.restoreWorkflowVersion(ctx, input);
  }

  @Mutation(() => Workflow, {
    description: 'Hides a workflow and stops its triggers; `restoreWorkflow` brings it back.',
  })
  deleteWorkflow(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The workflow.' }) id: string) {
    return workflows.deleteWorkflow(ctx, id);
  }

  @Mutation(() => Workflow, { description: 'Brings a deleted workflow back.' })
  restoreWorkflow(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The workflow.' }) id: string) {
    return workflows.restoreWorkflow(ctx, id);
  }

  @Mutation(() => Workflow, { description: 'Makes a workflow with the draft of another.' })
  duplicateWorkflow(
    @Ctx() ctx: Context,
    @Arg('input', () => DuplicateWorkflowInput, { description: 'Which, and the name of the copy.' })
    input: DuplicateWorkflowInput,
  ) {
    return workflows.duplicateWorkflow(ctx, input);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the draft is another graph than what is published.' })
  hasUnpublishedChanges(@Ctx() ctx: Context, @Root() workflow: Workflow) {
    return loaderOf(ctx, queries.unpublishedChanges).load(workflow.id);
  }

  @FieldResolver(() => WorkflowDraft, { description: 'What is drawn.' })
  async draft(@Ctx() ctx: Context, @Root() workflow: Workflow) {
    const graph = await loaderOf(ctx, queries.draftGraphs).load(workflow.id);
    const { draftRevision: revision, draftSavedAt: savedAt, draftSavedByName: savedByName } = workflow;
    return { graph, revision, savedAt, savedByName };
  }

  @FieldResolver(() => WorkflowVersion, {
    nullable: true,
    description: 'The version that new runs take; null before the first is published.',
  })
  published(@Ctx() ctx: Context, @Root() { publishedVersionId }: Workflow) {
    return publishedVersionId ? loaderOf(ctx, queries.versionsById).load(publishedVersionId) : null;
  }

  @FieldResolver(() => WorkflowVersionConnection, { description: 'All that was published of it, newest first.' })
  versions(@Ctx() ctx: Context, @Root() workflow: Workflow, @Args(() => PageArgs) args: PageArgs) {
    return queries.listVersions(ctx, workflow.id, args);
  }

  @FieldResolver(() => [WorkflowTrigger], {
    description: 'What starts its published version from outside, by the key of the node; at most one per node.',
  })
  triggers(@Ctx() ctx: Context, @Root() workflow: Workflow) {
    return loaderOf(ctx, queries.triggersOfWorkflows).load(workflow.id);
  }

  @FieldResolver(() => String, { description: 'The draft or a version as YAML, to keep or to import elsewhere.' })
  yaml(
    @Ctx() ctx: Context,
    @Root() workflow: Workflow,
    @Arg('versionId', () => ID, { nullable: true, description: 'One of its versions. Left out: the draft.' })
    versionId?: string | null,
  ) {
    return imports.exportWorkflow(ctx, workflow, versionId);
  }

  @FieldResolver(() => Project, { description: 'The project it belongs to.' })
  project(@Ctx() ctx: Context, @Root() workflow: Workflow) {
    return loaderOf(ctx, projectsById).load(workflow.projectId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may change, publish and delete it.' })
  viewerCanManage(@Ctx() ctx: Context, @Root() workflow: Workflow) {
    return can(ctx.actor, 'workflow:manage', workflow.projectId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may start it: it needs a published version.' })
  viewerCanRun(@Ctx() ctx: Context, @Root() workflow: Workflow) {
    return workflow.publishedVersionId !== null && can(ctx.actor, 'run:create', workflow.projectId);
  }
}

@Resolver(() => WorkflowVersion)
export class WorkflowVersionResolver {
  @FieldResolver(() => JSONValue, { description: 'The graph: `{ nodes, edges, settings }`.' })
  graph(@Ctx() ctx: Context, @Root() version: WorkflowVersion) {
    return loaderOf(ctx, queries.versionGraphs).load(version.id);
  }

  @FieldResolver(() => Workflow, { description: 'The workflow it is of.' })
  workflow(@Ctx() ctx: Context, @Root() version: WorkflowVersion) {
    return loaderOf(ctx, queries.workflowsById).load(version.workflowId);
  }
}

@Resolver(() => WorkflowTrigger)
export class WorkflowTriggerResolver {
  @Mutation(() => CreatedWebhookSecret, {
    description:
      'Gives a webhook another secret, shown this once. What is signed with the one before is refused at once.',
  })
  rotateWebhookSecret(
    @Ctx() ctx: Context,
    @Arg('triggerId', () => ID, { description: 'The webhook.' }) triggerId: string,
  ) {
    return triggers.rotateWebhookSecret(ctx, triggerId);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Of a webhook: the address to call.' })
  url(@Ctx() ctx: Context, @Root() trigger: WorkflowTrigger) {
    return trigger.kind === 'WEBHOOK' ? triggers.webhookUrl(ctx, trigger.id) : null;
  }

  @FieldResolver(() => Workflow, { description: 'The workflow it starts.' })
  workflow(@Ctx() ctx: Context, @Root() trigger: WorkflowTrigger) {
    return loaderOf(ctx, queries.workflowsById).load(trigger.workflowId);
  }
}

@Resolver(() => Project)
export class ProjectWorkflowsResolver {
  @FieldResolver(() => WorkflowConnection, { description: 'The project’s workflows, by name.' })
  workflows(@Ctx() ctx: Context, @Root() project: { id: string }, @Args(() => WorkflowsArgs) args: WorkflowsArgs) {
    return queries.listWorkflows(ctx, project.id, args);
  }

  @FieldResolver(() => Workflow, { nullable: true, description: 'The workflow of this slug; null when there is none.' })
  workflowBySlug(
    @Ctx() ctx: Context,
    @Root() project: { id: string },
    @Arg('slug', () => String, { description: 'Its name in addresses.' }) slug: string,
  ) {
    return queries.findWorkflowBySlug(ctx, project.id, slug);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may draw, publish and delete workflows here.' })
  viewerCanManageWorkflows(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return can(ctx.actor, 'workflow:manage', project.id);
  }
}
