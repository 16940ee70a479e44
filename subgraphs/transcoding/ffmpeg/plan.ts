import type { SourceKind } from './guard';
import { rungsOf, type Rung } from './ladder';
import { perSecond, type FrameRate } from './rate';
import { hasIndex, type SourceFacts, type VideoFacts } from './source-facts';

export interface VideoPlan {
  /** Stream of the source. */
  readonly index: number;
  readonly rate: FrameRate;
  /** Frames between key frames; parts begin at its multiples. */
  readonly gop: number;
  /** Frames that the source is expected to give. */
  readonly frames: number;
  /** Frames that may be missing or too many before the source counts as cut off. */
  readonly tolerance: number;
  /** Seconds that frames are shown earlier than the source says, less than one frame: so they fall on the grid of the rate. */
  readonly shift: number;
  /** Seconds that are decoded before a part: a seek lands at or before its first key frame then. */
  readonly before: number;
  /** Small first. */
  readonly rungs: readonly Rung[];
  readonly toneMap: 'PQ' | 'HLG' | null;
}

/** HDR_NOT_TONE_MAPPED: this FFmpeg cannot, so that colours look pale. */
export type PlanWarning = 'HDR_NOT_TONE_MAPPED';

/** How a source is encoded. Plain data: it can be stored, and sent to whoever encodes a part. */
export interface EncodePlan {
  readonly kind: SourceKind;
  /** Seconds of the source's own clock at which it begins. */
  readonly start: number;
  /** Seconds of the source. */
  readonly duration: number;
  /** Seconds at which encoding stops, whatever the source goes on with. */
  readonly maxDuration: number;
  /** Of one picture of the source; 0 without video. */
  readonly pixels: number;
  readonly preset: string;
  readonly video: VideoPlan | null;
  readonly audio: { readonly index: number; /** Seconds; null when unknown. */ readonly end: number | null } | null;
  readonly warnings: readonly PlanWarning[];
}

export interface PlanOptions {
  readonly kind?: SourceKind;
  /** Whether FFmpeg can turn HDR into SDR: of `Tools`. */
  readonly toneMapping: boolean;
  /** Of x264; `veryfast` unless told. */
  readonly preset?: string;
}

/** Seconds between key frames. */
const GOP = 2;
/** Seconds that a source may go on for after its announced end. */
const BEYOND = 5;

/** How a source is best encoded. */
export function planOf(
  facts: SourceFacts,
  { kind = 'VIDEO', toneMapping, preset = 'veryfast' }: PlanOptions,
): EncodePlan {
  const { video, audio } = facts;
  const duration = facts.duration ?? Math.max(video?.end ?? 0, audio?.end ?? 0);
  return {
    kind,
    start: facts.start,
    duration,
    maxDuration: Math.ceil(Math.max(duration, video?.end ?? 0, audio?.end ?? 0) + BEYOND),
    pixels: video?.pixels ?? 0,
    preset,
    video: video ? videoPlan(video, video.end ?? duration, beforeOf(facts), toneMapping) : null,
    audio: audio ? { index: audio.index, end: audio.end } : null,
    warnings: video?.hdr && !toneMapping ? ['HDR_NOT_TONE_MAPPED'] : [],
  };
}

/**
 * With an index a seek finds the key frame itself. Elsewhere it lands anywhere: key frames are seldom further apart. Where
 * frames come as they like, the one that is shown at a moment may have come long before.
 */
function beforeOf(facts: SourceFacts): number {
  return hasIndex(facts) && facts.video?.constantRate ? 1 : 12;
}

function videoPlan(video: VideoFacts, end: number, before: number, toneMapping: boolean): VideoPlan {
  const { index, rate, width, height, start } = video;
  const fps = perSecond(rate);
  // Half between two places of the grid, every other frame would be dropped or doubled.
  const shift = start - Math.floor(start * fps + 0.05) / fps;
  const frames = Math.max(1, Math.round((end - Math.max(0, shift)) * fps));
  return {
    index,
    rate,
    gop: Math.max(1, Math.round(GOP * fps)),
    frames,
    shift: shift * fps > 0.05 ? shift : 0,
    before,
    // Where frames come as they like, nothing says how long the last one is shown.
    tolerance: Math.max(2, Math.ceil(fps * (video.constantRate ? 0.1 : 1)), Math.ceil(frames * 0.002)),
    rungs: rungsOf(width, height, rate),
    toneMap: toneMapping ? video.hdr : null,
  };
}
