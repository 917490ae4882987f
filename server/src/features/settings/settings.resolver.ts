import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import * as settings from './settings.service.ts';
import { InstanceSettings, UpdateInstanceSettingsInput } from './settings.types.ts';

@Resolver(() => InstanceSettings)
export class SettingsResolver {
  @Query(() => InstanceSettings, { description: 'What holds for the whole installation; for its administrators.' })
  instanceSettings(@Ctx() ctx: Context) {
    return settings.instanceSettings(ctx);
  }

  @Mutation(() => InstanceSettings, {
    description:
      'Changes what holds for the whole installation; for its administrators. Every process follows within a second.',
  })
  updateInstanceSettings(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateInstanceSettingsInput, { description: 'What to change.' })
    input: UpdateInstanceSettingsInput,
  ) {
    return settings.updateInstanceSettings(ctx, input);
  }
}
