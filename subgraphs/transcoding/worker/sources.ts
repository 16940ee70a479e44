import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectStore } from '../../../kit/objects/object-store';
import { TaskFailure, withStore } from './failure';

interface Source {
  readonly file: string;
  readonly fetched: Promise<void>;
  users: number;
}

/** Uploads on this machine. The last one stays until another is wanted: the next task is often a part of it. */
export class Sources {
  private readonly known = new Map<string, Source>();
  private count = 0;

  constructor(
    private readonly objects: ObjectStore,
    private readonly folder: string,
  ) {}

  /** Gives the work a file with the object's bytes. @throws TaskFailure SOURCE_MISSING, or the signal's reason */
  async use<T>(key: string, signal: AbortSignal, work: (file: string) => Promise<T>): Promise<T> {
    const source = this.known.get(key) ?? this.open(key);
    source.users += 1;
    try {
      await Promise.race([source.fetched, aborted(signal)]);
      return await work(source.file);
    } finally {
      source.users -= 1;
      // Who was cancelled leaves no copy behind.
      if (signal.aborted && source.users === 0) this.drop(key, source);
    }
  }

  private drop(key: string, source: Source): void {
    if (this.known.get(key) === source) this.known.delete(key);
    void source.fetched.catch(() => undefined).then(() => rm(source.file, { force: true }));
  }

  private open(key: string): Source {
    const unused = [...this.known].filter(([, { users }]) => users === 0);
    for (const [other] of unused) this.known.delete(other);
    this.count += 1;
    const file = join(this.folder, `source-${this.count}`);
    const room = unused.map(([, source]) => source.fetched.finally(() => rm(source.file, { force: true })));
    const source: Source = { file, fetched: this.fetch(key, file, room), users: 0 };
    this.known.set(key, source);
    source.fetched.catch(() => this.known.delete(key));
    return source;
  }

  private async fetch(key: string, file: string, room: readonly Promise<unknown>[]): Promise<void> {
    await Promise.allSettled(room);
    if (!(await withStore(this.objects.download(key, file)))) throw new TaskFailure('SOURCE_MISSING');
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const refuse = (): void => reject(signal.reason as Error);
    if (signal.aborted) refuse();
    else signal.addEventListener('abort', refuse, { once: true });
  });
}
