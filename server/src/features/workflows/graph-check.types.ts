import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { JSONValue } from '../../platform/graphql/scalars.ts';
import type { Graph } from './graph.types.ts';
import type { FieldChange } from './graph-diff.rules.ts';
import { Workflow } from './workflow.entity.ts';

enum ProblemSeverity {
  ERROR = 'ERROR',
  WARNING = 'WARNING',
}
registerEnumType(ProblemSeverity, {
  name: 'ProblemSeverity',
  description: 'How bad a problem of a graph is.',
  valuesConfig: {
    ERROR: { description: 'The graph can’t be published.' },
    WARNING: { description: 'It may be meant so.' },
  },
});

export enum DiffChange {
  ADDED = 'ADDED',
  REMOVED = 'REMOVED',
  CHANGED = 'CHANGED',
  MOVED = 'MOVED',
}
registerEnumType(DiffChange, {
  name: 'DiffChange',
  description: 'What became of a part of a graph.',
  valuesConfig: {
    ADDED: { description: 'It is new.' },
    REMOVED: { description: 'It is gone.' },
    CHANGED: { description: 'It does something else.' },
    MOVED: { description: 'It only stands elsewhere.' },
  },
});

export enum NodeGroup {
  TRIGGER = 'TRIGGER',
  ACTION = 'ACTION',
  FLOW = 'FLOW',
}
registerEnumType(NodeGroup, {
  name: 'NodeGroup',
  description: 'What a type of node is for.',
  valuesConfig: {
    TRIGGER: { description: 'Runs begin there.' },
    ACTION: { description: 'It does something.' },
    FLOW: { description: 'It says what comes next.' },
  },
});

@ObjectType({ description: 'What is wrong with a graph, and where.', simpleResolvers: true })
export class GraphProblem {
  @Field(() => ProblemSeverity, { description: 'Whether it forbids publishing.' })
  severity: 'ERROR' | 'WARNING';

  @Field(() => String, { nullable: true, description: 'The key of the node; null: of the graph as a whole.' })
  nodeKey: string | null;

  @Field(() => String, { description: 'The field in the node, such as `config.url`; of an edge, `edges.3`.' })
  path: string;

  @Field(() => String, { description: 'What is wrong, and what to do.' })
  message: string;
}

@ObjectType({ description: 'Where a node can be left.', simpleResolvers: true })
export class NodePort {
  @Field(() => String, { description: 'What edges call it.' })
  name: string;

  @Field(() => String, { description: 'What people call it.' })
  label: string;

  @Field(() => String, { description: 'When it is taken.' })
  description: string;
}

@ObjectType({ description: 'What is known of a node in its graph.', simpleResolvers: true })
export class NodeShape {
  @Field(() => String, { description: 'The key of the node.' })
  key: string;

  @Field(() => [NodePort], { description: 'Where it can be left, by its config and options.' })
  ports: NodePort[];

  @Field(() => JSONValue, { description: 'JSON Schema of its output; empty where nothing is known.' })
  outputSchema: Record<string, unknown>;

  @Field(() => JSONValue, { description: 'JSON Schema of what expressions in it may use.' })
  variables: Record<string, unknown>;
}

@ObjectType({ description: 'A right that runs of a graph need.', simpleResolvers: true })
export class NeededRight {
  @Field(() => String, { description: 'Its name.' })
  permission: string;

  @Field(() => String, { nullable: true, description: 'For this environment; null where it is not said before.' })
  environment: string | null;

  @Field(() => String, { nullable: true, description: 'For this service; null where it is not said before.' })
  service: string | null;

  @Field(() => Boolean, { description: 'Whether you have it, and so could publish.' })
  isHeld: boolean;
}

@ObjectType({ description: 'What would come of publishing a graph.', simpleResolvers: true })
export class WorkflowValidation {
  @Field(() => Boolean, { description: 'Whether nothing forbids publishing it.' })
  isValid: boolean;

  @Field(() => [GraphProblem], { description: 'What is wrong; at most 200.' })
  problems: GraphProblem[];

  @Field(() => [NodeShape], { description: 'Its nodes, as far as their types are known.' })
  nodes: NodeShape[];

  @Field(() => [NeededRight], { description: 'What its runs must be allowed.' })
  rights: NeededRight[];

  @Field(() => [String], { description: 'Names of the secrets and variables that its runs ask for.' })
  secrets: string[];
}

@ObjectType({ description: 'A field before and after.', simpleResolvers: true })
export class FieldDiff {
  @Field(() => String, { description: 'Its place, such as `config.url`.' })
  path: string;

  @Field(() => JSONValue, { nullable: true, description: 'What it was; null when it was not there.' })
  before: unknown;

  @Field(() => JSONValue, { nullable: true, description: 'What it is; null when it is gone.' })
  after: unknown;
}

@ObjectType({ description: 'A node that is not as it was.', simpleResolvers: true })
export class NodeDiff {
  @Field(() => String, { description: 'Its key.' })
  key: string;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => DiffChange, { description: 'What became of it.' })
  change: keyof typeof DiffChange;

  @Field(() => [FieldDiff], { description: 'What changed in it.' })
  fields: FieldChange[];
}

@ObjectType({ description: 'An edge that is new or gone.', simpleResolvers: true })
export class EdgeDiff {
  @Field(() => String, { description: 'The node it leads from.' })
  from: string;

  @Field(() => String, { description: 'The port it leads from.' })
  fromPort: string;

  @Field(() => String, { description: 'The node it leads to.' })
  to: string;

  @Field(() => DiffChange, { description: 'What became of it.' })
  change: keyof typeof DiffChange;
}

@ObjectType({ description: 'What is different between two graphs.', simpleResolvers: true })
export class GraphDiff {
  @Field(() => [NodeDiff], { description: 'Nodes that are not as they were; those that stay are left out.' })
  nodes: NodeDiff[];

  @Field(() => [EdgeDiff], { description: 'Edges that are new or gone.' })
  edges: EdgeDiff[];

  @Field(() => [FieldDiff], { description: 'Settings that changed.' })
  settings: FieldDiff[];
}

@ObjectType({ description: 'What an import would bring; nothing of it is stored.', simpleResolvers: true })
export class WorkflowImport {
  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Field(() => String, { description: 'Its name in addresses; with a number when it is taken.' })
  slug: string;

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  description: string | null;

  @Field(() => JSONValue, { description: 'The graph.' })
  graph: Graph;

  @Field(() => [GraphProblem], { description: 'What is wrong with it in this project; at most 200.' })
  problems: GraphProblem[];

  @Field(() => [NeededRight], { description: 'What its runs must be allowed.' })
  rights: NeededRight[];

  @Field(() => [String], { description: 'Names of the secrets and variables that its runs ask for.' })
  secrets: string[];

  @Field(() => Workflow, { nullable: true, description: 'The workflow of this slug that is there already.' })
  existing: Workflow | null;

  @Field(() => GraphDiff, { nullable: true, description: 'What is different from the draft of that one.' })
  diff: GraphDiff | null;
}

@ObjectType('NodeType', {
  description: 'A type of node: its form, its ports and what it does.',
  simpleResolvers: true,
})
export class NodeTypeInfo {
  @Field(() => String, { description: 'What graphs call it.' })
  type: string;

  @Field(() => NodeGroup, { description: 'What it is for.' })
  group: keyof typeof NodeGroup;

  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Field(() => String, { description: 'What it does, in a sentence.' })
  description: string;

  @Field(() => String, { description: 'Markdown: what it does, what it outputs, how it fails.' })
  docs: string;

  @Field(() => String, { description: 'The name of its icon in Lucide.' })
  icon: string;

  @Field(() => JSONValue, {
    description:
      'JSON Schema of its config; `field` says which editor a text has and whether expressions are read in it.',
  })
  configSchema: Record<string, unknown>;

  @Field(() => [NodePort], { description: 'Where it can be left while nothing is configured.' })
  ports: NodePort[];

  @Field(() => Int, { description: 'How long an attempt may take, in seconds, where its options say nothing.' })
  timeoutSeconds: number;

  @Field(() => String, { nullable: true, description: 'Of triggers: what starts it.' })
  trigger: string | null;

  @Field(() => Boolean, { description: 'Whether it only shapes what runs, and does nothing itself.' })
  isStructural: boolean;
}

@InputType({ description: 'A graph to check.' })
export class ValidateWorkflowInput {
  @Field(() => ID, { description: 'The project in which it would run.' })
  projectId: string;

  @Field(() => JSONValue, { description: 'The graph: `{ nodes, edges, settings }`.' })
  graph: unknown;
}

@InputType({ description: 'Two graphs to compare.' })
export class CompareWorkflowGraphsInput {
  @Field(() => JSONValue, { description: 'The graph before.' })
  from: unknown;

  @Field(() => JSONValue, { description: 'The graph after.' })
  to: unknown;
}
