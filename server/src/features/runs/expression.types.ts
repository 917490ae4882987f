import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { JSONValue } from '../../platform/graphql/scalars.ts';
import { Run } from './run.entity.ts';
import type { RunRow } from './run.queries.ts';

export enum ExpressionKind {
  EXPRESSION = 'EXPRESSION',
  TEMPLATE = 'TEMPLATE',
}
registerEnumType(ExpressionKind, {
  name: 'ExpressionKind',
  description: 'How a field of a node reads what is written.',
  valuesConfig: {
    EXPRESSION: { description: 'As one expression without braces.' },
    TEMPLATE: { description: 'As a text in which each `${{ … }}` is an expression.' },
  },
});

@InputType({ description: 'A place in a graph.' })
export class ExpressionScopeInput {
  @Field(() => ID, { description: 'The workflow.' })
  workflowId: string;

  @Field(() => JSONValue, { nullable: true, description: 'The graph as it is drawn. Left out: the saved draft.' })
  graph?: unknown;

  @Field(() => String, { description: 'The node whose expressions it is about.' })
  nodeKey: string;

  @Field(() => ID, {
    nullable: true,
    description: 'A run of the same project to take values from. Left out: the last that came nearest to the node.',
  })
  runId?: string | null;
}

@InputType({ description: 'An expression to evaluate, and where it stands.' })
export class EvaluateExpressionInput extends ExpressionScopeInput {
  @Field(() => String, { description: 'What is written: up to 4,000 characters, as a text with expressions 20,000.' })
  expression: string;

  @Field(() => ExpressionKind, { description: 'How it is read.' })
  kind: ExpressionKind;
}

@ObjectType({ description: 'A name that expressions may begin with.', simpleResolvers: true })
export class ScopeName {
  @Field(() => String, {
    description: 'The name: `trigger`, `nodes`, `vars`, `run`, `input`, `item`, `index`, `secrets`.',
  })
  name: string;

  @Field(() => JSONValue, { description: 'JSON Schema of its value, as far as it is known before a run.' })
  schema: Record<string, unknown>;

  @Field(() => JSONValue, { nullable: true, description: 'Its value in the run; of secrets never.' })
  value: unknown;

  @Field(() => Boolean, { description: 'Whether the value is only a part: 64 KiB are shown.' })
  isTruncated: boolean;
}

@ObjectType({ description: 'A function that expressions may call.', simpleResolvers: true })
export class ScopeFunction {
  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => String, { description: 'How it is called, `text.contains(part)`.' })
  signature: string;

  @Field(() => String, { description: 'What it gives, in a sentence.' })
  description: string;

  @Field(() => Boolean, { description: 'Whether it is called on a value: `list.map(…)`.' })
  isMethod: boolean;
}

@ObjectType({ description: 'What the expressions of a node can use.', simpleResolvers: true })
export class ExpressionScope {
  @Field(() => Run, { nullable: true, description: 'The run whose values are shown; null where there is none.' })
  run: RunRow | null;

  @Field(() => [ScopeName], { description: 'What expressions may begin with.' })
  names: ScopeName[];

  @Field(() => [ScopeFunction], { description: 'What expressions may call.' })
  functions: ScopeFunction[];
}

@ObjectType({ description: 'What is wrong with an expression.', simpleResolvers: true })
export class ExpressionProblem {
  @Field(() => String, { description: 'What, in a sentence.' })
  message: string;

  @Field(() => Int, { nullable: true, description: 'Where: counts characters from 0; null where it can’t be told.' })
  position: number | null;

  @Field(() => Boolean, {
    description: 'Whether it may well be right: only the values that it uses are not there yet.',
  })
  isDataMissing: boolean;
}

@ObjectType({ description: 'What came of an expression.', simpleResolvers: true })
export class ExpressionResult {
  @Field(() => JSONValue, { nullable: true, description: 'Its value over the run’s data; null where it failed.' })
  value: unknown;

  @Field(() => String, {
    nullable: true,
    description: '`bool`, `string`, `int`, `double`, `list`, `map`, `null`; null where it failed.',
  })
  type: string | null;

  @Field(() => Boolean, { description: 'Whether the value is only a part: 64 KiB are shown.' })
  isTruncated: boolean;

  @Field(() => ExpressionProblem, { nullable: true, description: 'Why it failed; null where it did not.' })
  problem: ExpressionProblem | null;
}
