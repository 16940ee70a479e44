import { TranscodeError } from './reason';
import { encodedRate, parseRate, perSecond, type FrameRate } from './rate';

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
  /** Pixels as stored. */
  readonly pixels: number;
  /** Degrees that a player turns the picture by: 0, 90, 180 or 270. */
  readonly rotation: number;
  /** The constant rate to encode at. */
  readonly rate: FrameRate;
  /** Whether the source itself has that constant rate, so that each of its frames is encoded once. */
  readonly constantRate: boolean;
  /** Seconds from the start of the file to the first frame. */
  readonly start: number;
  /** Seconds from the start of the file to the end of the last frame; null when the container does not say. */
  readonly end: number | null;
  readonly pixelFormat: string;
  /** For screens that know HDR: to be tone-mapped for all others. */
  readonly hdr: 'PQ' | 'HLG' | null;
}

export interface AudioFacts {
  readonly index: number;
  readonly codec: string;
  readonly channels: number;
  /** Hertz. */
  readonly sampleRate: number;
  /** As of the video. */
  readonly end: number | null;
}

/** What a source holds, of that which matters here. */
export interface SourceFacts {
  readonly bytes: number;
  /** Seconds; null when the container does not say. */
  readonly duration: number | null;
  /** Seconds of the source's own clock at which its picture or sound begins, whichever is first. */
  readonly start: number;
  /** Container as FFmpeg names it, such as `mov,mp4,m4a,3gp,3g2,mj2`. */
  readonly container: string;
  readonly video: VideoFacts | null;
  readonly audio: AudioFacts | null;
}

/** Whether it says where its key frames are, so that any moment of it can be read without the rest. */
export const hasIndex = ({ container }: SourceFacts): boolean => /^(mov|matroska)/.test(container);

/** ffprobe's answer, of which nothing is taken for granted. */
export interface ProbeAnswer {
  readonly format?: {
    readonly format_name?: string;
    readonly duration?: string;
    readonly start_time?: string;
    readonly size?: string;
  };
  readonly streams?: readonly ProbedStream[];
}

interface ProbedStream {
  readonly index: number;
  readonly codec_type?: string;
  readonly codec_name?: string;
  readonly width?: number;
  readonly height?: number;
  readonly sample_aspect_ratio?: string;
  readonly pix_fmt?: string;
  readonly color_transfer?: string;
  readonly avg_frame_rate?: string;
  readonly r_frame_rate?: string;
  readonly duration?: string;
  readonly start_time?: string;
  readonly channels?: number;
  readonly sample_rate?: string;
  readonly disposition?: { readonly attached_pic?: number; readonly default?: number };
  readonly tags?: Readonly<Record<string, string>>;
  readonly side_data_list?: readonly { readonly rotation?: number }[];
}

/** The shortest side that players and encoders agree on, in pixels. */
const SMALLEST = 16;

/** Reads ffprobe's answer. @throws TranscodeError where it goes past a limit, or holds nothing to play */
export function sourceFacts(answer: ProbeAnswer, limits: SourceLimits = DEFAULT_LIMITS): SourceFacts {
  const { format = {}, streams = [] } = answer;
  const bytes = Number(format.size ?? 0);
  if (bytes > limits.bytes) throw new TranscodeError('TOO_LARGE', `${bytes} bytes`);
  if (streams.length >= limits.streams) throw new TranscodeError('TOO_MANY_STREAMS', `${streams.length} streams`);
  const video = best(streams, 'video');
  const audio = best(streams, 'audio');
  const start = startOf(format, [video, audio]);
  const facts: SourceFacts = {
    bytes,
    start,
    duration: seconds(format.duration),
    container: format.format_name ?? '',
    video: video ? videoFacts(video, start) : null,
    audio: audio ? audioFacts(audio, start) : null,
  };
  if (!facts.video && !facts.audio) throw new TranscodeError('NO_STREAMS');
  const longest = Math.max(facts.duration ?? 0, facts.video?.end ?? 0, facts.audio?.end ?? 0);
  if (longest > limits.duration) throw new TranscodeError('TOO_LONG', `${longest} s`);
  if (facts.video) checkSize(facts.video, limits);
  return facts;
}

/** FFmpeg counts from the start of a file; of MPEG-TS from that of the streams which it reads. */
function startOf(format: NonNullable<ProbeAnswer['format']>, read: readonly (ProbedStream | undefined)[]): number {
  const starts = read.flatMap((stream) => seconds(stream?.start_time) ?? []);
  const first = seconds(format.start_time) ?? 0;
  return format.format_name === 'mpegts' && starts.length > 0 ? Math.min(...starts) : first;
}

function checkSize(video: VideoFacts, limits: SourceLimits): void {
  const size = `${video.width}x${video.height}`;
  if (Math.max(video.pixels, video.width * video.height) > limits.pixels)
    throw new TranscodeError('TOO_MANY_PIXELS', size);
  if (Math.min(video.width, video.height) < SMALLEST) throw new TranscodeError('TOO_FEW_PIXELS', size);
}

/** The default one of a kind, else the first; a cover is no video, and what FFmpeg has no name for cannot be decoded. */
function best(streams: readonly ProbedStream[], type: 'video' | 'audio'): ProbedStream | undefined {
  const fitting = streams.filter(
    (stream) =>
      stream.codec_type === type &&
      stream.codec_name !== undefined &&
      !['unknown', 'none'].includes(stream.codec_name) &&
      !stream.disposition?.attached_pic &&
      (type === 'audio' ? (stream.channels ?? 0) > 0 : (stream.width ?? 0) > 0 && (stream.height ?? 0) > 0),
  );
  return fitting.find((stream) => stream.disposition?.default) ?? fitting[0];
}

function videoFacts(stream: ProbedStream, start: number): VideoFacts {
  const average = parseRate(stream.avg_frame_rate);
  const base = parseRate(stream.r_frame_rate);
  const rate = encodedRate(average, base);
  const rotation = rotationOf(stream);
  const shown = shownSize(stream);
  const turned = rotation % 180 === 90;
  return {
    index: stream.index,
    codec: stream.codec_name!,
    width: turned ? shown.height : shown.width,
    height: turned ? shown.width : shown.height,
    pixels: stream.width! * stream.height!,
    rotation,
    rate,
    constantRate: [average, base].every(
      (own) => own !== null && Math.abs(perSecond(own) / perSecond(rate) - 1) < 0.001,
    ),
    start: Math.max(0, (seconds(stream.start_time) ?? start) - start),
    end: endOf(stream, start),
    pixelFormat: stream.pix_fmt ?? '',
    hdr: stream.color_transfer === 'smpte2084' ? 'PQ' : stream.color_transfer === 'arib-std-b67' ? 'HLG' : null,
  };
}

const audioFacts = (stream: ProbedStream, start: number): AudioFacts => ({
  index: stream.index,
  codec: stream.codec_name!,
  channels: stream.channels!,
  sampleRate: Number(stream.sample_rate ?? 0),
  end: endOf(stream, start),
});

/** Wide pixels make the picture wider, as players show it. */
function shownSize({ width, height, sample_aspect_ratio: aspect }: ProbedStream): { width: number; height: number } {
  const [, across, down] = /^(\d+):(\d+)$/.exec(aspect ?? '') ?? [];
  const ratio = Number(across) / Number(down);
  const usable = Number.isFinite(ratio) && ratio >= 0.2 && ratio <= 5;
  return { width: Math.round(width! * (usable ? ratio : 1)), height: height! };
}

/** Of the display matrix, or of the tag that older files have; FFmpeg turns by quarters. */
function rotationOf(stream: ProbedStream): number {
  const side = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation;
  const degrees = side ?? -Number(stream.tags?.['rotate'] ?? 0);
  return Number.isFinite(degrees) ? (((Math.round(degrees / 90) * 90) % 360) + 360) % 360 : 0;
}

/** Matroska says it in a tag, as `00:00:03.000000000`. */
function endOf(stream: ProbedStream, start: number): number | null {
  const own = seconds(stream.duration) ?? clock(stream.tags?.['DURATION']);
  return own === null ? null : own + (seconds(stream.start_time) ?? start) - start;
}

function clock(text: string | undefined): number | null {
  const [, hours, minutes, rest] = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text ?? '') ?? [];
  return hours === undefined ? null : Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}

function seconds(text: string | undefined): number | null {
  const value = Number(text ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}
