import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tools } from '../ffmpeg/index';
import { words } from '../ffmpeg/words';

/** FFmpeg's test picture and a tone. */
const picture = (size: string, rate: string, seconds: number): readonly string[] =>
  words('-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}:d=${seconds}`);
const tone = (seconds: number): readonly string[] => words('-f', 'lavfi', '-i', `sine=d=${seconds}`);
const aac = ['-c:a', 'aac', '-b:a', '64k'];
const OPEN_GOP = 'open-gop=1:keyint=120:min-keyint=120:scenecut=0:bframes=3';
const tenBit = ['-pix_fmt', 'yuv420p10le', '-profile:v', 'high10'];

/** Sources for tests, made by FFmpeg's own generators; nothing is downloaded. */
const SOURCES = {
  /** Portrait by a display matrix, as a phone writes it: stored 640x360, shown 360x640. */
  'portrait.mp4': words(picture('640x360', '30', 2), tone(2), aac),
  /** Frames that come as they like. */
  'vfr.mkv': words(
    picture('320x180', '30', 4),
    tone(4),
    ['-vf', "select='not(eq(mod(n,7),3))*not(between(n,40,52))'", '-fps_mode', 'vfr'],
    aac,
  ),
  '2997.mp4': words(picture('640x360', '30000/1001', 6), tone(6), aac),
  '120.mp4': picture('320x180', '120', 1),
  'silent.mp4': picture('320x180', '25', 2),
  /** Sound on six channels. */
  'surround.mkv': words(
    picture('320x180', '25', 5),
    tone(5),
    ['-af', 'pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0'],
    ['-c:a', 'ac3'],
  ),
  'odd.mkv': words(picture('853x481', '25', 2), ['-pix_fmt', 'yuv444p']),
  'ten-bit.mkv': words(picture('320x180', '25', 2), tenBit),
  /** HDR, as far as its labels go: PQ in BT.2020. */
  'hdr.mkv': words(picture('320x180', '25', 1), tenBit, [
    '-color_primaries',
    'bt2020',
    '-color_trc',
    'smpte2084',
    '-colorspace',
    'bt2020nc',
  ]),
  /** Frames that refer across key frames, and timestamps that begin at 1.4 seconds. */
  'open-gop.ts': words(
    picture('320x180', '25', 8),
    tone(8),
    ['-x264-params', 'open-gop=1:keyint=75:bframes=3', '-f', 'mpegts'],
    aac,
  ),
  /** The same with an index, and key frames further apart. */
  'open-gop.mp4': words(picture('320x180', '25', 12), tone(12), ['-x264-params', OPEN_GOP], aac),
  'open-gop.mkv': words(picture('320x180', '25', 12), tone(12), ['-x264-params', OPEN_GOP], aac),
  /** Key frames far apart, and in MPEG-TS no index to find them by; begins at 1.4 seconds. */
  'long-gop.ts': words(
    picture('320x180', '25', 30),
    tone(30),
    ['-x264-params', 'open-gop=1:keyint=350:min-keyint=350:scenecut=0:bframes=3', '-f', 'mpegts'],
    aac,
  ),
  /** From the fifth second on white and loud, before that neither. */
  'flash.mp4': words(
    ['-f', 'lavfi', '-i', "color=black:s=640x480:r=30000/1001:d=12,drawbox=c=white:t=fill:enable='gte(t,5)'"],
    tone(12),
    ['-af', "volume=volume=0:enable='lt(t,5)'"],
    aac,
  ),
  'three-seconds.mp4': words(picture('1280x720', '25', 3), tone(3), aac),
  /** Small and slow, and silent up to its last ten seconds, so that it costs little. */
  'twenty-minutes.mp4': words(
    picture('64x36', '5', 1200),
    tone(1200),
    ['-af', "volume=volume=0:enable='lt(t,1190)'"],
    aac,
  ),
  'sound.mp3': words(tone(3), ['-c:a', 'libmp3lame']),
} as const satisfies Record<string, readonly string[]>;

export type SourceName = keyof typeof SOURCES;

/** Sources of one spec: each is made once, when first asked for. */
export class TestSources {
  readonly folder = mkdtempSync(join(tmpdir(), 'lyceum-sources-'));

  constructor(private readonly tools: Tools) {}

  /** The absolute path of a source. */
  path(name: SourceName): string {
    const path = join(this.folder, name);
    if (!existsSync(path)) this.make([...SOURCES[name], ...(name.endsWith('.mp3') ? [] : ENCODER)], name);
    if (name === 'portrait.mp4') return this.turned(path);
    return path;
  }

  /** Runs FFmpeg in the folder of the sources, into a file there. */
  make(args: readonly string[], file: string): string {
    execFileSync(this.tools.ffmpeg.path, ['-nostdin', '-v', 'error', '-y', ...args, file], { cwd: this.folder });
    return join(this.folder, file);
  }

  /** The same into a pipe, so that nothing is written into the head afterwards: no length, no index. */
  stream(args: readonly string[], file: string): string {
    const options = { cwd: this.folder, maxBuffer: 100_000_000 };
    const bytes = execFileSync(this.tools.ffmpeg.path, ['-nostdin', '-v', 'error', ...args, 'pipe:1'], options);
    writeFileSync(join(this.folder, file), bytes);
    return join(this.folder, file);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The matrix is written when a finished file is copied. */
  private turned(path: string): string {
    const turned = path.replace('.mp4', '-turned.mp4');
    if (!existsSync(turned)) this.make(['-display_rotation', '90', '-i', path, '-c', 'copy'], 'portrait-turned.mp4');
    return turned;
  }
}

const ENCODER = ['-c:v', 'libx264', '-preset', 'ultrafast'];
