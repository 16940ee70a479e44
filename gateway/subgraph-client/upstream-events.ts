import type { Result } from '../../kit/graphql/execute';
import { Cancellation, type CancelSignal } from './cancel-signal';
import type { UpstreamEvent } from './subgraph-client';

type Taken = IteratorResult<UpstreamEvent, void>;

const gap: UpstreamEvent = { kind: 'gap' };
const done: Taken = { value: undefined, done: true };

/**
 * Events between a socket and the one who reads them, in order. Begins when it is first read. Where more wait than may,
 * the oldest give way to a gap: the socket is never held up, for it carries others too.
 */
export class UpstreamEvents implements AsyncGenerator<UpstreamEvent, void> {
  private readonly waiting: UpstreamEvent[] = [];
  private readonly readers: ((taken: Taken) => void)[] = [];
  private readonly leaving = new Cancellation();
  private isStarted = false;
  private isEnded = false;

  constructor(
    private readonly start: (events: UpstreamEvents) => void,
    private readonly maxWaiting = 1_000,
  ) {}

  /** Aborted when it is over: ended by its source, or left by its reader. */
  get over(): CancelSignal {
    return this.leaving;
  }

  push(result: Result): void {
    this.add({ kind: 'next', result });
  }

  /** Says that events may be missing here. */
  gap(): void {
    if (this.waiting.at(-1) !== gap) this.add(gap);
  }

  /** Nothing more comes; what waits is still read. */
  end(): void {
    this.isEnded = true;
    for (const reader of this.readers.splice(0)) reader(done);
    this.leaving.cancel();
  }

  next(): Promise<Taken> {
    if (!this.isStarted) {
      this.isStarted = true;
      this.start(this);
    }
    const value = this.waiting.shift();
    if (value) return Promise.resolve({ value, done: false });
    if (this.isEnded) return Promise.resolve(done);
    return new Promise((resolve) => this.readers.push(resolve));
  }

  return(): Promise<Taken> {
    this.isStarted = true;
    this.waiting.length = 0;
    this.end();
    return Promise.resolve(done);
  }

  async throw(error: unknown): Promise<Taken> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  private add(event: UpstreamEvent): void {
    if (this.isEnded) return;
    const reader = this.readers.shift();
    if (reader) return reader({ value: event, done: false });
    if (this.waiting.length > this.maxWaiting) this.waiting.splice(1, 1);
    else if (this.waiting.length === this.maxWaiting) this.waiting[0] = gap;
    this.waiting.push(event);
  }
}
