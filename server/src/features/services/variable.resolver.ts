import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { Variable, VariableVersionConnection } from './variable.entity.ts';
import * as queries from './variable.queries.ts';
import * as variables from './variable.service.ts';
import { RestoreVariableInput, SetVariableInput, VariableUse } from './variable.types.ts';

interface VariableRow {
  id: string;
  projectId: string;
}

@Resolver(() => Variable)
export class VariableResolver {
  @Mutation(() => Variable, { description: 'Sets a variable, new or not; what it was before stays as a version.' })
  setVariable(
    @Ctx() ctx: Context,
    @Arg('input', () => SetVariableInput, { description: 'Name, value and place.' }) input: SetVariableInput,
  ) {
    return variables.setVariable(ctx, input);
  }

  @Mutation(() => Variable, {
    description: 'Deletes a variable; `restoreVariable` brings it back. Deployments under way keep it.',
  })
  deleteVariable(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The variable.' }) id: string) {
    return variables.deleteVariable(ctx, id);
  }

  @Mutation(() => Variable, {
    description: 'Brings back a variable that was deleted in the last 30 days, or the value of an earlier version.',
  })
  restoreVariable(
    @Ctx() ctx: Context,
    @Arg('input', () => RestoreVariableInput, { description: 'The variable, and which version.' })
    input: RestoreVariableInput,
  ) {
    return variables.restoreVariable(ctx, input);
  }

  @FieldResolver(() => VariableVersionConnection, {
    description: 'What it was set to, newest first; the last 20 are kept.',
  })
  versions(@Ctx() ctx: Context, @Root() variable: VariableRow, @Args(() => PageArgs) { first, after }: PageArgs) {
    return queries.listVersions(ctx, variable, { first, after });
  }

  @FieldResolver(() => VariableUse, { description: 'Who gets it.' })
  usedBy(@Ctx() ctx: Context, @Root() variable: VariableRow) {
    return queries.useOfVariable(ctx, variable);
  }
}
