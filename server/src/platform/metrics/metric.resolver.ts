import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { PageArgs, pageSize } from '../graphql/connection.ts';
import { Metric, MetricRowConnection } from './metric.types.ts';

/** What is read of a metric only when it is asked for. */
@Resolver(() => Metric)
export class MetricResolver {
  @FieldResolver(() => MetricRowConnection, {
    description: 'What it was counted from, newest first: each opens to its deployment, incident or run.',
  })
  rows(@Ctx() ctx: Context, @Root() metric: Metric, @Args(() => PageArgs) { first, after }: PageArgs) {
    return metric.loadRows(ctx, { first: pageSize(first), after: after ?? null });
  }
}
