/** Why a source is refused or a run failed, by code: a sentence for the owner, and whether another attempt can pass. */
export const REASONS = {
  NOT_MEDIA: { message: 'The file is not a video or audio file that we can read.', retryable: false },
  NO_STREAMS: { message: 'The file has neither picture nor sound.', retryable: false },
  TRUNCATED: { message: 'The file is incomplete: it ends before what it announces.', retryable: false },
  DAMAGED: { message: 'The file is damaged and cannot be decoded.', retryable: false },
  TOO_LARGE: { message: 'The file is larger than allowed.', retryable: false },
  TOO_LONG: { message: 'The video or audio lasts longer than allowed.', retryable: false },
  TOO_SHORT: { message: 'The video or audio is too short to play.', retryable: false },
  TOO_MANY_PIXELS: { message: 'The picture is larger than allowed.', retryable: false },
  TOO_FEW_PIXELS: { message: 'The picture is too small to play.', retryable: false },
  TOO_MANY_STREAMS: { message: 'The file has more tracks than allowed.', retryable: false },
  TOO_MUCH_WORK: {
    message: 'Preparing the file took more processor time or space than its length allows.',
    retryable: false,
  },
  CANCELLED: { message: 'Preparing the file was cancelled.', retryable: false },
  OUT_OF_MEMORY: { message: 'The machine had too little memory to prepare the file.', retryable: true },
  NO_SPACE: { message: 'The machine had too little disk space to prepare the file.', retryable: true },
  KILLED: { message: 'Preparing the file was interrupted.', retryable: true },
  TIMED_OUT: { message: 'Preparing the file took too long.', retryable: true },
  TOOLS_MISSING: { message: 'The machine lacks a program that prepares files.', retryable: true },
  WRONG_OUTPUT: { message: 'What was prepared does not match the file.', retryable: true },
  FAILED: { message: 'Preparing the file failed.', retryable: true },
} as const satisfies Record<string, { message: string; retryable: boolean }>;

export type ReasonCode = keyof typeof REASONS;

/** A refusal or a failure: `reason` for programs, `message` for people, `detail` for the log only. */
export class TranscodeError extends Error {
  constructor(
    readonly reason: ReasonCode,
    readonly detail = '',
    options?: ErrorOptions,
  ) {
    super(REASONS[reason].message, options);
    this.name = 'TranscodeError';
  }

  /** Whether another attempt, perhaps on another machine, can pass. */
  get retryable(): boolean {
    return REASONS[this.reason].retryable;
  }
}
