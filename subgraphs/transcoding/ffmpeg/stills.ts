import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import ffmpeg from 'fluent-ffmpeg';
import type { Tools } from './binaries';
import { ownGuard } from './guard';
import { TranscodeError } from './reason';
import { STORYBOARD_FOLDER, storyboardFilters, type Storyboard } from './storyboard';
import { words } from './words';

/** Pixels of the poster's width, at most. */
const POSTER_WIDTH = 1280;
/** Seconds after which a run on our own file has gone wrong. */
const TIME = 600;

export const POSTER_FILE = 'poster.jpg';

interface Still {
  readonly tools: Tools;
  /** A rendition of our own making: what is hostile ended before. */
  readonly video: string;
  readonly signal?: AbortSignal | undefined;
}

export const posterArguments = (): readonly string[] =>
  words(
    ['-frames:v', '1', '-vf', `thumbnail=60,scale=w='min(${POSTER_WIDTH},iw)':h=-2`],
    ['-q:v', '3', '-map_metadata', '-1', '-update', '1'],
  );

export const storyboardArguments = (board: Storyboard): readonly string[] =>
  words(
    ['-an', '-vf', storyboardFilters(board), '-fps_mode', 'passthrough'],
    ['-q:v', '5', '-map_metadata', '-1', '-start_number', '1'],
  );

/** The most typical picture of a moment near the start, after titles and fades. @param duration seconds */
export async function makePoster(still: Still, folder: string, duration: number): Promise<void> {
  const file = join(folder, POSTER_FILE);
  await save(still, ['-ss', Math.min(5, duration / 4).toFixed(3)], posterArguments(), file);
  // Past the last picture FFmpeg ends well without a file.
  if (!(await isFile(file))) await save(still, [], posterArguments(), file);
  if (!(await isFile(file))) throw new TranscodeError('WRONG_OUTPUT', 'no poster');
}

/** The sprites of a storyboard; its text is made apart. */
export async function makeStoryboard(still: Still, folder: string, board: Storyboard): Promise<void> {
  await mkdir(join(folder, STORYBOARD_FOLDER), { recursive: true });
  const files = join(folder, STORYBOARD_FOLDER, '%03d.jpg');
  await save(still, ['-skip_frame', 'nokey'], storyboardArguments(board), files);
  if (!(await isFile(join(folder, STORYBOARD_FOLDER, '001.jpg'))))
    throw new TranscodeError('WRONG_OUTPUT', 'no sprite');
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.size > 0,
    () => false,
  );

/** One input, one output: what fluent-ffmpeg serves well. */
function save(
  { tools, video, signal }: Still,
  input: readonly string[],
  output: readonly string[],
  file: string,
): Promise<void> {
  if (signal?.aborted) return Promise.reject(new TranscodeError('CANCELLED'));
  return new Promise((resolve, reject) => {
    const command = ffmpeg({ source: video, timeout: TIME, niceness: tools.wrappers.nice ? 10 : 0 })
      .setFfmpegPath(tools.ffmpeg.path)
      .inputOptions([...ownGuard(), ...input])
      .outputOptions([...output])
      .output(file);
    const cancel = (): void => {
      command.kill('SIGKILL');
    };
    signal?.addEventListener('abort', cancel, { once: true });
    const settle = (finish: () => void): void => {
      signal?.removeEventListener('abort', cancel);
      finish();
    };
    command.on('end', () => settle(resolve));
    command.on('error', (cause: Error) =>
      settle(() => reject(new TranscodeError(signal?.aborted ? 'CANCELLED' : 'FAILED', cause.message, { cause }))),
    );
    command.run();
  });
}
