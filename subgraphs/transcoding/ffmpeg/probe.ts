import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Tools } from './binaries';
import { fileUrl, guardArguments, PROBE_LIMITS, type SourceKind } from './guard';
import { TranscodeError } from './reason';
import { run } from './runner';
import {
  DEFAULT_LIMITS,
  hasIndex,
  sourceFacts,
  type ProbeAnswer,
  type SourceFacts,
  type SourceLimits,
} from './source-facts';
import { words } from './words';

export interface ProbeOptions {
  /** VIDEO (the default) also takes files that have sound only; AUDIO also takes MP3, WAV, FLAC, Ogg and AAC. */
  readonly kind?: SourceKind;
  readonly limits?: Partial<SourceLimits>;
  readonly signal?: AbortSignal | undefined;
}

/** Seconds before the announced end at which the file is read, to see that it goes on so far. */
const TAIL = 5;
/** Seconds by which the last packet may end before the announced end. */
const MISSING = 1.5;
/** Seconds; ffprobe reads nothing where the end is left open. */
const FOREVER = 1_000_000;
export const probeArguments = (source: string, guard: readonly string[]): readonly string[] =>
  words(['-v', 'error', ...guard], ['-print_format', 'json', '-show_format', '-show_streams'], fileUrl(source));

/** Packets of one stream from a moment on: when each is shown, and for how long. */
export const packetArguments = (
  source: string,
  guard: readonly string[],
  stream: number,
  from: number,
): readonly string[] =>
  words(
    ['-v', 'error', ...guard],
    ['-select_streams', String(stream), ...(from > 0 ? ['-read_intervals', `${from}%+${FOREVER}`] : [])],
    ['-show_entries', 'packet=pts_time,duration_time', '-of', 'csv=p=0'],
    fileUrl(source),
  );

/**
 * What a file is. Its end is read too: a file that was cut off announces more than it has, and one that was recorded
 * live announces nothing.
 * @throws TranscodeError with the refusal
 */
export async function probeSource(tools: Tools, source: string, options: ProbeOptions = {}): Promise<SourceFacts> {
  const path = resolve(source);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { size } = await stat(path);
  if (size > limits.bytes) throw new TranscodeError('TOO_LARGE', `${size} bytes`);
  if (size === 0) throw new TranscodeError('NOT_MEDIA', 'empty');
  const guard = guardArguments(options.kind ?? 'VIDEO', limits.pixels, limits.streams);
  const ask = async (args: readonly string[], onOutput: (chunk: Buffer) => void): Promise<void> => {
    const { path: program } = tools.ffprobe;
    await run({ program, args, onOutput, limits: PROBE_LIMITS, wrappers: tools.wrappers, signal: options.signal });
  };
  const chunks: Buffer[] = [];
  await ask(probeArguments(path, guard), (chunk) => chunks.push(chunk)).catch(async (error: unknown) => {
    const cut = error instanceof TranscodeError && error.reason === 'TRUNCATED';
    throw cut && !(await beginsWithBox(path)) ? new TranscodeError('NOT_MEDIA', error.detail) : error;
  });
  const answer = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ProbeAnswer;
  const facts = sourceFacts(answer, limits);
  const lastEnd = async (stream: number, from: number): Promise<number | null> => {
    const reader = packetReader();
    await ask(packetArguments(path, guard, stream, from), reader.read);
    return reader.end() === null ? null : reader.end()! - facts.start;
  };
  return withEnd(facts, limits, lastEnd);
}

/** What is called mp4 is read as such: only where it begins like one is it one that was cut off. */
async function beginsWithBox(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip'].includes(buffer.toString('latin1', 4, 8));
  } finally {
    await file.close();
  }
}

async function withEnd(
  facts: SourceFacts,
  limits: SourceLimits,
  lastEnd: (stream: number, from: number) => Promise<number | null>,
): Promise<SourceFacts> {
  const main = facts.video ?? facts.audio!;
  let { end } = main;
  if (end === null) {
    end = await lastEnd(main.index, 0);
    if (end === null) throw new TranscodeError('NO_STREAMS', 'no packets');
  } else if (hasIndex(facts)) {
    const read = await lastEnd(main.index, Math.max(0, end - TAIL)).catch((error: unknown) => {
      if (error instanceof TranscodeError && !error.retryable && error.reason !== 'CANCELLED') return null;
      throw error;
    });
    if (read === null || read < end - MISSING) throw new TranscodeError('TRUNCATED', `ends at ${read} s of ${end} s`);
  }
  if (end <= 0) throw new TranscodeError('TOO_SHORT', `${end} s`);
  const duration = facts.duration ?? end;
  if (Math.max(duration, end) > limits.duration) throw new TranscodeError('TOO_LONG', `${Math.max(duration, end)} s`);
  return facts.video
    ? { ...facts, duration, video: { ...facts.video, end } }
    : { ...facts, duration, audio: { ...facts.audio!, end } };
}

/** The end of the packet that is shown last, over lines of `pts_time,duration_time` in chunks that may end anywhere. */
export function packetReader(): { read: (chunk: Buffer | string) => void; end: () => number | null } {
  let rest = '';
  let end: number | null = null;
  return {
    read: (chunk) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [shown, lasts] = line.split(',');
        const value = Number(shown) + (Number(lasts) || 0);
        if (shown && Number.isFinite(value)) end = Math.max(end ?? value, value);
      }
    },
    end: () => end,
  };
}
