import { readFile, stat } from 'node:fs/promises';
import { systemTimers, type Timers } from '../../kit/scope/timers';
import { Poll } from './poll';
import { reasonOf, SupergraphError, type SupergraphSource } from './supergraph-source';

interface FileSourceOptions {
  /** Milliseconds between two looks. */
  readonly interval?: number;
  readonly timers?: Timers;
}

/**
 * A supergraph in a file. It is looked at instead of subscribed to: events of the file system get lost where a file is
 * replaced by rename, behind a symbolic link, or mounted into a container.
 */
export class FileSource implements SupergraphSource {
  private readonly poll: Poll;
  private read = '';
  /** What the file looked like at the last look. */
  private seen = '';
  /** What it looked like when it was read. */
  private taken = '';

  constructor(
    private readonly file: string,
    { interval = 500, timers = systemTimers }: FileSourceOptions = {},
  ) {
    this.poll = new Poll(timers, () => interval);
  }

  async current(): Promise<string> {
    try {
      this.taken = await lookOf(this.file);
      this.read = await readFile(this.file, 'utf8');
      return this.read;
    } catch (error) {
      throw new SupergraphError(`The supergraph cannot be read: ${reasonOf(error)}`);
    }
  }

  watch(onChange: (supergraphSdl: string) => void): void {
    this.poll.start(async () => {
      const changed = await this.changed();
      if (changed !== undefined) onChange(changed);
    });
  }

  close(): void {
    this.poll.stop();
  }

  /** Another text than before, once two looks in a row show the same file: it is not being written any more. */
  private async changed(): Promise<string | undefined> {
    const look = await lookOf(this.file).catch(() => 'none');
    const isAtRest = look === this.seen;
    this.seen = look;
    if (look === 'none' || look === this.taken || !isAtRest) return undefined;
    const text = await readFile(this.file, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    this.taken = look;
    if (text === this.read) return undefined;
    this.read = text;
    return text;
  }
}

async function lookOf(file: string): Promise<string> {
  const { ino, size, mtimeNs } = await stat(file, { bigint: true });
  return `${ino} ${size} ${mtimeNs}`;
}
