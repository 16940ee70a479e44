/** What to do with a message, decided anew for each: pass it on, pass it on and end, skip it, or end. */
export type Verdict = 'PASS' | 'PASS_AND_END' | 'SKIP' | 'END';

/** Messages that the viewer may have. It listens from the moment it is made, so that nothing is lost before the first `next`. */
export function watch<M>(source: AsyncIterable<M>, judge: (message: M) => Promise<Verdict>): AsyncIterableIterator<M> {
  const messages = source[Symbol.asyncIterator]();
  const first = messages.next();
  first.catch(() => undefined);
  return new Watch(messages, first, judge);
}

/** Not a generator: one that waits for a message cannot be ended before the message comes. */
class Watch<M> implements AsyncIterableIterator<M> {
  private isOver = false;

  constructor(
    private readonly messages: AsyncIterator<M>,
    private first: Promise<IteratorResult<M>> | null,
    private readonly judge: (message: M) => Promise<Verdict>,
  ) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<M>> {
    while (!this.isOver) {
      const { value, done } = await this.receive();
      if (done) break;
      const verdict = await this.judge(value);
      if (verdict === 'END' || verdict === 'PASS_AND_END') await this.return();
      if (verdict === 'PASS' || verdict === 'PASS_AND_END') return { value, done: false };
    }
    return { value: undefined, done: true };
  }

  async return(): Promise<IteratorResult<M>> {
    this.isOver = true;
    await this.messages.return?.();
    return { value: undefined, done: true };
  }

  private receive(): Promise<IteratorResult<M>> {
    const { first } = this;
    this.first = null;
    return first ?? this.messages.next();
  }
}
