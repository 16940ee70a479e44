import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../../../kit/process/is-alive';
import { encoderArguments, type EncoderTask } from './encoder-arguments';
import { segmentsIn, type LiveSegment } from './live-playlist';

/** FFmpeg, and what it runs under where the machine has that; found by whoever opens the ingest. */
export interface EncoderProgram {
  readonly ffmpeg: string;
  readonly wrappers: { readonly setpriv: string | null; readonly prlimit: string | null; readonly nice: string | null };
}

export interface EncoderOptions extends EncoderTask {
  readonly program: EncoderProgram;
  /** A segment is whole, in the folder, next to `init.mp4`; the next one is told when this is done. */
  readonly onSegment: (segment: LiveSegment, folder: string) => Promise<void>;
}

/** Statically linked builds crash on the converters of another C library; and no secret of ours is in there. */
const environment = { GCONV_PATH: '/nonexistent' };
/** Bytes of memory, and of one file. */
const limits = { memory: 3_000_000_000, file: 200_000_000 };
/** Milliseconds between two looks at what is there, and until who was asked to end is killed. */
const patience = { look: 100, end: 5_000 };
/** Characters of the error output that are kept. */
const kept = 2_000;

const folderName = 'lyceum-live-';

/** Removes what encoders left whose process was killed. */
export async function removeLeftovers(): Promise<void> {
  for (const entry of await readdir(tmpdir())) {
    const pid = new RegExp(`^${folderName}(\\d+)-`).exec(entry)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(tmpdir(), entry), { recursive: true, force: true });
  }
}

/** One FFmpeg that turns what is sent into segments. It dies with this process, however that ends. */
export class Encoder {
  private told = -1;
  private stderr = '';
  private hasExited = false;
  private killing: NodeJS.Timeout | undefined;
  /** When all segments are told and the folder is gone; the end of its error output. */
  readonly done: Promise<string>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly options: EncoderOptions,
  ) {
    child.stderr!.on('data', (text: Buffer) => (this.stderr = (this.stderr + text.toString()).slice(-kept)));
    // A pipe that breaks is an encoder that has ended, which is heard of below.
    child.stdin!.on('error', () => undefined);
    const exited = new Promise<void>((resolve) => {
      child.once('error', () => resolve());
      child.once('close', () => resolve());
    });
    this.done = this.follow(exited.then(() => void (this.hasExited = true)));
    this.done.catch(() => undefined);
  }

  static async start(options: EncoderOptions): Promise<Encoder> {
    const folder = await mkdtemp(join(tmpdir(), `${folderName}${process.pid}-`));
    const [command, ...words] = commandOf(options);
    const child = spawn(command, words, {
      cwd: folder,
      env: environment,
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    return new Encoder(child, folder, options);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** False: no more for now, until `onDrain`. */
  write(bytes: Buffer): boolean {
    const { stdin } = this.child;
    return !stdin!.writable || stdin!.write(bytes);
  }

  onDrain(resume: () => void): void {
    this.child.stdin!.on('drain', resume);
  }

  /** Nothing more comes: what came is made into segments to its end. */
  end(): void {
    this.child.stdin!.end();
    this.killing ??= setTimeout(() => this.kill(), patience.end);
  }

  kill(): void {
    if (this.hasExited || this.child.pid === undefined) return;
    try {
      process.kill(process.platform === 'win32' ? this.child.pid : -this.child.pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }

  private async follow(exited: Promise<void>): Promise<string> {
    try {
      while (!this.hasExited) {
        await Promise.race([exited, new Promise((look) => setTimeout(look, patience.look))]);
        await this.tellNew();
      }
      await this.tellNew();
    } finally {
      this.kill();
      await exited;
      clearTimeout(this.killing);
      await rm(this.folder, { recursive: true, force: true });
    }
    return this.stderr;
  }

  private async tellNew(): Promise<void> {
    const { folder, options } = this;
    const playlist = await readFile(join(folder, 'index.m3u8'), 'utf8').catch(() => '');
    for (const segment of segmentsIn(playlist)) {
      if (segment.number <= this.told) continue;
      this.told = segment.number;
      await options.onSegment(segment, folder);
    }
  }
}

function commandOf({ program, ...task }: EncoderOptions): [string, ...string[]] {
  const { setpriv, prlimit, nice } = program.wrappers;
  return [
    ...(setpriv ? [setpriv, '--pdeathsig', 'KILL', '--'] : []),
    ...(prlimit ? [prlimit, `--as=${limits.memory}`, `--fsize=${limits.file}`, '--core=0', '--'] : []),
    // Learners wait for it: before what is prepared for later, after what answers.
    ...(nice ? [nice, '-n', '5', '--'] : []),
    program.ffmpeg,
    ...encoderArguments(task),
  ] as [string, ...string[]];
}
