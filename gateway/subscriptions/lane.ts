import type { GraphQLFormattedError } from 'graphql';
import type { CodedError } from '../../kit/errors/errors';
import type { SubscriptionEnd } from '../metrics/subscription-metrics';
import type { EventQueue } from './event-queue';
import type { LiveEvent } from './live-event';
import type { Outlet } from './outlet';

/** How a protocol writes what happens to one operation. */
export interface Frames {
  next(event: LiveEvent): Buffer;
  error(errors: readonly GraphQLFormattedError[]): Buffer;
  complete(): Buffer;
}

/** One operation's way to its client: events in order, then its end. */
export class Lane {
  private isOver = false;
  private isCompleting = false;

  /** @param onEnd once the client has been told of the end */
  constructor(
    private readonly outlet: Outlet,
    private readonly frames: Frames,
    private readonly queue: EventQueue,
    private readonly onEnd: (reason: SubscriptionEnd) => void,
  ) {}

  /** False where the client is too slow to get all events and must. */
  next(event: LiveEvent): boolean {
    if (this.isOver || this.isCompleting) return true;
    if (this.queue.length === 0 && this.outlet.hasRoom) {
      this.outlet.send(this.frames.next(event));
      return true;
    }
    if (!this.queue.push(event)) return false;
    this.outlet.await(this);
    return true;
  }

  /** Ends after what waits. */
  complete(): void {
    if (this.isOver || this.isCompleting) return;
    this.isCompleting = true;
    if (this.queue.length === 0) this.finish(this.frames.complete(), 'completed');
  }

  /** Ends at once: what waits may no longer be seen. */
  fail(error: CodedError, reason: SubscriptionEnd): void {
    if (this.isOver) return;
    this.abandon();
    this.finish(this.frames.error([error.toJSON()]), reason);
  }

  /** The client has let go: nothing more is said. */
  abandon(): void {
    this.isOver = true;
    this.queue.clear();
    this.outlet.forget(this);
  }

  /** Sends one of those that wait; whether more do. */
  sendOne(): boolean {
    const event = this.queue.shift();
    if (event) this.outlet.send(this.frames.next(event));
    if (this.queue.length > 0) return true;
    if (this.isCompleting && !this.isOver) this.finish(this.frames.complete(), 'completed');
    return false;
  }

  private finish(last: Buffer, reason: SubscriptionEnd): void {
    this.isOver = true;
    this.outlet.answer(last);
    this.onEnd(reason);
  }
}
