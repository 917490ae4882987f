import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.ts';
import { DateTime, JSONValue } from '../../platform/graphql/scalars.ts';
import { Dashboard, DashboardVersion } from './dashboard.entity.ts';
import type { Drift } from './dashboard.rules.ts';
import type { DashboardContent } from './dashboard.schema.ts';

export const DashboardConnection = connectionOf(Dashboard, 'Dashboard', 'dashboards');
export const DashboardVersionConnection = connectionOf(DashboardVersion, 'DashboardVersion', 'versions of a dashboard');

const DashboardDriftKind = {
  SAME: 'SAME',
  CHANGED_HERE: 'CHANGED_HERE',
  CHANGED_THERE: 'CHANGED_THERE',
  BOTH: 'BOTH',
  ONLY_HERE: 'ONLY_HERE',
  ONLY_THERE: 'ONLY_THERE',
  GONE: 'GONE',
} as const satisfies { [Key in Drift]: Key };
registerEnumType(DashboardDriftKind, {
  name: 'DashboardDriftKind',
  description: 'How a dashboard and its file differ, since they were last the same.',
  valuesConfig: {
    SAME: { description: 'They say the same.' },
    CHANGED_HERE: { description: 'Published here since; the file is as it was.' },
    CHANGED_THERE: { description: 'The file changed; what is published is as it was. The next sync reads it in.' },
    BOTH: { description: 'Both changed: nothing happens until somebody chooses.' },
    ONLY_HERE: { description: 'There is no file of it, and never was.' },
    ONLY_THERE: { description: 'A file that is no dashboard yet. The next sync reads it in.' },
    GONE: { description: 'Its file was there once, and is gone.' },
  },
});

@ArgsType()
export class DashboardsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Part of a name.' })
  search?: string | null;
}

@ObjectType({ description: 'What is changed and not yet published.', simpleResolvers: true })
export class DashboardDraft {
  @Field(() => String, { description: 'The YAML, as somebody wrote it.' })
  source: string;

  @Field(() => JSONValue, {
    nullable: true,
    description: 'What it says: `{ version, name, time, variables, panels }`; null when this release can’t read it.',
  })
  content: DashboardContent | null;

  @Field(() => Int, { description: 'One more with each change; saving needs the one it began from.' })
  revision: number;

  @Field(() => DateTime, { description: 'When it was last saved.' })
  savedAt: Date | string;

  @Field(() => String, { description: 'Who last saved it.' })
  savedByName: string;
}

@ObjectType({ description: 'A dashboard that comes with the server, to begin from.', simpleResolvers: true })
export class BuiltInDashboard {
  @Field(() => String, { description: 'What `createDashboard` calls it in `copyOf`.' })
  key: string;

  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'What it shows.' })
  description: string | null;

  @Field(() => JSONValue, { description: 'What it says: `{ version, name, time, variables, panels }`.' })
  content: DashboardContent;

  @Field(() => String, { description: 'The YAML.' })
  source: string;
}

@ObjectType({ description: 'Something wrong with the YAML of a dashboard.', simpleResolvers: true })
class DashboardProblem {
  @Field(() => String, { nullable: true, description: 'The file, where it is about one of several.' })
  file?: string | null;

  @Field(() => String, { description: 'The field, like `panels.0.kind`; empty for the file as a whole.' })
  path: string;

  @Field(() => Int, { nullable: true, description: 'The line, from 1, where it is known.' })
  line: number | null;

  @Field(() => String, { description: 'What is wrong and what to do.' })
  message: string;
}

@ObjectType({ description: 'What would come of an import.', simpleResolvers: true })
export class DashboardImport {
  @Field(() => JSONValue, { nullable: true, description: 'What the file says; null when there are problems.' })
  content: DashboardContent | null;

  @Field(() => [DashboardProblem], { description: 'What is wrong with the file: with any, it is not taken.' })
  problems: object[];

  @Field(() => Dashboard, {
    nullable: true,
    description: 'The dashboard it is compared with: the one asked for, or the one that is called the same.',
  })
  existing: Dashboard | null;

  @Field(() => String, { nullable: true, description: 'The YAML of that one’s draft.' })
  existingSource: string | null;
}

@ObjectType({ description: 'A dashboard beside its file in the project’s folder.', simpleResolvers: true })
export class DashboardDrift {
  @Field(() => String, { description: 'What both are called.' })
  slug: string;

  @Field(() => String, { description: 'Where the file is, within the project’s services folder.' })
  path: string;

  @Field(() => DashboardDriftKind, { description: 'How they differ.' })
  drift: Drift;

  dashboardId: string | null;

  @Field(() => String, { nullable: true, description: 'The YAML that is published here; null when nothing is.' })
  hereSource: string | null;

  @Field(() => String, { nullable: true, description: 'The YAML of the file; null when there is none.' })
  thereSource: string | null;

  @Field(() => [DashboardProblem], { description: 'What is wrong with the file: with any, it is not read in.' })
  problems: object[];
}

@ObjectType({ description: 'What came of a sync.', simpleResolvers: true })
export class SyncDashboardsResult {
  @Field(() => [Dashboard], { description: 'New from files.' })
  added: Dashboard[];

  @Field(() => [Dashboard], { description: 'Published as their files say.' })
  updated: Dashboard[];

  @Field(() => [Dashboard], { description: 'Written out.' })
  written: Dashboard[];

  @Field(() => [DashboardDrift], { description: 'Changed on both sides, and left as they are.' })
  conflicts: object[];

  @Field(() => [DashboardProblem], { description: 'What was wrong with files; those were not read in.' })
  problems: object[];
}

@InputType({ description: 'A new dashboard.' })
export class CreateDashboardInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => String, {
    nullable: true,
    description: 'What people call it. Left out: as the YAML or the copied one says.',
  })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Its first draft as YAML, at most 100 kB. Left out: no panels.' })
  source?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'What to copy instead: the key of one that is built in, or a dashboard of the project.',
  })
  copyOf?: string | null;
}

@InputType({ description: 'A draft to save: `source` or `content`.' })
export class SaveDashboardDraftInput {
  @Field(() => ID, { description: 'The dashboard.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'The YAML, at most 100 kB.' })
  source?: string | null;

  @Field(() => JSONValue, {
    nullable: true,
    description: 'What it should say. Only what differs is changed in the YAML: comments and order stay.',
  })
  content?: unknown;

  @Field(() => Int, {
    description: 'The revision that was changed: DRAFT_CONFLICT when somebody has saved another one since.',
  })
  baseRevision: number;
}

@InputType({ description: 'A draft to publish.' })
export class PublishDashboardInput {
  @Field(() => ID, { description: 'The dashboard.' })
  id: string;

  @Field(() => Int, { description: 'The revision that you have seen: DRAFT_CONFLICT when the draft is another one.' })
  revision: number;

  @Field(() => String, { nullable: true, description: 'What is new, for those who read the list of versions.' })
  note?: string | null;
}

@InputType({ description: 'A version to take as the draft.' })
export class RestoreDashboardVersionInput {
  @Field(() => ID, { description: 'The dashboard.' })
  id: string;

  @Field(() => ID, { description: 'One of its versions.' })
  versionId: string;
}

@InputType({ description: 'A file to look at.' })
export class PreviewDashboardImportInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => String, { description: 'YAML, at most 100 kB.' })
  source: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The dashboard it is compared with. Left out: the one that is called the same.',
  })
  id?: string | null;
}

@InputType({ description: 'A file to take.' })
export class ImportDashboardInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => String, { description: 'YAML, at most 100 kB.' })
  source: string;

  @Field(() => ID, { nullable: true, description: 'The dashboard whose draft it replaces. Left out: a new one.' })
  replaceId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'With `replaceId`: the revision that was seen. DRAFT_CONFLICT when the draft is another one.',
  })
  baseRevision?: number | null;
}

@InputType({ description: 'What to sync with the project’s folder `dashboards`.' })
export class SyncDashboardsInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'Dashboards to write out as they are published, over what their files say; at most 200.',
  })
  writeIds?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Names of files to read in although both sides changed; at most 200.',
  })
  readSlugs?: string[] | null;
}
