import { mkdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Tools } from './binaries';
import { count } from './count';
import { audioArguments, partArguments, wholeArguments } from './encode-arguments';
import { encodeLimits } from './guard';
import { AUDIO_FILE, type Part } from './parts';
import type { EncodePlan, VideoPlan } from './plan';
import { progressReader } from './progress';
import { perSecond } from './rate';
import { TranscodeError } from './reason';
import { run } from './runner';

/** How far a run is. */
export interface Progress {
  /** Frames that are encoded; of sound alone, seconds. */
  readonly done: number;
  readonly total: number;
}

export interface RunOptions {
  /** Called about twice a second. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Ends the run: its processes are killed, then CANCELLED is thrown. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Seconds that are decoded before a part where frames are missing after what the plan says: more than key frames usually
 * lie apart, then much more, then all of it.
 */
const MORE: readonly (number | null)[] = [12, 60, null];

/** What comes of a seek past the part's key frame: too few frames, or none. */
const MISSED: readonly string[] = ['TRUNCATED', 'DAMAGED', 'FAILED'];

/** Seconds that the sound may be shorter than announced. */
const SOUND_MISSING = 1.5;

/**
 * Encodes one part and counts what came out. On success `folder` has the files of the part; on failure none of them.
 * @throws TranscodeError TRUNCATED when the source ends before what it announced
 */
export async function encodePart(
  tools: Tools,
  source: string,
  folder: string,
  plan: EncodePlan,
  part: Part,
  options: RunOptions = {},
): Promise<void> {
  await mkdir(folder, { recursive: true });
  try {
    await encoders[part.kind]({ tools, source: resolve(source), folder, plan, part, options });
  } catch (error) {
    await Promise.all(part.files.map((file) => rm(resolve(folder, file), { force: true })));
    throw error;
  }
}

interface Work {
  readonly tools: Tools;
  readonly source: string;
  readonly folder: string;
  readonly plan: EncodePlan;
  readonly part: Part;
  readonly options: RunOptions;
}

const encoders: Readonly<Record<Part['kind'], (work: Work) => Promise<void>>> = {
  WHOLE: async (work) => {
    await encode(work, wholeArguments(work.source, work.plan));
    await checkFrames(work, work.plan.video!);
    if (work.plan.audio) await checkSound(work);
  },
  AUDIO: async (work) => {
    await encode(work, audioArguments(work.source, work.plan));
    await checkSound(work);
  },
  VIDEO: async (work) => {
    for (const before of new Set([work.plan.video!.before, ...MORE])) {
      try {
        await encode(work, partArguments(work.source, work.plan, work.part, before));
        return await checkFrames(work, work.plan.video!);
      } catch (error) {
        const missed = error instanceof TranscodeError && MISSED.includes(error.reason);
        if (before === null || !missed) throw error;
      }
    }
  },
};

async function encode({ tools, folder, plan, part, options }: Work, args: readonly string[]): Promise<void> {
  const total = part.kind === 'AUDIO' ? plan.duration : part.to - part.from;
  const onOutput = progressReader(({ frames, seconds }) =>
    options.onProgress?.({ done: Math.min(total, part.kind === 'AUDIO' ? seconds : frames), total }),
  );
  await run({
    program: tools.ffmpeg.path,
    args,
    cwd: folder,
    limits: encodeLimits(plan.duration, plan.pixels),
    wrappers: tools.wrappers,
    signal: options.signal,
    onOutput,
  });
}

/** Each rung has the same frames: exactly those of the part, or for the last about those that the source announced. */
async function checkFrames({ tools, folder, part, options }: Work, video: VideoPlan): Promise<void> {
  const files = part.files.filter((file) => file !== AUDIO_FILE);
  const counted = await Promise.all(files.map((file) => count(tools, folder, file, options.signal)));
  const frames = counted.map((one) => one.frames);
  const wanted = part.to - part.from;
  if (new Set(frames).size > 1) throw new TranscodeError('WRONG_OUTPUT', `renditions of ${frames.join(', ')} frames`);
  const tolerance = part.last ? video.tolerance : 0;
  if (frames[0]! < Math.max(1, wanted - tolerance)) {
    throw new TranscodeError('TRUNCATED', `${frames[0]} of ${wanted} frames from ${part.from} on`);
  }
  if (frames[0]! > wanted + tolerance + (part.last ? Math.ceil(perSecond(video.rate)) : 0)) {
    throw new TranscodeError('WRONG_OUTPUT', `${frames[0]} frames where ${wanted} were wanted`);
  }
}

async function checkSound({ tools, folder, plan, options }: Work): Promise<void> {
  const { duration } = await count(tools, folder, AUDIO_FILE, options.signal);
  const wanted = plan.audio!.end;
  if (duration <= 0) throw new TranscodeError(wanted ? 'DAMAGED' : 'NO_STREAMS', 'no sound');
  if (wanted !== null && duration < wanted - Math.max(SOUND_MISSING, wanted * 0.01)) {
    throw new TranscodeError('TRUNCATED', `${duration} of ${wanted} seconds of sound`);
  }
}
