/**
 * Buffers that are used again: V8 goes through its whole heap for each 64 MB of new ones, which costs a server of files
 * more than reading them.
 */
export class BufferPool {
  private readonly free: Buffer[] = [];

  constructor(
    /** Of each buffer. */
    readonly bytes: number,
    /** Buffers that wait for the next use, at most. */
    private readonly most: number,
  ) {}

  take(): Buffer {
    return this.free.pop() ?? Buffer.allocUnsafeSlow(this.bytes);
  }

  /** From now on it is somebody else's. Who is not sure that nobody looks at it any more keeps it. */
  give(buffer: Buffer): void {
    if (this.free.length < this.most) this.free.push(buffer);
  }
}
