import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../platform/graphql/scalars.ts';

export enum LogStream {
  STDOUT = 'STDOUT',
  STDERR = 'STDERR',
  SYSTEM = 'SYSTEM',
}
registerEnumType(LogStream, {
  name: 'LogStream',
  description: 'Where a log line comes from.',
  valuesConfig: {
    STDOUT: { description: 'The program’s standard output.' },
    STDERR: { description: 'The program’s standard error.' },
    SYSTEM: { description: 'Pilothouse itself: what it did with the deployment.' },
  },
});

@ObjectType({ description: 'One line of a deployment’s output.', simpleResolvers: true })
export class LogLine {
  @Field(() => Int, { description: 'The line’s number within its deployment, from 1, without gaps.' })
  seq: number;

  @Field(() => DateTime, { description: 'When Pilothouse read the line, some 20 ms after it was printed.' })
  at: string;

  @Field(() => LogStream, { description: 'Where the line comes from.' })
  stream: LogStream;

  @Field(() => String, { nullable: true, description: 'Key of the step that was running; null between steps.' })
  stepKey: string | null;

  @Field(() => String, { description: 'The text, without its line end, secrets masked. A line over 64 KiB is cut.' })
  text: string;
}

@ObjectType({ description: 'Consecutive lines of a log, and how far it has been read.', simpleResolvers: true })
export class LogBatch {
  @Field(() => [LogLine], { description: 'The lines that pass the filters, in order.' })
  lines: LogLine[];

  @Field(() => Int, {
    description: 'The log was read up to this line: the next `after`, also when the filters left nothing.',
  })
  lastSeq: number;

  @Field(() => Boolean, { description: 'True when the log has ended and nothing follows `lastSeq`.' })
  hasEnded: boolean;
}

@ObjectType({ description: 'Where a text occurs in a log.', simpleResolvers: true })
export class LogSearchResult {
  @Field(() => [Int], { description: 'Numbers of lines that contain the text, ascending, after `after`.' })
  seqs: number[];

  @Field(() => Int, { description: 'How many lines of the whole log contain the text.' })
  totalCount: number;

  @Field(() => Boolean, {
    description: 'False when looking stopped at a bound, so that there may be more than `totalCount`.',
  })
  isComplete: boolean;
}
