import type { TranscodeReasonCode } from '../job/transcode-reason';
import { TranscodeError } from '../ffmpeg';

/** What keeps a task from being done, beside what FFmpeg says. */
export class TaskFailure extends Error {
  override readonly name = 'TaskFailure';

  constructor(
    readonly reason: TranscodeReasonCode,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}

/** Why a task was not done, by code. Nobody has asked to end it: who was cancelled has lost the task, and says nothing. */
export function reasonOf(error: unknown): TranscodeReasonCode {
  if (error instanceof TaskFailure) return error.reason;
  if (error instanceof TranscodeError) return error.reason === 'CANCELLED' ? 'KILLED' : error.reason;
  return codeOf(error) === 'ENOSPC' ? 'NO_SPACE' : 'FAILED';
}

/** Work with the object store: whatever goes wrong there can pass, unless it is this machine's disk. */
export function withStore<T>(work: Promise<T>): Promise<T> {
  return work.catch((cause: unknown) => {
    throw new TaskFailure(codeOf(cause) === 'ENOSPC' ? 'NO_SPACE' : 'STORE_UNAVAILABLE', { cause });
  });
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
