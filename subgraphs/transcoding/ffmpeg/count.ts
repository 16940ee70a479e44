import { join } from 'node:path';
import type { Tools } from './binaries';
import { fileUrl, ownGuard, PROBE_LIMITS } from './guard';
import { run } from './runner';
import { words } from './words';

/** What one of our own intermediate files has. */
export interface Counted {
  readonly frames: number;
  /** Seconds. */
  readonly duration: number;
}

export const countArguments = (file: string): readonly string[] =>
  words(['-v', 'error', ...ownGuard()], ['-show_entries', 'stream=nb_frames,duration', '-of', 'json'], fileUrl(file));

/** Frames (of sound: packets) and length, by the file's own index. */
export async function count(tools: Tools, folder: string, file: string, signal?: AbortSignal): Promise<Counted> {
  const chunks: Buffer[] = [];
  await run({
    program: tools.ffprobe.path,
    args: countArguments(join(folder, file)),
    limits: PROBE_LIMITS,
    wrappers: tools.wrappers,
    onOutput: (chunk) => chunks.push(chunk),
    signal,
  });
  const answer = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
    streams?: readonly { nb_frames?: string; duration?: string }[];
  };
  const stream = answer.streams?.[0];
  return { frames: Number(stream?.nb_frames ?? 0), duration: Number(stream?.duration ?? 0) };
}
