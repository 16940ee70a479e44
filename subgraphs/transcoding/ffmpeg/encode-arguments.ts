import { fileUrl, guardArguments } from './guard';
import type { Rung } from './ladder';
import { AUDIO_FILE, videoFile, type Part } from './parts';
import type { EncodePlan, VideoPlan } from './plan';
import { perSecond, rateText, type FrameRate } from './rate';
import { words } from './words';

const HEAD = ['-nostdin', '-hide_banner', '-v', 'warning', '-y', '-nostats', '-progress', 'pipe:1'];

/** Tracks that a decoder may meet; the probe counted them before. */
const STREAMS = 32;
/** Codecs store whole blocks: a little more than is shown. */
const BLOCKS = 1.25;

const guardOf = (plan: EncodePlan): readonly string[] =>
  guardArguments(plan.kind, Math.round(Math.max(plan.pixels, 1920 * 1080) * BLOCKS), STREAMS);

/** What the source says about itself stays behind. */
const NOTHING_ELSE = ['-map_metadata', '-1', '-map_chapters', '-1', '-dn', '-sn'];

/** Ticks per second in which each frame of a rate has a whole number of them. */
export function timescale({ numerator }: FrameRate): number {
  let ticks = numerator;
  while (ticks < 10_000) ticks *= 2;
  return ticks;
}

/** One run: each rung and the sound into its own file of the working folder. */
export function wholeArguments(source: string, plan: EncodePlan): readonly string[] {
  return words(
    HEAD,
    guardOf(plan),
    ['-i', fileUrl(source)],
    plan.video ? wholeVideo(plan.video, plan) : [],
    plan.audio ? audioOutput(plan, 0) : [],
  );
}

function wholeVideo(video: VideoPlan, plan: EncodePlan): readonly string[] {
  // The length is cut after frames were made constant: two frames a hundred hours apart are ten million then.
  const rate = `${constant(video, 0)}:start_time=0,trim=end=${plan.maxDuration}`;
  return words(
    ['-filter_complex', ladderGraph(video, rate)],
    video.rungs.flatMap((rung, at) =>
      videoOutput(rung, at, { video, frames: video.frames, preset: plan.preset, file: videoFile(rung.name) }),
    ),
  );
}

/** Frames at the places of a constant rate. @param start seconds of the timestamps that are the start of the file */
const constant = ({ rate, shift }: VideoPlan, start: number): string =>
  `${earlier('setpts', start + shift)}fps=fps=${rateText(rate)}`;

const earlier = (filter: 'setpts' | 'asetpts', seconds: number): string =>
  Math.abs(seconds) < 1e-6 ? '' : `${filter}=PTS-(${seconds.toFixed(6)})/TB,`;

/**
 * Frames [from, to) of the picture, counted at the encoded rate.
 * @param before seconds that are decoded before the part, so that decoding starts at or before its first key frame;
 * null decodes from the start of the source
 */
export function partArguments(source: string, plan: EncodePlan, part: Part, before: number | null): readonly string[] {
  const video = plan.video!;
  const start = part.from / perSecond(video.rate);
  const seek = before === null || start <= before ? null : (start - before).toFixed(6);
  const range = part.last
    ? `start_pts=${part.from}:end=${plan.maxDuration}`
    : `start_pts=${part.from}:end_pts=${part.to}`;
  // Timestamps are those of the source, so that frames have the same numbers in each part, whichever streams are read.
  const filter = `${constant(video, plan.start)}${seek === null ? ':start_time=0' : ''},trim=${range},setpts=PTS-STARTPTS`;
  return words(
    HEAD,
    ['-copyts', ...(seek === null ? [] : ['-ss', seek])],
    ['-threads', '1', ...guardOf(plan)],
    ['-i', fileUrl(source)],
    ['-filter_complex', ladderGraph(video, filter)],
    video.rungs.flatMap((rung, at) => {
      const output = {
        video,
        frames: part.to - part.from,
        preset: plan.preset,
        file: videoFile(rung.name, part.index),
      };
      return words(['-threads', '1'], videoOutput(rung, at, output));
    }),
  );
}

/** The sound alone. */
export const audioArguments = (source: string, plan: EncodePlan): readonly string[] =>
  words(HEAD, '-copyts', guardOf(plan), ['-i', fileUrl(source)], audioOutput(plan, plan.start));

/** Decodes once and scales for each rung; rotation was applied by FFmpeg before the graph. */
function ladderGraph(video: VideoPlan, timing: string): string {
  const { rungs, index, toneMap } = video;
  const largest = rungs.at(-1)!;
  const colours = toneMap ? [`scale=${size(largest)}:flags=bicubic`, toneMapping(toneMap)] : [];
  const labels = rungs.map((_, at) => `[s${at}]`).join('');
  return [
    `[0:${index}]${[timing, ...colours, 'format=yuv420p'].join(',')},split=${rungs.length}${labels}`,
    ...rungs.map((rung, at) => `[s${at}]scale=${size(rung)}:flags=bicubic,setsar=1[v${at}]`),
  ].join(';');
}

const size = ({ width, height }: Rung): string => `${width}:${height}`;

/** HDR as linear light, mapped to what an ordinary screen shows (Hable), and back into BT.709. */
function toneMapping(transfer: 'PQ' | 'HLG'): string {
  const curve = { PQ: 'smpte2084', HLG: 'arib-std-b67' }[transfer];
  return [
    `zscale=tin=${curve}:min=bt2020nc:pin=bt2020:rin=tv:t=linear:npl=100`,
    'format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=hable:desat=0',
    'zscale=t=bt709:m=bt709:p=bt709:r=tv',
  ].join(',');
}

interface VideoOutput {
  readonly video: VideoPlan;
  /** How many are expected. */
  readonly frames: number;
  readonly preset: string;
  readonly file: string;
}

function videoOutput(rung: Rung, at: number, { video, frames, preset, file }: VideoOutput): readonly string[] {
  const { rate, toneMap } = video;
  return words(
    ['-map', `[v${at}]`, '-an', '-c:v', 'libx264', '-preset', preset, '-profile:v', 'high', '-pix_fmt', 'yuv420p'],
    ['-crf', '23', '-maxrate', String(rung.maxRate), '-bufsize', String(rung.maxRate)],
    [...keyFrames(video, frames), '-sc_threshold', '0', '-flags', '+cgop'],
    toneMap ? ['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'] : [],
    // After a filter that moves timestamps FFmpeg 7 forgets the rate, and drops frames.
    ['-r', rateText(rate), '-video_track_timescale', String(timescale(rate))],
    NOTHING_ELSE,
    ['-movflags', '+faststart', file],
  );
}

/** Seconds: hls.js takes a shorter segment for one that it has, and waits for ever at its start. */
const TAIL = 0.5;

/** At every multiple of the group's length; what is left at the end belongs to the last group where it is too short for one. */
function keyFrames({ gop, rate }: VideoPlan, frames: number): readonly string[] {
  const tail = frames % gop;
  const most = Math.ceil(perSecond(rate) * TAIL);
  if (tail === 0 || tail >= most) return ['-g', String(gop), '-keyint_min', String(gop)];
  const forced = `expr:lt(n,${frames - tail})*not(mod(n,${gop}))`;
  return ['-g', String(gop + most), '-keyint_min', String(gop), '-force_key_frames', forced];
}

/** Stereo for every device; gaps are filled, so that sound stays with the picture. */
const audioOutput = (plan: EncodePlan, start: number): readonly string[] =>
  words(
    ['-map', `0:${plan.audio!.index}`, '-vn', '-c:a', 'aac', '-b:a', '128k', '-ac', '2', '-ar', '48000'],
    ['-af', `${earlier('asetpts', start)}atrim=end=${plan.maxDuration},aresample=async=1:first_pts=0${silence(plan)}`],
    NOTHING_ELSE,
    ['-movflags', '+faststart', AUDIO_FILE],
  );

/** Players wait for ever where the sound ends before the picture: silence goes on to its end. */
function silence({ video, audio }: EncodePlan): string {
  const length = video ? video.frames / perSecond(video.rate) : 0;
  const isShorter = audio !== null && audio.end !== null && audio.end < length;
  return isShorter ? `,apad=whole_dur=${length.toFixed(6)}` : '';
}
