import { copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Tools } from './binaries';
import { count, type Counted } from './count';
import type { RunOptions } from './encode';
import { encodeLimits } from './guard';
import { joinArguments, joinList } from './join-arguments';
import { packagerArguments, type RawKey } from './packager-arguments';
import { AUDIO_FILE, videoFile, type Part } from './parts';
import type { EncodePlan } from './plan';
import { perSecond } from './rate';
import { TranscodeError } from './reason';
import { resultOf, type TranscodeResult } from './result';
import { run } from './runner';
import { makePoster, makeStoryboard } from './stills';
import { STORYBOARD_FILE, storyboardOf, storyboardText } from './storyboard';
import { pcmArguments, WAVEFORM_FILE, waveformReader } from './waveform';

export interface FinishOptions extends Pick<RunOptions, 'signal'> {
  readonly encryption?: RawKey | undefined;
}

/** The folder in the output that is gone at the end. */
const WORK = '.work';
/** The sound alone, for listening without a player of playlists. */
export const AUDIO_ONLY_FILE = 'audio.m4a';

interface Finishing {
  readonly tools: Tools;
  readonly partsFolder: string;
  readonly output: string;
  readonly plan: EncodePlan;
  readonly parts: readonly Part[];
  readonly signal: AbortSignal | undefined;
}

/**
 * Joins the parts of `partsFolder`, packages them, and makes poster, storyboard, waveform and the sound alone. Needs the
 * files of all parts, not the source. On failure `outputFolder` is gone.
 * @param outputFolder made here; empty before
 * @throws TranscodeError WRONG_OUTPUT when what came out is not what the parts have
 */
export async function finishParts(
  tools: Tools,
  partsFolder: string,
  outputFolder: string,
  plan: EncodePlan,
  parts: readonly Part[],
  { signal, encryption }: FinishOptions = {},
): Promise<TranscodeResult> {
  const work: Finishing = {
    tools,
    partsFolder: resolve(partsFolder),
    output: resolve(outputFolder),
    plan,
    parts,
    signal,
  };
  try {
    await mkdir(join(work.output, WORK), { recursive: true });
    const video = await joinVideo(work);
    const audio = await takeAudio(work);
    await packageAll(work, encryption);
    await makeStills(work, video);
    if (audio) await makeAudio(work, audio);
    await rm(join(work.output, WORK), { recursive: true });
    return await resultOf(work.output, plan, video, audio);
  } catch (error) {
    await rm(work.output, { recursive: true, force: true });
    throw error;
  }
}

const inWork = ({ output }: Finishing, file: string): string => join(output, WORK, file);

async function runIn(work: Finishing, program: string, args: readonly string[], cwd: string): Promise<void> {
  const { tools, plan, signal } = work;
  await run({ program, args, cwd, limits: encodeLimits(plan.duration, plan.pixels), wrappers: tools.wrappers, signal });
}

/** One file per rung; null without video. */
async function joinVideo(work: Finishing): Promise<Counted | null> {
  const { tools, partsFolder, plan, parts, signal } = work;
  if (!plan.video) return null;
  const pictures = parts.filter(({ kind }) => kind === 'VIDEO');
  const counted: Counted[] = [];
  for (const { name } of plan.video.rungs) {
    const file = inWork(work, videoFile(name));
    if (pictures.length === 0) await symlink(join(partsFolder, videoFile(name)), file);
    else await joinRung(work, pictures, name, file);
    counted.push(await count(tools, join(work.output, WORK), videoFile(name), signal));
  }
  const frames = new Set(counted.map((one) => one.frames));
  if (frames.size > 1) throw new TranscodeError('WRONG_OUTPUT', `renditions of ${[...frames].join(', ')} frames`);
  return counted[0]!;
}

async function joinRung(work: Finishing, pictures: readonly Part[], rung: string, file: string): Promise<void> {
  const { tools, partsFolder, plan, signal } = work;
  const video = plan.video!;
  const counts: number[] = [];
  for (const part of pictures) {
    counts.push((await count(tools, partsFolder, videoFile(rung, part.index), signal)).frames);
  }
  const list = `${rung}.ffconcat`;
  await writeFile(join(partsFolder, list), joinList(pictures, rung, counts, video.rate));
  await runIn(work, tools.ffmpeg.path, joinArguments(list, file, video), partsFolder);
  await rm(join(partsFolder, list));
  const joined = await count(tools, join(work.output, WORK), videoFile(rung), signal);
  const sum = counts.reduce((all, one) => all + one, 0);
  if (joined.frames !== sum) throw new TranscodeError('WRONG_OUTPUT', `joined ${joined.frames} of ${sum} frames`);
}

async function takeAudio(work: Finishing): Promise<Counted | null> {
  if (!work.plan.audio) return null;
  await symlink(join(work.partsFolder, AUDIO_FILE), inWork(work, AUDIO_FILE));
  return count(work.tools, work.partsFolder, AUDIO_FILE, work.signal);
}

function packageAll(work: Finishing, encryption: RawKey | undefined): Promise<void> {
  const { tools, plan, output } = work;
  const args = packagerArguments(WORK, plan.video?.rungs ?? [], plan.audio !== null, encryption);
  return runIn(work, tools.packager.path, args, output);
}

/** From our own renditions, which are decoded fast and without risk: the poster from the best, sprites from the least. */
async function makeStills(work: Finishing, counted: Counted | null): Promise<void> {
  const { tools, plan, output, signal } = work;
  const { video } = plan;
  if (!video || !counted) return;
  const rendition = (at: number): string => inWork(work, videoFile(video.rungs.at(at)!.name));
  await makePoster({ tools, video: rendition(-1), signal }, output, counted.frames / perSecond(video.rate));
  const board = storyboardOf(video, counted.frames);
  await makeStoryboard({ tools, video: rendition(0), signal }, output, board);
  await writeFile(join(output, STORYBOARD_FILE), storyboardText(board));
}

async function makeAudio(work: Finishing, { duration }: Counted): Promise<void> {
  const { tools, plan, output, signal } = work;
  const file = join(work.partsFolder, AUDIO_FILE);
  const reader = waveformReader(duration);
  const { path: program } = tools.ffmpeg;
  const limits = encodeLimits(plan.duration, plan.pixels);
  await run({ program, args: pcmArguments(file), limits, wrappers: tools.wrappers, signal, onOutput: reader.read });
  await writeFile(join(output, WAVEFORM_FILE), JSON.stringify(reader.end()));
  await copyFile(file, join(output, AUDIO_ONLY_FILE));
}
