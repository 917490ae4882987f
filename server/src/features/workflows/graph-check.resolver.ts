import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { nodeTypes } from '../nodes/registry.service.ts';
import { parseGraph, portsOf } from './graph.rules.ts';
import {
  CompareWorkflowGraphsInput,
  GraphDiff,
  NodeTypeInfo,
  ValidateWorkflowInput,
  WorkflowImport,
  WorkflowValidation,
} from './graph-check.types.ts';
import { configSchemaOf } from './graph-config.rules.ts';
import { diffGraphs } from './graph-diff.rules.ts';
import { Workflow } from './workflow.entity.ts';
import * as imports from './workflow.import.service.ts';
import { ImportWorkflowInput, PreviewWorkflowImportInput } from './workflow.types.ts';
import { validateWorkflow } from './workflow.validation.service.ts';

@Resolver()
export class GraphCheckResolver {
  @Query(() => [NodeTypeInfo], { description: 'All types of nodes, in the order of the palette.' })
  nodeTypes(@Ctx() ctx: Context): NodeTypeInfo[] {
    requireActor(ctx);
    return nodeTypes.map((type) => ({
      ...type,
      configSchema: configSchemaOf(type),
      ports: portsOf(type, null),
      trigger: type.trigger ?? null,
      isStructural: type.isStructural ?? false,
    }));
  }

  @Query(() => GraphDiff, { description: 'What is different between two graphs.' })
  compareWorkflowGraphs(
    @Ctx() ctx: Context,
    @Arg('input', () => CompareWorkflowGraphsInput, { description: 'The graphs.' }) input: CompareWorkflowGraphsInput,
  ) {
    requireActor(ctx);
    return diffGraphs(parseGraph(input.from, 'from'), parseGraph(input.to, 'to'));
  }

  @Mutation(() => WorkflowValidation, { description: 'All that would go wrong with a graph. Changes nothing.' })
  validateWorkflow(
    @Ctx() ctx: Context,
    @Arg('input', () => ValidateWorkflowInput, { description: 'The graph, and where it would run.' })
    input: ValidateWorkflowInput,
  ) {
    return validateWorkflow(ctx, input);
  }

  @Mutation(() => WorkflowImport, {
    description: 'What a file would bring, and which rights and secrets it wants. Changes nothing.',
  })
  previewWorkflowImport(
    @Ctx() ctx: Context,
    @Arg('input', () => PreviewWorkflowImportInput, { description: 'The file.' }) input: PreviewWorkflowImportInput,
  ) {
    return imports.previewWorkflowImport(ctx, input);
  }

  @Mutation(() => Workflow, {
    description: 'Takes a file as a new workflow, or as the draft of one that is there. Nothing is published by it.',
  })
  importWorkflow(
    @Ctx() ctx: Context,
    @Arg('input', () => ImportWorkflowInput, { description: 'The file, and what it replaces.' })
    input: ImportWorkflowInput,
  ) {
    return imports.importWorkflow(ctx, input);
  }
}
