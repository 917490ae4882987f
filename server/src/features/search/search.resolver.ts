import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { AppError } from '../../platform/errors.ts';
import { Node, nodeFinder } from '../../platform/graphql/node.ts';
import { search } from './search.queries.ts';
import { SearchResult } from './search.types.ts';

@Resolver()
export class SearchResolver {
  @Query(() => [SearchResult], { description: 'What fits the text, best first: for the command palette.' })
  search(
    @Ctx() ctx: Context,
    @Arg('text', () => String, { description: 'A name, number, version or id.' }) text: string,
    @Arg('projectId', () => ID, { nullable: true, description: 'Only in this project.' }) projectId: string | null,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at the most, 1–100.' }) first: number,
  ) {
    return search(ctx, { text, projectId, first });
  }

  @Query(() => Node, {
    nullable: true,
    description: 'Anything by its id; null when there is none or you can’t see it.',
  })
  async node(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'A TypeID.' }) id: string) {
    requireActor(ctx);
    try {
      return (await nodeFinder(id)?.(ctx, id)) ?? null;
    } catch (error) {
      if (error instanceof AppError && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  }
}
