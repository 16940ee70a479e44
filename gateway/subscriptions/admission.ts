import type { LiveEvent } from './live-event';
import type { Member } from './shared-source';
import { subscriptionErrors } from './subscriptions.errors';

/** So many events wait for a gate; one that stays silent for longer costs its viewer the stream, not this process its memory. */
const mostHeld = 1_000;

/**
 * Lets one viewer hear of a source that many share, for as long as a gate of their own is open. What comes while the gate has
 * not said anything yet waits: so nothing is missed from the moment at which the source is heard.
 */
export class Admission {
  private isOpen = false;
  /** The same events for everyone who waits. */
  private readonly held: LiveEvent[] = [];
  /** The source has ended, before the gate said anything. */
  private isSourceOver = false;

  constructor(private readonly member: Member) {}

  readonly gate: Member = {
    next: (events) => {
      for (const event of events) {
        // Lost and found again: whether its viewer is still let in, it says next.
        if (event.isGap) this.isOpen = false;
        else if (event.isRefusal) this.member.next([event]);
        else this.open();
      }
    },
    complete: () => this.member.complete(),
    fail: (error, reason) => this.member.fail(error, reason),
  };

  readonly source: Member = {
    next: (events) => {
      if (this.isOpen) return this.member.next(events);
      this.held.push(...events);
      if (this.held.length <= mostHeld) return;
      this.held.length = 0;
      this.member.fail(subscriptionErrors.TOO_SLOW(), 'slow');
    },
    complete: () => {
      this.isSourceOver = true;
      if (this.isOpen) this.member.complete();
    },
    fail: (error, reason) => this.member.fail(error, reason),
  };

  private open(): void {
    this.isOpen = true;
    if (this.held.length > 0) this.member.next(this.held.splice(0));
    if (this.isSourceOver) this.member.complete();
  }
}
