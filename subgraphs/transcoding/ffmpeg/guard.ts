import { cpus } from 'node:os';
import { words } from './words';

/** What a source is expected to be. */
export type SourceKind = 'VIDEO' | 'AUDIO';

const CONTAINERS: Readonly<Record<SourceKind, string>> = {
  VIDEO: 'mov,matroska,webm,avi,mpegts',
  AUDIO: 'mov,matroska,webm,mp3,wav,flac,ogg,aac',
};

/**
 * Input options that every run on a source begins with. Playlists and manifests read what they name, so that only
 * containers which hold everything themselves are known; the list of protocols alone would leave local files open.
 * @param pixels width times height that a decoder may ask for
 */
export const guardArguments = (kind: SourceKind, pixels: number, streams: number): readonly string[] =>
  words(
    ['-protocol_whitelist', 'file,pipe'],
    ['-format_whitelist', CONTAINERS[kind]],
    ['-max_pixels', String(pixels)],
    ['-max_streams', String(streams)],
  );

/** For our own intermediate files. */
export const ownGuard = (formats = 'mov'): readonly string[] =>
  words(['-protocol_whitelist', 'file,pipe'], ['-format_whitelist', formats]);

/** The name of a local file that cannot be taken for a protocol. */
export const fileUrl = (path: string): string => `file:${path}`;

/** What one run may take. */
export interface ProcessLimits {
  /** Bytes of address space. */
  readonly memory: number;
  /** Seconds of processor time. */
  readonly cpu: number;
  /** Bytes of any one file that it writes. */
  readonly fileBytes: number;
  /** Seconds on the wall clock. */
  readonly time: number;
}

/** Address space below 2 GB breaks 1080p; decoders keep frames, and each thread of a large machine has its own. */
export const memoryFor = (pixels: number, threads = cpus().length): number =>
  Math.round(3_000_000_000 + 150 * Math.max(0, pixels - 1920 * 1080) + 150_000_000 * Math.max(0, threads - 2));

/** For questions that are answered from a file's head, its index or its packets. */
export const PROBE_LIMITS: ProcessLimits = {
  memory: 3_000_000_000,
  cpu: 120,
  fileBytes: 1_000_000,
  time: 300,
};

/**
 * For decoding and encoding: generous for what is honest, an end for what is not.
 * @param duration seconds of the source @param pixels of one picture of the source
 */
export const encodeLimits = (duration: number, pixels: number): ProcessLimits => ({
  memory: memoryFor(pixels),
  cpu: Math.ceil(120 + duration * 60 * Math.max(1, pixels / (1920 * 1080))),
  fileBytes: Math.ceil(100_000_000 + duration * 2_000_000),
  time: Math.ceil(300 + duration * 60),
});
