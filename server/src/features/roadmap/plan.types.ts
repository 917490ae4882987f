import { ArgsType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { Deployment } from '../deployments/deployment.entity.ts';
import { PlanItem, PlanPriority, PlanStatus } from './plan-item.entity.ts';

export enum PlanLinkSource {
  CHANGE = 'CHANGE',
  VERSION = 'VERSION',
  FILE = 'FILE',
  HAND = 'HAND',
}
registerEnumType(PlanLinkSource, {
  name: 'PlanLinkSource',
  description: 'How it is known that a deployment ships an item.',
  valuesConfig: {
    CHANGE: { description: 'The item’s id is among the tickets that the deployment carries.' },
    VERSION: { description: 'The deployment’s version is the item’s.' },
    FILE: { description: 'The file names the deployment.' },
    HAND: { description: 'Somebody linked them here.' },
  },
});

export enum PlanChangeKind {
  ADDED = 'ADDED',
  UPDATED = 'UPDATED',
  REMOVED = 'REMOVED',
}
registerEnumType(PlanChangeKind, {
  name: 'PlanChangeKind',
  description: 'What an import does with an item.',
  valuesConfig: {
    ADDED: { description: 'It is new.' },
    UPDATED: { description: 'Something of it is other than before.' },
    REMOVED: { description: 'It is gone from the file; it stays, marked as removed.' },
  },
});

@ObjectType({ description: 'A deployment that ships an item.', simpleResolvers: true })
export class PlanItemDeployment {
  @Field(() => Deployment, { description: 'The deployment.' })
  deployment: Deployment;

  @Field(() => PlanLinkSource, { description: 'How that is known; of several ways the surest.' })
  source: PlanLinkSource;
}

@ObjectType({ simpleResolvers: true })
class PlanProgressFields {
  @Field(() => Int, { description: 'Items, without those that were canceled.' })
  itemCount: number;

  @Field(() => Int, { description: 'Items that are done.' })
  doneCount: number;

  @Field(() => Int, { description: 'Items that somebody is at.' })
  inProgressCount: number;

  @Field(() => Int, { description: 'Items that wait for something else.' })
  blockedCount: number;

  @Field(() => Int, { description: 'Items that will not be done.' })
  canceledCount: number;

  @Field(() => Float, { nullable: true, description: 'Done items ÷ items, 0–100; null where there are none.' })
  percentByCount: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Estimates of done items ÷ estimates of all items that have one, 0–100; null where none has, or all are 0.',
  })
  percentByEstimate: number | null;

  @Field(() => Float, { description: 'The estimates of all items together.' })
  estimateTotal: number;

  @Field(() => Float, { description: 'The estimates of done items together.' })
  estimateDone: number;

  @Field(() => Int, { description: 'Items without an estimate, which the percentage by estimate leaves out.' })
  unestimatedCount: number;
}

@ObjectType({ description: 'How far one phase of the roadmap is.', simpleResolvers: true })
export class PlanPhase extends PlanProgressFields {
  @Field(() => String, { nullable: true, description: 'The phase; null for items of none.' })
  phase: string | null;
}

@ObjectType({ description: 'How far the roadmap is, and what of it is most urgent.', simpleResolvers: true })
export class PlanSummary extends PlanProgressFields {
  @Field(() => [PlanPhase], { description: 'By phase, as they come in the file; at most 201.' })
  phases: PlanPhase[];

  @Field(() => [PlanItem], { description: 'The five most urgent items, by `urgencyRule`.' })
  urgent: PlanItem[];

  @Field(() => String, { description: 'How `urgent` is chosen.' })
  urgencyRule: string;

  @Field(() => String, { description: 'How the percentages are made.' })
  progressRule: string;

  @Field(() => [String], { description: 'Who owns items, by name; at most 200.' })
  owners: string[];

  @Field(() => DateTime, { nullable: true, description: 'When a plan was last imported; null when none ever was.' })
  importedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Who imported it.' })
  importedByName: string | null;
}

@ObjectType({ description: 'Something wrong in a row of the file.', simpleResolvers: true })
export class PlanImportProblem {
  @Field(() => Int, { description: 'The row as a spreadsheet counts them: the header is 1.' })
  row: number;

  @Field(() => String, { nullable: true, description: 'The column as the header calls it; null: the whole row.' })
  column: string | null;

  @Field(() => String, { description: 'What is wrong and what to do.' })
  message: string;
}

@ObjectType({ description: 'A field of an item that an import changes.', simpleResolvers: true })
export class PlanFieldChange {
  @Field(() => String, { description: 'The field, as the file calls it.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'What it was.' })
  before: string | null;

  @Field(() => String, { nullable: true, description: 'What it is from now on.' })
  after: string | null;
}

@ObjectType({ description: 'An item that an import changes.', simpleResolvers: true })
export class PlanChange {
  @Field(() => PlanChangeKind, { description: 'What happens to it.' })
  kind: PlanChangeKind;

  @Field(() => String, { nullable: true, description: 'Its id in the file.' })
  key: string | null;

  @Field(() => String, { description: 'Its title.' })
  title: string;

  @Field(() => String, { nullable: true, description: 'Its phase.' })
  phase: string | null;

  @Field(() => [PlanFieldChange], { description: 'Of an update: what is new, at most one for each column.' })
  fields: PlanFieldChange[];
}

@ObjectType({ description: 'What an import of the plan did, or would do.', simpleResolvers: true })
export class PlanImport {
  @Field(() => Boolean, {
    description: 'Whether it was stored: not by a dry run, nor where `strict` met a problem.',
  })
  isStored: boolean;

  @Field(() => Int, { description: 'Items that are new.' })
  added: number;

  @Field(() => Int, { description: 'Items of which something is other than before.' })
  updated: number;

  @Field(() => Int, { description: 'Items that are as before.' })
  unchanged: number;

  @Field(() => Int, {
    description: 'Items that are gone from the file. They stay, marked as removed, and come back with their row.',
  })
  removed: number;

  @Field(() => [PlanChange], { description: 'The changes, at most 200: added, then updated, then removed.' })
  changes: PlanChange[];

  @Field(() => [PlanImportProblem], {
    description: 'What is wrong, by row, at most 100. Rows with a problem are left out; what they are about stays.',
  })
  problems: PlanImportProblem[];

  @Field(() => Int, { description: 'How many problems there are.' })
  problemCount: number;

  @Field(() => [String], { description: 'Columns that mean nothing here.' })
  ignoredColumns: string[];
}

@InputType({ description: 'A plan to import.' })
export class ImportPlanInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => String, {
    description:
      'The CSV, at most 1 MiB; `POST /api/v1/projects/:slug/plan` takes 20 MiB. Columns: id, title, phase, status, priority, estimate, owner, due, version, deployment; only title is needed.',
  })
  csv: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Store nothing if any row has a problem.' })
  strict: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Only tell what would change.' })
  dryRun: boolean;
}

@InputType({ description: 'Which deployment ships which item.' })
export class LinkPlanItemInput {
  @Field(() => ID, { description: 'The item.' })
  id: string;

  @Field(() => ID, { description: 'The deployment, of the same project.' })
  deploymentId: string;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'False takes away a link that was made here; what the file and the deployments say stays.',
  })
  isLinked: boolean;
}

@InputType({ description: 'Which items of the roadmap.' })
export class PlanItemFilter {
  @Field(() => [String], { nullable: true, description: 'Of these phases; the empty string for items of none.' })
  phases?: string[] | null;

  @Field(() => [PlanStatus], { nullable: true, description: 'Only as far as this.' })
  statuses?: PlanStatus[] | null;

  @Field(() => [PlanPriority], { nullable: true, description: 'Only with these priorities.' })
  priorities?: PlanPriority[] | null;

  @Field(() => [String], { nullable: true, description: 'Only of these owners.' })
  owners?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Only with this text in id or title, whatever its case.' })
  search?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only what is due before today in the project’s zone and neither done nor canceled.',
  })
  isOverdue?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only what is gone from the file. Else only what is in it.',
  })
  isRemoved?: boolean | null;
}

@ArgsType()
export class PlanItemsArgs extends PageArgs {
  @Field(() => PlanItemFilter, { nullable: true, description: 'Which of them.' })
  filter?: PlanItemFilter | null;
}
