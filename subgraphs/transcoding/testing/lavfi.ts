import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findTools, type Tools } from '../ffmpeg';

let found: Promise<Tools> | undefined;

/** The programs of this machine. */
export const testTools = (): Promise<Tools> => (found ??= findTools());

interface Clip {
  readonly seconds: number;
  /** Width and height, such as `320x180`. */
  readonly size?: string;
  readonly hasSound?: boolean;
  /** Where the sound ends, when that is not where the picture does. */
  readonly soundSeconds?: number;
}

/** A film of a test picture at 25 frames per second, made here. */
export async function makeClip({
  seconds,
  size = '320x180',
  hasSound = true,
  soundSeconds = seconds,
}: Clip): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-clip-'));
  try {
    const file = join(folder, 'clip.mp4');
    const picture = ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=25:duration=${seconds}`];
    const sound = hasSound ? ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${soundSeconds}`, '-c:a', 'aac'] : [];
    const codec = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
    const { ffmpeg } = await testTools();
    await promisify(execFile)(ffmpeg.path, ['-nostdin', '-v', 'error', '-y', ...picture, ...sound, ...codec, file]);
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
