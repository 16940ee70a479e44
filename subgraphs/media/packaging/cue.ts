/** What is shown from one moment of a video to another. */
export interface Cue {
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  /** Where it is shown, in WebVTT's words (`line:0 align:start`); '' for the usual place. */
  readonly settings: string;
  /** Text with WebVTT's own tags only. */
  readonly text: string;
}

/** Why a part of a file is no cue. */
export type CueProblem =
  'NO_TIMES' | 'UNREADABLE_TIMES' | 'ENDS_BEFORE_IT_BEGINS' | 'TOO_LATE' | 'NO_TEXT' | 'TOO_MUCH_TEXT';

export interface Captions {
  /** In the order in which they begin. */
  readonly cues: readonly Cue[];
  /** Parts that are left out, by the line of the file (from 1) on which they begin. */
  readonly problems: readonly { readonly line: number; readonly problem: CueProblem }[];
}

export const captionLimits = {
  bytes: 5_000_000,
  cues: 20_000,
  /** Characters of one cue. */
  text: 2_000,
  /** Seconds: a day. */
  end: 86_400,
} as const;

/** A file that holds no captions at all. */
export class CaptionError extends Error {
  override readonly name = 'CaptionError';

  constructor(readonly code: 'NOT_TEXT' | 'TOO_LARGE' | 'NO_CUES' | 'TOO_MANY_CUES') {
    super(`No captions: ${code}.`);
  }
}
