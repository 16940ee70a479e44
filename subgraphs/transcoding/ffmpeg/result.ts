import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Counted } from './count';
import type { Rung } from './ladder';
import { AUDIO_FOLDER, DASH_FILE, HLS_FILE } from './packager-arguments';
import { AUDIO_FILE } from './parts';
import type { EncodePlan, PlanWarning } from './plan';
import { mediaPlaylist, variantsOf } from './playlists';
import { perSecond } from './rate';
import { TranscodeError } from './reason';
import { POSTER_FILE } from './stills';
import { STORYBOARD_FILE } from './storyboard';
import { WAVEFORM_FILE } from './waveform';

export interface Rendition {
  /** By the short side, such as `720p`. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Bits per second at most, sound included, as the multivariant playlist says. */
  readonly bandwidth: number;
  /** RFC 6381, sound included. */
  readonly codecs: string;
  /** Of its segments, without sound. */
  readonly bytes: number;
}

/** What is in the output folder. File names are relative to it; those of what the source does not have are null. */
export interface TranscodeResult {
  /** Seconds. */
  readonly duration: number;
  readonly width: number | null;
  readonly height: number | null;
  /** Frames per second. */
  readonly frameRate: number | null;
  readonly frames: number | null;
  readonly hasAudio: boolean;
  readonly hasVideo: boolean;
  /** Small first; empty without video. */
  readonly renditions: readonly Rendition[];
  readonly hls: string;
  readonly dash: string;
  readonly poster: string | null;
  /** WebVTT. */
  readonly storyboard: string | null;
  readonly waveform: string | null;
  readonly audioOnly: string | null;
  readonly warnings: readonly PlanWarning[];
}

/** Seconds by which a playlist may differ from the file that it was made of. */
const CLOSE = 0.1;

/** Reads what the packager wrote, and holds it against what was encoded. @throws TranscodeError WRONG_OUTPUT */
export async function resultOf(
  output: string,
  plan: EncodePlan,
  video: Counted | null,
  audio: Counted | null,
): Promise<TranscodeResult> {
  const rungs = plan.video?.rungs ?? [];
  const master = await text(output, HLS_FILE);
  const length = plan.video && video ? video.frames / perSecond(plan.video.rate) : (audio?.duration ?? 0);
  for (const { name } of rungs) await checkPlaylist(output, name, length);
  if (audio) await checkPlaylist(output, AUDIO_FOLDER, audio.duration);
  const manifest = await text(output, DASH_FILE);
  if (!manifest.includes('</MPD>')) throw new TranscodeError('WRONG_OUTPUT', 'DASH manifest is incomplete');
  const largest = rungs.at(-1);
  return {
    // Sound is encoded in frames of its own, so that it ends a little later than the picture.
    duration: audio && audio.duration > length + CLOSE ? audio.duration : length,
    width: largest?.width ?? null,
    height: largest?.height ?? null,
    frameRate: plan.video ? perSecond(plan.video.rate) : null,
    frames: video?.frames ?? null,
    hasAudio: audio !== null,
    hasVideo: video !== null,
    renditions: await Promise.all(rungs.map((rung) => renditionOf(output, rung, master, audio !== null))),
    hls: HLS_FILE,
    dash: DASH_FILE,
    poster: video ? POSTER_FILE : null,
    storyboard: video ? STORYBOARD_FILE : null,
    waveform: audio ? WAVEFORM_FILE : null,
    audioOnly: audio ? AUDIO_FILE : null,
    warnings: plan.warnings,
  };
}

async function renditionOf(output: string, rung: Rung, master: string, hasAudio: boolean): Promise<Rendition> {
  const { name, width, height } = rung;
  const variant = variantsOf(master).find(({ uri }) => uri === `${name}/index.m3u8`);
  const codecs = variant?.codecs ?? '';
  const complete = codecs.includes('avc1.') && (!hasAudio || codecs.includes('mp4a.'));
  if (!variant || !(variant.bandwidth > 0) || !complete) {
    throw new TranscodeError('WRONG_OUTPUT', `${HLS_FILE} lists ${name} as ${JSON.stringify(variant)}`);
  }
  const files = await readdir(join(output, name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(output, name, file))).size));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return { name, width, height, bandwidth: variant.bandwidth, codecs, bytes };
}

/** Every segment is there, and together they last as long as the file that they were cut of. */
async function checkPlaylist(output: string, folder: string, length: number): Promise<void> {
  const playlist = mediaPlaylist(await text(output, join(folder, 'index.m3u8')));
  const files = new Set(await readdir(join(output, folder)));
  const missing = playlist.segments.filter((segment) => !files.has(segment));
  if (!playlist.complete || missing.length > 0 || Math.abs(playlist.duration - length) > CLOSE) {
    const found = `${playlist.duration} s of ${length} s, without ${missing.join(', ') || 'nothing'}`;
    throw new TranscodeError('WRONG_OUTPUT', `playlist of ${folder}: ${found}`);
  }
}

const text = (output: string, file: string): Promise<string> =>
  readFile(join(output, file), 'utf8').catch((cause: unknown) => {
    throw new TranscodeError('WRONG_OUTPUT', `no ${file}`, { cause });
  });
