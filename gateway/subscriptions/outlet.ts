import type { Lane } from './lane';

/** Where bytes go: a socket, or a response that stays open. */
export interface Wire {
  /** Bytes that were written and have not left this process. */
  readonly buffered: number;
  write(frame: Buffer): void;
  /** What is written until `uncork` goes out together. */
  cork(): void;
  uncork(): void;
  /** Cuts the connection off, at once. */
  destroy(): void;
}

/** From here on events wait in their queues, and not in the socket. At least what makes Node's streams say `drain`. */
const fullBytes = 64 * 1024;
/** Answers that a client may leave unread. They are small: who leaves so many unread asks only in order to do harm. */
const unreadAnswers = 256 * 1024;

/** The way out of one connection: many operations take turns, and none writes more than the client reads. */
export class Outlet {
  private readonly waiting = new Set<Lane>();
  private answered = 0;

  constructor(private readonly wire: Wire) {}

  get hasRoom(): boolean {
    return this.wire.buffered < fullBytes;
  }

  /** What the work sends is one write. */
  together<T>(work: () => T): T {
    this.wire.cork();
    try {
      return work();
    } finally {
      this.wire.uncork();
    }
  }

  send(frame: Buffer): void {
    this.wire.write(frame);
  }

  /** Sends what does not wait: acknowledgements, refusals, ends. */
  answer(frame: Buffer): void {
    if (this.wire.buffered === 0) this.answered = 0;
    this.answered += frame.length;
    if (this.answered > unreadAnswers) this.wire.destroy();
    else this.wire.write(frame);
  }

  /** The lane has something to send when there is room. */
  await(lane: Lane): void {
    this.waiting.add(lane);
    this.flush();
  }

  forget(lane: Lane): void {
    this.waiting.delete(lane);
  }

  /** Sends what waits, one event of each lane in turn, until the client has to read again. */
  flush(): void {
    while (this.hasRoom) {
      const [lane] = this.waiting;
      if (!lane) return;
      this.waiting.delete(lane);
      if (lane.sendOne()) this.waiting.add(lane);
    }
  }
}
