import { answerOf } from './answer';

export type Capability = 'ffmpeg' | 'ffprobe' | 'packager';

/** What a program must be able to do, by FFmpeg's own lists. */
export interface Needs {
  readonly encoders?: readonly string[];
  readonly muxers?: readonly string[];
  readonly demuxers?: readonly string[];
  readonly filters?: readonly string[];
}

const NEEDS: Readonly<Record<Capability, Needs>> = {
  ffmpeg: {
    encoders: ['libx264', 'aac', 'mjpeg', 'pcm_s16le'],
    // HLS is what live sessions are written as.
    muxers: ['mp4', 'hls', 'dash', 's16le', 'image2'],
    demuxers: ['mov', 'matroska', 'mpegts', 'avi', 'concat'],
    filters: ['fps', 'trim', 'setpts', 'scale', 'setsar', 'split', 'format', 'aresample', 'thumbnail', 'tile'],
  },
  ffprobe: {},
  packager: {},
};

/** Its version as it names itself; null when it does not run. */
export async function versionOf(name: Capability, path: string): Promise<string | null> {
  const answer = await answerOf(path, [name === 'packager' ? '--version' : '-version']);
  return /version (\S+)/.exec(answer ?? '')?.[1] ?? null;
}

/** What it cannot do, in words; null when it can do all that is needed. */
export async function lacks(name: Capability, path: string, needs = NEEDS[name]): Promise<string | null> {
  for (const [list, wanted] of Object.entries(needs) as [string, readonly string[]][]) {
    const known = namesIn((await answerOf(path, ['-hide_banner', `-${list}`])) ?? '');
    const missing = wanted.filter((one) => !known.has(one));
    if (missing.length > 0) return `lacks ${list} ${missing.join(', ')}`;
  }
  return null;
}

/** Names of FFmpeg's lists: flags, then one name or several that mean the same, then words for people. */
export const namesIn = (list: string): ReadonlySet<string> =>
  new Set(list.split('\n').flatMap((line) => /^ +[A-Z.|]+ +(\S+)/.exec(line)?.[1]?.split(',') ?? []));
