import type { LivePolicy } from '../../kit/graphql/live-directive';
import type { LiveEvent } from './live-event';

export interface QueueLimits {
  readonly events: number;
  readonly bytes: number;
}

/** What waits for a client that reads more slowly than events come: bounded, in order, oldest first. */
export class EventQueue {
  private readonly events: LiveEvent[] = [];
  private bytes = 0;
  private dropped = 0;

  constructor(
    private readonly overflow: LivePolicy['overflow'],
    private readonly limits: QueueLimits,
    private readonly onDrop: () => void,
  ) {}

  get length(): number {
    return this.events.length;
  }

  /** Takes an event in, and lets go of others as the policy says. False: the client is to be disconnected. */
  push(event: LiveEvent): boolean {
    this.events.push(event);
    this.bytes += event.payload.length;
    const most = this.overflow === 'LATEST' ? 1 : this.limits.events;
    // One event always fits, however large.
    while (this.events.length > 1 && (this.events.length > most || this.bytes > this.limits.bytes)) {
      if (this.overflow === 'DISCONNECT') return false;
      this.take();
      this.dropped += 1;
      this.onDrop();
    }
    return true;
  }

  /** The next event; it tells of those that were left out before it. */
  shift(): LiveEvent | undefined {
    const event = this.take();
    const { dropped } = this;
    if (!event || dropped === 0) return event;
    this.dropped = 0;
    return event.afterDropping(dropped);
  }

  clear(): void {
    this.events.length = 0;
    this.bytes = 0;
  }

  private take(): LiveEvent | undefined {
    const event = this.events.shift();
    if (event) this.bytes -= event.payload.length;
    return event;
  }
}
