import type { FrameRate } from './rate';

/** One size of the ladder. */
export interface Rung {
  /** By the short side, such as `720p`; also the folder of its segments. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Bits per second at most. */
  readonly maxRate: number;
}

export interface VideoPlan {
  /** Stream of the source. */
  readonly index: number;
  readonly rate: FrameRate;
  /** Frames between key frames; parts begin at its multiples. */
  readonly gop: number;
  /** Frames that the source is expected to give. */
  readonly frames: number;
  /** Frames that may be missing or too many before the source counts as truncated. */
  readonly tolerance: number;
  /** Small first. */
  readonly rungs: readonly Rung[];
  readonly toneMap: boolean;
}

/** How a source is encoded. Plain data: it can be stored, and sent to whoever encodes a part. */
export interface EncodePlan {
  /** Seconds of the source. */
  readonly duration: number;
  /** Seconds at which encoding stops, whatever the source says. */
  readonly maxDuration: number;
  /** Pixels of a source picture; 0 without video. */
  readonly sourcePixels: number;
  readonly preset: string;
  readonly video: VideoPlan | null;
  readonly audio: { readonly index: number } | null;
  readonly warnings: readonly PlanWarning[];
}

/** HDR_NOT_TONE_MAPPED: this FFmpeg cannot, so that colours look pale. */
export type PlanWarning = 'HDR_NOT_TONE_MAPPED';

/** A piece of work that one worker does in one run. */
export interface Part {
  /** WHOLE: picture and sound in one run. VIDEO: frames [from, to) of the picture. AUDIO: the sound. */
  readonly kind: 'WHOLE' | 'VIDEO' | 'AUDIO';
  readonly index: number;
  /** First frame. */
  readonly from: number;
  /** The frame after the last one; the last part goes on to the end of the source. */
  readonly to: number;
  readonly last: boolean;
  /** Files that encoding it leaves in its folder. */
  readonly files: readonly string[];
}
