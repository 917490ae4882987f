import { Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import * as service from './doctor.service.ts';
import { DoctorReport } from './doctor.types.ts';

@Resolver(() => DoctorReport)
export class DoctorResolver {
  @Query(() => DoctorReport, {
    description:
      'What is configured, what is risky, how to mend it, and what works; for administrators of the installation.',
  })
  doctor(@Ctx() ctx: Context) {
    return service.doctor(ctx);
  }
}
