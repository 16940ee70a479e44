import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Tools } from '../../subgraphs/transcoding/ffmpeg/index';

/** A 1080p source, with sound. Moving pictures with grain: a test card alone is too easy to encode. */
export function makeFilm({ ffmpeg }: Tools, file: string, seconds: number): string {
  const picture = `testsrc2=s=1920x1080:r=30:d=${seconds},noise=alls=8:allf=t`;
  const inputs = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', `sine=d=${seconds}`];
  // As many bits as a camera writes.
  const bits = ['-b:v', '20M', '-maxrate', '20M', '-bufsize', '20M'];
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', ...bits, '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  execFileSync(ffmpeg.path, ['-nostdin', '-v', 'error', ...inputs, ...codecs, file]);
  if (!existsSync(file)) throw new Error('FFmpeg made no source.');
  return file;
}
