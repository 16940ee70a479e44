import type { FrameRate } from './rate';

/** What a source may be at most; all of it is checked before anything is decoded. */
export interface SourceLimits {
  /** Bytes. */
  readonly bytes: number;
  /** Seconds. */
  readonly duration: number;
  /** Width times height of one picture. */
  readonly pixels: number;
  /** Tracks of any kind. */
  readonly streams: number;
}

export const DEFAULT_LIMITS: SourceLimits = {
  bytes: 20_000_000_000,
  duration: 12 * 3600,
  pixels: 36_000_000,
  streams: 32,
};

export interface VideoFacts {
  /** Index of the stream in the file. */
  readonly index: number;
  readonly codec: string;
  /** Pixels as shown: after rotation, with square pixels. */
  readonly width: number;
  readonly height: number;
  /** Degrees clockwise that a player turns the picture by: 0, 90, 180 or 270. */
  readonly rotation: number;
  /** The constant rate to encode at. */
  readonly rate: FrameRate;
  /** Whether the source itself has that constant rate, so that each of its frames is encoded once. */
  readonly constantRate: boolean;
  /** Frames of the source as far as its container says. */
  readonly frames: number | null;
  /** Seconds from the start of the file to the end of the last frame. */
  readonly end: number;
  readonly pixelFormat: string;
  /** PQ or HLG: to be tone-mapped for ordinary screens. */
  readonly hdr: boolean;
}

export interface AudioFacts {
  readonly index: number;
  readonly codec: string;
  readonly channels: number;
  /** Hertz. */
  readonly sampleRate: number;
}

/** What a source holds, of that which matters here. */
export interface SourceFacts {
  readonly bytes: number;
  /** Seconds. */
  readonly duration: number;
  /** Container as FFmpeg names it, such as `mov,mp4,m4a,3gp,3g2,mj2`. */
  readonly container: string;
  readonly video: VideoFacts | null;
  readonly audio: AudioFacts | null;
}
