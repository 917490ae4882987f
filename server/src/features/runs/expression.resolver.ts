import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import * as expressions from './expression.service.ts';
import {
  EvaluateExpressionInput,
  ExpressionResult,
  ExpressionScope,
  ExpressionScopeInput,
} from './expression.types.ts';

@Resolver()
export class ExpressionResolver {
  @Query(() => ExpressionScope, {
    description: 'What the expressions of a node can use: names with their schemas, values of a run, and functions.',
  })
  expressionScope(
    @Ctx() ctx: Context,
    @Arg('input', () => ExpressionScopeInput, { description: 'Which node.' }) input: ExpressionScopeInput,
  ) {
    return expressions.expressionScope(ctx, input);
  }

  @Query(() => ExpressionResult, {
    description:
      'What an expression, or a text with expressions, gives over a run’s data. Secrets are not read: each is shown as “•••”.',
  })
  evaluateExpression(
    @Ctx() ctx: Context,
    @Arg('input', () => EvaluateExpressionInput, { description: 'What is written, and where.' })
    input: EvaluateExpressionInput,
  ) {
    return expressions.evaluateExpression(ctx, input);
  }
}
