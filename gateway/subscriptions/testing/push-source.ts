/** Events that a test sends by hand. `return` ends it at once, also while somebody waits for the next. */
export class PushSource<T> implements AsyncGenerator<T, void> {
  isOpen = true;
  private readonly waiting: T[] = [];
  private failure: Error | null = null;
  private wake = (): void => undefined;

  push(...events: T[]): void {
    this.waiting.push(...events);
    this.wake();
  }

  /** The source has nothing more, after what was sent. */
  end(): void {
    this.isOpen = false;
    this.wake();
  }

  /** The source breaks, after what was sent. */
  fail(error: Error): void {
    this.failure = error;
    this.end();
  }

  async next(): Promise<IteratorResult<T, void>> {
    while (this.isOpen && this.waiting.length === 0) await new Promise<void>((resolve) => (this.wake = resolve));
    const [event] = this.waiting.splice(0, 1);
    if (event === undefined && this.failure) throw this.failure;
    return event === undefined ? { value: undefined, done: true } : { value: event, done: false };
  }

  return(): Promise<IteratorResult<T, void>> {
    this.waiting.length = 0;
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  throw(error: Error): Promise<IteratorResult<T, void>> {
    this.fail(error);
    return Promise.reject(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.return().then(() => undefined);
  }
}
