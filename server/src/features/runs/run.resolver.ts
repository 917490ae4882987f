import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { can } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { liveSubscribe } from '../../platform/graphql/live-subscribe.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { readLog } from '../logs/log.queries.ts';
import { LogBatch } from '../logs/log.types.ts';
import { Project } from '../projects/project.entity.ts';
import { projectsById } from '../projects/project.service.ts';
import { Workflow } from '../workflows/workflow.entity.ts';
import { versionsById, workflowsById } from '../workflows/workflow.queries.ts';
import { WorkflowVersion } from '../workflows/workflow-version.entity.ts';
import { NodeRun } from './node-run.entity.ts';
import { nodeRunsOf } from './node-run.queries.ts';
import * as bulk from './run.bulk.service.ts';
import { Run, RunConnection } from './run.entity.ts';
import { nodeRunChangedField, runChangedField, runLogField, runsChangedField } from './run.live.ts';
import * as loaders from './run.loaders.ts';
import type { RunRow } from './run.queries.ts';
import * as queries from './run.queries.ts';
import * as resumes from './run.resume.service.ts';
import * as retries from './run.retries.service.ts';
import { isOpen, isRetryable } from './run.rules.ts';
import * as runs from './run.service.ts';
import * as tests from './run.tests.service.ts';
import {
  BulkResult,
  ForkRunInput,
  ReplayRunInput,
  ResumeRunInput,
  RetryRunInput,
  RunFilter,
  RunResume,
  RunsInput,
  StartRunInput,
  TestNodeInput,
} from './run.types.ts';

@Resolver(() => Run)
export class RunResolver {
  @Query(() => Run, { nullable: true, description: 'The run of this id.' })
  run(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The run.' }) id: string) {
    return queries.getRun(ctx, id);
  }

  @Query(() => RunConnection, { description: 'A project’s runs, newest first.' })
  runs(
    @Ctx() ctx: Context,
    @Arg('projectId', () => ID, { description: 'The project.' }) projectId: string,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => RunFilter, { nullable: true, description: 'Which of them.' }) filter?: RunFilter | null,
  ) {
    return queries.listRuns(ctx, projectId, { filter, first: page.first, after: page.after });
  }

  @Mutation(() => Run, { description: 'Starts a workflow, as it is published.' })
  startRun(
    @Ctx() ctx: Context,
    @Arg('input', () => StartRunInput, { description: 'Which, with what.' }) input: StartRunInput,
  ) {
    return runs.startRun(ctx, input);
  }

  @Mutation(() => Run, { description: 'Stops a run and what it waits for; it is CANCELED when nothing of it is left.' })
  cancelRun(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The run.' }) id: string) {
    return runs.cancelRun(ctx, id);
  }

  @Mutation(() => Run, {
    description: 'Tries a run that ended without success again, as a new one; what finished before is taken over.',
  })
  retryRun(
    @Ctx() ctx: Context,
    @Arg('input', () => RetryRunInput, { description: 'Which, from where.' }) input: RetryRunInput,
  ) {
    return retries.retryRun(ctx, input);
  }

  @Mutation(() => Run, {
    description: 'Runs the same version again from its beginning, with other input or pinned outputs.',
  })
  replayRun(
    @Ctx() ctx: Context,
    @Arg('input', () => ReplayRunInput, { description: 'Which, with what.' }) input: ReplayRunInput,
  ) {
    return retries.replayRun(ctx, input);
  }

  @Mutation(() => Run, {
    description:
      'Lets a run that ended without success go on, as a new one, by the published version or another: what finished and is the same there is taken over.',
  })
  resumeRun(
    @Ctx() ctx: Context,
    @Arg('input', () => ResumeRunInput, { description: 'Which, by which version.' }) input: ResumeRunInput,
  ) {
    return resumes.resumeRun(ctx, input);
  }

  @Mutation(() => Run, {
    description: 'Starts a new run that begins at a node of another one, ended or not, with other outputs before it.',
  })
  forkRun(
    @Ctx() ctx: Context,
    @Arg('input', () => ForkRunInput, { description: 'Which, from where, with what.' }) input: ForkRunInput,
  ) {
    return resumes.forkRun(ctx, input);
  }

  @FieldResolver(() => RunResume, {
    description: 'What would be kept and done again if it were resumed. Of at most 10 runs at once.',
  })
  resumePreview(
    @Ctx() ctx: Context,
    @Root() run: RunRow,
    @Arg('versionId', () => ID, {
      nullable: true,
      description: 'A version of its workflow. Left out: the published one.',
    })
    versionId?: string | null,
  ) {
    return loaderOf(ctx, resumes.previewResumes).load({ run, versionId: versionId ?? null });
  }

  @Mutation(() => Run, {
    description:
      'Runs one node of a draft for real, with what runs before it taken as done. Needs the right to start runs besides, and what the node needs.',
  })
  testNode(
    @Ctx() ctx: Context,
    @Arg('input', () => TestNodeInput, { description: 'Which, with what.' }) input: TestNodeInput,
  ) {
    return tests.testNode(ctx, input);
  }

  @Mutation(() => BulkResult, { description: 'Stops several runs.' })
  cancelRuns(@Ctx() ctx: Context, @Arg('input', () => RunsInput, { description: 'Which.' }) input: RunsInput) {
    return bulk.cancelRuns(ctx, input);
  }

  @Mutation(() => BulkResult, { description: 'Tries several runs again, each from where it failed.' })
  retryRuns(@Ctx() ctx: Context, @Arg('input', () => RunsInput, { description: 'Which.' }) input: RunsInput) {
    return bulk.retryRuns(ctx, input);
  }

  @Mutation(() => BulkResult, { description: 'Takes failed runs off the list of those that nobody has dealt with.' })
  dismissRuns(@Ctx() ctx: Context, @Arg('input', () => RunsInput, { description: 'Which.' }) input: RunsInput) {
    return bulk.dismissRuns(ctx, input);
  }

  @FieldResolver(() => Project, { description: 'The project it belongs to.' })
  project(@Ctx() ctx: Context, @Root() run: RunRow) {
    return loaderOf(ctx, projectsById).load(run.projectId);
  }

  @FieldResolver(() => Workflow, { description: 'What runs.' })
  workflow(@Ctx() ctx: Context, @Root() run: RunRow) {
    return loaderOf(ctx, workflowsById).load(run.workflowId);
  }

  @FieldResolver(() => WorkflowVersion, { description: 'The version that runs.' })
  workflowVersion(@Ctx() ctx: Context, @Root() run: RunRow) {
    return loaderOf(ctx, versionsById).load(run.workflowVersionId);
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The run that started it and waits for it.' })
  parentRun(@Ctx() ctx: Context, @Root() run: RunRow) {
    return run.parentRunId ? loaderOf(ctx, queries.runsById).load(run.parentRunId) : null;
  }

  @FieldResolver(() => [Run], { description: 'The runs that it started, oldest first; 200 at the most.' })
  childRuns(@Ctx() ctx: Context, @Root() run: RunRow) {
    return loaderOf(ctx, loaders.childRunsOf).load(run.id);
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The run that it tries again.' })
  retryOf(@Ctx() ctx: Context, @Root() run: RunRow) {
    return run.retryOfId ? loaderOf(ctx, queries.runsById).load(run.retryOfId) : null;
  }

  @FieldResolver(() => [Run], { description: 'The runs that try it again, oldest first; 200 at the most.' })
  retries(@Ctx() ctx: Context, @Root() run: RunRow) {
    return loaderOf(ctx, loaders.retriesOf).load(run.id);
  }

  @FieldResolver(() => [NodeRun], { description: 'The attempts of its nodes, oldest first; 5,000 at the most.' })
  nodeRuns(@Ctx() ctx: Context, @Root() run: RunRow) {
    return loaderOf(ctx, nodeRunsOf).load(run.id);
  }

  @FieldResolver(() => LogBatch, { description: 'A page of the log.' })
  log(
    @Ctx() ctx: Context,
    @Root() run: RunRow,
    @Arg('after', () => Int, { defaultValue: 0, description: 'Lines after this number.' }) after: number,
    @Arg('first', () => Int, { defaultValue: 1000, description: 'How many at the most, 1–5000.' }) first: number,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Only lines that contain this text, whatever its case.',
    })
    search?: string | null,
    @Arg('nodeKey', () => String, {
      nullable: true,
      description: 'Only lines of this node; in a loop `key@path`, with the iteration’s path.',
    })
    nodeKey?: string | null,
  ) {
    if (run.logStreamId === null) return { lines: [], lastSeq: 0, hasEnded: !isOpen(run.status) };
    return readLog(ctx, { streamId: run.logStreamId, after, first, search, stepKey: nodeKey });
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may cancel it now.' })
  viewerCanCancel(@Ctx() ctx: Context, @Root() run: RunRow) {
    return isOpen(run.status) && can(ctx.actor, 'run:cancel', run.projectId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may retry it now.' })
  viewerCanRetry(@Ctx() ctx: Context, @Root() run: RunRow) {
    return run.trigger !== 'TEST' && isRetryable(run.status) && can(ctx.actor, 'run:create', run.projectId);
  }
}

/** What runs add to workflows. */
@Resolver(() => Workflow)
export class WorkflowRunsResolver {
  @FieldResolver(() => RunConnection, { description: 'Its runs, newest first.' })
  runs(@Ctx() ctx: Context, @Root() workflow: { id: string }, @Args(() => PageArgs) { first, after }: PageArgs) {
    return loaderOf(ctx, queries.runPages).load({ workflowId: workflow.id, first, after });
  }

  @FieldResolver(() => Run, { nullable: true, description: 'Its newest run, however it stands.' })
  async lastRun(@Ctx() ctx: Context, @Root() workflow: { id: string }) {
    const page = await loaderOf(ctx, queries.runPages).load({ workflowId: workflow.id, first: 1 });
    return page.nodes[0] ?? null;
  }
}

@Resolver()
export class RunSubscriptionsResolver {
  @Subscription(() => Run, {
    subscribe: liveSubscribe(runChangedField) as never,
    description: 'The run at once, then after each change; completes when it has ended.',
  })
  runChanged(@Root('runChanged') run: object, @Arg('id', () => ID, { description: 'The run.' }) _id: string) {
    return run;
  }

  @Subscription(() => NodeRun, {
    subscribe: liveSubscribe(nodeRunChangedField) as never,
    description: 'Each attempt of a run’s nodes that changes.',
  })
  nodeRunChanged(
    @Root('nodeRunChanged') nodeRun: object,
    @Arg('runId', () => ID, { description: 'The run.' }) _runId: string,
  ) {
    return nodeRun;
  }

  @Subscription(() => Run, {
    subscribe: liveSubscribe(runsChangedField) as never,
    description: 'Each run of a project that changes.',
  })
  runsChanged(
    @Root('runsChanged') run: object,
    @Arg('projectId', () => ID, { description: 'The project.' }) _projectId: string,
  ) {
    return run;
  }

  @Subscription(() => LogBatch, {
    subscribe: liveSubscribe(runLogField) as never,
    description:
      'Every line after `after`, once and in order: first what is stored, then live; completes when the log has ended.',
  })
  runLog(
    @Root('runLog') batch: object,
    @Arg('id', () => ID, { description: 'The run.' }) _id: string,
    @Arg('after', () => Int, { defaultValue: 0, description: 'The `seq` that you have already; 0 for all.' })
    _after: number,
  ) {
    return batch;
  }
}
