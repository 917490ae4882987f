import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { JSONValue } from '../../platform/graphql/scalars.ts';
import type { Json } from '../nodes/node.types.ts';
import type { Graph } from '../workflows/graph.types.ts';
import { GraphProblem, NeededRight } from '../workflows/graph-check.types.ts';

export enum TemplateCategory {
  DELIVERY = 'DELIVERY',
  RELIABILITY = 'RELIABILITY',
  MAINTENANCE = 'MAINTENANCE',
  INTEGRATION = 'INTEGRATION',
  PEOPLE = 'PEOPLE',
}
registerEnumType(TemplateCategory, {
  name: 'TemplateCategory',
  description: 'What templates are for.',
  valuesConfig: {
    DELIVERY: { description: 'Bringing versions to environments.' },
    RELIABILITY: { description: 'Noticing what breaks, and what follows.' },
    MAINTENANCE: { description: 'What has to be done again and again.' },
    INTEGRATION: { description: 'Working with other systems.' },
    PEOPLE: { description: 'What people do together.' },
  },
});

@ObjectType({ description: 'A workflow that can be made with a few settings.', simpleResolvers: true })
export class WorkflowTemplate {
  @Field(() => String, { description: 'Its name in addresses.' })
  slug: string;

  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Field(() => String, { description: 'What it does.' })
  description: string;

  @Field(() => TemplateCategory, { description: 'What it is for.' })
  category: keyof typeof TemplateCategory;

  @Field(() => String, { description: 'The name of its icon in Lucide.' })
  icon: string;

  @Field(() => JSONValue, {
    description: 'JSON Schema of what it is filled in with. `field` says what in the project a text names.',
  })
  parameters: Record<string, unknown>;

  @Field(() => JSONValue, {
    description: 'The graph: `{ nodes, edges, settings }`. `<<name>>` stands where a parameter is filled in.',
  })
  graph: Graph;

  @Field(() => JSONValue, { nullable: true, description: 'What starts it in a dry run, where nothing else is given.' })
  payload: Json;
}

@ArgsType()
export class WorkflowTemplateFilter {
  @Field(() => TemplateCategory, { nullable: true, description: 'Only those for this.' })
  category?: keyof typeof TemplateCategory | null;

  @Field(() => String, { nullable: true, description: 'Only those with these words.' })
  search?: string | null;
}

@ObjectType({ description: 'What a template uses by its name, and whether the project has it.', simpleResolvers: true })
export class TemplateNeed {
  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => Boolean, { description: 'Whether it is there.' })
  isThere: boolean;
}

@ObjectType({ description: 'What is wrong with a parameter.', simpleResolvers: true })
class TemplateParameterProblem {
  @Field(() => String, { description: 'Which one, such as `parameters.url`.' })
  path: string;

  @Field(() => String, { description: 'What is wrong, and what to do.' })
  message: string;
}

@ObjectType({
  description: 'What would come of a template in a project; nothing of it is stored.',
  simpleResolvers: true,
})
export class TemplatePreview {
  @Field(() => JSONValue, {
    description: 'JSON Schema of what it is filled in with, with what there is in the project to choose from.',
  })
  parameterSchema: Record<string, unknown>;

  @Field(() => JSONValue, { description: 'The parameters with their defaults.' })
  parameters: Record<string, unknown>;

  @Field(() => [TemplateParameterProblem], { description: 'What is wrong with the parameters; at most 50.' })
  parameterProblems: { path: string; message: string }[];

  @Field(() => JSONValue, { description: 'The graph, filled in.' })
  graph: Graph;

  @Field(() => Boolean, { description: 'Whether it could be published as it is.' })
  isValid: boolean;

  @Field(() => [GraphProblem], { description: 'What is wrong with the graph in this project; at most 200.' })
  problems: GraphProblem[];

  @Field(() => [NeededRight], { description: 'What its runs must be allowed.' })
  rights: NeededRight[];

  @Field(() => [TemplateNeed], { description: 'Secrets and variables that its runs ask for.' })
  secrets: TemplateNeed[];

  @Field(() => [TemplateNeed], { description: 'Channels that it sends through.' })
  channels: TemplateNeed[];

  @Field(() => Boolean, { description: 'Whether it asks for a channel of the project.' })
  needsChannel: boolean;
}

@InputType({ description: 'A template in a project.' })
export class PreviewTemplateInput {
  @Field(() => ID, { description: 'The project in which it would run.' })
  projectId: string;

  @Field(() => String, { description: 'The template.' })
  slug: string;

  @Field(() => JSONValue, { nullable: true, description: 'What it is filled in with; defaults may be left out.' })
  parameters?: unknown;
}

@InputType({ description: 'A template, and what it is filled in with.' })
export class InstallTemplateInput {
  @Field(() => ID, { description: 'The project that gets the workflow.' })
  projectId: string;

  @Field(() => String, { description: 'The template.' })
  slug: string;

  @Field(() => String, { nullable: true, description: 'What the workflow is called; left out, as the template.' })
  name?: string | null;

  @Field(() => JSONValue, { nullable: true, description: 'What it is filled in with; defaults may be left out.' })
  parameters?: unknown;

  @Field(() => String, { nullable: true, description: 'The same key makes it once, however often it is sent.' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'What to try: the draft of a workflow, or a template with its parameters.' })
export class DryRunWorkflowInput {
  @Field(() => ID, { nullable: true, description: 'The workflow whose draft is tried.' })
  workflowId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of a template: the project to try it in.' })
  projectId?: string | null;

  @Field(() => String, { nullable: true, description: 'The template to try.' })
  templateSlug?: string | null;

  @Field(() => JSONValue, { nullable: true, description: 'Of a template: what it is filled in with.' })
  parameters?: unknown;

  @Field(() => String, {
    nullable: true,
    description: 'The trigger to begin at; left out, the one for people or the first.',
  })
  triggerNodeKey?: string | null;

  @Field(() => JSONValue, { nullable: true, description: 'What starts it.' })
  payload?: unknown;

  @Field(() => JSONValue, { nullable: true, description: 'What nodes answer instead of an example, by their keys.' })
  outputs?: unknown;

  @Field(() => [String], {
    nullable: true,
    description: 'Keys of nodes that fail; approvals are rejected then, and waits for a call expire.',
  })
  failing?: string[] | null;
}
