import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram, type Need } from '../../../../kit/testing/needs';
import type { EncoderProgram } from '../ingest/encoder';

const modules = join(__dirname, '..', '..', '..', '..', 'node_modules');
const ffmpeg = findProgram('ffmpeg', join(modules, '@ffmpeg-binary', `${process.platform}-${process.arch}`));

export const needsFfmpeg: Need = { what: 'ffmpeg (npm ci)', isHere: ffmpeg !== undefined };

export const encoderProgram = (): EncoderProgram => ({
  ffmpeg: ffmpeg ?? '',
  wrappers: {
    setpriv: findProgram('setpriv') ?? null,
    prlimit: findProgram('prlimit') ?? null,
    nice: findProgram('nice') ?? null,
  },
});

/** FFmpeg's words for sending a moving picture and a tone, as fast as it can or as fast as they are shown. */
export const sending = (url: string, seconds: number, { withSound = true, atOnce = false } = {}): readonly string[] =>
  [
    ['-nostdin', '-v', 'error'],
    atOnce ? [] : ['-re'],
    ['-f', 'lavfi', '-i', `testsrc2=s=320x180:r=30:d=${seconds}`],
    withSound ? [...(atOnce ? [] : ['-re']), '-f', 'lavfi', '-i', `sine=f=440:d=${seconds}`, '-c:a', 'aac'] : [],
    ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p', '-g', '30'],
    ['-f', 'flv', url],
  ].flat();

/** Runs FFmpeg to its end; its output. @throws where it fails */
export async function runFfmpeg(words: readonly string[]): Promise<string> {
  const env = { GCONV_PATH: '/nonexistent' };
  return (await promisify(execFile)(encoderProgram().ffmpeg, [...words], { env })).stdout;
}

/** How many pictures a file has, decoded to its end without an error. */
export const framesOf = async (file: string): Promise<number> => (await timesOf(file)).length;

/** When its pictures are shown, in seconds. */
export async function timesOf(file: string): Promise<number[]> {
  const input = ['-nostdin', '-v', 'error', '-xerror', '-copyts', '-i', `file:${file}`, '-map', '0:v'];
  const words = [...input, '-fps_mode', 'passthrough', '-enc_time_base', '1:1000', '-f', 'framemd5', '-'];
  const lines = (await runFfmpeg(words)).split('\n').filter((line) => line.startsWith('0,'));
  return lines.map((line) => Number(line.split(',')[2]) / 1_000);
}
