import { spawn, type ChildProcess } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { encoderArguments, type EncoderTask } from './encoder-arguments';
import { PartCutter, type Cut } from './part-cutter';

/** FFmpeg, and what it runs under where the machine has that; found by whoever opens the ingest. */
export interface EncoderProgram {
  readonly ffmpeg: string;
  readonly wrappers: { readonly setpriv: string | null; readonly prlimit: string | null; readonly nice: string | null };
}

export interface EncoderOptions extends EncoderTask {
  readonly program: EncoderProgram;
  /** What is whole; the next is told when this is done. */
  readonly onCut: (cut: Cut) => Promise<void>;
}

/** Statically linked builds crash on the converters of another C library; and no secret of ours is in there. */
const environment = { GCONV_PATH: '/nonexistent' };
/** Bytes of memory that it may have; it writes no files. */
const limits = { memory: 3_000_000_000, file: 0 };
/** Milliseconds without a word until who was asked to end is killed. */
const patience = 20_000;
/** Bytes that may wait while the object store is slow, about a minute and a half: then the encoder waits, too. */
const mostWaiting = 32_000_000;
/** Characters of the error output that are kept. */
const kept = 2_000;

/** One FFmpeg that turns what is sent into parts. It dies with this process, however that ends. */
export class Encoder {
  private stderr = '';
  private hasExited = false;
  private killing: NodeJS.Timeout | undefined;
  /** When all parts are told; the end of its error output. */
  readonly done: Promise<string>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly onCut: EncoderOptions['onCut'],
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

  static start(options: EncoderOptions): Encoder {
    const [command, ...words] = commandOf(options);
    const child = spawn(command, words, { cwd: '/', env: environment, detached: true, stdio: 'pipe' });
    return new Encoder(child, options.onCut);
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

  /** Nothing more comes: what came is made into parts to its end. */
  end(): void {
    this.child.stdin!.end();
    this.killing ??= setTimeout(() => this.kill(), patience);
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
    const stdout = this.child.stdout!;
    const cutter = new PartCutter();
    try {
      for await (const chunk of stdout.pipe(new PassThrough({ highWaterMark: mostWaiting }))) {
        // A busy machine takes its time, and what was sent is kept.
        this.killing?.refresh();
        for (const cut of cutter.push(chunk as Buffer)) await this.onCut(cut);
      }
    } finally {
      this.kill();
      stdout.destroy();
      await exited;
      clearTimeout(this.killing);
    }
    return this.stderr;
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
