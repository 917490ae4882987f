import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.ts';
import { DateTime, JSONValue } from '../../platform/graphql/scalars.ts';
import type { Graph } from './graph.types.ts';
import { Workflow } from './workflow.entity.ts';
import { WorkflowTrigger } from './workflow-trigger.entity.ts';
import { WorkflowVersion } from './workflow-version.entity.ts';

export const WorkflowConnection = connectionOf(Workflow, 'Workflow', 'workflows');
export const WorkflowVersionConnection = connectionOf(WorkflowVersion, 'WorkflowVersion', 'versions of a workflow');

@ArgsType()
export class WorkflowsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Part of a name.' })
  search?: string | null;
}

@ObjectType({ description: 'What is drawn and not yet published.', simpleResolvers: true })
export class WorkflowDraft {
  @Field(() => JSONValue, { description: 'The graph: `{ nodes, edges, settings }`.' })
  graph: Graph;

  @Field(() => Int, { description: 'One more with each change; saving needs the one it began from.' })
  revision: number;

  @Field(() => DateTime, { description: 'When it was last saved.' })
  savedAt: Date | string;

  @Field(() => String, { description: 'Who last saved it.' })
  savedByName: string;
}

@ObjectType({ description: 'The new secret of a webhook.', simpleResolvers: true })
export class CreatedWebhookSecret {
  @Field(() => WorkflowTrigger, { description: 'The webhook.' })
  trigger: WorkflowTrigger;

  @Field(() => String, { description: 'What callers sign with. It is shown this once; the one before is void.' })
  secret: string;
}

@InputType({ description: 'A new workflow.' })
export class CreateWorkflowInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its name in addresses: a–z, 0–9 and hyphens. Left out: made from the name.',
  })
  slug?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is for, in a sentence or two.' })
  description?: string | null;

  @Field(() => JSONValue, { nullable: true, description: 'Its first draft. Left out: a node to start it by hand.' })
  graph?: unknown;
}

@InputType({ description: 'What to change of a workflow; what is left out stays.' })
export class UpdateWorkflowInput {
  @Field(() => ID, { description: 'The workflow.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'What people call it.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Its name in addresses: a–z, 0–9 and hyphens.' })
  slug?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is for; an empty text removes it.' })
  description?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether its triggers start it.' })
  isEnabled?: boolean | null;
}

@InputType({ description: 'A draft to save.' })
export class SaveWorkflowDraftInput {
  @Field(() => ID, { description: 'The workflow.' })
  id: string;

  @Field(() => JSONValue, { description: 'The graph: `{ nodes, edges, settings }`. It need not be finished.' })
  graph: unknown;

  @Field(() => Int, {
    description: 'The revision that was changed: DRAFT_CONFLICT when somebody has saved another one since.',
  })
  baseRevision: number;
}

@InputType({ description: 'A draft to publish.' })
export class PublishWorkflowInput {
  @Field(() => ID, { description: 'The workflow.' })
  id: string;

  @Field(() => Int, { description: 'The revision that you have seen: DRAFT_CONFLICT when the draft is another one.' })
  revision: number;

  @Field(() => String, { nullable: true, description: 'What is new, for those who read the list of versions.' })
  note?: string | null;
}

@InputType({ description: 'A version to take as the draft.' })
export class RestoreWorkflowVersionInput {
  @Field(() => ID, { description: 'The workflow.' })
  id: string;

  @Field(() => ID, { description: 'One of its versions.' })
  versionId: string;
}

@InputType({ description: 'A workflow to copy.' })
export class DuplicateWorkflowInput {
  @Field(() => ID, { description: 'The workflow whose draft is copied.' })
  id: string;

  @Field(() => String, { description: 'What people call the copy.' })
  name: string;
}

@InputType({ description: 'A file to look at.' })
export class PreviewWorkflowImportInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => String, { description: 'YAML or JSON, at most 2 MiB.' })
  source: string;
}

@InputType({ description: 'A file to take.' })
export class ImportWorkflowInput extends PreviewWorkflowImportInput {
  @Field(() => ID, { nullable: true, description: 'The workflow whose draft it replaces. Left out: a new one.' })
  replaceId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'With `replaceId`: the revision that was seen. DRAFT_CONFLICT when the draft is another one.',
  })
  baseRevision?: number | null;
}
