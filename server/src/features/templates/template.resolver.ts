import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { DryRun } from '../runs/dry-run.types.ts';
import { Workflow } from '../workflows/workflow.entity.ts';
import * as templates from './template.service.ts';
import {
  DryRunWorkflowInput,
  InstallTemplateInput,
  PreviewTemplateInput,
  TemplatePreview,
  WorkflowTemplate,
  WorkflowTemplateFilter,
} from './template.types.ts';

@Resolver(() => WorkflowTemplate)
export class TemplateResolver {
  @Query(() => [WorkflowTemplate], { description: 'All templates of workflows, by name.' })
  workflowTemplates(@Ctx() ctx: Context, @Args(() => WorkflowTemplateFilter) filter: WorkflowTemplateFilter) {
    return templates.listTemplates(ctx, filter);
  }

  @Query(() => WorkflowTemplate, { nullable: true, description: 'The template of this slug; null when there is none.' })
  workflowTemplate(
    @Ctx() ctx: Context,
    @Arg('slug', () => String, { description: 'Its name in addresses.' }) slug: string,
  ) {
    return templates.findTemplate(ctx, slug);
  }

  @Query(() => TemplatePreview, {
    description:
      'What a template would be in a project: its graph, what is wrong, and which rights and secrets it wants.',
  })
  previewTemplate(
    @Ctx() ctx: Context,
    @Arg('input', () => PreviewTemplateInput, { description: 'The template and its parameters.' })
    input: PreviewTemplateInput,
  ) {
    return templates.previewTemplate(ctx, input);
  }

  @Query(() => DryRun, {
    description:
      'What a run would do, step by step. Expressions are evaluated; whatever has an effect outside answers with an example. Nothing is done, stored or sent.',
  })
  dryRunWorkflow(
    @Ctx() ctx: Context,
    @Arg('input', () => DryRunWorkflowInput, { description: 'What to try, and with what.' }) input: DryRunWorkflowInput,
  ) {
    return templates.dryRunWorkflow(ctx, input);
  }

  @Mutation(() => Workflow, {
    description:
      'Makes a workflow of a template, as a draft. Publishing it, which gives its runs rights, is a step of its own.',
  })
  installTemplate(
    @Ctx() ctx: Context,
    @Arg('input', () => InstallTemplateInput, { description: 'The template, and what it is filled in with.' })
    input: InstallTemplateInput,
  ) {
    return templates.installTemplate(ctx, input);
  }
}
