import type { Tools } from './binaries';
import type { EncodePlan, Part, PlanWarning } from './plan';
import type { SourceLimits } from './probe';

export interface RunOptions {
  /** Frames (of audio alone: seconds) that are encoded, of how many; at most once a second. */
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the run: the processes are gone within 2 seconds, then CANCELLED is thrown. */
  readonly signal?: AbortSignal;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** An AES key for `cbcs` packaging, in hexadecimal. */
export interface RawKey {
  readonly keyId: string;
  readonly key: string;
  /** What HLS playlists name as the key's address. */
  readonly keyUri: string;
}

export interface FinishOptions extends RunOptions {
  readonly encryption?: RawKey;
}

export interface TranscodeOptions extends FinishOptions {
  /** VIDEO (the default) also takes files that have sound only; AUDIO also takes MP3, WAV, FLAC, Ogg and AAC. */
  readonly kind?: 'VIDEO' | 'AUDIO';
  readonly limits?: Partial<SourceLimits>;
  /** Of x264; `veryfast` unless told. */
  readonly preset?: string;
}

export interface Rendition {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Bits per second at most, sound included, as the master playlist says. */
  readonly bandwidth: number;
  /** RFC 6381, sound included. */
  readonly codecs: string;
  /** Of its segments, without sound. */
  readonly bytes: number;
}

/** What is in the output folder. File names are relative to it. */
export interface TranscodeResult {
  /** Seconds. */
  readonly duration: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly frameRate: number | null;
  readonly frames: number | null;
  readonly hasAudio: boolean;
  readonly hasVideo: boolean;
  /** Small first. */
  readonly renditions: readonly Rendition[];
  readonly hls: string;
  readonly dash: string;
  readonly poster: string | null;
  readonly storyboard: string | null;
  readonly waveform: string | null;
  readonly audioOnly: string | null;
  readonly warnings: readonly PlanWarning[];
}

/** Encodes one part into `folder` and counts what came out. @throws TranscodeError */
export type EncodePart = (
  tools: Tools,
  source: string,
  folder: string,
  plan: EncodePlan,
  part: Part,
  options?: RunOptions,
) => Promise<void>;

/** Joins the parts of `partsFolder`, packages them and makes everything else in `outputFolder`. @throws TranscodeError */
export type FinishParts = (
  tools: Tools,
  partsFolder: string,
  outputFolder: string,
  plan: EncodePlan,
  parts: readonly Part[],
  options?: FinishOptions,
) => Promise<TranscodeResult>;

/** All of it on this machine, into an empty `outputFolder`. @throws TranscodeError */
export type Transcode = (
  tools: Tools,
  source: string,
  outputFolder: string,
  options?: TranscodeOptions,
) => Promise<TranscodeResult>;
