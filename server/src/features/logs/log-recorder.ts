import type { App } from '../../platform/context.ts';
import type { PlaybookStats, RunnerKind, StepEvent } from '../runners/step-events.rules.ts';

/** Another worker has taken the deployment over (or its log was ended): this recorder must not write any more. */
export class LostOwnership extends Error {
  override name = 'LostOwnership';
}

export interface RecorderInput {
  app: App;
  deploymentId: string;
  projectId: string;
  streamId: number;
  /** Writing goes on only while the deployment's row still names this worker and epoch. */
  ownerWorkerId: string;
  ownerEpoch: number;
  /** The deployment's private folder; see `runnerFiles`. */
  dir: string;
  runner: RunnerKind;
  /** Values that must not be stored. */
  secrets: string[];
  /** Steps that the service declares; they stand as PENDING from the start. */
  stepNames: string[];
  /** Output beyond it is dropped, and the log says so. */
  logCapBytes: number;
}

/** What is known of the deployment from its output, when all of it has been stored. */
export interface RecorderOutcome {
  /** The last state of each step (key and host), in the order in which they first appeared. PENDING ones are left out. */
  steps: StepEvent[];
  /** Ansible's final event, if there was one. */
  stats: PlaybookStats | null;
  lastSeq: number;
  isCapped: boolean;
}

/**
 * The single writer of a running deployment's log and steps.
 */
export class LogRecorder {
  /** Continues exactly where the last committed flush ended. Throws {@link LostOwnership}. */
  static async open(_input: RecorderInput): Promise<LogRecorder> {
    throw new Error('Not built yet.');
  }

  /** One read and flush; returns how many bytes it consumed. */
  pump(): Promise<number> {
    throw new Error('Not built yet.');
  }

  /** Pumps until `signal` aborts, then returns. Survives a database that is away for a while. */
  run(_signal: AbortSignal): Promise<void> {
    throw new Error('Not built yet.');
  }

  /** After the program has ended: stores everything to the end, an unterminated last line included. */
  drain(): Promise<RecorderOutcome> {
    throw new Error('Not built yet.');
  }

  /** A SYSTEM line, masked; stored by the next pump, after what is stored already and before what is read next. */
  writeSystem(_text: string): void {}

  /** Closes the files. */
  async close(): Promise<void> {}
}
