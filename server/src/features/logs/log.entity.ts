import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { LogRun } from './log-codec.ts';

/** Head of one deployment's log: how far it was written, and how far its input files have been consumed. */
@Entity('log_streams')
export class LogStreamRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'integer' })
  lastSeq: number;

  /** Of the lines' texts with their line ends. */
  @Column({ type: 'bigint' })
  byteCount: string;

  @Column({ type: 'boolean' })
  hasEnded: boolean;

  @Column({ type: 'boolean' })
  isCapped: boolean;

  @Column({ type: 'bigint' })
  stdoutOffset: string;

  @Column({ type: 'bigint' })
  stderrOffset: string;

  @Column({ type: 'bigint' })
  eventsOffset: string;

  /** Steps that are running at these offsets, as [key, host], the latest last: it owns the lines that follow. */
  @Column({ type: 'jsonb' })
  openSteps: [string, string][];
}

/** Lines [startSeq, startSeq + lineCount) of a log; see `log-codec.ts` for `runs` and `body`. */
@Entity('log_chunks')
export class LogChunkRow {
  @PrimaryColumn({ type: 'bigint' })
  streamId: string;

  @PrimaryColumn({ type: 'integer' })
  startSeq: number;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'integer' })
  lineCount: number;

  @Column({ type: 'integer' })
  byteCount: number;

  @Column({ type: 'timestamptz' })
  firstAt: Date;

  @Column({ type: 'timestamptz' })
  lastAt: Date;

  @Column({ type: 'smallint' })
  codec: number;

  @Column({ type: 'jsonb' })
  runs: LogRun[];

  @Column({ type: 'bytea' })
  body: Buffer;
}
