import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import * as storage from './storage.service.ts';
import { AnalyticsStorage, FreedStorage, SetFactRetentionInput } from './storage.types.ts';

@Resolver()
export class StorageResolver {
  @Query(() => AnalyticsStorage, {
    description: 'What numbers are made of, and what that takes; for administrators of the installation.',
  })
  analyticsStorage(@Ctx() ctx: Context) {
    return storage.analyticsStorage(ctx);
  }

  @Query(() => FreedStorage, {
    description:
      'What would leave if events of a kind were kept for so many days; for administrators of the installation.',
  })
  freedStorage(
    @Ctx() ctx: Context,
    @Arg('kind', () => String, { description: 'The kind, such as `api`.' }) kind: string,
    @Arg('days', () => Int, { description: 'For how many days they would be kept: 7 to 3,650.' }) days: number,
  ) {
    return storage.freedStorage(ctx, { kind, days });
  }

  @Mutation(() => AnalyticsStorage, {
    description:
      'Says for how long events of a kind are kept; for administrators of the installation. What was counted from them stays.',
  })
  setFactRetention(
    @Ctx() ctx: Context,
    @Arg('input', () => SetFactRetentionInput, { description: 'The kind, and for how many days.' })
    input: SetFactRetentionInput,
  ) {
    return storage.setFactRetention(ctx, input);
  }
}
