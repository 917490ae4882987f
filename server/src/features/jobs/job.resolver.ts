import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { jobKinds, listJobs, listWorkers } from './job.queries.ts';
import * as jobs from './job.service.ts';
import {
  BackgroundJob,
  BackgroundJobConnection,
  BackgroundJobKind,
  BackgroundJobsArgs,
  JobsInput,
  JobsResult,
  Worker,
} from './job.types.ts';

@Resolver(() => BackgroundJob)
export class JobResolver {
  @Query(() => BackgroundJobConnection, {
    description: 'What is in the queue of background work, what is due first at the top; for administrators.',
  })
  backgroundJobs(@Ctx() ctx: Context, @Args(() => BackgroundJobsArgs) args: BackgroundJobsArgs) {
    return listJobs(ctx, args);
  }

  @Query(() => [BackgroundJobKind], { description: 'How much there is of each kind of work; for administrators.' })
  backgroundJobKinds(@Ctx() ctx: Context) {
    return jobKinds(ctx);
  }

  @Query(() => [Worker], { description: 'The processes that do background work, 100 at the most; for administrators.' })
  workers(@Ctx() ctx: Context) {
    return listWorkers(ctx);
  }

  @Mutation(() => JobsResult, {
    description:
      'Makes jobs due now, with all their attempts anew; those that run are left as they are. For administrators.',
  })
  retryJobs(@Ctx() ctx: Context, @Arg('input', () => JobsInput, { description: 'Which jobs.' }) input: JobsInput) {
    return jobs.retryJobs(ctx, input);
  }

  @Mutation(() => JobsResult, {
    description:
      'Takes jobs out of the queue for good; `ifDropped` of each says what comes of it. Those that run are left as they are. For administrators.',
  })
  dropJobs(@Ctx() ctx: Context, @Arg('input', () => JobsInput, { description: 'Which jobs.' }) input: JobsInput) {
    return jobs.dropJobs(ctx, input);
  }
}
